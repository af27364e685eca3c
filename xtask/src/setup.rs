//! `cargo xtask setup`: installs what the other tasks need.
//!
//! Invariant: idempotent, and fast when everything is there: each part is looked for before anything is run. It changes
//! the system only where that is expected of it (as root, on a machine with apt); elsewhere it says what to install.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::limits::{self, NODE_MAJOR};
use crate::process::{Program, find};
use crate::workspace::Workspace;

/// Names under which distributions install Chromium.
const CHROMIUM_NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
];

/// Where Debian has nginx; `PATH` leads there for root alone.
const NGINX: &str = "/usr/sbin/nginx";

/// What the tests of `RedisStore` run.
const REDIS: &str = "Redis";

/// There when systemd runs the machine, and services are started as they are installed.
const SYSTEMD: &str = "/run/systemd/system";

/// The Python that runs `xtask/stranger`.
pub(crate) const PYTHON: &str = "python3";

/// Written into `node_modules` after an install, so that it vanishes together with what it vouches for.
const STAMP: &str = ".xtask-stamp";

/// Sets everything up.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    toolchain(workspace)?;
    system_packages(workspace)?;
    node_version(workspace)?;
    python_version(workspace)?;
    npm_packages(workspace, &workspace.client())?;
    npm_packages(workspace, &workspace.browser())?;
    println!("setup: everything is there");
    Ok(())
}

/// The Chromium that the browser suite drives.
pub(crate) fn chromium() -> Option<PathBuf> {
    match std::env::var_os("VANGO_CHROMIUM") {
        Some(path) => Some(PathBuf::from(path)),
        None => CHROMIUM_NAMES.iter().find_map(|name| find(name)),
    }
}

/// Whether there is an nginx for the tests of the server behind it (`vango-server/tests/server/nginx.rs`).
fn has_nginx() -> bool {
    std::env::var_os("VANGO_NGINX").is_some()
        || find("nginx").is_some()
        || Path::new(NGINX).exists()
}

/// Whether there is a Redis for the tests of its store (`vango-store/tests/store/server.rs`).
fn has_redis() -> bool {
    std::env::var_os("VANGO_REDIS").is_some() || find("redis-server").is_some()
}

/// `rust-toolchain.toml` makes rustup install the components; this covers a toolchain that was installed without them.
fn toolchain(workspace: &Workspace) -> Result<()> {
    let sysroot = workspace
        .program("rustc")
        .args(["--print", "sysroot"])
        .capture()?;
    let sysroot = Path::new(sysroot.trim());
    let components = [
        ("rust-src", "lib/rustlib/src/rust/library/Cargo.lock"),
        ("clippy", "bin/cargo-clippy"),
        ("rustfmt", "bin/cargo-fmt"),
    ];
    let missing: Vec<&str> = components
        .iter()
        .filter(|(_, file)| !sysroot.join(file).exists())
        .map(|(name, _)| *name)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    if find("rustup").is_none() {
        bail!(
            "the Rust toolchain lacks {}, and there is no rustup to add it: install it as your system does",
            missing.join(", ")
        );
    }
    workspace
        .program("rustup")
        .args(["component", "add"])
        .args(missing)
        .check()
}

/// A program that the tasks run, and the Debian packages that bring it.
struct Needed {
    what: &'static str,
    packages: &'static [&'static str],
}

fn system_packages(workspace: &Workspace) -> Result<()> {
    let mut missing = Vec::new();
    if find("node").is_none() {
        missing.push(Needed {
            what: "Node.js",
            packages: &["nodejs"],
        });
    }
    if find("npm").is_none() {
        missing.push(Needed {
            what: "npm",
            packages: &["npm"],
        });
    }
    if chromium().is_none() {
        // Without a font the screenshots show boxes.
        missing.push(Needed {
            what: "Chromium",
            packages: &["chromium", "fonts-dejavu-core"],
        });
    }
    if find(PYTHON).is_none() {
        missing.push(Needed {
            what: "Python",
            packages: &["python3"],
        });
    }
    let can_install = find("apt-get").is_some() && is_root(workspace);
    missing.extend(servers(can_install));
    let brings_redis = missing.iter().any(|needed| needed.what == REDIS);
    if missing.is_empty() {
        return Ok(());
    }
    let what: Vec<&str> = missing.iter().map(|needed| needed.what).collect();
    if !can_install {
        bail!(
            "{} missing: install {} (on Debian as root: `apt-get install {}`), or set VANGO_CHROMIUM to a Chromium",
            what.join(" and "),
            if what.len() == 1 { "it" } else { "them" },
            packages(&missing).join(" ")
        );
    }
    let apt = || {
        workspace
            .program("apt-get")
            .env("DEBIAN_FRONTEND", "noninteractive")
    };
    apt().args(["update", "--quiet"]).check()?;
    apt()
        .args(["install", "--yes", "--quiet", "--no-install-recommends"])
        .args(packages(&missing))
        .check()?;
    if brings_redis && Path::new(SYSTEMD).exists() {
        // The tests start their own; Debian has started one more, for good, on the port that everybody knows.
        workspace
            .program("systemctl")
            .args(["disable", "--now", "redis-server"])
            .check()?;
    }
    Ok(())
}

