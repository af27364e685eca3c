//! The suite `compile`: what the compiler takes for a hundred components, beside three peers.
//!
//! The same hundred cards ([`model`]) are written out in each dialect ([`dialect`]) as a package of their own below the
//! target directory, and built by the user's Cargo: development profile, the lock file of this workspace. rustc is started
//! by this program in its place ([`compiler`]), so that what is measured is rustc and not Cargo. In each round every
//! package takes its turn, first another one each time.
//!
//! `--rounds N` (5), `--quick` (one round), `--keep` (dependencies that an earlier run has built, and no clean build).

#![forbid(unsafe_code)]

mod compiler;
mod dialect;
mod expansion;
mod model;
mod package;
mod report;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};

use crate::compiler::{EXPANSIONS, Stage};
use crate::dialect::Subject;
use crate::expansion::Expanded;
use crate::model::Edit;
use crate::package::{Content, Cost, Package, Request};

const ROUNDS: usize = 5;

/// One package in one round.
struct Round {
    /// Everything of the package, with an empty incremental cache, which it writes.
    full: Cost,
    text: Cost,
    element: Cost,
    /// `cargo check` of everything of the package, likewise.
    check: Cost,
    /// A full build without the cards: what stays when they are gone.
    frame: Cost,
    /// Expanding the macros, by the clock, each time.
    expansion_s: Vec<f64>,
}

/// One package in all rounds.
struct Measured {
    subject: Subject,
    /// The first build of all, by the clock, and its crates. Nothing when the dependencies were kept.
    clean: Option<(f64, usize)>,
    rounds: Vec<Round>,
    expanded: Expanded,
    binary_bytes: u64,
}

/// What was asked for.
struct Options {
    rounds: usize,
    is_kept: bool,
}

fn main() -> ExitCode {
    if let Some(code) = compiler::stand_in() {
        return code;
    }
    match measure() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("compile: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn options() -> Result<Options> {
    let mut options = Options {
        rounds: ROUNDS,
        is_kept: false,
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--quick" => options.rounds = 1,
            "--keep" => options.is_kept = true,
            "--rounds" => {
                let number = arguments.next().context("`--rounds` needs a number")?;
                options.rounds = number.parse().context("`--rounds` needs a number")?;
            }
            other => bail!("`{other}` is not `--rounds N`, `--quick` or `--keep`"),
        }
    }
    if options.rounds == 0 {
        bail!("no round measures nothing");
    }
    Ok(options)
}

fn measure() -> Result<()> {
    let options = options()?;
    let below = directory()?;
    let mut packages = Vec::new();
    let mut all: Vec<Measured> = Vec::new();
    for subject in dialect::ALL {
        let mut package = Package::new(subject, &below)?;
        let clean = if options.is_kept {
            None
        } else {
            let (wall_s, crates) = package.prepare()?;
            eprintln!(
                "compile: {} clean {wall_s:.1} s, {crates} crates",
                subject.name()
            );
            Some((wall_s, crates))
        };
        packages.push(package);
        all.push(Measured {
            subject,
            clean,
            rounds: Vec::new(),
            expanded: Expanded::default(),
            binary_bytes: 0,
        });
    }
    for round in 0..options.rounds {
        for turn in 0..packages.len() {
            // Each comes first as often as the others.
            let at = (turn + round) % packages.len();
            // It has no bar, and takes longer than all others together.
            if packages[at].subject == Subject::Leptos && round > 0 {
                continue;
            }
            one_round(&mut packages[at], round, &mut all[at])?;
        }
    }
    passes(&mut packages[0])?;
    bench_harness::report(&report::figures(&all))
}

/// Below the target directory in which this program stands.
fn directory() -> Result<PathBuf> {
    let this = std::env::current_exe()?;
    let target = this.ancestors().nth(2).context("a program of Cargo's")?;
    let below = target.join("bench-compile");
    fs::create_dir_all(&below)?;
    Ok(below)
}

fn one_round(package: &mut Package, round: usize, measured: &mut Measured) -> Result<()> {
    let mark = round + 1;
    package.forget(Content::Frame)?;
    let frame = package.build(Request::Build, Stage::Usual)?;
    package.forget(Content::Cards)?;
    let full = package.build(Request::Build, Stage::Usual)?;
    measured.binary_bytes = package.binary_bytes()?;
    package.write(Content::Edited(Edit::Text, mark))?;
    let text = package.build(Request::Build, Stage::Usual)?;
    package.write(Content::Edited(Edit::Element, mark))?;
    let element = package.build(Request::Build, Stage::Usual)?;
    package.write(Content::Cards)?;
    let check = package.build(Request::Check, Stage::Expanded)?;
    measured.expanded = Expanded::parse(&fs::read_to_string(package.record("expanded"))?)?;
    let expansion_s = (0..EXPANSIONS)
        .map(|turn| {
            let report = fs::read_to_string(package.record(&format!("expansion-{turn}")))?;
            expansion::pass_s(&report, "macro_expand_crate")
        })
        .collect::<Result<Vec<f64>>>()?;
    let name = measured.subject.name();
    for (what, cost) in [
        ("full", full),
        ("text", text),
        ("element", element),
        ("check", check),
        ("frame", frame),
    ] {
        eprintln!(
            "compile: round {mark} {name} {what}: rustc {:.2} s, linker {:.2} s, {:.2} s by the clock, {} MiB",
            cost.rustc_s,
            cost.linker_s,
            cost.wall_s,
            cost.peak_kib / 1024
        );
    }
    measured.rounds.push(Round {
        full,
        text,
        element,
        check,
        frame,
        expansion_s,
    });
    Ok(())
}

/// Tells where our time goes.
fn passes(package: &mut Package) -> Result<()> {
    package.forget(Content::Cards)?;
    package.build(Request::Build, Stage::Passes)?;
    let report = fs::read_to_string(package.record("passes"))?;
    for (name, seconds) in expansion::passes(&report).filter(|(_, seconds)| *seconds >= 0.01) {
        eprintln!("compile: {} {seconds:.3} s {name}", package.subject.name());
    }
    Ok(())
}
