//! Builds the three versions of the shop, its visitor and `cargo vango`.
//!
//! Invariant: the version that is committed is built last, so that what lies in the target directory afterwards is that one.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::workspace::Workspace;

/// A version of the shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Version {
    A,
    B,
    C,
}

impl Version {
    /// Its letter.
    pub(crate) fn letter(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
        }
    }

    fn features(self) -> &'static [&'static str] {
        match self {
            Self::A => &[],
            Self::B => &["--features", "deploy-b"],
            Self::C => &["--features", "deploy-c"],
        }
    }
}

/// What was built.
#[derive(Debug)]
pub(crate) struct Programs {
    folder: PathBuf,
    /// The customer.
    pub(crate) visitor: PathBuf,
    /// `cargo vango`.
    pub(crate) vango: PathBuf,
}

impl Programs {
    /// A version's program.
    pub(crate) fn shop(&self, version: Version) -> PathBuf {
        self.folder.join(format!("shop-{}", version.letter()))
    }
}

/// Builds everything and copies the shops to `folder`.
pub(super) fn build(workspace: &Workspace, folder: &Path) -> Result<Programs> {
    let target = workspace.target_directory()?.join("debug");
    let programs = Programs {
        folder: folder.to_owned(),
        visitor: target.join("examples/visitor"),
        vango: target.join("cargo-vango"),
    };
    let tool = workspace
        .cargo()
        .args(["build", "--quiet", "--package", "cargo-vango"]);
    tool.check_quietly()?;
    for version in [Version::C, Version::B, Version::A] {
        // With the visitor each time: it turns features of dependencies on, which would be built anew without it.
        let shop = workspace.cargo().args([
            "build",
            "--quiet",
            "--package",
            "shop",
            "--bin",
            "shop",
            "--example",
            "visitor",
        ]);
        shop.args(version.features()).check_quietly()?;
        let (from, to) = (target.join("shop"), programs.shop(version));
        std::fs::copy(&from, &to).with_context(|| format!("{} is missing", from.display()))?;
    }
    Ok(programs)
}