/// Servers without which some tests are skipped. Where they cannot be installed this is said, and no error.
fn servers(can_install: bool) -> Vec<Needed> {
    let mut missing = Vec::new();
    for (is_there, what, package, variable) in [
        (has_nginx(), "nginx", &["nginx"], "VANGO_NGINX"),
        (has_redis(), REDIS, &["redis-server"], "VANGO_REDIS"),
    ] {
        if is_there {
            continue;
        }
        if can_install || std::env::var_os("CI").is_some() {
            missing.push(Needed {
                what,
                packages: package,
            });
        } else {
            println!(
                "setup: {what} is missing, so the tests that need it are skipped: install it, or set {variable} to its path"
            );
        }
    }
    missing
}

fn packages(missing: &[Needed]) -> Vec<&'static str> {
    missing
        .iter()
        .flat_map(|needed| needed.packages.iter().copied())
        .collect()
}

fn is_root(workspace: &Workspace) -> bool {
    workspace
        .program("id")
        .args(["-u"])
        .capture()
        .is_ok_and(|id| id.trim() == "0")
}

fn node_version(workspace: &Workspace) -> Result<()> {
    let version = workspace.program("node").args(["--version"]).capture()?;
    let version = version.trim();
    let Some(major) = node_major(version) else {
        bail!("`node --version` printed `{version}`, which is no version");
    };
    if major < NODE_MAJOR {
        bail!(
            "Node.js {version} is too old: the client's build and tests need {NODE_MAJOR} or later"
        );
    }
    Ok(())
}

fn node_major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

fn python_version(workspace: &Workspace) -> Result<()> {
    let printed = workspace.program(PYTHON).args(["--version"]).capture()?;
    let printed = printed.trim();
    let Some(version) = python_minor(printed) else {
        bail!("`{PYTHON} --version` printed `{printed}`, which is no version");
    };
    if version < limits::PYTHON {
        let (major, minor) = limits::PYTHON;
        bail!(
            "{printed} is too old: the client in xtask/stranger needs {major}.{minor} or later, as `{PYTHON}` on PATH"
        );
    }
    Ok(())
}

fn python_minor(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version.strip_prefix("Python ")?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

/// Installs a package's locked dependencies, when its lock file has changed since the last time.
fn npm_packages(workspace: &Workspace, package: &Path) -> Result<()> {
    let name = package
        .strip_prefix(workspace.root())
        .unwrap_or(package)
        .display()
        .to_string();
    let mut wanted = String::new();
    for file in ["package.json", "package-lock.json"] {
        let text = fs::read_to_string(package.join(file));
        wanted += &text
            .with_context(|| format!("{name}/{file} cannot be read: is the work tree complete?"))?;
    }
    let stamp = package.join("node_modules").join(STAMP);
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    println!("setup: npm packages of {name}");
    Program::new("npm", package)
        .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
        .check()?;
    fs::create_dir_all(package.join("node_modules"))?;
    fs::write(stamp, wanted)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_major_reads_what_node_prints() {
        assert_eq!(node_major("v20.20.2"), Some(20));
        assert_eq!(node_major("v18.0.0-nightly"), Some(18));
        assert_eq!(node_major("20.1.0"), None);
        assert_eq!(node_major(""), None);
    }

    #[test]
    fn python_minor_reads_what_python_prints() {
        assert_eq!(python_minor("Python 3.11.7"), Some((3, 11)));
        assert_eq!(python_minor("Python 3.14.0rc1"), Some((3, 14)));
        assert_eq!(python_minor("3.11.7"), None);
        assert_eq!(python_minor(""), None);
    }

    #[test]
    fn one_package_list_for_all_that_is_missing() {
        let missing = [
            Needed {
                what: "a",
                packages: &["x"],
            },
            Needed {
                what: "b",
                packages: &["y", "z"],
            },
        ];
        assert_eq!(packages(&missing), ["x", "y", "z"]);
    }
}
