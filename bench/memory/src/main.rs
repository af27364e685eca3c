//! `memory`: what an idle session costs, and what comes back once it is over.
//!
//! Every scene has a server of its own, all of them at the same time: they wait together. What is counted is the
//! server's private resident memory (`smaps_rollup`), so allocator overhead and fragmentation are in it, and the kernel's
//! buffers of the sockets are not.

#![forbid(unsafe_code)]

use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use bench_harness::{Bar, Figure, report};
use bench_memory::crowd::{Crowd, Scene};

/// From the last tab's welcome to the first look.
const SETTLE: Duration = Duration::from_secs(5);
/// From there to the second look: longer than a ping takes, and than whatever a server does with sessions that are idle.
const IDLE: Duration = Duration::from_secs(45);
/// What the issue gives the server after all sessions have closed.
const GIVE_BACK: Duration = Duration::from_secs(10);
/// How often pings are answered.
const TEND_EVERY: Duration = Duration::from_secs(5);

/// One line of the suite.
struct Case {
    name: &'static str,
    scene: Scene,
    sessions: usize,
    /// Clicks in each tab before it is left alone.
    clicks: usize,
    /// KiB a session.
    bar: Bar,
}

/// What was seen of a case.
struct Seen {
    before: u64,
    settled: u64,
    idle: u64,
    peak: u64,
    after: u64,
    descriptors: usize,
    gone_descriptors: usize,
}

fn main() -> Result<()> {
    let is_quick = std::env::args().any(|argument| argument == "--quick");
    let (scale, idle) = if is_quick {
        (10, Duration::from_secs(2))
    } else {
        (1, IDLE)
    };
    let cases = cases(scale);
    let seen = watch(&cases, idle)?;
    let mut figures = Vec::new();
    for (case, seen) in cases.iter().zip(&seen) {
        figures.extend(figures_of(case, seen, idle));
    }
    report(&figures)
}

fn cases(scale: usize) -> [Case; 5] {
    let case = |name, scene, sessions, clicks, bar| Case {
        name,
        scene,
        sessions: sessions / scale,
        clicks,
        bar,
    };
    [
        case("counter", Scene::counter(), 5_000, 0, Bar::AtMost(12.0)),
        case("one", Scene::one(), 5_000, 0, Bar::None),
        case("one-clicked", Scene::one(), 5_000, 3, Bar::None),
        case(
            "rows-vec",
            Scene::rows("vec", 1_000),
            200,
            0,
            Bar::AtMost(200.0),
        ),
        case(
            "rows-list",
            Scene::rows("list", 1_000),
            200,
            0,
            Bar::AtMost(200.0),
        ),
    ]
}

/// Opens all tabs of all cases, looks, waits, looks again, checks that every session is alive, closes them and looks what
/// is left.
fn watch(cases: &[Case], idle: Duration) -> Result<Vec<Seen>> {
    let mut crowds = Vec::new();
    let mut seen = Vec::new();
    for case in cases {
        let (crowd, first) = fill(case).with_context(|| case.name)?;
        crowds.push(crowd);
        seen.push(first);
        eprintln!("memory: {} has {} tabs", case.name, case.sessions);
        tend(&mut crowds)?;
    }
    wait(&mut crowds, SETTLE)?;
    for (crowd, seen) in crowds.iter().zip(&mut seen) {
        seen.settled = crowd.server.resident_bytes()?;
        seen.descriptors = crowd.server.descriptors()? - seen.gone_descriptors;
    }
    wait(&mut crowds, idle)?;
    for (crowd, seen) in crowds.iter_mut().zip(&mut seen) {
        seen.idle = crowd.server.resident_bytes()?;
        // None was evicted: each answers.
        crowd.click(1)?;
        seen.peak = seen
            .settled
            .max(seen.idle)
            .max(crowd.server.resident_bytes()?);
    }
    // Each has its own ten seconds.
    for (crowd, seen) in crowds.iter_mut().zip(&mut seen) {
        crowd.leave()?;
        sleep(GIVE_BACK);
        seen.after = crowd.server.resident_bytes()?;
        seen.gone_descriptors = crowd
            .server
            .descriptors()?
            .saturating_sub(seen.gone_descriptors);
    }
    Ok(seen)
}

/// Starts a case's server, warms it up and opens the tabs.
fn fill(case: &Case) -> Result<(Crowd, Seen)> {
    let warm_up = (case.sessions / 100).max(4);
    let mut crowd = Crowd::start(&case.scene, warm_up)?;
    sleep(Duration::from_secs(2));
    let before = crowd.server.resident_bytes()?;
    let descriptors = crowd.server.descriptors()?;
    crowd.open(case.sessions)?;
    crowd.click(case.clicks)?;
    let seen = Seen {
        before,
        settled: 0,
        idle: 0,
        peak: 0,
        after: 0,
        descriptors: 0,
        gone_descriptors: descriptors,
    };
    Ok((crowd, seen))
}

/// Waits, and answers pings meanwhile.
fn wait(crowds: &mut [Crowd], time: Duration) -> Result<()> {
    let end = Instant::now() + time;
    loop {
        tend(crowds)?;
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(());
        }
        sleep(left.min(TEND_EVERY));
    }
}

fn tend(crowds: &mut [Crowd]) -> Result<()> {
    crowds.iter_mut().try_for_each(Crowd::tend)
}

fn figures_of(case: &Case, seen: &Seen, idle: Duration) -> Vec<Figure> {
    let sessions = case.sessions as f64;
    let kib = |now: u64| (now as f64 - seen.before as f64) / sessions / 1024.0;
    let clicks = match case.clicks {
        0 => "never clicked".to_owned(),
        times => format!("clicked {times} times each"),
    };
    let conditions = |after: Duration| {
        format!(
            "{} sessions of {}, {clicks}, all alive; private resident memory {} s after the last had connected; \
             {:.2} descriptors each; kernel memory is not counted",
            case.sessions,
            case.scene.path,
            after.as_secs(),
            seen.descriptors as f64 / sessions
        )
    };
    let grown = seen.peak as f64 - seen.before as f64;
    let back = 100.0 * (seen.peak as f64 - seen.after as f64) / grown;
    let mib = |bytes: u64| bytes as f64 / f64::from(1 << 20);
    let name = |what: &str| format!("memory/{}/{what}", case.name);
    vec![
        Figure::new(name("settled"), kib(seen.settled), "KiB").conditions(conditions(SETTLE)),
        Figure::new(name("idle"), kib(seen.idle), "KiB")
            .bar(case.bar)
            .conditions(conditions(SETTLE + idle)),
        Figure::new(name("givenback"), back, "%")
            .bar(Bar::AtLeast(80.0))
            .conditions(format!(
                "(peak − after) / (peak − before), {} s after all tabs had closed: {:.1} MiB, {:.1}, {:.1}; {} descriptors \
                 are left",
                GIVE_BACK.as_secs(),
                mib(seen.peak),
                mib(seen.after),
                mib(seen.before),
                seen.gone_descriptors
            )),
    ]
}
