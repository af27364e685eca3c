//! What a session says of itself ([`Session::memory_bytes`]), which is its account where no allocator counts, against
//! what dropping it gives back.
//!
//! [`Session::memory_bytes`]: vango::session::Session::memory_bytes

use vango::session::Session;
use vango_acceptance::{Find, Tab};

use super::page::{Answers, Cells, Deep, EachRows, ForRows, Loaded, Parked, Texts, Values};
use super::{TOLERANCE, alone, error};

/// As the driver counts: what an allocation takes besides its bytes.
const OVERHEAD_BYTES: isize = 16;

fn thread_bytes() -> isize {
    let metrics = alloc_metrics::thread_metrics();
    metrics.allocated_bytes + metrics.allocations * OVERHEAD_BYTES
}

/// Everything but the session goes.
fn only_session(tab: Tab) -> Session {
    tab.session
}

/// What the session says, and what it held.
fn weigh(tab: Tab) -> (usize, usize) {
    let session = only_session(tab);
    let estimate = session.memory_bytes();
    let before = thread_bytes();
    drop(session);
    let freed = usize::try_from(before - thread_bytes()).expect("a session holds something");
    (estimate, freed + size_of::<Session>())
}

fn parked() -> Tab {
    let mut tab = Tab::open::<Parked>();
    tab.click(&Find::tag("button"));
    assert!(!tab.client.html().contains("<section>"), "it is hidden");
    tab
}

/// Eight answers are lost, and the socket with them.
fn answers() -> Tab {
    let mut tab = Tab::open::<Answers>();
    for _ in 0..8 {
        for frame in tab.client.click(&Find::tag("button")).expect("a button") {
            tab.send_unheard(&frame);
        }
    }
    tab.cut();
    tab
}

fn loaded() -> Tab {
    let mut tab = Tab::open::<Loaded>();
    while !tab.tasks.is_empty() {
        tab.work();
    }
    assert_eq!(tab.output(), "2000");
    tab
}

#[test]
fn sessions_know_their_own_size() {
    let _alone = alone();
    let kinds = [
        ("texts", Tab::open::<Texts>()),
        ("rows of `for`", Tab::open::<ForRows>()),
        ("rows of `each`", Tab::open::<EachRows>()),
        ("signals and memos", Tab::open::<Cells>()),
        ("a parked slot", parked()),
        ("answers for a replay", answers()),
        ("deep components", Tab::open::<Deep>()),
    ];
    for (kind, tab) in kinds {
        let (estimate, truth) = weigh(tab);
        let error = error(estimate, truth);
        println!("{kind}: {truth} B, estimate off by {:.1} %", 100.0 * error);
        assert!(
            error.abs() <= TOLERANCE,
            "{kind}: {estimate} estimated, {truth} held"
        );
    }
}

/// The one exception: Rust can't be asked what a structure of the application owns. Its account is right where an
/// allocator counts (`/values` and `/loaded` in the parent module); the estimate sees the framework's part alone, and
/// never more than there is.
#[test]
fn what_the_applications_structures_own_is_not_estimated() {
    let _alone = alone();
    for (kind, tab) in [
        ("an application's values", Tab::open::<Values>()),
        ("a loaded value", loaded()),
    ] {
        let (estimate, truth) = weigh(tab);
        let error = error(estimate, truth);
        println!("{kind}: {truth} B, estimate off by {:.1} %", 100.0 * error);
        assert!(
            error <= TOLERANCE,
            "{kind}: {estimate} estimated, {truth} held"
        );
    }
}
