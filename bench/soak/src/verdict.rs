//! The last third of a run against its second.

use bench_harness::{Bar, Figure, median};

use crate::sample::Sample;

/// Less than this and what is kept for five minutes (sessions whose socket broke) is still filling up in the second third.
const MIN_MINUTES: usize = 18;

/// Ratios of the last third to the second. Latency on a shared machine is noisy, memory and descriptors are not.
const MAX_P50: f64 = 1.25;
const MAX_P99: f64 = 1.5;
const MAX_MEMORY: f64 = 1.05;
const MAX_DESCRIPTORS: f64 = 1.05;

/// What a load of well-behaved visitors moves. `slow_turn` is one: a turn is timed by the clock, and on a machine that
/// others use too a thread may wait for a processor for longer than a turn may take. It is told, not judged.
const ORDINARY: &[&str] = &[
    "page_opened",
    "attached",
    "resumed",
    "taken_over",
    "detached",
    "left",
    "hibernated",
    "frame_received",
    "frame_late",
    "frozen_expired",
    "frozen_evicted",
    "detached_expired",
    "detached_evicted",
    "socket_travelled",
    "slow_turn",
];

pub(crate) fn figures(samples: &[Sample], capacity: f64, rate: f64) -> Vec<Figure> {
    let third = samples.len() / 3;
    let (second, last) = match third {
        0 => (samples, samples),
        _ => (
            &samples[samples.len() - 2 * third..samples.len() - third],
            &samples[samples.len() - third..],
        ),
    };
    let is_judged = samples.len() >= MIN_MINUTES;
    let note = match is_judged {
        true => "",
        false => "; too short to be judged: what is kept for five minutes still fills up",
    };
    let ratio = |name: &str, of: fn(&Sample) -> f64, unit: &str, most: f64| {
        let (before, after) = (of_all(second, of), of_all(last, of));
        let bar = if is_judged {
            Bar::AtMost(most)
        } else {
            Bar::None
        };
        Figure::new(format!("soak/{name}"), after / before, "×")
            .bar(bar)
            .conditions(format!(
                "last third against the second of {} minutes: median {after:.1} {unit} against {before:.1} {unit}{note}",
                samples.len()
            ))
    };
    let mib = |sample: &Sample| sample.resident_bytes as f64 / (1024.0 * 1024.0);
    let faults = faults(samples);
    let count: u64 = faults.iter().map(|(_, count)| count).sum();
    vec![
        Figure::new("soak/load", rate, "/s").conditions(format!(
            "half of {capacity:.0} actions a second, which server and visitors reach together on this machine; done: {:.0} \
             a second; server {:.0} % of a core",
            of_all(samples, |sample| sample.actions as f64) / 60.0,
            of_all(samples, |sample| sample.cpu) * 100.0
        )),
        ratio("latency/p50", |sample| sample.p50_us, "µs", MAX_P50),
        ratio("latency/p99", |sample| sample.p99_us, "µs", MAX_P99),
        ratio("memory", mib, "MiB", MAX_MEMORY),
        ratio("descriptors", |sample| sample.descriptors as f64, "open", MAX_DESCRIPTORS),
        Figure::new("soak/faults", count as f64, "")
            .bar(Bar::AtMost(0.0))
            .conditions(format!("counters that no well-behaved visitor moves: {faults:?}; {}", traffic(samples))),
    ]
}

fn of_all(samples: &[Sample], of: impl Fn(&Sample) -> f64) -> f64 {
    median(&samples.iter().map(of).collect::<Vec<_>>())
}

/// What moved and should not have.
fn faults(samples: &[Sample]) -> Vec<(String, u64)> {
    let last = samples.last().map(|sample| sample.counters.clone());
    let counters = last.unwrap_or_default().into_iter();
    counters
        .filter(|(name, _)| !ORDINARY.contains(&name.as_str()))
        .collect()
}

/// What has happened in all, for the conditions.
fn traffic(samples: &[Sample]) -> String {
    let counters = samples.last().map(|sample| &sample.counters[..]);
    let ordinary = counters.unwrap_or_default().iter();
    let told: Vec<String> = ordinary
        .filter(|(name, _)| ORDINARY.contains(&name.as_str()))
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    told.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(
        resident_mib: impl Fn(u64) -> u64,
        minutes: u64,
        counters: &[(&str, u64)],
    ) -> Vec<Figure> {
        let owned = |(name, count): &(&str, u64)| ((*name).to_owned(), *count);
        let samples: Vec<Sample> = (0..minutes)
            .map(|minute| Sample {
                actions: 60_000,
                p50_us: 100.0,
                p99_us: 400.0,
                resident_bytes: resident_mib(minute) * 1024 * 1024,
                descriptors: 90,
                cpu: 0.5,
                counters: counters.iter().map(owned).collect(),
            })
            .collect();
        figures(&samples, 2_000.0, 1_000.0)
    }

    fn met(figures: &[Figure], name: &str) -> bool {
        let figure = figures.iter().find(|figure| figure.name == name);
        figure.expect("a figure").met
    }

    #[test]
    fn what_fills_up_at_first_and_then_stays_is_flat() {
        let figures = run(|minute| 20 + minute.min(6), 30, &[("attached", 5)]);
        assert!(figures.iter().all(|figure| figure.met), "{figures:?}");
    }

    #[test]
    fn what_creeps_is_seen_and_so_is_a_fault() {
        let figures = run(|minute| 40 + minute, 30, &[("turn_panicked", 1)]);
        assert!(!met(&figures, "soak/memory") && !met(&figures, "soak/faults"));
        assert!(met(&figures, "soak/latency/p99") && met(&figures, "soak/descriptors"));
    }

    #[test]
    fn a_short_run_is_not_judged_but_for_faults() {
        let figures = run(|minute| 40 + 10 * minute, 3, &[("turn_panicked", 1)]);
        assert!(met(&figures, "soak/memory") && !met(&figures, "soak/faults"));
    }
}
