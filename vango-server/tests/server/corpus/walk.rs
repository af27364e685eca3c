//! Walks the table.
//!
//! The walk has a process of its own, so that what the kernel says of its memory is the server's and the sender's, and
//! no other test's. The sender keeps less than a megabyte.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use std::{fs, thread};

use vango_protocol::{ClientFrame, Payload};
use vango_server::{Cause, Server};

use super::super::browser::{PATIENCE, encode, load};
use super::super::component::BUTTON;
use super::table::{FRAMES, HANDSHAKES, REQUESTS};
use super::{Answer, Case, Ground, ORDINARY, Times};

/// How much the process may grow at its highest while a case is under way: buffers of the kernel's size, a few frames of
/// the largest size, pages that wait.
const MAX_PEAK_BYTES: u64 = 16 * 1024 * 1024;

/// How much it may have grown when everything has happened once more.
const MAX_LEFT_BYTES: u64 = 6 * 1024 * 1024;

fn table() -> impl Iterator<Item = &'static Case> {
    FRAMES.iter().chain(HANDSHAKES).chain(REQUESTS)
}

#[test]
fn every_hostile_case_is_answered_counted_and_bounded() {
    let this = std::env::current_exe().expect("the path of this program");
    let name = "corpus::walk::in_a_process_of_its_own";
    let output = std::process::Command::new(this)
        .args(["--exact", name, "--ignored", "--nocapture"])
        .output()
        .expect("it starts");
    let (out, err) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(output.status.success(), "{out}\n{err}");
    assert!(out.contains("1 passed"), "{out}");
    println!("{out}");
}

#[test]
#[ignore = "every_hostile_case_is_answered_counted_and_bounded runs it"]
fn in_a_process_of_its_own() {
    let first = walk();
    let second = walk();
    println!("left after a walk: {first} bytes, after another: {second}");
    assert!(
        second < first + MAX_LEFT_BYTES,
        "{first} bytes, then {second}"
    );
}

/// Answers the resident bytes after it.
fn walk() -> u64 {
    for case in table() {
        let start = Instant::now();
        let before = resident("VmRSS:");
        reset_peak();
        let clicks = attack(case);
        let grown = resident("VmHWM:").saturating_sub(before);
        println!(
            "{:52} {:?}; {} KiB at most, {clicks} clicks of neighbours, {:?}",
            case.sent,
            case.answer,
            grown / 1024,
            start.elapsed()
        );
        assert!(grown < MAX_PEAK_BYTES, "{}: {grown} bytes", case.sent);
    }
    resident("VmRSS:")
}

/// One case on a server of its own, with two neighbours; answers how often these were served.
fn attack(case: &Case) -> u64 {
    let ground = Ground::new(case);
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        let mut neighbours = Vec::new();
        for worker in 0..2 {
            let (server, is_over) = (&ground.server, &is_over);
            let (told, seated) = std::sync::mpsc::channel();
            neighbours.push(scope.spawn(move || visit(server, worker, is_over, &told)));
            // Their pages don't count for the case.
            seated.recv_timeout(PATIENCE).expect("a neighbour");
        }
        let before = offences(&ground.server);
        let answer = (case.attack)(&ground);
        assert_eq!(answer, case.answer, "{}", case.sent);
        expect_counts(case, &ground.server, &before);
        is_over.store(true, Ordering::Relaxed);
        let clicks = neighbours.into_iter().map(|neighbour| neighbour.join());
        clicks
            .map(|clicks| clicks.expect("a neighbour is served"))
            .sum()
    })
}

