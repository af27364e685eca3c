//! The rust-analyzer that is asked: built once from its published crates, and kept.
//!
//! Invariant: one version is pinned, because ranks differ between versions; it must build with the pinned compiler. It is kept
//! outside of the target folder, which people clean. Deliberately not taken from rustup: the pinned toolchain need not have the
//! component, and its version would change with the compiler.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::workspace::Workspace;

/// The version of `ra_ap_rust-analyzer`. Later ones ask for a later compiler.
const VERSION: &str = "0.0.345";

/// The variable that names another rust-analyzer.
const VARIABLE: &str = "VANGO_RUST_ANALYZER";

/// Cargo's own for a release. Below it the figures would be of the server's collection of its own garbage, which stands before every
/// answer behind a change and is one loop over all types: at level 1 it took 24 of an answer's 57 ms, here 10 of 36.
const LEVEL: &str = "3";

/// Where the program is; builds it the first time, which takes a quarter of an hour on two processors.
pub(crate) fn rust_analyzer(workspace: &Workspace) -> Result<PathBuf> {
    macro_server(workspace)?;
    if let Some(path) = std::env::var_os(VARIABLE) {
        return Ok(PathBuf::from(path));
    }
    // A program of another level is another program.
    let root = cache()?.join(format!("rust-analyzer-{VERSION}-level-{LEVEL}"));
    let program = root.join("bin/rust-analyzer");
    if program.is_file() {
        return Ok(program);
    }
    println!(
        "ide: rust-analyzer {VERSION} is built once, into {}",
        root.display()
    );
    workspace
        .cargo()
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", LEVEL)
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
        .env("CARGO_TARGET_DIR", root.join("target"))
        .args([
            "install",
            "ra_ap_rust-analyzer",
            "--locked",
            "--version",
            VERSION,
        ])
        .args(["--root".into(), root.clone().into_os_string()])
        .check()?;
    // More than a gigabyte that nobody reads again.
    std::fs::remove_dir_all(root.join("target")).context("the build folder cannot be removed")?;
    Ok(program)
}

/// Without the toolchain's own macro server nothing expands, and without the library's sources its types have no methods.
fn macro_server(workspace: &Workspace) -> Result<()> {
    let sysroot = workspace
        .program("rustc")
        .args(["--print", "sysroot"])
        .capture()?;
    let sysroot = Path::new(sysroot.trim());
    for (path, what) in [
        ("libexec/rust-analyzer-proc-macro-srv", "its macro server"),
        (
            "lib/rustlib/src/rust/library/core/src/lib.rs",
            "the component rust-src",
        ),
    ] {
        if !sysroot.join(path).is_file() {
            bail!(
                "the Rust toolchain lacks {what} ({path}): `cargo xtask setup` adds what rustup has"
            );
        }
    }
    Ok(())
}

fn cache() -> Result<PathBuf> {
    let folder = |name, below: &str| {
        let value = std::env::var_os(name).filter(|value| !value.is_empty())?;
        Some(PathBuf::from(value).join(below))
    };
    folder("XDG_CACHE_HOME", "vango")
        .or_else(|| folder("HOME", ".cache/vango"))
        .context("neither XDG_CACHE_HOME nor HOME says where to keep rust-analyzer")
}
