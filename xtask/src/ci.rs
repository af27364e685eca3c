//! `cargo xtask ci`: all that continuous integration checks.
//!
//! Invariant: every step is run even when one before it failed, so that one run shows all there is to mend; the last line
//! is the tests' closing line. A step that could not be run says why and counts as failed, except cargo-deny, which
//! takes many minutes to install and is run where it is present.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::process::find;
use crate::test::Suite;
use crate::workspace::Workspace;
use crate::{Outcome, demo, setup, test, tidy};

/// Runs all steps.
pub(crate) fn run(workspace: &Workspace) -> Result<Outcome> {
    setup::run(workspace)?;
    let mut steps = Steps::default();
    steps.run("fmt", || {
        let cargo = workspace.cargo().args(["fmt", "--all", "--check"]);
        cargo.succeeds().map(Outcome::from_success)
    });
    // rustfmt leaves markup alone.
    steps.run("markup", || {
        let tool = ["run", "--quiet", "--package", "cargo-vango", "--"];
        let cargo = workspace.cargo().args(tool);
        let cargo = cargo.args(["fmt", "--check", "examples"]);
        cargo.succeeds().map(Outcome::from_success)
    });
    steps.run("tidy", || tidy::run(workspace));
    steps.run("clippy", || clippy(workspace, &["--workspace"]));
    // What stands behind the stores' features is not in the build of the workspace.
    steps.run("engines", || {
        clippy(workspace, &["--package", "vango-store", "--all-features"])
    });
    // Nor are the shop's other versions.
    for feature in ["deploy-b", "deploy-c"] {
        steps.run(feature, || {
            clippy(workspace, &["--package", "shop", "--features", feature])
        });
    }
    let mut summary = None;
    steps.run("test", || {
        let tests = test::run_suites(workspace, &Suite::ALL)?;
        let outcome = tests.outcome();
        summary = Some(tests);
        Ok(outcome)
    });
    // What is committed of the shop's state is checked on the way.
    steps.run("deploys", || demo::run(workspace, &[]));
    steps.run("docs", || {
        let cargo = workspace
            .cargo()
            .args(["doc", "--workspace", "--no-deps"])
            .env("RUSTDOCFLAGS", "--deny warnings");
        cargo.succeeds().map(Outcome::from_success)
    });
    if std::env::var_os("CI").is_some() {
        // Last, when all that reads the manifests has run: each of them would have mended a stale lock file silently.
        steps.run("lock", || {
            let git = workspace.program("git").args([
                "diff",
                "--exit-code",
                "--stat",
                "--",
                "Cargo.lock",
            ]);
            git.succeeds().map(Outcome::from_success)
        });
    }
    if find("cargo-deny").is_some() {
        steps.run("deny", || deny(workspace, Advisories::Skip));
    } else {
        println!(
            "deny: cargo-deny is not installed (`cargo install cargo-deny --locked`), so deny.toml is not checked"
        );
    }
    print!("\n{}", steps.table());
    if let Some(summary) = &summary {
        print!("\n{summary}");
    }
    Ok(steps.outcome())
}

/// Clippy over some packages, with its warnings as errors.
fn clippy(workspace: &Workspace, packages: &[&str]) -> Result<Outcome> {
    let cargo = workspace.cargo().args(["clippy", "--all-targets"]);
    let cargo = cargo.args(packages).args(["--", "--deny", "warnings"]);
    cargo.succeeds().map(Outcome::from_success)
}

/// Whether cargo-deny consults the advisory database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Advisories {
    /// Fetch the database and check.
    Check,
    /// Leave it out: it lies outside of the package registries, and a new advisory must not break an old commit.
    Skip,
}

/// `deny.toml` against the dependencies.
pub(crate) fn deny(workspace: &Workspace, advisories: Advisories) -> Result<Outcome> {
    let mut cargo = workspace
        .cargo()
        .args(["deny", "check", "bans", "licenses", "sources"]);
    if advisories == Advisories::Check {
        cargo = cargo.args(["advisories"]);
    }
    cargo.succeeds().map(Outcome::from_success)
}

/// What was run, how it ended and how long it took.
#[derive(Debug, Default)]
struct Steps {
    done: Vec<(&'static str, Outcome, Duration)>,
}

impl Steps {
    fn run(&mut self, name: &'static str, step: impl FnOnce() -> Result<Outcome>) {
        println!("\n== {name}");
        let start = Instant::now();
        let outcome = step().unwrap_or_else(|error| {
            eprintln!("{name}: {error:#}");
            Outcome::Failed
        });
        self.done.push((name, outcome, start.elapsed()));
    }

    fn outcome(&self) -> Outcome {
        let passed = self
            .done
            .iter()
            .all(|(_, outcome, _)| *outcome == Outcome::Passed);
        Outcome::from_success(passed && !self.done.is_empty())
    }

    fn table(&self) -> String {
        let mut table = String::new();
        for (name, outcome, elapsed) in &self.done {
            let word = if *outcome == Outcome::Passed {
                "ok"
            } else {
                "FAILED"
            };
            let _ = writeln!(
                table,
                "{name:8}  {word:6}  {:>6.1} s",
                elapsed.as_secs_f64()
            );
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_failed_step_fails_the_run_and_the_others_still_run() {
        let mut steps = Steps::default();
        steps.run("a", || anyhow::bail!("broken"));
        steps.run("b", || Ok(Outcome::Passed));
        assert_eq!(steps.outcome(), Outcome::Failed);
        let table = steps.table();
        assert!(
            table.contains("a         FAILED") && table.contains("b         ok"),
            "{table}"
        );
    }

    #[test]
    fn no_step_is_no_pass() {
        assert_eq!(Steps::default().outcome(), Outcome::Failed);
    }
}