/// A well-behaved visitor of one worker: clicks and waits for the answer, until it is over and then once more.
fn visit(
    server: &Server,
    worker: u64,
    is_over: &AtomicBool,
    told: &std::sync::mpsc::Sender<()>,
) -> u64 {
    let tab = loop {
        let tab = load(server, "/");
        if tab.session & 0xffff == worker {
            break tab;
        }
    };
    let mut socket = tab.attach();
    told.send(()).expect("the test waits");
    let mut clicks = 0_u64;
    loop {
        let is_last = is_over.load(Ordering::Relaxed);
        // As a browser does it: what has come is acknowledged with the next event.
        let ack = clicks as u8;
        clicks += 1;
        socket.send(&encode(&ClientFrame::Event {
            seq: clicks as u8,
            ack,
            block: BUTTON.0,
            slot: BUTTON.1,
            payload: Payload::None,
        }));
        socket.count_from(clicks as u8);
        let patch = socket.expect_answer();
        let shown = clicks.to_string();
        let shows = |text: &[u8]| patch.windows(text.len()).any(|window| window == text);
        assert!(shows(shown.as_bytes()), "not {shown}: {patch:?}");
        if is_last {
            return clicks;
        }
        // Half of what a session may send.
        thread::sleep(Duration::from_millis(10));
    }
}

fn offences(server: &Server) -> BTreeMap<&'static str, u64> {
    let counted = server.counters().nonzero().into_iter();
    let offences = counted.filter(|(cause, _)| !ORDINARY.contains(cause));
    offences
        .map(|(cause, count)| (cause.name(), count))
        .collect()
}

/// Waits until the case's counters have moved as they should, and makes sure that no other has.
fn expect_counts(case: &Case, server: &Server, before: &BTreeMap<&'static str, u64>) {
    let moved = || {
        let mut now = offences(server);
        for (name, count) in before {
            *now.entry(name).or_default() -= count;
        }
        now.retain(|_, count| *count > 0);
        now
    };
    let holds = |moved: &BTreeMap<&'static str, u64>, (cause, times): &(Cause, Times)| {
        let count = moved.get(cause.name()).copied().unwrap_or_default();
        match times {
            Times::Exactly(times) => count == *times,
            Times::AtLeast(times) => count >= *times,
        }
    };
    let start = Instant::now();
    loop {
        let now = moved();
        let is_all = case.counts.iter().all(|count| holds(&now, count));
        if is_all && now.len() == case.counts.len() {
            return;
        }
        // Another one would not go away by waiting.
        let is_late = start.elapsed() > PATIENCE;
        let is_other = is_all && now.len() > case.counts.len();
        assert!(
            !is_late && !is_other,
            "{}: {:?} moved {now:?}",
            case.sent,
            case.counts
        );
        thread::sleep(Duration::from_millis(2));
    }
}

/// The line of `/proc/self/status` with this name, in bytes.
fn resident(name: &str) -> u64 {
    let text = fs::read_to_string("/proc/self/status").expect("Linux");
    let line = text
        .lines()
        .find(|line| line.starts_with(name))
        .expect("the line");
    let kib = line.split_ascii_whitespace().nth(1).expect("a number");
    kib.parse::<u64>().expect("a number") * 1024
}

/// From now on `VmHWM` counts anew (`proc(5)`, clear_refs).
fn reset_peak() {
    fs::write("/proc/self/clear_refs", "5").expect("the process's own");
}

#[test]
fn the_tests_that_look_closer_are_there() {
    let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/server");
    for case in table() {
        for closer in case.closer {
            let (file, name) = closer.split_once(' ').expect("a file and a name");
            let text = fs::read_to_string(format!("{directory}/{file}")).expect("the file");
            assert!(
                text.contains(&format!("fn {name}()")),
                "{}: {closer}",
                case.sent
            );
        }
    }
}

#[test]
fn no_two_cases_are_the_same_and_every_refusal_is_counted() {
    let mut seen = std::collections::BTreeSet::new();
    for case in table() {
        assert!(seen.insert(case.sent), "{} stands there twice", case.sent);
        let is_refused = !matches!(case.answer, Answer::Served);
        assert!(
            !is_refused || !case.counts.is_empty(),
            "{} is not counted",
            case.sent
        );
    }
    assert!(seen.len() >= 55, "{} cases", seen.len());
}
