//! The memory that sessions are believed to hold, against what they really hold, for sessions of many kinds.
//!
//! Two accounts are put to the test. What the driver measures is held against the resident memory of the process, so
//! that nothing of what is tested vouches for itself: allocator overhead and the sockets' own memory count against it
//! (Linux only: it reads `/proc`). What a session estimates of itself is held against what dropping it gives back
//! (`estimate`).
#![cfg(target_os = "linux")]

mod estimate;
mod page;
mod socket;

use std::alloc::System;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use vango::prelude::*;
use vango::{CountingAllocator, Limits, Mode, Server};

use page::{Answers, Cells, Deep, EachRows, ForRows, Growing, Loaded, Parked, Texts, Values};
use socket::Socket;

#[global_allocator]
static ALLOCATOR: CountingAllocator<System> = CountingAllocator::new(System);

/// Each account is wrong by at most this part of the truth.
const TOLERANCE: f64 = 0.2;

/// Tests share the process whose memory they measure: one after the other.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How far the account is from the truth, in parts of it.
fn error(account: usize, truth: usize) -> f64 {
    (account as f64 - truth as f64) / truth as f64
}

/// Resident bytes of this process, without what the allocator keeps of what was freed: a session that takes such memory
/// makes the process no larger.
fn resident() -> usize {
    vango_heap::give_back();
    let statm = std::fs::read_to_string("/proc/self/statm").expect("a /proc");
    let pages: usize = statm
        .split(' ')
        .nth(1)
        .and_then(|pages| pages.parse().ok())
        .expect("a number of pages");
    pages * 4096
}

/// Opens a page with its socket, and does what its kind needs.
type Opener = fn(&Server, &str) -> Socket;

/// Pages, how many sessions of each, and how they are opened. A few megabytes each: less is lost in what the process
/// holds besides.
const KINDS: &[(&str, usize, Opener)] = &[
    ("/texts", 30, Socket::open),
    ("/for", 40, Socket::open),
    ("/each", 40, Socket::open),
    ("/cells", 30, Socket::open),
    ("/parked", 30, open_parked),
    ("/answers", 30, open_unacknowledged),
    ("/deep", 60, Socket::open),
    ("/values", 15, Socket::open),
    ("/loaded", 15, Socket::open),
];

/// The slot is shown once and hidden.
fn open_parked(server: &Server, path: &str) -> Socket {
    let mut socket = Socket::open(server, path);
    // The drawer is the page's first child; its button is its second slot.
    socket.click((2, 1), 0);
    socket
}

/// Eight large answers come and are not acknowledged.
fn open_unacknowledged(server: &Server, path: &str) -> Socket {
    let mut socket = Socket::open(server, path);
    (0..8).for_each(|_| socket.click((1, 0), 0));
    socket
}

/// Opens `count` pages; answers by how much the account and the process have grown.
fn grow(server: &Server, path: &str, count: usize, open: Opener) -> (usize, usize, Vec<Socket>) {
    let (account, truth) = (server.session_bytes(), resident());
    let sockets = (0..count).map(|_| open(server, path)).collect();
    // A task's last bytes are known a moment after its answer.
    std::thread::sleep(Duration::from_millis(20));
    let account = server.session_bytes() - account;
    (account, resident() - truth, sockets)
}

fn wait_for(what: &str, is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "waited in vain for {what}"
        );
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn serve() -> Server {
    App::new()
        // What is counted is what operators have.
        .mode(Mode::Production)
        .page("/texts", Texts)
        .page("/for", ForRows)
        .page("/each", EachRows)
        .page("/cells", Cells)
        .page("/parked", Parked)
        .page("/answers", Answers)
        .page("/deep", Deep)
        .page("/values", Values)
        .page("/loaded", Loaded)
        .page("/growing", Growing)
        // A session that falls asleep gives back memory while another kind is being measured.
        .limits(Limits {
            hibernate_after_ms: u64::MAX,
            ..Limits::default()
        })
        .workers(1)
        .start()
        .expect("it starts")
}

#[test]
fn accounts_are_within_a_fifth_of_what_the_process_grows_by() {
    let _alone = alone();
    assert!(vango::counts_memory());
    let server = serve();
    // Buffers, threads and code are there once, whatever comes after.
    let mut open = Vec::new();
    for (path, _, opener) in KINDS {
        open.extend(grow(&server, path, 2, *opener).2);
    }
    open.extend(grow(&server, "/growing", 2, Socket::open).2);
    for (path, count, opener) in KINDS {
        let (account, truth, sockets) = grow(&server, path, *count, *opener);
        let error = error(account, truth);
        println!(
            "{path}: {} B a session, account off by {:.1} %",
            truth / count,
            100.0 * error
        );
        assert!(
            error.abs() <= TOLERANCE,
            "{path}: {account} accounted, {truth} grown"
        );
        open.extend(sockets);
    }
    what_handlers_add_and_drop_is_followed(&server);
    let held = server.session_bytes();
    let sessions = open.len();
    drop(open);
    wait_for("the sockets to go", || server.open_sockets() == 0);
    // Detached, with all that waits for a browser to come back; only the last have gone for good.
    let kept = server.session_bytes();
    println!("{sessions} sessions: {held} B with their sockets, {kept} B without");
    assert!(
        kept <= held && kept > held / 2,
        "detached sessions are still held: {kept} of {held}"
    );
}

/// `more` and `less` of the growing page.
const MORE: (u32, u32) = (1, 0);
const LESS: (u32, u32) = (1, 1);

fn what_handlers_add_and_drop_is_followed(server: &Server) {
    const SESSIONS: usize = 10;
    let (_, _, mut sockets) = grow(server, "/growing", SESSIONS, Socket::open);
    let (account, truth) = (server.session_bytes(), resident());
    for socket in &mut sockets {
        (0..6).for_each(|_| socket.click_and_acknowledge(MORE));
    }
    let (grown, truth) = (server.session_bytes() - account, resident() - truth);
    let error = error(grown, truth);
    println!(
        "/growing: {} B a session, account off by {:.1} %",
        truth / SESSIONS,
        100.0 * error
    );
    assert!(error.abs() <= TOLERANCE, "{grown} accounted, {truth} grown");
    for socket in &mut sockets {
        socket.click_and_acknowledge(LESS);
    }
    let left = server.session_bytes().saturating_sub(account);
    println!(
        "/growing: {} B a session after all was dropped",
        left / SESSIONS
    );
    assert!(left / SESSIONS < 4 * 1024, "{left} bytes left of {grown}");
    // As much again leaves nothing behind: accounts do not drift.
    for _ in 0..6 {
        for socket in &mut sockets {
            socket.click_and_acknowledge(MORE);
            socket.click_and_acknowledge(LESS);
        }
    }
    let drifted = server.session_bytes().saturating_sub(account);
    assert!(
        drifted.abs_diff(left) / SESSIONS < 512,
        "{left} became {drifted}"
    );
}
