//! The figures that decide the design. They are exact: bytes, runs and allocations, not times.
//!
//! The components are those of the examples, the bytes those of a session joined to a client without a socket.

#[path = "../../examples/counter.rs"]
#[expect(dead_code, reason = "an example has a main function")]
mod counter;
#[path = "../../examples/rows.rs"]
#[expect(dead_code, reason = "an example has a main function")]
mod rows;

use std::sync::Arc;

use vango::prelude::*;
use vango_acceptance::Tab;
use vango_client::headless::Find;
use vango_runtime::view::Invocation;

/// A button of one of the two tables.
fn button(table: &str, name: &str) -> Find {
    Find::test_id(name).inside(Find::id(table))
}

/// A link in a row of one of the two tables.
fn link(table: &str, name: &str, row: usize) -> Find {
    Find::test_id(name).inside(Find::id(table)).nth(row)
}

fn table(name: &str, rows: &str) -> Tab {
    let mut tab = Tab::open_unwatched::<rows::Home>();
    tab.click(&button(name, rows));
    tab.forget();
    tab
}

/// Bytes from the server, and runs of rows, of one click.
fn cost(tab: &mut Tab, find: &Find) -> (usize, u64) {
    tab.forget();
    let before = tab.session.renders().1;
    tab.click(find);
    assert!(
        tab.client.mismatches().is_empty(),
        "{:?}",
        tab.client.mismatches()
    );
    assert!(tab.reports.is_empty(), "{:?}", tab.reports);
    (tab.bytes().1, tab.session.renders().1 - before)
}

#[test]
fn a_click_on_the_counter_costs_at_most_12_bytes_each_way() {
    let mut tab = Tab::open::<counter::Home>();
    let plus = Find::tag("button").text("+").nth(0);
    // Past 255 batches too, and with numbers of three digits.
    for click in 1..=600 {
        tab.forget();
        tab.click(&plus);
        let (up, down) = tab.bytes();
        assert!(up <= 12, "click {click}: {up} bytes to the server");
        let changes_more_than_the_number = click == 10;
        assert!(
            down <= 12 || changes_more_than_the_number,
            "click {click}: {down} bytes to the client"
        );
    }
    assert_eq!(
        tab.client
            .text(&Find::test_id("count").nth(0))
            .ok()
            .as_deref(),
        Some("600")
    );
    println!("counter click: {:?} bytes", tab.bytes());
}

#[test]
fn creating_1000_rows_sends_little_more_than_their_text() {
    for name in ["vec", "list"] {
        let mut tab = Tab::open::<rows::Home>();
        let (bytes, _) = cost(&mut tab, &button(name, "create-1000"));
        println!("{name}, create 1,000: {bytes} bytes");
        assert!(bytes <= 32_000, "{name}: {bytes}");
    }
}

#[test]
fn operations_on_a_list_send_what_has_changed() {
    let mut tab = table("list", "create-1000");
    let labels = |tab: &Tab| -> usize {
        (0..1_000)
            .step_by(10)
            .map(|row| {
                tab.client
                    .text(&link("list", "select", row))
                    .expect("a row")
                    .len()
            })
            .sum()
    };
    let (update, _) = cost(&mut tab, &button("list", "update"));
    let text = labels(&tab);
    assert!(
        update <= text + 6 * 100,
        "update: {update} bytes for {text} bytes of text"
    );
    let (swap, _) = cost(&mut tab, &button("list", "swap"));
    assert!(swap <= 24, "swap: {swap}");
    cost(&mut tab, &link("list", "select", 500));
    let (select, _) = cost(&mut tab, &link("list", "select", 900));
    assert!(select <= 24, "select: {select}");
    let (remove, _) = cost(&mut tab, &link("list", "remove", 700));
    assert!(remove <= 16, "remove: {remove}");
    let (clear, _) = cost(&mut tab, &button("list", "clear"));
    assert!(clear <= 12, "clear: {clear}");
    println!(
        "list of 1,000: update {update} (text {text}), swap {swap}, select {select}, remove {remove}, clear {clear} bytes"
    );
}

