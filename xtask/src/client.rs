//! `cargo xtask client` and the client's checks in Node.
//!
//! Invariant: what a check needs is in the client's own package; Cargo never calls Node.

use anyhow::Result;

use crate::Outcome;
use crate::process::Program;
use crate::setup;
use crate::summary::{Counts, Summary};
use crate::workspace::Workspace;

/// Builds the bundle that `vango-client` embeds.
pub(crate) fn build(workspace: &Workspace) -> Result<Outcome> {
    setup::run(workspace)?;
    let success = Program::new("node", &workspace.client())
        .args(["build.mjs"])
        .succeeds()?;
    Ok(Outcome::from_success(success))
}

/// Type check, bundle check and the tests in Node.
pub(crate) fn test(workspace: &Workspace, summary: &mut Summary) -> Result<()> {
    let client = workspace.client();
    let types = Program::new("node", &client)
        .args(["node_modules/typescript/bin/tsc", "--noEmit"])
        .succeeds()?;
    summary.add("client: types", Counts::one(types));
    let bundle = Program::new("node", &client)
        .args(["build.mjs", "--check"])
        .succeeds()?;
    summary.add("client: committed bundle", Counts::one(bundle));
    let tests = Program::new("npm", &client)
        .args(["test", "--silent"])
        .tee()?;
    summary.add("client: tests in Node", Counts::from_node(&tests));
    Ok(())
}
