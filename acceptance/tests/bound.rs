//! The protocol's bounds: what an application shows beyond them is an error on the server, with a name, and never a frame
//! that no client can read.

use std::sync::Arc;

use vango::prelude::*;
use vango::session::{CloseReason, Report, Root, Scratch, Session, SessionSettings};
use vango_acceptance::Tab;
use vango_client::headless::Find;
use vango_runtime::view::Invocation;

fn button(name: &str) -> Find {
    Find::tag("button").text(name)
}

const MAX_ROWS: u64 = 262_144;

#[component]
fn Many(cx: &mut Setup) -> Component {
    let count = cx.signal(1_u64);
    let rows = cx.list_from([0_u64], |row: &u64| *row);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { count.set(tx, MAX_ROWS); }>"most"</button>
            <button on:click=move |tx| { *count.get_mut(tx) += 1; }>"one more"</button>
            <button on:click=move |tx| { count.set(tx, MAX_ROWS + 1); }>"too many"</button>
            <button on:click=move |tx| { rows.extend(tx, 1..=MAX_ROWS)?; }>"too many in the list"</button>
            <p>for row in 0..*count.get(r), key = row { <i></i> }</p>
            <p>each row in rows { <b title={*row}></b> }</p>
        }
    })
}

fn count(tab: &Tab, tag: &str) -> usize {
    tab.client.count(&Find::tag(tag)).expect("a page")
}

#[test]
fn more_rows_than_the_protocol_allows_discard_the_turn() {
    let mut tab = Tab::open::<Many>();
    for name in ["too many", "too many in the list"] {
        tab.click(&button(name));
        let report = tab.reports.pop();
        assert!(
            matches!(&report, Some(Report::Setup(message)) if message.contains("<Many> shows more than 262144 rows")),
            "{report:?}"
        );
        assert_eq!(tab.closed, None, "the session started anew");
        assert!(tab.client.mismatches().is_empty());
        assert_eq!((count(&tab, "i"), count(&tab, "b")), (1, 1));
    }
    tab.click(&button("most"));
    assert_eq!(count(&tab, "i"), MAX_ROWS as usize);
    assert!(tab.reports.is_empty(), "{:?}", tab.reports);
    tab.click(&button("one more"));
    assert_eq!(tab.reports.len(), 1);
    assert_eq!(count(&tab, "i"), 1);
}

#[component]
fn ManyAtOnce(cx: &mut Setup) -> Component {
    let count = cx.signal(MAX_ROWS + 1);
    render(move |r| view! { r, <p>for row in 0..*count.get(r), key = row { <i></i> }</p> })
}

#[test]
fn a_page_with_more_rows_than_the_protocol_allows_is_an_error() {
    let root: Root = Arc::new(Invocation::of::<ManyAtOnce>);
    let error = vango_acceptance::try_page(root).expect_err("too many rows");
    assert!(error.to_string().contains("<ManyAtOnce>"), "{error}");
}

#[component]
fn Deep(cx: &mut Setup, depth: Prop<u64>, of: Prop<u64>) -> Component {
    let _none = cx.signal(0);
    render(move |r| {
        let next = *depth.get(r) + 1;
        view! { r,
            if next < *of.get(r) {
                for row in [0_u64], key = row { <Deep depth={next + row} of={*of.get(r)} /> }
            } else { <b>{next}</b> }
        }
    })
}

#[component]
fn Depths(cx: &mut Setup) -> Component {
    let of = cx.signal(1_u64);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { of.set(tx, 84); }>"84"</button>
            <button on:click=move |tx| { of.set(tx, 85); }>"85"</button>
            <button on:click=move |tx| { of.set(tx, 86); }>"86"</button>
            <Deep depth={0} of={*of.get(r)} />
        }
    })
}

/// The root, three blocks for each level, two for the last one.
#[test]
fn blocks_nest_as_deep_as_the_protocol_allows_and_no_deeper() {
    let mut tab = Tab::open::<Depths>();
    for name in ["84", "85"] {
        tab.click(&button(name));
        assert_eq!(tab.client.text(&Find::tag("b")).ok().as_deref(), Some(name));
        assert!(tab.reports.is_empty(), "{:?}", tab.reports);
    }
    // Level by level or at once, what is shown can be sent anew.
    let mut resync = Vec::new();
    vango_protocol::ClientFrame::Resync { ack: 2, block: 0 }.encode(&mut resync);
    tab.send(&resync);
    assert!(tab.client.mismatches().is_empty());
    assert_eq!(tab.client.text(&Find::tag("b")).ok().as_deref(), Some("85"));
    tab.reports.clear();
    tab.click(&button("86"));
    assert!(
        matches!(&tab.reports[..], [Report::Setup(message)] if message.contains("256 blocks deep")),
        "{:?}",
        tab.reports
    );
    assert_eq!(tab.client.text(&Find::tag("b")).ok().as_deref(), Some("1"));
    assert!(tab.client.mismatches().is_empty());
}

#[component]
fn Line(cx: &mut Setup, #[prop(default = 0)] depth: Prop<u64>) -> Component {
    let _none = cx.signal(0);
    render(
        move |r| view! { r, if *depth.get(r) < 127 { <Line depth={*depth.get(r) + 1} /> } else { <b>"end"</b> } },
    )
}

#[test]
fn the_deepest_line_of_components_fits_on_a_small_stack() {
    // Half of what a thread of the standard library has; without optimisation.
    let thread = std::thread::Builder::new().stack_size(1024 * 1024);
    let session = || {
        let root: Root = Arc::new(Invocation::of::<Line>);
        let mut scratch = Scratch::default();
        let mut session = Session::open(root, SessionSettings::default()).expect("setup");
        let mut out = vango::session::Outbox::default();
        let mut turn = vango::session::Turn {
            now_ms: 0,
            scratch: &mut scratch,
            out: &mut out,
        };
        session.page(&mut turn).expect("a page");
        let fresh = vango::session::Attach {
            fresh: true,
            page: vango::session::PageMatch::Same,
            batch: 0,
            event: 0,
        };
        session.attach(fresh, &mut turn);
        let mut resync = Vec::new();
        vango_protocol::ClientFrame::Resync { ack: 0, block: 0 }.encode(&mut resync);
        session.frame(&resync, &mut turn);
        assert!(out.frames[1].len() > 128, "everything was sent anew");
        (out.close, session.renders().0)
    };
    let (close, renders) = thread
        .spawn(session)
        .expect("a thread")
        .join()
        .expect("the session fits");
    assert_eq!(close, None::<CloseReason>);
    assert_eq!(renders, 2 * 128);
}
