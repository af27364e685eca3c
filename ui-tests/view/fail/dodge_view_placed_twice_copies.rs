//! One view in two places: cloned, in a loop, in an array, borrowed, kept by a memo.
use vango::prelude::*;

fn twice(r: &Render) -> View {
    let view = view! { r, "x" };
    let copy = view.clone();
    let all = [view; 2];
    let other = view! { r, "y" };
    view! { r,
        {copy}
        for n in [1, 2], key = n { {other} }
        {all}
    }
}

fn borrowed(r: &Render) -> View {
    let view = view! { r, "x" };
    view! { r, {&view} {&view} }
}

#[component]
fn Keeps(cx: &mut Setup) -> Component {
    let kept = cx.memo(|r| view! { r, "x" });
    render(move |r| view! { r, {kept} })
}

fn main() {}
