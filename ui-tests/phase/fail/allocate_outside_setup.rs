use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let step = cx.signal(1);
    render(move |r| {
        let count = r.signal(0);
        view! { r, <p>{count} {step}</p> }
    })
}

fn main() {}
