//! `cargo xtask bench [--json] [--check] [suite …]`: measures Vango beside its peers.
//!
//! Invariant: the suites live in a workspace of their own (`bench/`, with its own lock file), so that no peer enters the
//! build of a user or of continuous integration. A suite prints its figures as JSON; here they are collected, shown and
//! judged. What each figure means, and what it does not say, stands in docs/benchmarks.md.

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use crate::Outcome;
use crate::process::Program;
use crate::workspace::Workspace;

/// A binary of the bench workspace, and the packages that it needs built.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Suite {
    pub(crate) name: &'static str,
    pub(crate) packages: &'static [&'static str],
}

const SUITES: &[Suite] = &[
    Suite {
        name: "ssr",
        packages: &["bench-ssr"],
    },
    Suite {
        name: "live",
        packages: &[
            "bench-live",
            "bench-app-vango",
            "bench-app-dioxus",
            "bench-app-echo",
        ],
    },
    Suite {
        name: "memory",
        packages: &["bench-memory", "bench-app-vango", "bench-app-dioxus"],
    },
    Suite {
        name: "growth",
        packages: &["bench-growth", "bench-app-vango"],
    },
    Suite {
        name: "browser",
        packages: &["bench-browser", "bench-app-vango", "bench-app-echo"],
    },
    Suite {
        name: "hostile",
        packages: &["bench-hostile", "bench-app-vango"],
    },
    Suite {
        name: "build",
        packages: &["bench-build"],
    },
    Suite {
        name: "compile",
        packages: &["bench-compile"],
    },
];

/// What was asked for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Request {
    json: bool,
    check: bool,
    suites: Vec<&'static Suite>,
}

impl Request {
    fn parse(arguments: &[String]) -> Result<Self> {
        let mut request = Self::default();
        for argument in arguments {
            match argument.as_str() {
                "--json" => request.json = true,
                "--check" => request.check = true,
                name => match SUITES.iter().find(|suite| suite.name == name) {
                    Some(suite) => request.suites.push(suite),
                    None => bail!(
                        "`{name}` is neither `--json`, `--check` nor a suite; the suites are {}",
                        names()
                    ),
                },
            }
        }
        if request.suites.is_empty() {
            request.suites = SUITES.iter().collect();
        }
        Ok(request)
    }
}

fn names() -> String {
    let names: Vec<_> = SUITES.iter().map(|suite| suite.name).collect();
    names.join(", ")
}

/// One row of the table, as a suite prints it (`bench/harness/src/figure.rs`).
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Figure {
    name: String,
    value: f64,
    unit: String,
    bar: Option<String>,
    pub(crate) met: bool,
    peer: Option<String>,
    conditions: String,
}

#[derive(Debug, Default, Deserialize, Serialize)]
pub(crate) struct Figures {
    pub(crate) figures: Vec<Figure>,
}

/// Runs the suites that were asked for, or all.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<Outcome> {
    let request = Request::parse(arguments)?;
    let mut all = Figures::default();
    for suite in &request.suites {
        let figures = measure(workspace, suite, &[])
            .with_context(|| format!("the suite `{}` gave no figures", suite.name))?;
        all.figures.extend(figures.figures);
    }
    if request.json {
        println!("{}", serde_json::to_string_pretty(&all)?);
    } else {
        print!("{}", table(&all.figures));
    }
    let missed = all.figures.iter().filter(|figure| !figure.met).count();
    eprintln!("bench: {} figures, {missed} bars missed", all.figures.len());
    Ok(Outcome::from_success(!request.check || missed == 0))
}

/// Builds a suite and what it starts, runs it with these arguments and reads its figures.
pub(crate) fn measure(
    workspace: &Workspace,
    suite: &Suite,
    arguments: &[String],
) -> Result<Figures> {
    let manifest = workspace.bench().join("Cargo.toml");
    let build = workspace
        .cargo()
        .args(["build", "--release", "--locked", "--manifest-path"])
        .args([&manifest])
        .args(suite.packages.iter().flat_map(|package| ["-p", *package]));
    build.check_quietly()?;
    let directory = target_directory(workspace, &manifest)?;
    let binary = format!("{directory}/release/{}", suite.packages[0]);
    let output = Program::new(&binary, workspace.root())
        .args(arguments)
        .output()?;
    serde_json::from_str(&output).context("a suite prints one JSON object and nothing else")
}

fn target_directory(workspace: &Workspace, manifest: &std::path::Path) -> Result<String> {
    let metadata = workspace
        .cargo()
        .args([
            "metadata",
            "--no-deps",
            "--format-version",
            "1",
            "--manifest-path",
        ])
        .args([manifest])
        .capture()?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
    let directory = metadata["target_directory"].as_str();
    Ok(directory
        .context("cargo metadata names the target directory")?
        .to_owned())
}

/// The figures for people: one block a suite, conditions below each line.
pub(crate) fn table(figures: &[Figure]) -> String {
    use std::fmt::Write as _;
    let mut table = String::new();
    let width = figures.iter().map(|figure| figure.name.len()).max();
    let width = width.unwrap_or_default();
    for figure in figures {
        let verdict = match (&figure.bar, figure.met) {
            (None, _) => "      ",
            (Some(_), true) => "ok    ",
            (Some(_), false) => "MISSED",
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            table,
            "{verdict} {:width$} {:>10} {:4} {:>10}  {}",
            figure.name,
            shown(figure.value),
            figure.unit,
            figure.bar.as_deref().unwrap_or(""),
            figure.peer.as_deref().unwrap_or("")
        );
        if !figure.conditions.is_empty() {
            let _ = writeln!(table, "       {:width$} {}", "", figure.conditions);
        }
    }
    table
}

/// Three significant digits, and no more than are there.
fn shown(value: f64) -> String {
    match value.abs() {
        large if large >= 1_000.0 => format!("{value:.0}"),
        middle if middle >= 10.0 => format!("{value:.1}"),
        small if small >= 0.1 || small == 0.0 => format!("{value:.2}"),
        _ => format!("{value:.4}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_suite_means_all() {
        let request = Request::parse(&["--json".to_owned()]).unwrap();
        assert!(request.json && !request.check);
        assert_eq!(request.suites.len(), SUITES.len());
        let one = Request::parse(&["ssr".to_owned(), "--check".to_owned()]).unwrap();
        assert!(one.check);
        assert_eq!(one.suites, [&SUITES[0]]);
    }

    #[test]
    fn an_unknown_suite_is_an_error_that_names_the_suites() {
        let error = Request::parse(&["sr".to_owned()]).unwrap_err().to_string();
        assert!(
            error.contains("`sr`") && error.contains("ssr, live"),
            "{error}"
        );
    }

    #[test]
    fn a_missed_bar_is_seen_in_the_table() {
        let figure = |met| Figure {
            name: "ssr/table".to_owned(),
            value: 1.234_5,
            unit: "×".to_owned(),
            bar: Some("<= 1.25".to_owned()),
            met,
            peer: None,
            conditions: "9 rounds".to_owned(),
        };
        assert!(table(&[figure(true)]).starts_with("ok     ssr/table       1.23 ×"));
        assert!(table(&[figure(false)]).starts_with("MISSED"));
    }
}
