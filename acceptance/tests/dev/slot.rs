//! VG1206: a slot that stands in two places at once.

use vango::prelude::*;
use vango::session::Report;
use vango_acceptance::Tab;

use crate::check;

#[component]
fn Shelf(cx: &mut Setup, children: Slot) -> Component {
    let rows = cx.list(|row: &u32| *row);
    cx.effect(
        |_| (),
        move |tx, ()| {
            rows.extend(tx, [1, 2]).expect("two keys");
        },
    );
    render(move |r| view! { r, each _row in rows { <li>{children}</li> } })
}

#[component]
fn Page(cx: &mut Setup) -> Component {
    let _state = cx.signal(0);
    render(move |r| view! { r, <ul><Shelf>"one"</Shelf></ul> })
}

#[test]
fn a_slot_in_two_rows_is_told_of() {
    let tab = Tab::open::<Page>();
    check(
        &tab,
        &[
            "a slot of <Shelf> stands in two places at once, and only the first shows it [VG1206]\n  where: <Shelf>, in two rows \
             of an `each` or two slots that it gives on\n  help: take a `SlotFn` parameter instead of `Slot`: its content is \
             made anew for each place",
        ],
    );
}

#[component]
fn Double(cx: &mut Setup, children: Slot) -> Component {
    let _state = cx.signal(0);
    render(move |r| view! { r, <b>{children}</b><i>{children}</i> })
}

#[component]
fn DoublePage(cx: &mut Setup) -> Component {
    let _state = cx.signal(0);
    render(move |r| view! { r, <Double>"one"</Double> })
}

#[test]
fn a_slot_that_is_placed_twice_in_one_render_fails_with_the_code() {
    let tab = Tab::open::<DoublePage>();
    let [Report::RenderPanics { message, .. }] = &tab.reports[..] else {
        panic!("{:?}", tab.reports);
    };
    let begin = "a slot is placed twice in one render [VG1206]: its content has one place at a time; for content in several \
                 places take a `SlotFn` parameter";
    assert!(message.starts_with(begin), "{message}");
}
