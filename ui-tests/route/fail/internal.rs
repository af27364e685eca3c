use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let count = vango::__private::v1::prop(cx, 1);
    render(move |r| view! { r, <p>{count}</p> })
}

fn main() {}