#[test]
fn operations_on_a_vec_send_what_has_changed_too() {
    let mut tab = table("vec", "create-1000");
    let (swap, _) = cost(&mut tab, &button("vec", "swap"));
    assert!(swap <= 24, "swap: {swap}");
    cost(&mut tab, &link("vec", "select", 500));
    let (select, _) = cost(&mut tab, &link("vec", "select", 900));
    assert!(select <= 24, "select: {select}");
    let (remove, _) = cost(&mut tab, &link("vec", "remove", 700));
    assert!(remove <= 16, "remove: {remove}");
    let (clear, _) = cost(&mut tab, &button("vec", "clear"));
    assert!(clear <= 12, "clear: {clear}");
    println!("vec of 1,000: swap {swap}, select {select}, remove {remove}, clear {clear} bytes");
}

#[component]
fn TenThousand(cx: &mut Setup) -> Component {
    let rows = cx.list_from(0_u64..10_000, |row: &u64| *row);
    let labels = cx.signal(vec![String::new(); 2]);
    let selected = cx.signal(None::<u64>);
    let is_selected = cx.selector(move |r| *selected.get(r));
    render(move |r| {
        view! { r,
            <button data-testid="select" on:click=move |tx| {
                let next = selected.get(tx).map_or(5_000, |row| row + 1);
                selected.set(tx, Some(next));
            }>"select"</button>
            <button data-testid="swap" on:click=move |tx| { rows.swap(tx, 1, 9_998); }>"swap"</button>
            <button data-testid="remove" on:click=move |tx| { rows.remove(tx, 4_000); }>"remove"</button>
            <button data-testid="update" on:click=move |tx| {
                labels.get_mut(tx)[0].push('x');
                if let Some(row) = rows.get_mut(tx, 7_000) { *row += 0; }
            }>"update"</button>
            <ul>
                each row in rows {
                    let key = *row;
                    <li class:danger=(is_selected.is(r, &key))>{key}</li>
                }
            </ul>
        }
    })
}

#[test]
fn only_the_rows_concerned_run_in_a_list_of_10_000() {
    let mut tab = Tab::open::<TenThousand>();
    cost(&mut tab, &Find::test_id("select"));
    for (name, most) in [("select", 2), ("swap", 2), ("remove", 2), ("update", 2)] {
        let renders = tab.session.renders().0;
        let (bytes, runs) = cost(&mut tab, &Find::test_id(name));
        println!("list of 10,000, {name}: {runs} row closures, {bytes} bytes");
        assert!(runs <= most, "{name}: {runs} row closures");
        assert_eq!(
            tab.session.renders().0,
            renders,
            "{name}: the component is not rendered"
        );
    }
}

/// A row with two handlers.
#[component]
fn ThousandRows(cx: &mut Setup) -> Component {
    let rows = cx.signal(
        (0..1_000_u64)
            .map(|id| (id, format!("label of row {id}")))
            .collect::<Vec<_>>(),
    );
    let chosen = cx.signal(0_u64);
    let tick = cx.signal(0_u64);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { *tick.get_mut(tx) += 1; }>"again"</button>
            <output>{tick}</output>
            <ul>
                for row in rows.get(r), key = row.0 {
                    let id = row.0;
                    <li>
                        <b>{&row.1}</b>
                        <button on:click=move |tx| { chosen.set(tx, id); }>"choose"</button>
                        <button on:click=move |tx| { rows.get_mut(tx).retain(|row| row.0 != id); }>"remove"</button>
                    </li>
                }
            </ul>
        }
    })
}

