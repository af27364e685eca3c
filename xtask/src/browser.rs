//! The Chromium suite over the examples.
//!
//! Invariant: the suite drives the examples' real binaries, built before from the same sources. How the pages are driven
//! and what is asserted is the business of `xtask/browser`.

use anyhow::{Context, Result};

use crate::process::Program;
use crate::setup;
use crate::summary::{Counts, Summary};
use crate::test;
use crate::workspace::Workspace;

/// Builds the examples and runs the suite.
pub(crate) fn test(workspace: &Workspace, summary: &mut Summary) -> Result<()> {
    if !test::build_examples(workspace)? {
        summary.add("browser: examples", Counts::one(false));
        return Ok(());
    }
    let target = workspace.target_directory()?;
    let chromium = setup::chromium().context("there is no Chromium: run `cargo xtask setup`")?;
    let suite = Program::new("node", &workspace.browser())
        .args(["run.mjs"])
        .env("VANGO_EXAMPLES", target.join("debug/examples"))
        .env("VANGO_SCREENSHOTS", target.join("screenshots"))
        .env("VANGO_CHROMIUM", chromium)
        .tee()?;
    summary.add("browser: Chromium", Counts::from_node(&suite));
    Ok(())
}
