//! `cargo xtask test`: sets up what the tests need and runs all of them.
//!
//! Invariant: every suite is run even when one before it failed, and the last line counts all of them. A suite that ran
//! nothing has failed.

use anyhow::{Result, bail};

use crate::summary::{Counts, Summary};
use crate::workspace::Workspace;
use crate::{Outcome, browser, client, setup, stranger};

/// A part of the tests that can be run alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Suite {
    /// `cargo test --workspace`: unit, property, golden, compile-fail and documentation tests; and whether the app of the bench
    /// compiles.
    Rust,
    /// The TypeScript client in Node.
    Client,
    /// The examples in Chromium.
    Browser,
    /// The examples and a client that was written from the protocol's page alone.
    Stranger,
}

impl Suite {
    /// Every suite, in the order in which they are run.
    pub(crate) const ALL: [Self; 4] = [Self::Rust, Self::Client, Self::Browser, Self::Stranger];

    /// The suites that the arguments name; all of them when there are none.
    pub(crate) fn parse_all(arguments: &[String]) -> Result<Vec<Self>> {
        if arguments.is_empty() {
            return Ok(Self::ALL.to_vec());
        }
        arguments
            .iter()
            .map(|argument| Self::parse(argument))
            .collect()
    }

    fn parse(argument: &str) -> Result<Self> {
        Ok(match argument {
            "rust" => Self::Rust,
            "client" => Self::Client,
            "browser" => Self::Browser,
            "stranger" => Self::Stranger,
            unknown => {
                bail!("no suite is named `{unknown}`: there are rust, client, browser and stranger")
            }
        })
    }
}

/// Runs the suites and prints the summary.
pub(crate) fn run(workspace: &Workspace, suites: &[Suite]) -> Result<Outcome> {
    setup::run(workspace)?;
    let summary = run_suites(workspace, suites)?;
    print!("\n{summary}");
    Ok(summary.outcome())
}

/// Runs the suites; everything must have been set up.
pub(crate) fn run_suites(workspace: &Workspace, suites: &[Suite]) -> Result<Summary> {
    let mut summary = Summary::default();
    for suite in suites {
        match suite {
            Suite::Rust => rust(workspace, &mut summary)?,
            Suite::Client => client::test(workspace, &mut summary)?,
            Suite::Browser => browser::test(workspace, &mut summary)?,
            Suite::Stranger => stranger::test(workspace, &mut summary)?,
        }
    }
    Ok(summary)
}

/// Builds the examples; answers whether that went well.
pub(crate) fn build_examples(workspace: &Workspace) -> Result<bool> {
    // `--workspace`, so that features are unified as in `cargo test --workspace` and nothing is built twice.
    let cargo = workspace.cargo();
    cargo
        .args(["build", "--workspace", "--examples", "--bin", "shop"])
        .succeeds()
}

fn rust(workspace: &Workspace, summary: &mut Summary) -> Result<()> {
    let mut tests = workspace
        .cargo()
        .args(["test", "--workspace", "--no-fail-fast"]);
    if std::env::var_os("CI").is_some() && std::env::var_os("PROPTEST_RNG_SEED").is_none() {
        // A gate answers the same for the same commit. New cases are looked for at the desk, where each run has its own.
        tests = tests.env("PROPTEST_RNG_SEED", "20261121");
    }
    let tests = tests
        // The diff's property test gives the same bytes to the TypeScript client, where there is a Node.
        .env(
            "VANGO_NODE_APPLY",
            workspace.client().join("test/apply.mjs"),
        )
        .tee()?;
    summary.add("cargo test --workspace", Counts::from_cargo(&tests));
    http2(workspace, summary)?;
    stores(workspace, summary)?;
    bench_app(workspace, summary)
}

/// The server's tests once more, as apps have it that speak HTTP/2 with their proxy.
fn http2(workspace: &Workspace, summary: &mut Summary) -> Result<()> {
    let tests = workspace.cargo().args([
        "test",
        "--package",
        "vango-server",
        "--features",
        "http2",
        "--test",
        "server",
        "--no-fail-fast",
    ]);
    let tests = tests.tee()?;
    summary.add("with the feature http2", Counts::from_cargo(&tests));
    Ok(())
}

/// The stores' tests once more, with the engines that the workspace does not build by default.
fn stores(workspace: &Workspace, summary: &mut Summary) -> Result<()> {
    let tests = workspace.cargo().args([
        "test",
        "--package",
        "vango-store",
        "--all-features",
        "--no-fail-fast",
    ]);
    let tests = tests.tee()?;
    summary.add("with all stores", Counts::from_cargo(&tests));
    Ok(())
}

/// The app that is measured beside the peers, compiled and no more. It stands in the workspace of the bench, which nothing
/// else here builds: Cargo reads there which peers exist, and fetches none of them for this package.
fn bench_app(workspace: &Workspace, summary: &mut Summary) -> Result<()> {
    let manifest = workspace.bench().join("Cargo.toml");
    let check = workspace
        .cargo()
        .args(["check", "--locked", "--package", "bench-app-vango"]);
    let check = check.args(["--manifest-path"]).args([&manifest]);
    // What both workspaces depend on is there already.
    let target = workspace.target_directory()?;
    let check = check.args(["--target-dir"]).args([&target]);
    summary.add("the bench's app compiles", Counts::one(check.succeeds()?));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_argument_means_every_suite() {
        assert_eq!(Suite::parse_all(&[]).unwrap(), Suite::ALL);
    }

    #[test]
    fn suites_are_chosen_by_name() {
        let arguments = ["stranger", "browser", "rust"].map(str::to_owned);
        assert_eq!(
            Suite::parse_all(&arguments).unwrap(),
            [Suite::Stranger, Suite::Browser, Suite::Rust]
        );
        assert!(Suite::parse_all(&["node".to_owned()]).is_err());
    }
}
