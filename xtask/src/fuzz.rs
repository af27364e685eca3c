//! `cargo xtask fuzz [target …] [seconds]`: lets libFuzzer look for inputs that break a promise, on nightly.
//!
//! Invariant: what libFuzzer needs lives in a workspace of its own (`fuzz/`), which nobody else builds. The targets are the
//! same functions that `cargo test -p vango-fuzz` runs for a bounded time; an input that fails belongs into
//! `acceptance/fuzz/corpus/<target>/` as `regression-<what>`, where every later run tries it first.

use anyhow::{Context, Result, bail};

use crate::Outcome;
use crate::process::{Program, find};
use crate::workspace::Workspace;

/// How long each target runs unless it is said.
const SECONDS: u64 = 60;

/// An input that takes longer is a finding.
const SLOWEST_SECONDS: u64 = 20;

/// Longest input. What takes longer ones to reach is reached by those that are built up of steps.
const MAX_BYTES: u64 = 1024;

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
struct Request {
    /// None: all.
    targets: Vec<String>,
    seconds: u64,
}

impl Request {
    fn parse(arguments: &[String]) -> Result<Self> {
        let mut request = Self {
            targets: Vec::new(),
            seconds: SECONDS,
        };
        for argument in arguments {
            match argument.parse() {
                Ok(0) => bail!("`0` seconds find nothing: give a number above zero"),
                Ok(seconds) => request.seconds = seconds,
                Err(_) => request.targets.push(argument.clone()),
            }
        }
        Ok(request)
    }
}

/// Runs the targets, one after the other; all of them, even when one finds something.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<Outcome> {
    let request = Request::parse(arguments)?;
    let known = targets(workspace)?;
    if let Some(unknown) = request.targets.iter().find(|name| !known.contains(name)) {
        bail!(
            "`{unknown}` is neither a number of seconds nor a target; the targets are {}",
            known.join(", ")
        );
    }
    if find("cargo-fuzz").is_none() || find("rustup").is_none() {
        bail!(
            "fuzzing needs rustup with a nightly toolchain, and cargo-fuzz: `rustup toolchain install nightly` and \
             `cargo install cargo-fuzz --locked`"
        );
    }
    let chosen = if request.targets.is_empty() {
        &known
    } else {
        &request.targets
    };
    let mut found = Vec::new();
    for target in chosen {
        if !fuzz(workspace, target, request.seconds)? {
            found.push(target.as_str());
        }
    }
    if !found.is_empty() {
        println!(
            "fuzz: inputs that fail were found for {}; they are in fuzz/artifacts",
            found.join(", ")
        );
    }
    Ok(Outcome::from_success(found.is_empty()))
}

/// The targets are the programs of the fuzzing workspace.
fn targets(workspace: &Workspace) -> Result<Vec<String>> {
    let directory = workspace.root().join("fuzz/fuzz_targets");
    let files = std::fs::read_dir(&directory)
        .with_context(|| format!("{} cannot be read", directory.display()))?;
    let mut names = Vec::new();
    for file in files {
        let path = file?.path();
        if let Some(name) = path.file_stem().and_then(|name| name.to_str()) {
            names.push(name.to_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// Runs one target; answers whether nothing was found.
fn fuzz(workspace: &Workspace, target: &str, seconds: u64) -> Result<bool> {
    let seeds = workspace
        .target_directory()?
        .join("fuzz-seeds")
        .join(target);
    workspace
        .cargo()
        .args([
            "run",
            "--quiet",
            "-p",
            "vango-fuzz",
            "--example",
            "seeds",
            "--",
            target,
        ])
        .args([&seeds])
        .check()?;
    // libFuzzer writes what it finds worth keeping into the first directory, and only reads the others.
    let corpus = workspace.root().join("fuzz/corpus").join(target);
    std::fs::create_dir_all(&corpus)
        .with_context(|| format!("{} cannot be made", corpus.display()))?;
    // The code has no `unsafe`, so that a sanitizer would only slow it down.
    let cargo_fuzz = [
        "run",
        "nightly",
        "cargo",
        "fuzz",
        "run",
        "--sanitizer",
        "none",
        target,
    ];
    Program::new("rustup", workspace.root())
        .args(cargo_fuzz)
        .args([corpus, seeds])
        .args(["--".to_owned()])
        .args([
            format!("-max_total_time={seconds}"),
            format!("-timeout={SLOWEST_SECONDS}"),
            format!("-max_len={MAX_BYTES}"),
            "-print_final_stats=1".to_owned(),
        ])
        // Its own hook aborts at panics that an application under test raises on purpose.
        .env("VANGO_LIBFUZZER", "1")
        .succeeds()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &[&str]) -> Result<Request> {
        let arguments: Vec<String> = arguments.iter().map(|text| (*text).to_owned()).collect();
        Request::parse(&arguments)
    }

    #[test]
    fn a_number_is_how_long_and_all_else_is_a_target() {
        let all = parse(&[]).unwrap();
        assert_eq!((all.targets.len(), all.seconds), (0, SECONDS));
        let some = parse(&["session", "300", "boot"]).unwrap();
        assert_eq!(some.targets, ["session", "boot"]);
        assert_eq!(some.seconds, 300);
        assert!(parse(&["0"]).is_err());
    }

    #[test]
    fn every_target_has_its_program() {
        let workspace = Workspace::find().unwrap();
        let manifest = std::fs::read_to_string(workspace.root().join("fuzz/Cargo.toml")).unwrap();
        let table =
            std::fs::read_to_string(workspace.root().join("acceptance/fuzz/src/lib.rs")).unwrap();
        let programs = targets(&workspace).unwrap();
        for name in &programs {
            assert!(
                manifest.contains(&format!("name = \"{name}\"")),
                "{name} in fuzz/Cargo.toml"
            );
            assert!(
                table.contains(&format!("::{name}, ")),
                "{name} in acceptance/fuzz/src/lib.rs"
            );
        }
        assert_eq!(manifest.matches("[[bin]]").count(), programs.len());
    }
}
