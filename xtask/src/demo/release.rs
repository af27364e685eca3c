//! `cargo vango state` for the versions of the shop, in a scratch copy of what is committed.
//!
//! Invariant: the committed files are read and never written.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::build::{Programs, Version};
use crate::workspace::Workspace;

const BINDINGS: &str = "vango_state_bindings.rs";
const ARTIFACTS: [&str; 3] = [
    "vango_state_manifest.json",
    "vango_state_schema.json",
    BINDINGS,
];

/// What `plan` exits with when stored values are lost.
const COLD: i32 = 3;

/// Whether a deploy keeps all stored values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Warm,
    Cold,
}

impl Verdict {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Warm => "warm",
            Self::Cold => "cold",
        }
    }
}

/// What `plan` said.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) verdict: Verdict,
    /// For people.
    pub(crate) text: String,
    /// For programs.
    pub(crate) json: Value,
}

/// The folder with the files that `apply` writes.
#[derive(Debug)]
pub(crate) struct Release<'a> {
    programs: &'a Programs,
    shop: PathBuf,
    folder: PathBuf,
}

impl<'a> Release<'a> {
    /// A copy of what is committed for version A.
    pub(super) fn new(
        workspace: &Workspace,
        programs: &'a Programs,
        scratch: &Path,
    ) -> Result<Self> {
        let release = Self {
            programs,
            shop: workspace.root().join("examples/shop"),
            folder: scratch.join("state"),
        };
        std::fs::create_dir_all(&release.folder)?;
        for file in ARTIFACTS {
            let from = release.shop.join(file);
            std::fs::copy(&from, release.folder.join(file)).with_context(|| {
                let from = from.display();
                format!("{from} is missing: `cargo vango state apply -p shop` writes it")
            })?;
        }
        Ok(release)
    }

    /// Whether the files are those of a version; `check` says the difference otherwise.
    pub(super) fn check(&self, version: Version) -> Result<()> {
        let output = self.vango("check", version, &[])?;
        if !output.status.success() {
            bail!(
                "the committed files of the shop are stale: {}{}",
                text(&output.stdout),
                text(&output.stderr)
            );
        }
        Ok(())
    }

    pub(super) fn plan(&self, version: Version) -> Result<Plan> {
        let output = self.vango("plan", version, &[])?;
        let verdict = match output.status.code() {
            Some(0) => Verdict::Warm,
            Some(COLD) => Verdict::Cold,
            _ => bail!("`cargo vango state plan` failed: {}", text(&output.stderr)),
        };
        let json = self.vango("plan", version, &["--json"])?;
        Ok(Plan {
            verdict,
            text: text(&output.stdout),
            json: serde_json::from_slice(&json.stdout).context("a plan is JSON")?,
        })
    }

    /// Whether `apply` has done it, without or with the words that accept a loss.
    pub(super) fn apply(&self, version: Version, accept: &[&str]) -> Result<bool> {
        let output = self.vango("apply", version, accept)?;
        Ok(output.status.success())
    }

    /// Whether the bindings are those that a version was built with.
    pub(super) fn has_bindings_of(&self, version: Version) -> Result<bool> {
        let committed = match version {
            Version::A => self.shop.join(BINDINGS),
            Version::B | Version::C => self.shop.join("deploy-b").join(BINDINGS),
        };
        let written = std::fs::read(self.folder.join(BINDINGS))?;
        let committed = std::fs::read(&committed)
            .with_context(|| format!("{} is missing", committed.display()))?;
        Ok(written == committed)
    }

    fn vango(&self, command: &str, version: Version, more: &[&str]) -> Result<Output> {
        let mut vango = Command::new(&self.programs.vango);
        vango
            .args(["vango", "state", command, "--artifact"])
            .arg(self.programs.shop(version))
            .arg("--dir")
            .arg(&self.folder)
            .args(more);
        vango.output().context("`cargo vango` could not be started")
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
