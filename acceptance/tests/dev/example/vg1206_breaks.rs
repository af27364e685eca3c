use vango::prelude::*;

#[component]
fn Marked(cx: &mut Setup, children: Slot) -> Component {
    let rows = cx.list(|row: &u32| *row);
    cx.effect(
        |_r| (),
        move |tx, ()| rows.extend(tx, [1, 2]).expect("two keys"),
    );
    render(move |r| {
        view! { r, <ul>each row in rows { <li>{children}{row}</li> }</ul> }
    })
}

#[component]
pub fn Page(cx: &mut Setup) -> Component {
    let _views = cx.signal(0);
    render(move |r| {
        view! { r, <Marked>"Row "</Marked> }
    })
}
