//! A view of a million rows: what the page shows, what becomes of the session, and what memory it takes meanwhile.
//!
//! The exact bound of a slot is `bound.rs`'s. Here the point is that an app which shows far more than that by mistake is
//! stopped at the bound, and not when the machine has no memory left.

use std::sync::Arc;

use allocation_counter::measure;
use vango::prelude::*;
use vango::session::{CloseReason, Report, Root};
use vango_acceptance::{Find, Tab, try_page};

const MILLION: u64 = 1_000_000;

/// What a turn may take at its highest before it is given up, whatever the loop would have brought: the rows up to the
/// bound, with two slots each, in a buffer that has doubled last.
const MAX_BYTES: u64 = 96 * 1024 * 1024;

#[component]
fn Table(cx: &mut Setup, #[prop(default = 0)] first: Prop<u64>) -> Component {
    let count = cx.signal(*first.get(cx));
    let clicks = cx.signal(0_u32);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { count.set(tx, MILLION); }>"a million"</button>
            <button on:click=move |tx| { count.set(tx, u64::MAX); }>"without an end"</button>
            <button on:click=move |tx| { count.set(tx, 200_000); }>"many"</button>
            <button on:click=move |tx| { *clicks.get_mut(tx) += 1; }>"+"</button>
            <output>{clicks}</output>
            <ul>for row in 0..*count.get(r), key = row { <li title={row}>{row}</li> }</ul>
        }
    })
}

fn click(tab: &mut Tab, name: &str) {
    tab.click(&Find::tag("button").text(name));
}

#[test]
fn a_million_rows_give_the_turn_up_at_the_bound_and_in_bounded_memory() {
    for name in ["a million", "without an end"] {
        let mut tab = Tab::open::<Table>();
        click(&mut tab, "+");
        let used = measure(|| click(&mut tab, name));
        println!("{name}: {} KiB at most", used.bytes_max / 1024);
        assert!(
            used.bytes_max < MAX_BYTES,
            "{name}: {} bytes",
            used.bytes_max
        );
        assert!(
            matches!(&tab.reports[..], [Report::Setup(text)] if text.contains("<Table> shows more than 262144 rows")),
            "{:?}",
            tab.reports
        );
        // It has started anew from its route, and is used as before.
        assert_eq!((tab.closed, tab.output()), (None, "0".to_owned()));
        click(&mut tab, "+");
        assert_eq!(tab.output(), "1");
        assert!(tab.client.mismatches().is_empty());
    }
}

#[test]
fn a_page_of_a_million_rows_is_an_error_in_bounded_memory() {
    let root: Root = Arc::new(|| vango::ready(Table::props().first(u64::MAX)));
    let mut answer = None;
    let used = measure(|| answer = Some(try_page(root)));
    println!("{} KiB at most", used.bytes_max / 1024);
    assert!(used.bytes_max < MAX_BYTES, "{} bytes", used.bytes_max);
    let error = answer.expect("it ran").expect_err("too many rows");
    assert!(
        error.to_string().contains("more than 262144 rows"),
        "{error}"
    );
}

/// Within the bound of rows, a frame has a bound as well: text by text it comes to more than 16 MiB.
#[component]
fn Wide(cx: &mut Setup) -> Component {
    let count = cx.signal(0_u64);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { count.set(tx, 200_000); }>"show"</button>
            <ul>for row in 0..*count.get(r), key = row { <li>{format!("{row:0>100}")}</li> }</ul>
        }
    })
}

#[test]
fn more_than_a_frame_may_hold_ends_the_session_with_an_error() {
    let mut tab = Tab::open::<Wide>();
    let frames = tab.client.click(&Find::tag("button")).expect("a button");
    for frame in frames {
        tab.send_unheard(&frame);
    }
    assert_eq!(tab.closed, Some(CloseReason::TooLarge));
    let last = tab.to_client.last().expect("the client is told");
    let told = vango_protocol::ServerFrame::decode(last);
    let is_over = matches!(
        told,
        Ok(vango_protocol::ServerFrame::Error { code, .. }) if code == vango_protocol::ErrorCode::OVER_LIMIT
    );
    assert!(is_over, "{told:?}");
}

#[test]
fn two_hundred_thousand_rows_are_shown() {
    let mut tab = Tab::open::<Table>();
    click(&mut tab, "many");
    assert_eq!(tab.client.count(&Find::tag("li")).expect("a page"), 200_000);
    click(&mut tab, "+");
    assert_eq!(tab.output(), "1");
    assert!(tab.reports.is_empty(), "{:?}", tab.reports);
}
