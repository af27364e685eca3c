//! `cargo xtask demo-deploy [--json]`: three deploys of `examples/shop` under an open tab, and what survives each.
//!
//! The shop is built in its three versions; A runs with a fresh store and a customer puts things into the cart. B is planned
//! (warm), applied and takes over; then C (cold); then B is put back, and C once more. After each step the tab is asked what it shows, and
//! that is compared with what the plan has said.
//!
//! | module | job |
//! | --- | --- |
//! | `build` | the programs, copied aside |
//! | `release` | `cargo vango state` in a scratch folder |
//! | `stage` | the shop and its visitor as processes |
//! | `story` | the steps |
//! | `report` | what is checked, for people and for programs |
//!
//! Invariant: nothing that is committed is written, and all processes and files of the demo go with it, also when it fails. A
//! check that does not hold fails the task; it goes on all the same, so that one run shows everything.
//! Deliberately absent: rolling deploys of several processes; they need a store that processes share.

mod build;
mod release;
mod report;
mod stage;
mod story;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::Outcome;
use crate::workspace::Workspace;
use report::{Form, Report};

/// Runs the demo; `arguments` may be `--json`.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<Outcome> {
    let form = match arguments {
        [] => Form::Text,
        [flag] if flag == "--json" => Form::Json,
        _ => bail!(
            "`cargo xtask demo-deploy` takes nothing but `--json`, and got `{}`",
            arguments.join(" ")
        ),
    };
    let scratch = Scratch::new()?;
    let programs = build::build(workspace, scratch.path())?;
    let mut report = Report::new(form);
    story::tell(workspace, &programs, scratch.path(), &mut report)?;
    Ok(Outcome::from_success(report.end()))
}

/// A folder that goes with the demo.
#[derive(Debug)]
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("vango-demo-deploy-{}", std::process::id()));
        std::fs::create_dir_all(&folder)
            .with_context(|| format!("{} cannot be made", folder.display()))?;
        Ok(Self(folder))
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Left behind at worst.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_json_may_be_asked_for() {
        let workspace = Workspace::find().unwrap();
        let error = run(&workspace, &["--fast".to_owned()]).unwrap_err();
        assert!(error.to_string().contains("--fast"), "{error}");
    }

    #[test]
    fn the_scratch_folder_goes() {
        let scratch = Scratch::new().unwrap();
        let folder = scratch.path().to_owned();
        std::fs::write(folder.join("file"), "text").unwrap();
        drop(scratch);
        assert!(!folder.exists());
    }
}
