//! What goes wrong stays where it is: lost batches, destructors that panic, events for what nobody sees, clients that
//! never acknowledge. Deliberately not here: panics by phase (`panic.rs`, `fault.rs`).

use std::alloc::System;
use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use vango::prelude::*;
use vango_acceptance::Tab;
use vango_client::headless::Find;
use vango_protocol::{ClientFrame, Payload};

#[global_allocator]
static ALLOCATOR: vango::CountingAllocator<System> = vango::CountingAllocator::new(System);

fn button(name: &str) -> Find {
    Find::tag("button").text(name)
}

/// The frame that the browser would send for a click now.
fn click(tab: &mut Tab, name: &str) -> Vec<u8> {
    let mut frames = tab.client.click(&button(name)).expect("a button");
    frames.pop().expect("its event")
}

/// `frame`'s event again, with other numbers.
fn forge(frame: &[u8], seq: u8, ack: u8) -> Vec<u8> {
    let Ok(ClientFrame::Event { block, slot, .. }) = ClientFrame::decode(frame) else {
        panic!("no event: {frame:?}");
    };
    let mut forged = Vec::new();
    let payload = Payload::None;
    ClientFrame::Event {
        seq,
        ack,
        block,
        slot,
        payload,
    }
    .encode(&mut forged);
    forged
}

/// More than the replay holds, with a template that the page does not have.
#[component]
fn Large(cx: &mut Setup) -> Component {
    let shown = cx.signal(false);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { shown.set(tx, true); }>"show"</button>
            if *shown.get(r) { <pre>{"x".repeat(300_000)}</pre> }
        }
    })
}

#[test]
fn templates_of_a_batch_that_was_lost_for_good_are_defined_again() {
    let mut tab = Tab::open::<Large>();
    let frame = click(&mut tab, "show");
    tab.send_unheard(&frame);
    tab.cut();
    tab.connect();
    assert_eq!(tab.closed, None, "{:?}", tab.reports);
    assert!(
        tab.client.mismatches().is_empty(),
        "{:?}",
        tab.client.mismatches()
    );
    assert_eq!(tab.client.count(&Find::tag("pre")).unwrap(), 1);
}

static IS_THAWED: AtomicBool = AtomicBool::new(false);
static FAILS: AtomicBool = AtomicBool::new(true);

#[component]
fn FailsOnce(_cx: &mut Setup) -> Component {
    assert!(!FAILS.swap(false, Ordering::SeqCst), "setup fails once");
    render(move |r| view! { r, <i>"well"</i> })
}

/// Shows something else at the thaw than on the page, and fails in that.
/// Behind a function, where the macro does not see it.
fn is_thawed() -> bool {
    IS_THAWED.load(Ordering::SeqCst)
}

#[component]
fn Impure(_cx: &mut Setup) -> Component {
    render(move |r| {
        view! { r,
            <p>"page"</p>
            if is_thawed() { <b>"new"</b> <FailsOnce/> }
        }
    })
}

#[test]
fn a_thaw_that_fails_leaves_no_template_behind() {
    let mut tab = Tab::page(Arc::new(vango::Invocation::of::<Impure>));
    IS_THAWED.store(true, Ordering::SeqCst);
    tab.connect();
    assert_eq!(tab.closed, None, "{:?}", tab.reports);
    assert!(
        tab.client.mismatches().is_empty(),
        "{:?}",
        tab.client.mismatches()
    );
    assert_eq!(tab.client.count(&Find::tag("b")).unwrap(), 1);
}

thread_local! {
    static IS_LATE: Cell<bool> = const { Cell::new(false) };
    static LEFT: Cell<Option<Signal<String>>> = const { Cell::new(None) };
    static IS_ARMED: Cell<bool> = const { Cell::new(false) };
}

/// Shows less when it is late, which is no state.
#[component]
fn Clock(cx: &mut Setup) -> Component {
    let said = cx.signal(String::new());
    render(move |r| {
        let is_late = IS_LATE.get();
        view! { r,
            <button on:click=move |tx| { said.set(tx, "deleted".to_owned()); }>"delete"</button>
            <output>{said}</output>
            if !is_late { <button on:click=move |tx| { said.set(tx, "cancelled".to_owned()); }>"cancel"</button> }
            if !is_late { <i></i> }
        }
    })
}

#[test]
fn a_click_on_a_page_that_is_not_what_thaws_reaches_no_other_handler() {
    let mut tab = Tab::page(Arc::new(vango::Invocation::of::<Clock>));
    let sent = tab.client.click(&button("cancel")).expect("a button");
    assert!(sent.is_empty(), "it waits for the socket");
    IS_LATE.set(true);
    tab.connect();
    assert_eq!(tab.output(), "");
    assert!(
        tab.client.mismatches().is_empty(),
        "{:?}",
        tab.client.mismatches()
    );
}

/// Lets a handle leave its session by way of the thread.
#[component]
fn Leaky(cx: &mut Setup) -> Component {
    let own = cx.signal("of its own".to_owned());
    let seen = cx.signal(String::new());
    render(move |r| {
        view! { r,
            <button on:click=move |_tx| { LEFT.set(Some(own)); }>"leave"</button>
            <button on:click=move |tx| {
                let other = LEFT.get().expect("one has left");
                let text = other.get(tx).clone();
                seen.set(tx, text);
            }>"use"</button>
            <button on:click=move |_tx| { assert!(LEFT.get().is_none(), "start anew"); }>"panic"</button>
            <output>{seen}</output>
        }
    })
}

