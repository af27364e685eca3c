//! The suite `build`: how long a user waits for the compiler, beside two peers.
//!
//! Three packages, each the same counter and a workspace of its own, are built in turn: from nothing (a fresh target
//! directory, every crate in the registry's cache), after a text has changed, and after an element was added. The
//! development profile, `--offline`, `--locked`. Cargo runs on all cores, as it does for users.

#![forbid(unsafe_code)]

mod compile;
mod hello;

use anyhow::Result;
use bench_harness::{Bar, Figure, Paired, median, report};

use crate::compile::Cost;
use crate::hello::{Edit, Hello};

/// Most that the clean build may take, by what the faster peer takes.
const CLEAN_BAR: f64 = 0.7;
const ROUNDS: usize = 2;
/// Above this many runnable tasks per core, before anything was started, the clock says more of others than of the
/// build.
const BUSY_LOAD: f64 = 0.5;

/// What one package has cost in one round.
struct Round {
    clean: Cost,
    crates: usize,
    text: Cost,
    element: Cost,
}

fn main() -> Result<()> {
    let is_quick = std::env::args().any(|argument| argument == "--quick");
    let rounds = if is_quick { 1 } else { ROUNDS };
    let load = compile::load_per_core()?;
    for hello in hello::ALL {
        compile::fetch(hello)?;
    }
    let mut measured: Vec<Vec<Round>> = hello::ALL.iter().map(|_| Vec::new()).collect();
    for round in 0..rounds {
        for turn in 0..hello::ALL.len() {
            // Each comes first as often as the others.
            let at = (turn + round) % hello::ALL.len();
            measured[at].push(measure(&hello::ALL[at])?);
        }
    }
    report(&figures(&measured, load))
}

/// One package, once.
fn measure(hello: &Hello) -> Result<Round> {
    let workplace = compile::Workplace::new(hello)?;
    let (clean, crates) = workplace.build_all()?;
    let text = workplace.rebuild(Edit::Text)?;
    let element = workplace.rebuild(Edit::Element)?;
    eprintln!(
        "build: {} clean {:.1} s ({:.1} s CPU, {crates} crates), text {:.2} s, element {:.2} s",
        hello.name, clean.wall_s, clean.cpu_s, text.wall_s, element.wall_s
    );
    Ok(Round {
        clean,
        crates,
        text,
        element,
    })
}

/// By package, in the order of `hello::ALL`: ours first.
fn figures(measured: &[Vec<Round>], load: f64) -> Vec<Figure> {
    let is_busy = load > BUSY_LOAD;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let conditions = format!(
        "dev profile, fresh target directory, --offline, {cores} cores, {load:.1} runnable tasks per core before it began"
    );
    let wall = |cost: &Round| cost.clean.wall_s;
    let cpu = |cost: &Round| cost.clean.cpu_s;
    // The clock is what a user waits by; where others use the cores it is no measure, and processor time stands for it.
    let bar = Bar::AtMost(CLEAN_BAR);
    let bars = if is_busy {
        (Bar::None, bar)
    } else {
        (bar, Bar::None)
    };
    let mut figures = vec![
        ratio("build/clean/wall", measured, wall, &conditions).bar(bars.0),
        ratio("build/clean/cpu", measured, cpu, &conditions).bar(bars.1),
    ];
    for (hello, rounds) in hello::ALL.iter().zip(measured) {
        let name = hello.name;
        let of = |part: fn(&Round) -> f64| median(&rounds.iter().map(part).collect::<Vec<f64>>());
        figures.extend([
            Figure::new(
                format!("build/crates/{name}"),
                of(|round| round.crates as f64),
                "",
            )
            .conditions("compiled for one clean build, build scripts and macros included"),
            Figure::new(
                format!("build/text/{name}"),
                of(|round| round.text.cpu_s),
                "s",
            )
            .conditions(format!(
                "CPU time of the build after a text edit; {:.2} s by the clock",
                of(|round| round.text.wall_s)
            )),
            Figure::new(
                format!("build/element/{name}"),
                of(|round| round.element.cpu_s),
                "s",
            )
            .conditions(format!(
                "CPU time of the build after an element was added; {:.2} s by the clock",
                of(|round| round.element.wall_s)
            )),
        ]);
    }
    figures
}

/// Ours by the faster of the peers.
fn ratio(name: &str, measured: &[Vec<Round>], part: fn(&Round) -> f64, conditions: &str) -> Figure {
    let all: Vec<Vec<f64>> = measured
        .iter()
        .map(|rounds| rounds.iter().map(part).collect())
        .collect();
    let faster = (1..all.len())
        .min_by(|a, b| median(&all[*a]).total_cmp(&median(&all[*b])))
        .expect("there are peers");
    let paired = Paired::of(&all[0], &all[faster]);
    let others: Vec<String> = hello::ALL
        .iter()
        .zip(&all)
        .skip(1)
        .map(|(hello, seconds)| format!("{} {:.1} s", hello.name, median(seconds)))
        .collect();
    Figure::new(name, paired.ratio, "×")
        .peer(others.join(", "))
        .conditions(format!(
            "{:.1} s; median of {} paired rounds, quartiles {:.2}–{:.2}; {conditions}",
            median(&all[0]),
            paired.rounds,
            paired.quartiles.0,
            paired.quartiles.1
        ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(wall_s: f64) -> Round {
        let cost = Cost {
            wall_s,
            cpu_s: 2.0 * wall_s,
        };
        Round {
            clean: cost,
            crates: 1,
            text: cost,
            element: cost,
        }
    }

    #[test]
    fn the_faster_peer_is_the_measure() {
        let measured = [vec![round(6.0)], vec![round(20.0)], vec![round(10.0)]];
        let figures = figures(&measured, 0.0);
        assert_eq!(figures[0].value, 0.6);
        assert!(figures[0].met && figures[0].bar.is_some());
        assert!(figures[1].bar.is_none());
    }

    #[test]
    fn on_a_busy_machine_processor_time_is_judged() {
        let measured = [vec![round(8.0)], vec![round(20.0)], vec![round(10.0)]];
        let figures = figures(&measured, 3.0);
        assert!(figures[0].bar.is_none());
        assert!(!figures[1].met);
    }
}