#[test]
fn a_page_of_1000_rows_allocates_nothing_per_row() {
    use vango::session::{Outbox, Root, Scratch, Session, SessionSettings, Turn};
    let root: Root = Arc::new(Invocation::of::<ThousandRows>);
    let mut scratch = Scratch::default();
    let mut page = |measure: bool| {
        // As in production: looking for mistakes has a price of its own.
        let settings = SessionSettings {
            development: None,
            ..SessionSettings::default()
        };
        let mut session = Session::open(root.clone(), settings).expect("setup");
        let mut turn = Turn {
            now_ms: 0,
            scratch: &mut scratch,
            out: &mut Outbox::default(),
        };
        let info = allocation_counter::measure(|| drop(session.page(&mut turn).expect("a page")));
        if measure { info.count_total } else { 0 }
    };
    page(false);
    let allocations = page(true);
    println!("page of 1,000 rows: {allocations} allocations");
    assert!(
        allocations <= 100,
        "{allocations} allocations for 1,000 rows"
    );
}

#[test]
fn rendering_1000_unchanged_rows_again_allocates_nothing_per_row() {
    let mut tab = Tab::open_unwatched::<ThousandRows>();
    let again = Find::tag("button").text("again");
    tab.click(&again);
    let frames = tab.client.click(&again).expect("a button");
    tab.forget();
    let info = allocation_counter::measure(|| {
        for frame in &frames {
            tab.send_unheard(frame);
        }
    });
    println!(
        "1,000 unchanged rows with two handlers: {} allocations, {} bytes sent",
        info.count_total,
        tab.bytes().1
    );
    assert!(
        info.count_total <= 100,
        "{} allocations for 1,000 rows",
        info.count_total
    );
    assert!(tab.bytes().1 <= 12, "nothing but the number is sent");
}

/// Allocations of the session for one event, in the middle of a visit: each answer was applied and is acknowledged by the
/// next event.
fn allocations(tab: &mut Tab, finds: &[Find]) -> u64 {
    use vango::session::{Outbox, Scratch, Turn};
    let (mut scratch, mut out) = (Scratch::default(), Outbox::default());
    let mut most = 0;
    for round in 0..8 {
        for find in finds {
            let [frame] = tab
                .client
                .click(find)
                .expect("a button")
                .try_into()
                .expect("one frame");
            let info = allocation_counter::measure(|| {
                let mut turn = Turn {
                    now_ms: 0,
                    scratch: &mut scratch,
                    out: &mut out,
                };
                tab.session.frame(&frame, &mut turn);
            });
            assert!(!out.frames.is_empty(), "a click shows something");
            for frame in out.frames.drain(..) {
                let acks = tab.client.receive(&frame).expect("a patch");
                assert!(acks.is_empty(), "the next event acknowledges it");
            }
            if round > 1 {
                most = most.max(info.count_total);
            }
        }
    }
    most
}

#[test]
fn an_event_allocates_its_frame_and_little_else() {
    let mut counter = Tab::open_unwatched::<counter::Home>();
    let click = allocations(&mut counter, &[Find::tag("button").text("+").nth(0)]);
    let mut list = table("list", "create-1000");
    let selects = [link("list", "select", 10), link("list", "select", 500)];
    let select = allocations(&mut list, &selects);
    let swap = allocations(&mut list, &[button("list", "swap")]);
    let mut vec = table("vec", "create-1000");
    let selects = [link("vec", "select", 10), link("vec", "select", 500)];
    let select_vec = allocations(&mut vec, &selects);
    println!(
        "allocations of an event: click {click}, select {select}, swap {swap}, select in a Vec {select_vec}"
    );
    // In development each handler of what is rendered again has a new box (`Block::keep`).
    let boxes = |handlers| if cfg!(debug_assertions) { handlers } else { 0 };
    assert!(click <= 4 + boxes(2), "{click} for a click");
    assert!(select <= 5, "{select} for a select");
    assert!(swap <= 4, "{swap} for a swap");
    assert!(
        select_vec <= 4 + boxes(6),
        "{select_vec} for a select in a Vec"
    );
}

#[test]
fn the_client_script_is_small() {
    let bundle = &vango_client::BUNDLE;
    println!(
        "client: {} bytes, brotli {}, gzip {}",
        bundle.js.len(),
        bundle.brotli.len(),
        bundle.gzip.len()
    );
    assert!(
        bundle.brotli.len() <= 8 * 1024,
        "{} bytes with brotli",
        bundle.brotli.len()
    );
}
