//! `cargo xtask ide [--check]`: what a real rust-analyzer answers inside of `view!`.
//!
//! The server is driven over LSP as an editor drives it: a document is opened, typed into, asked about. Each case of the table is
//! typed into `xtask/ide/sample`, alone and with broken markup before and after it, and its answer is pinned with rank and
//! time; then hover, definition and rename are asked on a page that is right. `docs/editor.md` tells the bar.
//!
//! | module | job |
//! | --- | --- |
//! | `tool` | the rust-analyzer, built once |
//! | `server` | the process, requests and answers |
//! | `document` | a text with a cursor in it |
//! | `answer` | what an editor makes of a list of completions |
//! | `case` | the table |
//! | `clock` | what an answer takes |
//! | `typing` | the table, asked |
//! | `page` | hover, definition, rename, complaints |
//! | `report` | the figures, and the bar |
//!
//! Invariant: nothing is answered from memory; a case that is not found is told and counted, never left out. Deliberately absent:
//! other editors' servers, and anything that would need a compiler other than the pinned one.

mod answer;
mod case;
mod clock;
mod document;
mod page;
mod report;
mod server;
mod tool;
mod typing;

use anyhow::{Context as _, Result, bail};

use crate::Outcome;
use crate::workspace::Workspace;
use report::Report;
use server::Server;

/// Whether the bar decides the task's outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bar {
    /// It is told.
    Told,
    /// Below it the task fails.
    Checked,
}

/// Runs the task; `arguments` may be `--check`.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<Outcome> {
    let bar = match arguments {
        [] => Bar::Told,
        [flag] if flag == "--check" => Bar::Checked,
        _ => bail!(
            "`cargo xtask ide` takes nothing but `--check`, and got `{}`",
            arguments.join(" ")
        ),
    };
    let program = tool::rust_analyzer(workspace)?;
    let sample = workspace.root().join("xtask/ide/sample");
    // The versions that the workspace is tested with; what the sample does not use, Cargo takes out.
    std::fs::copy(
        workspace.root().join("Cargo.lock"),
        sample.join("Cargo.lock"),
    )
    .context("the sample needs the workspace's Cargo.lock")?;
    let target = workspace.target_directory()?.join("ide");
    let mut server = Server::start(&program, &sample, &target)?;
    let mut report = Report::new(server.ready_seconds());
    typing::ask(&mut server, &sample, &mut report)?;
    page::ask(&mut server, &sample, &mut report)?;
    server.stop()?;
    print!("{report}");
    Ok(match bar {
        Bar::Told => Outcome::Passed,
        Bar::Checked => Outcome::from_success(report.holds()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_check_may_be_asked_for() {
        let workspace = Workspace::find().unwrap();
        let error = run(&workspace, &["--fast".to_owned()]).unwrap_err();
        assert!(error.to_string().contains("--fast"), "{error}");
    }
}
