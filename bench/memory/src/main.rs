//! `memory`: what an idle session costs, and what comes back once it is over.
//!
//! Every scene has a server of its own, all of them at the same time: they wait together. What is counted is the
//! server's resident memory (`smaps_rollup`), so allocator overhead and fragmentation are in it, and the kernel's
//! buffers of the sockets are not.

#![forbid(unsafe_code)]

use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use bench_harness::{Bar, Figure, Server, report};
use bench_memory::crowd::{Crowd, Scene, require_descriptors};

/// From the last tab's welcome to the first look: sessions are awake, but for the first of thousands.
const SETTLE: Duration = Duration::from_secs(2);
/// From the last tab of all cases to the second look: longer than a ping takes, and than `Limits::hibernate_after_ms`.
const IDLE: Duration = Duration::from_secs(45);
/// What the issue gives the server after all sessions have closed.
const GIVE_BACK: Duration = Duration::from_secs(10);
/// How often pings are answered.
const TEND_EVERY: Duration = Duration::from_secs(5);

/// The server of each case.
const SERVER: &str = "bench-app-vango";
/// Percent of what was taken that must come back.
const BACK: Bar = Bar::AtLeast(80.0);

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
    descriptors_before: usize,
    descriptors_left: usize,
}

fn main() -> Result<()> {
    let is_quick = std::env::args().any(|argument| argument == "--quick");
    let (scale, idle) = if is_quick {
        (10, Duration::from_secs(13))
    } else {
        (1, IDLE)
    };
    let cases = cases(scale);
    require_descriptors(cases.iter().map(|case| case.sessions).sum())?;
    let seen = watch(&cases, idle)?;
    let mut figures = Vec::new();
    for (case, seen) in cases.iter().zip(&seen) {
        figures.extend(figures_of(case, seen, idle));
    }
    report(&figures)
}

fn cases(scale: usize) -> [Case; 5] {
    let case = |name, scene, sessions| Case {
        name,
        scene,
        sessions: sessions / scale,
        clicks: 0,
        bar: Bar::None,
    };
    let bar = |bar, case| Case { bar, ..case };
    [
        bar(Bar::AtMost(12.0), case("counter", Scene::counter(), 5_000)),
        case("one", Scene::one(), 2_000),
        Case {
            clicks: 3,
            ..case("one-clicked", Scene::one(), 2_000)
        },
        bar(
            Bar::AtMost(200.0),
            case("rows-vec", Scene::rows("vec", 1_000), 200),
        ),
        bar(
            Bar::AtMost(200.0),
            case("rows-list", Scene::rows("list", 1_000), 200),
        ),
    ]
}

/// Opens all tabs of all cases, looks, waits, looks again, checks that every session is alive, closes the tabs and looks
/// what is left.
fn watch(cases: &[Case], idle: Duration) -> Result<Vec<Seen>> {
    let (mut servers, mut crowds, mut seen) = (Vec::new(), Vec::new(), Vec::new());
    for case in cases {
        let (server, crowd, first) = fill(case).with_context(|| case.name)?;
        servers.push(server);
        crowds.push(crowd);
        seen.push(first);
        eprintln!("memory: {} has {} tabs", case.name, case.sessions);
        tend(&mut crowds)?;
    }
    wait(&mut crowds, idle)?;
    for ((server, crowd), seen) in servers.iter().zip(&mut crowds).zip(&mut seen) {
        seen.idle = server.resident_bytes()?;
        // None was evicted: each answers.
        crowd.click(1)?;
        seen.peak = seen.settled.max(seen.idle).max(server.resident_bytes()?);
    }
    tend(&mut crowds)?;
    for crowd in &mut crowds {
        crowd.leave()?;
    }
    sleep(GIVE_BACK);
    for (server, seen) in servers.iter().zip(&mut seen) {
        seen.after = server.resident_bytes()?;
        seen.descriptors_left = server
            .descriptors()?
            .saturating_sub(seen.descriptors_before);
    }
    Ok(seen)
}

/// Starts a case's server, warms it up and opens the tabs.
fn fill(case: &Case) -> Result<(Server, Crowd, Seen)> {
    let arguments = ["--listen", "127.0.0.1:0"];
    let server = Server::start(SERVER, &arguments, &[])?;
    let mut crowd = Crowd::on(server.address, &case.scene)?;
    // Few enough that what they leave behind changes nothing.
    crowd.warm_up((case.sessions / 100).max(4))?;
    sleep(Duration::from_secs(2));
    let before = server.resident_bytes()?;
    let descriptors = server.descriptors()?;
    crowd.open(case.sessions)?;
    crowd.click(case.clicks)?;
    sleep(SETTLE);
    let seen = Seen {
        before,
        settled: server.resident_bytes()?,
        idle: 0,
        peak: 0,
        after: 0,
        descriptors: server.descriptors()? - descriptors,
        descriptors_before: descriptors,
        descriptors_left: 0,
    };
    Ok((server, crowd, seen))
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
    let conditions = |after: &str, wait: Duration| {
        format!(
            "{} sessions of {}, {clicks}, all alive; resident memory {after}{} s after the last had connected; \
             {:.2} descriptors each; kernel memory is not counted",
            case.sessions,
            case.scene.path,
            wait.as_secs(),
            seen.descriptors as f64 / sessions
        )
    };
    let grown = seen.peak as f64 - seen.before as f64;
    let back = 100.0 * (seen.peak as f64 - seen.after as f64) / grown;
    let mib = |bytes: u64| bytes as f64 / f64::from(1 << 20);
    let name = |what: &str| format!("memory/{}/{what}", case.name);
    let given_back = Figure::new(name("givenback"), back, "%")
        .bar(BACK)
        .conditions(format!(
            "(peak − after) / (peak − before), {} s after the last tab had closed: {:.1} MiB, {:.1}, {:.1}; default limits; {} \
             descriptors are left",
            GIVE_BACK.as_secs(),
            mib(seen.peak),
            mib(seen.after),
            mib(seen.before),
            seen.descriptors_left
        ));
    vec![
        Figure::new(name("settled"), kib(seen.settled), "KiB").conditions(conditions("", SETTLE)),
        Figure::new(name("idle"), kib(seen.idle), "KiB")
            .bar(case.bar)
            .conditions(conditions("at least ", idle)),
        given_back,
    ]
}