fn check_stale(tab: &mut Tab) {
    tab.reports.clear();
    tab.click(&button("use"));
    assert_eq!(tab.output(), "");
    let [vango::session::Report::Panic { message, .. }] = &tab.reports[..] else {
        panic!("{:?}", tab.reports);
    };
    assert!(message.contains("Signal"), "{message}");
}

#[test]
fn a_handle_of_another_session_of_the_thread_is_stale() {
    Tab::open::<Leaky>().click(&button("leave"));
    check_stale(&mut Tab::open::<Leaky>());
}

#[test]
fn a_handle_from_before_a_session_started_anew_is_stale() {
    let mut tab = Tab::open::<Leaky>();
    tab.click(&button("leave"));
    tab.click(&button("panic"));
    check_stale(&mut tab);
}

/// Panics when it is compared, once.
#[derive(Clone)]
struct Touchy;

impl PartialEq for Touchy {
    fn eq(&self, _: &Self) -> bool {
        assert!(!IS_ARMED.replace(false), "a comparison that panics");
        false
    }
}

#[component]
fn Compared(_cx: &mut Setup, value: Prop<Touchy>) -> Component {
    render(move |r| {
        let _value = value.get(r);
        view! { r, <b>"x"</b> }
    })
}

#[component]
fn Compares(_cx: &mut Setup) -> Component {
    render(move |r| view! { r, <Compared value={Touchy}/> })
}

#[test]
#[should_panic(expected = "comparing the props of <Compared> panicked (a comparison that panics)")]
fn a_page_that_is_made_again_and_fails_says_so() {
    let mut tab = Tab::page(Arc::new(vango::Invocation::of::<Compares>));
    IS_ARMED.set(true);
    tab.render_page_again();
}

#[component]
fn Door(_cx: &mut Setup, is_open: Prop<bool>, children: Slot) -> Component {
    render(move |r| view! { r, <div>if *is_open.get(r) { <section>{children}</section> }</div> })
}

#[component]
fn Approval(cx: &mut Setup) -> Component {
    let is_open = cx.signal(true);
    let count = cx.signal(0_u32);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { is_open.set(tx, false); }>"close"</button>
            <output>{count}</output>
            <Door is_open={*is_open.get(r)}>
                <button on:click=move |tx| { *count.get_mut(tx) += 1; }>"approve"</button>
            </Door>
        }
    })
}

#[test]
fn a_handler_that_nobody_sees_can_not_be_called() {
    let mut tab = Tab::open::<Approval>();
    tab.click(&button("approve"));
    let frame = tab.to_server.last().expect("the event").clone();
    assert_eq!(tab.output(), "1");
    tab.click(&button("close"));
    tab.send(&forge(&frame, 3, 2));
    assert_eq!(tab.output(), "1");
    assert!(
        matches!(tab.reports[..], [vango::session::Report::StaleEvent]),
        "{:?}",
        tab.reports
    );
}

/// Goes with a panic.
struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        assert!(std::thread::panicking(), "a destructor that panics");
    }
}

#[component]
fn Replaces(cx: &mut Setup) -> Component {
    let count = cx.signal(0_u32);
    let work = cx
        .action(|_work, bomb: Bomb| async move {
            std::mem::forget(bomb);
            Ok(())
        })
        .cancel_latest();
    render(move |r| {
        view! { r,
            <button on:click=move |tx| {
                *count.get_mut(tx) += 1;
                work.run(tx, Bomb)?;
                work.run(tx, Bomb)?;
            }>"go"</button>
            <output>{count}</output>
        }
    })
}

#[test]
fn the_argument_of_work_that_never_started_may_panic_as_it_goes() {
    let mut tab = Tab::open::<Replaces>();
    tab.click(&button("go"));
    assert_eq!(tab.closed, None);
    assert_eq!(tab.output(), "1");
}

/// What a handler writes to two signals in turn.
#[component]
fn Writes(cx: &mut Setup) -> Component {
    let (left, right) = (cx.signal(0_u64), cx.signal(0_u64));
    render(move |r| {
        view! { r,
            <button on:click=move |tx| {
                for _ in 0..100 {
                    *left.get_mut(tx) += 1;
                    *right.get_mut(tx) += 1;
                }
            }>"write"</button>
            <output>{left}</output><output>{right}</output>
        }
    })
}

#[test]
fn a_client_that_never_acknowledges_costs_no_more_with_each_event() {
    const WARM_UP: u32 = 500;
    const MAX_GROWTH_BYTES: isize = 16 * 1024;
    let mut tab = Tab::open::<Writes>();
    let frame = click(&mut tab, "write");
    let bytes = || alloc_metrics::thread_metrics().allocated_bytes;
    let mut before = 0;
    for number in 1..=5_000_u32 {
        tab.send_unheard(&forge(&frame, number.to_le_bytes()[0], 0));
        tab.forget();
        tab.reports.clear();
        assert_eq!(tab.closed, None);
        if number == WARM_UP {
            before = bytes();
        }
    }
    let growth = bytes() - before;
    println!("{growth} bytes");
    assert!(growth < MAX_GROWTH_BYTES, "{growth} bytes");
}
