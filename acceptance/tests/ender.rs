//! What ends the process, because safe Rust can contain it nowhere: a second panic while the first unwinds, `abort`, a
//! stack that overflows. Each is tried in a process of its own. And the bound that keeps the framework's own recursion
//! from being one of them.
//!
//! All sessions of the process are gone then: browsers connect again, meet the process that was started in its place, are
//! told that their session is gone and load their page anew, once (`xtask/browser/recovery.test.mjs`).

#![expect(
    clippy::diverging_sub_expression,
    reason = "a handler that ends the process is what is tried"
)]

use std::os::unix::process::ExitStatusExt;
use std::process::Command;
use std::sync::Arc;

use vango::prelude::*;
use vango::session::{Report, Root};
use vango_acceptance::{Find, Tab, try_page};
use vango_runtime::view::Invocation;

/// Which button the child process clicks.
const VARIABLE: &str = "VANGO_TEST_ENDER";

/// The signal of `abort(3)`, which all of them come to.
const SIGABRT: i32 = 6;

/// Panics in its destructor, whatever happens around it.
struct Always;

impl Drop for Always {
    fn drop(&mut self) {
        panic!("a destructor that panics while another panic unwinds");
    }
}

/// A list that is longer than any stack is deep, if it is walked by recursion.
fn depth(of: u64) -> u64 {
    // The work after the call keeps it from being a loop.
    if of == u64::MAX {
        0
    } else {
        depth(std::hint::black_box(of + 1)) + std::hint::black_box(1)
    }
}

#[component]
fn Ender(cx: &mut Setup) -> Component {
    let count = cx.signal(0_u64);
    render(move |r| {
        view! { r,
            <button on:click=move |_tx| {
                let _always = Always;
                panic!("the first panic");
            }>"second panic"</button>
            <button on:click=move |_tx| { std::process::abort(); }>"abort"</button>
            <button on:click=move |tx| { let depth = depth(1); count.set(tx, depth); }>"overflow"</button>
            <button on:click=move |tx| { *count.get_mut(tx) += 1; }>"nothing"</button>
            <output>{count}</output>
        }
    })
}

/// What the child process does.
#[test]
#[ignore = "the other tests run it"]
fn child() {
    let button = std::env::var(VARIABLE).expect("the parent says what to click");
    let mut tab = Tab::open::<Ender>();
    tab.click(&Find::tag("button").text(&button));
    println!("it shows {}", tab.output());
}

/// Clicks on a button in another process; answers the signal that it died of, and what it said.
fn click(button: &str) -> (Option<i32>, String) {
    let this = std::env::current_exe().expect("the path of this program");
    let output = Command::new(this)
        .args(["--exact", "child", "--ignored", "--nocapture"])
        .env(VARIABLE, button)
        // Cores of processes that die as they should are of no use.
        .current_dir(std::env::temp_dir())
        .output()
        .expect("it starts");
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    (output.status.signal(), said)
}

#[test]
fn a_second_panic_while_one_unwinds_ends_the_process() {
    let (signal, said) = click("second panic");
    assert_eq!(signal, Some(SIGABRT), "{said}");
    for text in [
        "the first panic",
        "a destructor that panics while another panic unwinds",
    ] {
        assert!(said.contains(text), "{said}");
    }
}

#[test]
fn abort_ends_the_process() {
    let (signal, said) = click("abort");
    assert_eq!(signal, Some(SIGABRT), "{said}");
}

#[test]
fn a_stack_that_overflows_ends_the_process_and_says_so() {
    let (signal, said) = click("overflow");
    assert_eq!(signal, Some(SIGABRT), "{said}");
    assert!(said.contains("has overflowed its stack"), "{said}");
}

#[test]
fn without_any_of_these_the_process_goes_on() {
    let (signal, said) = click("nothing");
    assert_eq!(signal, None, "{said}");
    assert!(said.contains("it shows 1"), "{said}");
}

/// Contains itself without an end.
#[component]
fn Mirror(cx: &mut Setup) -> Component {
    let _none = cx.signal(0);
    render(move |r| view! { r, <p><Mirror /></p> })
}

#[component]
fn Hall(cx: &mut Setup) -> Component {
    let shown = cx.signal(false);
    let count = cx.signal(0_u64);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { *count.get_mut(tx) += 1; }>"+"</button>
            <button on:click=move |tx| { shown.set(tx, true); }>"mirror"</button>
            <output>{count}</output>
            if *shown.get(r) { <Mirror /> }
        }
    })
}

#[test]
fn a_component_that_contains_itself_stops_at_the_depth_bound_and_not_on_the_stack() {
    let root: Root = Arc::new(Invocation::of::<Mirror>);
    let error = try_page(root).expect_err("it has no end").to_string();
    assert_eq!(
        error,
        "<Mirror> stands 128 components deep: does it contain itself without an end?"
    );
    let mut tab = Tab::open::<Hall>();
    tab.click(&Find::tag("button").text("+"));
    tab.click(&Find::tag("button").text("mirror"));
    assert!(
        matches!(&tab.reports[..], [Report::Setup(text)] if text.contains("128 components deep")),
        "{:?}",
        tab.reports
    );
    // The turn was given up, and the session started anew.
    assert_eq!((tab.closed, tab.output()), (None, "0".to_owned()));
}
