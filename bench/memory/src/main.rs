//! `memory`: what a session costs while it is used, while nobody uses it, asleep and without its socket; what waking
//! takes; and what comes back once all are over. Beside it dioxus-liveview with the same pages.
//!
//! Every case has a server of its own; those of a group wait together. What is counted is the server's resident memory
//! (`smaps_rollup`), so allocator overhead and fragmentation are in it, and the kernel's buffers of the sockets are not.

#![forbid(unsafe_code)]

mod case;
mod watch;

use std::time::Duration;

use anyhow::Result;
use bench_harness::{Bar, Figure, report};
use bench_memory::crowd::{Scene, require_descriptors};

use case::{After, Case, Kind};
use watch::{Seen, watch};

/// From the last tab of a group to the look: longer than a ping takes, and than `Limits::hibernate_after_ms`.
const IDLE: Duration = Duration::from_secs(45);
/// Percent of what was taken that must come back.
const BACK: Bar = Bar::AtLeast(80.0);
/// Bytes below which what comes back says more of the allocator's pages than of us.
const MIN_GROWTH: f64 = 16.0 * 1024.0 * 1024.0;
/// KiB of a session that is asleep, and milliseconds from an event to its patch there.
const COUNTER_ASLEEP: Bar = Bar::AtMost(7.0);
const ROWS_ASLEEP: Bar = Bar::AtMost(100.0);
const WAKE: Bar = Bar::AtMost(5.0);

fn main() -> Result<()> {
    let is_quick = std::env::args().any(|argument| argument == "--quick");
    let (scale, idle) = if is_quick {
        (10, Duration::from_secs(13))
    } else {
        (1, IDLE)
    };
    let mut figures = Vec::new();
    for group in groups(scale) {
        require_descriptors(group.iter().map(|case| case.sessions).sum())?;
        let seen = watch(&group, idle)?;
        for (case, seen) in group.iter().zip(&seen) {
            figures.extend(figures_of(case, seen, idle));
        }
    }
    report(&figures)
}

/// Groups have fewer sockets than a process may have open.
fn groups(scale: usize) -> [Vec<Case>; 2] {
    let counter = |sessions| Case::vango("counter", Scene::counter(), sessions / scale);
    let vec = || Case::vango("rows-vec", Scene::rows("vec", 1_000), 1_000 / scale);
    let list = || Case::vango("rows-list", Scene::rows("list", 1_000), 1_000 / scale);
    let dioxus = |page, path, sessions| Case::dioxus(page, path, sessions / scale);
    [
        vec![
            counter(10_000).asleep(COUNTER_ASLEEP).after(After::Break),
            counter(1_000).asleep(Bar::None).after(After::Break),
            counter(1_000),
            dioxus("counter", "/counter", 1_000),
            Case::vango("one", Scene::one(), 2_000 / scale).asleep(Bar::None),
        ],
        vec![
            counter(10_000),
            vec().asleep(ROWS_ASLEEP).after(After::Break),
            vec(),
            list().asleep(Bar::None),
            list(),
            dioxus("rows", "/inline/1000", 1_000 / scale),
        ],
    ]
}

fn figures_of(case: &Case, seen: &Seen, idle: Duration) -> Vec<Figure> {
    let kib = |now: u64| (now as f64 - seen.before as f64) / case.sessions as f64 / 1024.0;
    let conditions = |what: &str| {
        format!(
            "{} sessions of {}, {what}; resident memory; {:.2} descriptors each; kernel memory is not counted",
            case.sessions,
            case.path(),
            seen.descriptors as f64 / case.sessions as f64
        )
    };
    let figure = |what: &str, now: u64, how: String| {
        Figure::new(case.figure(what), kib(now), "KiB").conditions(conditions(&how))
    };
    let waited = |what: &str| {
        format!(
            "{what}, {} s after the last tab of its group",
            idle.as_secs()
        )
    };
    let mut figures = match &case.kind {
        Kind::Dioxus { .. } => {
            return vec![
                figure("active", seen.settled, "just filled".to_owned()),
                figure("idle", seen.idle, waited("connected")),
            ];
        }
        Kind::Awake { .. } => vec![
            figure(
                "active",
                seen.settled,
                "each clicked three times a moment ago".to_owned(),
            ),
            figure(
                "idle",
                seen.idle,
                waited("connected, hibernation switched off"),
            ),
        ],
        Kind::Asleep { bar, .. } => vec![
            figure("hibernated", seen.idle, waited("connected, default limits")).bar(*bar),
            wake(case, seen),
        ],
    };
    figures.push(match case.after {
        After::Break => figure(
            "detached",
            seen.after,
            "hibernated, ten seconds after all connections have broken".to_owned(),
        ),
        After::Leave => given_back(case, seen),
    });
    figures
}

fn wake(case: &Case, seen: &Seen) -> Figure {
    let at = |times: &[Duration], share: usize| {
        let place = (times.len() * share / 100).min(times.len() - 1);
        times[place].as_secs_f64() * 1_000.0
    };
    let bar = match case.scene_rows() {
        Some(_) => WAKE,
        None => Bar::None,
    };
    Figure::new(case.figure("wake"), at(&seen.first_clicks, 50), "ms")
        .bar(bar)
        .peer(format!("awake {:.2}", at(&seen.second_clicks, 50)))
        .conditions(format!(
            "from a click to its whole patch, the median of {} sessions that slept, one after the other (99 of 100: {:.2} ms); \
             beside it the next click of each (99 of 100: {:.2} ms)",
            case.sessions,
            at(&seen.first_clicks, 99),
            at(&seen.second_clicks, 99)
        ))
}

fn given_back(case: &Case, seen: &Seen) -> Figure {
    let grown = seen.peak as f64 - seen.before as f64;
    let back = 100.0 * (seen.peak as f64 - seen.after as f64) / grown;
    let mib = |bytes: u64| bytes as f64 / f64::from(1 << 20);
    Figure::new(case.figure("givenback"), back, "%")
        .bar(if grown >= MIN_GROWTH { BACK } else { Bar::None })
        .conditions(format!(
            "(peak − after) / (peak − before), ten seconds after the last tab had closed: {:.1} MiB, {:.1}, {:.1}; {} descriptors \
             are left",
            mib(seen.peak),
            mib(seen.after),
            mib(seen.before),
            seen.descriptors_left
        ))
}
