//! Builds of one package in a directory of its own, and what they have cost.
//!
//! Invariant: the committed packages are never written to. Each is copied beside its own sources' level, so that its
//! relative paths hold, and built in a fresh target directory; both go when the [`Workplace`] is dropped.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, bail, ensure};

use crate::hello::{Edit, Hello};

/// What a build has cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    /// By the clock, seconds.
    pub(crate) wall_s: f64,
    /// Processor time of Cargo and all it started, user and system, seconds.
    pub(crate) cpu_s: f64,
}

/// Runnable tasks per core, over the last minute.
pub(crate) fn load_per_core() -> Result<f64> {
    let text = fs::read_to_string("/proc/loadavg")?;
    let load: f64 = text
        .split(' ')
        .next()
        .context("the load stands first")?
        .parse()?;
    Ok(load / std::thread::available_parallelism()?.get() as f64)
}

/// Puts all crates of a package into the registry's cache, so that no build waits for the network.
pub(crate) fn fetch(hello: &Hello) -> Result<()> {
    let status = cargo(&source(hello))
        .args(["fetch", "--locked", "--quiet"])
        .stdout(Stdio::null())
        .status()?;
    ensure!(
        status.success(),
        "`cargo fetch` of {} ended with {status}",
        hello.package
    );
    Ok(())
}

/// A copy of a package, and where it is built.
pub(crate) struct Workplace<'a> {
    hello: &'a Hello,
    package: PathBuf,
    target: PathBuf,
    source: String,
}

impl<'a> Workplace<'a> {
    /// Copies the package.
    pub(crate) fn new(hello: &'a Hello) -> Result<Self> {
        let original = source(hello);
        // Beside the original: our own package names vango by a relative path.
        let package = original.with_file_name(format!(".{}-{}", hello.package, std::process::id()));
        let target = std::env::temp_dir().join(format!(
            "vango-bench-{}-{}",
            hello.package,
            std::process::id()
        ));
        let workplace = Self {
            hello,
            source: fs::read_to_string(original.join("src/main.rs"))?,
            package,
            target,
        };
        fs::create_dir_all(workplace.package.join("src"))?;
        for file in ["Cargo.toml", "Cargo.lock", "src/main.rs"] {
            fs::copy(original.join(file), workplace.package.join(file))
                .with_context(|| format!("{file} of {}", hello.package))?;
        }
        Ok(workplace)
    }

    /// Builds everything; returns the cost and how many crates were compiled.
    pub(crate) fn build_all(&self) -> Result<(Cost, usize)> {
        ensure!(!self.target.exists(), "the target directory is fresh");
        let (cost, log) = self.build()?;
        let crates = log
            .lines()
            .filter(|line| line.trim_start().starts_with("Compiling "))
            .count();
        ensure!(crates > 1, "{} was not built: {log}", self.hello.package);
        Ok((cost, crates))
    }

    /// Edits the source, builds, and puts the source back. What is built is the package alone.
    pub(crate) fn rebuild(&self, edit: Edit) -> Result<Cost> {
        let edited = self
            .hello
            .edited(&self.source, edit)
            .with_context(|| format!("the heading of {} was not found", self.hello.package))?;
        let path = self.package.join("src/main.rs");
        fs::write(&path, edited)?;
        let (cost, log) = self.build()?;
        let compiled = log.matches("Compiling ").count();
        ensure!(compiled == 1, "an edit compiled {compiled} crates: {log}");
        // Back, and built: the next edit begins where this one did.
        fs::write(&path, &self.source)?;
        self.build()?;
        Ok(cost)
    }

    /// Builds; returns what Cargo has said besides the cost.
    fn build(&self) -> Result<(Cost, String)> {
        let before_s = children_cpu_s()?;
        let start = Instant::now();
        let output = cargo(&self.package)
            .args([
                "build",
                "--offline",
                "--locked",
                "--color",
                "never",
                "--target-dir",
            ])
            .arg(&self.target)
            .output()?;
        let cost = Cost {
            wall_s: start.elapsed().as_secs_f64(),
            cpu_s: children_cpu_s()? - before_s,
        };
        let log = String::from_utf8_lossy(&output.stderr).into_owned();
        if !output.status.success() {
            bail!("{} does not build: {log}", self.hello.package);
        }
        Ok((cost, log))
    }
}

impl Drop for Workplace<'_> {
    fn drop(&mut self) {
        // What is left behind is in nobody's way.
        let _ = fs::remove_dir_all(&self.package);
        let _ = fs::remove_dir_all(&self.target);
    }
}

fn source(hello: &Hello) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(hello.package)
}

/// The user's Cargo without what the one around this run has set.
fn cargo(directory: &Path) -> Command {
    let mut cargo = Command::new("cargo");
    cargo
        .current_dir(directory)
        .env_remove("CARGO_TARGET_DIR")
        .env_remove("RUSTFLAGS")
        .env_remove("RUSTC_WRAPPER")
        .env_remove("CARGO_MAKEFLAGS")
        .env_remove("MAKEFLAGS");
    cargo
}

/// Processor time of all children that have ended and were waited for, theirs included (`proc(5)`: `cutime`, `cstime`).
fn children_cpu_s() -> Result<f64> {
    /// `USER_HZ` is 100 on every Linux that Rust knows.
    const TICKS_PER_S: f64 = 100.0;
    let text = fs::read_to_string("/proc/self/stat")?;
    // The name of the program stands in brackets and may hold anything.
    let (_, fields) = text
        .rsplit_once(')')
        .context("the name ends with a bracket")?;
    let fields: Vec<&str> = fields.split_ascii_whitespace().collect();
    let ticks = |at: usize| -> Result<f64> {
        Ok(fields
            .get(at)
            .context("stat has these fields")?
            .parse::<f64>()?)
    };
    // Fields 16 and 17, the first after the name being the third.
    Ok((ticks(13)? + ticks(14)?) / TICKS_PER_S)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_are_counted_when_they_have_ended() {
        let before = children_cpu_s().unwrap();
        let status = Command::new("sh")
            .args(["-c", "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done"])
            .status()
            .unwrap();
        assert!(status.success());
        assert!(children_cpu_s().unwrap() > before);
    }

    #[test]
    fn the_load_is_a_number() {
        assert!(load_per_core().unwrap() >= 0.0);
    }
}
