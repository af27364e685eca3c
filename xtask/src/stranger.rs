//! The client that a stranger wrote from `docs/protocol.md` alone, against the examples `counter` and `rows`.
//!
//! Invariant: the suite drives the examples' real binaries on ports that the system chose, and ends them. It knows nothing of
//! the protocol: what is asserted is the business of `xtask/stranger`.

use anyhow::Result;

use crate::process::Program;
use crate::setup::PYTHON;
use crate::summary::{Counts, Summary};
use crate::test;
use crate::workspace::Workspace;

/// Builds the examples, starts both and runs the client.
pub(crate) fn test(workspace: &Workspace, summary: &mut Summary) -> Result<()> {
    if !test::build_examples(workspace)? {
        summary.add("stranger: examples", Counts::one(false));
        return Ok(());
    }
    let examples = workspace.target_directory()?.join("debug/examples");
    let start = |name: &str| {
        let program = Program::new(&examples.join(name).to_string_lossy(), workspace.root());
        program.env("VANGO_ADDR", "127.0.0.1:0").serve()
    };
    let (mut counter, mut rows) = (start("counter")?, start("rows")?);
    let suite = Program::new(PYTHON, &workspace.stranger())
        .args(["run.py", counter.first_line(), rows.first_line()])
        // Its modules are few and run once: nothing is to be left in the sources.
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .tee()?;
    let mut counts = Counts::from_closing_line(&suite);
    // Whatever the client did, a server must have borne it.
    let servers = [&mut counter, &mut rows];
    for server in servers {
        counts.failed += u64::from(!server.is_running()?);
    }
    summary.add("stranger: client in Python", counts);
    Ok(())
}
