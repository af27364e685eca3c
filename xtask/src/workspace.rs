//! Where things are in the workspace.
//!
//! Invariant: all paths that tasks use are derived here from the root; no task depends on the current directory.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process::Program;

/// The workspace on disk.
#[derive(Debug)]
pub(crate) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// Finds the workspace that this binary was built from.
    pub(crate) fn find() -> Result<Self> {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = manifest.parent().context("xtask has no parent directory")?;
        Ok(Self {
            root: root.to_owned(),
        })
    }

    /// The directory with the workspace's `Cargo.toml`.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The TypeScript client's package.
    pub(crate) fn client(&self) -> PathBuf {
        self.root.join("vango-client/ts")
    }

    /// The browser suite's package.
    pub(crate) fn browser(&self) -> PathBuf {
        self.root.join("xtask/browser")
    }

    /// The client that was written from the protocol's page.
    pub(crate) fn stranger(&self) -> PathBuf {
        self.root.join("xtask/stranger")
    }

    /// The workspace of the bench.
    pub(crate) fn bench(&self) -> PathBuf {
        self.root.join("bench")
    }

    /// A program that runs in the root.
    pub(crate) fn program(&self, name: &str) -> Program {
        Program::new(name, &self.root)
    }

    /// The Cargo that started this task, or the one on `PATH`.
    pub(crate) fn cargo(&self) -> Program {
        let name = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
        Program::new(&name, &self.root)
    }

    /// Cargo's description of the workspace. `Depth::All` resolves (and downloads) the dependencies too.
    pub(crate) fn metadata(&self, depth: Depth) -> Result<Value> {
        let mut cargo = self.cargo().args(["metadata", "--format-version", "1"]);
        if depth == Depth::Members {
            cargo = cargo.args(["--no-deps"]);
        }
        let text = cargo.capture()?;
        serde_json::from_str(&text).context("`cargo metadata` printed something that is not JSON")
    }

    /// Where Cargo puts what it builds.
    pub(crate) fn target_directory(&self) -> Result<PathBuf> {
        let metadata = self.metadata(Depth::Members)?;
        let directory = metadata["target_directory"].as_str();
        Ok(PathBuf::from(
            directory.context("`cargo metadata` names no target directory")?,
        ))
    }
}

/// How much of the dependency graph is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Depth {
    /// The members of the workspace and what they declare.
    Members,
    /// All packages that are built for this workspace.
    All,
}
