//! `cargo xtask`: the development tasks of the workspace.
//!
//! Invariant: a task needs nothing but the pinned toolchain to start; what else it needs, `setup` installs or names.
//! This crate depends on no crate of the workspace, so that it builds in seconds and still runs when they do not
//! compile. It is not a build system: Cargo and npm decide what is stale.

#![forbid(unsafe_code)]

mod bench;
mod browser;
mod ci;
mod client;
mod demo;
mod fuzz;
mod ide;
mod limits;
mod process;
mod setup;
mod soak;
mod source;
mod stranger;
mod summary;
mod test;
mod tidy;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::workspace::Workspace;

const HELP: &str = "\
Development tasks of the Vango workspace.

Usage: cargo xtask <task>

  setup                   install what the other tasks need (idempotent)
  test [suite …]          run every test; suites: rust, client, browser, stranger
  ci                      all that continuous integration checks
  bench [--json] [--check] [suite …]
                          measure beside the peers; --check fails when a bar is missed (docs/benchmarks.md)
  fuzz [target …] [seconds]
                          look for inputs that break a promise, with libFuzzer on nightly; 60 seconds each unless said
  soak [minutes]          mixed load, 30 minutes unless said: latency, memory and descriptors stay flat (bench/soak)
  demo-deploy [--json]    three deploys of examples/shop under an open tab: what survives each (docs/persistence.md)
  ide [--check]           what rust-analyzer answers inside of view!; --check fails below the bar (docs/editor.md)
  tidy                    check the rules of the repository that compilers do not know
  client                  build the browser bundle in vango-client/dist
  deny                    licences, bans, sources and advisories of the dependencies (needs cargo-deny)

Environment:
  VANGO_CHROMIUM          the Chromium to test with (otherwise the first one on PATH)
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(Outcome::Passed) => ExitCode::SUCCESS,
        Ok(Outcome::Failed) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// What a task came to. An error is something else: the task could not do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
}

impl Outcome {
    /// `Passed` when `success` holds.
    fn from_success(success: bool) -> Self {
        if success { Self::Passed } else { Self::Failed }
    }
}

fn dispatch(arguments: &[String]) -> Result<Outcome> {
    let workspace = Workspace::find()?;
    let (task, rest) = match arguments.split_first() {
        Some((task, rest)) => (task.as_str(), rest),
        None => ("help", &[][..]),
    };
    if !matches!(
        task,
        "test" | "bench" | "fuzz" | "soak" | "demo-deploy" | "ide"
    ) && !rest.is_empty()
    {
        bail!(
            "`cargo xtask {task}` takes no arguments, but got `{}`",
            rest.join(" ")
        );
    }
    match task {
        "setup" => setup::run(&workspace).map(|()| Outcome::Passed),
        "test" => test::run(&workspace, &test::Suite::parse_all(rest)?),
        "ci" => ci::run(&workspace),
        "bench" => bench::run(&workspace, rest),
        "fuzz" => fuzz::run(&workspace, rest),
        "soak" => soak::run(&workspace, rest),
        "demo-deploy" => demo::run(&workspace, rest),
        "ide" => ide::run(&workspace, rest),
        "tidy" => tidy::run(&workspace),
        "client" => client::build(&workspace),
        "deny" => ci::deny(&workspace, ci::Advisories::Check),
        "help" | "-h" | "--help" => {
            print!("{HELP}");
            Ok(Outcome::Passed)
        }
        unknown => bail!("no task is named `{unknown}`; `cargo xtask help` lists the tasks"),
    }
}
