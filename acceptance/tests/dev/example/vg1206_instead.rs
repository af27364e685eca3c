use vango::prelude::*;

#[component]
fn Marked(cx: &mut Setup, mark: SlotFn<u32>) -> Component {
    let rows = cx.list(|row: &u32| *row);
    cx.effect(
        |_r| (),
        move |tx, ()| rows.extend(tx, [1, 2]).expect("two keys"),
    );
    render(move |r| {
        view! { r, <ul>each row in rows { <li>{mark.show(r, row)}{row}</li> }</ul> }
    })
}

#[component]
pub fn Page(cx: &mut Setup) -> Component {
    let _views = cx.signal(0);
    render(move |r| {
        view! { r, <Marked mark=|r, _row| { view! { r, "Row " } }/> }
    })
}
