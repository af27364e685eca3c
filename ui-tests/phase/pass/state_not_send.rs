use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let counts = cx.signal(vec![0]);
    render(move |r| view! { r, <p>{counts.get(r).len()}</p> })
}
