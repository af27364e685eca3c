//! The whole of it under fire: sessions in the real driver, model clients, and a network that loses, delays, reorders and
//! cuts; all of it from one seed, on paused time.
//!
//! What is real: sessions, admission, seats, shelves, eviction, the timers of silence, tasks, the WebSocket on both sides
//! and the client's protocol. What is modelled: TCP (`net.rs`, `pipe.rs`), the browser's timers (`tab.rs`), the user. What
//! is missing: HTTP, cookies, TLS, several workers; `vango-server/tests/server` has those.
//!
//! A seed draws its steps first (`step.rs`) and then runs them (`world.rs`). At quiet points (`calm.rs`) each page must show
//! what a model of the app says (`model.rs`) after the inputs that its session has applied (`life.rs`), and those must be
//! what the user did, each once and in order (`history.rs`). In the end each session renders anew, which must show the same,
//! and when all tabs are closed nothing may be left.
//!
//! `VANGO_SIMULATION_SEEDS` says how many seeds run, `VANGO_SIMULATION_FIRST` which is the first, `VANGO_SIMULATION_SEED`
//! runs one alone.

mod act;
mod calm;
mod dice;
mod draw;
mod frame;
mod history;
mod judge;
mod life;
mod loaded;
mod model;
mod net;
mod page;
mod pipe;
mod run;
mod script;
mod socket;
mod step;
mod tab;
mod world;

use std::env;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

use tracing::subscriber::NoSubscriber;
use vango_acceptance::Coverage;

use run::{install_panic_hook, run_seed};
use world::Tally;

/// Seeds of a usual run.
const SEEDS: u64 = 2_000;

/// What a usual run must have seen, and how often at least.
const WANTED: [&str; 38] = [
    "attached",
    "backpressure",
    "component_resynced",
    "copy refused",
    "cut",
    "cut inside what was sent",
    "cut that nobody hears of",
    "cut that the browser does not hear of",
    "cut that the server does not hear of",
    "detached_evicted",
    "detached_expired",
    "event while away",
    "event_duplicate",
    "event_stale",
    "events applied",
    "frame_late",
    "frozen_expired",
    "frozen_evicted",
    "handler_failed",
    "hibernated",
    "message while away",
    "no answer",
    "page without a socket",
    "quiet point",
    "rebuilt",
    "reloaded after a restart",
    "reloaded after its session had gone",
    "render_panicked",
    "replayed",
    "resumed",
    "resynced",
    "server crashed",
    "server stopped",
    "server waited for a browser",
    "taken_over",
    "task_panicked",
    "unresponsive",
    "welcomed with everything anew",
];

/// Often enough that no luck is needed.
const LEAST: u32 = 10;

fn number(variable: &str) -> Option<u64> {
    let text = env::var(variable).ok()?;
    match text.parse() {
        Ok(number) => Some(number),
        Err(_) => panic!("{variable}={text:?} is no number: give a whole number, or unset it"),
    }
}

#[test]
fn sessions_hold_under_fire() {
    install_panic_hook();
    // Another test of this binary may have set it.
    let _ = tracing::subscriber::set_global_default(NoSubscriber::default());
    let alone = number("VANGO_SIMULATION_SEED");
    let first = alone
        .or_else(|| number("VANGO_SIMULATION_FIRST"))
        .unwrap_or(0);
    let count = alone
        .map(|_| 1)
        .or_else(|| number("VANGO_SIMULATION_SEEDS"))
        .unwrap_or(SEEDS);
    let (tally, failures) = run_all(first, count);
    for (what, times) in &tally {
        println!("{times:>9} {what}");
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    if count >= SEEDS {
        let seen = Coverage::new(&WANTED, LEAST);
        for (what, times) in tally {
            if WANTED.contains(&what) {
                (0..times.min(LEAST)).for_each(|_| seen.saw(what));
            }
        }
        seen.check();
    }
}

/// Runs seeds on all cores until some have failed.
fn run_all(first: u64, count: u64) -> (Tally, Vec<String>) {
    let next = AtomicU64::new(first);
    let has_failed = AtomicBool::new(false);
    let tally = Mutex::new(Tally::new());
    let failures = Mutex::new(Vec::new());
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let mut own = Tally::new();
                while !has_failed.load(Ordering::Relaxed) {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= first + count {
                        break;
                    }
                    match run_seed(seed) {
                        Ok(seen) => seen
                            .into_iter()
                            .for_each(|(what, times)| *own.entry(what).or_default() += times),
                        Err(failure) => {
                            has_failed.store(true, Ordering::Relaxed);
                            failures.lock().expect("no thread panics").push(failure);
                        }
                    }
                }
                let mut tally = tally.lock().expect("no thread panics");
                own.into_iter()
                    .for_each(|(what, times)| *tally.entry(what).or_default() += times);
            });
        }
    });
    (
        tally.into_inner().expect("no thread panics"),
        failures.into_inner().expect("no thread panics"),
    )
}
