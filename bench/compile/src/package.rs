//! A package of a hundred cards, where it is written, and its builds.
//!
//! Invariant: after the first build nothing but the package itself is compiled ([`Package::build`] looks). Sources are
//! written only where they differ, so that an edit changes one file.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};

use crate::compiler::{CRATE, Kind, RECORD, Record, STAGE, Stage};
use crate::dialect::{Subject, module};
use crate::model::{CARDS, Edit, card};

/// What Cargo is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Request {
    Build,
    Check,
}

/// What a build has cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    /// By the clock, Cargo included.
    pub(crate) wall_s: f64,
    /// Processor time of rustc, without the linker's.
    pub(crate) rustc_s: f64,
    /// Processor time of the linker; 0 where nothing was linked.
    pub(crate) linker_s: f64,
    /// Most memory of rustc, the linker's left out.
    pub(crate) peak_kib: u64,
}

/// What stands in the package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// All cards.
    Cards,
    /// All cards, one of them edited; the number says which, and marks its text, so that no two edits are the same.
    Edited(Edit, usize),
    /// No cards.
    Frame,
}

pub(crate) struct Package {
    pub(crate) subject: Subject,
    directory: PathBuf,
    target: PathBuf,
    /// What is written at present.
    files: BTreeMap<PathBuf, String>,
}

impl Package {
    /// Writes the package below a directory, and fetches what it depends on.
    pub(crate) fn new(subject: Subject, below: &Path) -> Result<Self> {
        let directory = below.join(subject.name());
        let mut package = Self {
            subject,
            target: directory.join("target"),
            directory,
            files: BTreeMap::new(),
        };
        fs::create_dir_all(package.directory.join("src"))?;
        let root = bench().parent().context("bench has a parent")?.to_owned();
        let manifest = format!(
            "[workspace]\n\n[package]\nname = \"{CRATE}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{}\n",
            subject.dependencies(&root)
        );
        fs::write(package.directory.join("Cargo.toml"), manifest)?;
        // The versions of the other suites; Cargo leaves out of it what this package does not need.
        fs::copy(
            bench().join("Cargo.lock"),
            package.directory.join("Cargo.lock"),
        )?;
        package.write(Content::Cards)?;
        let status = package
            .cargo("fetch")
            .arg("--quiet")
            .stdout(Stdio::null())
            .status()?;
        ensure!(
            status.success(),
            "`cargo fetch` for {} ended with {status}",
            subject.name()
        );
        Ok(package)
    }

    /// Builds the dependencies for both requests; returns the time of the first clean build, by the clock, and how many
    /// crates it compiled.
    pub(crate) fn prepare(&mut self) -> Result<(f64, usize)> {
        let _ = fs::remove_dir_all(&self.target);
        let (cost, crates) = self.run(Request::Build, Stage::Usual)?;
        self.run(Request::Check, Stage::Usual)?;
        Ok((cost.wall_s, crates))
    }

    /// Writes the sources.
    pub(crate) fn write(&mut self, content: Content) -> Result<()> {
        let sources = self.directory.join("src");
        let cards = if content == Content::Frame { 0 } else { CARDS };
        let mut files = vec![(sources.join("main.rs"), self.subject.main(cards))];
        for number in 0..cards {
            let mut card = card(number);
            if let Content::Edited(edit, mark) = content
                && number == mark * 37 % CARDS
            {
                card = card.edited(edit, mark);
            }
            let path = sources.join(module(number)).with_extension("rs");
            files.push((path, self.subject.card(&card)));
        }
        for (path, text) in files {
            if self.files.get(&path) != Some(&text) {
                fs::write(&path, &text)?;
                self.files.insert(path, text);
            }
        }
        Ok(())
    }

    /// Forgets what the compiler remembers of the package, not of its dependencies.
    pub(crate) fn forget(&mut self, content: Content) -> Result<()> {
        let remembered = self.target.join("debug/incremental");
        if remembered.exists() {
            fs::remove_dir_all(remembered)?;
        }
        // Written again, it is newer than what was built.
        self.files.clear();
        self.write(content)
    }

    /// Builds or checks the package, and nothing else.
    pub(crate) fn build(&self, request: Request, stage: Stage) -> Result<Cost> {
        let (cost, crates) = self.run(request, stage)?;
        ensure!(
            crates == 1,
            "{} compiled {crates} crates and not one",
            self.subject.name()
        );
        Ok(cost)
    }

    fn run(&self, request: Request, stage: Stage) -> Result<(Cost, usize)> {
        let record = self.record("json");
        let _ = fs::remove_file(&record);
        let command = match request {
            Request::Build => "build",
            Request::Check => "check",
        };
        let start = Instant::now();
        let output = self
            .cargo(command)
            .args(["--offline", "--locked", "--color", "never"])
            .env(STAGE, stage.name())
            .output()?;
        let wall_s = start.elapsed().as_secs_f64();
        let log = String::from_utf8_lossy(&output.stderr);
        ensure!(
            output.status.success(),
            "{} does not build: {log}",
            self.subject.name()
        );
        let crates = log
            .lines()
            .map(str::trim_start)
            .filter(|line| line.starts_with("Compiling ") || line.starts_with("Checking "))
            .count();
        let records: Vec<Record> = fs::read_to_string(&record)
            .with_context(|| format!("{log}\nnothing was recorded"))?
            .lines()
            .map(serde_json::from_str)
            .collect::<Result<_, _>>()?;
        Ok((cost(&records, wall_s)?, crates))
    }

    /// A file that the stand-in for the compiler has written.
    pub(crate) fn record(&self, extension: &str) -> PathBuf {
        self.directory.join("record").with_extension(extension)
    }

    /// The size of the binary.
    pub(crate) fn binary_bytes(&self) -> Result<u64> {
        Ok(fs::metadata(self.target.join("debug").join(CRATE))?.len())
    }

    /// The user's Cargo, without what the one around this run has set.
    fn cargo(&self, command: &str) -> Command {
        let mut cargo = Command::new("cargo");
        // Below the repository, for its `rust-toolchain.toml`.
        cargo
            .current_dir(bench())
            .arg(command)
            .arg("--manifest-path")
            .arg(self.directory.join("Cargo.toml"))
            .env_remove("CARGO_INCREMENTAL")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env_remove("RUSTC_WRAPPER")
            .env_remove("CARGO_MAKEFLAGS")
            .env_remove("MAKEFLAGS")
            .env("CARGO_TARGET_DIR", &self.target)
            .env("RUSTFLAGS", self.subject.rustflags())
            .env(RECORD, self.record("json"));
        if let Ok(this) = std::env::current_exe() {
            cargo.env("RUSTC_WORKSPACE_WRAPPER", this);
        }
        cargo
    }
}

/// The directory of this workspace.
fn bench() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package)
}

/// The compiler's record holds the linker's time, which is taken out.
fn cost(records: &[Record], wall_s: f64) -> Result<Cost> {
    let sum = |kind| -> f64 {
        let of = records.iter().filter(|record| record.program == kind);
        // The sum of nothing is negative zero.
        of.map(|record| record.cpu_s).sum::<f64>() + 0.0
    };
    let mut compilers = records
        .iter()
        .filter(|record| record.program == Kind::Compiler);
    let compiler = compilers.next().context("the compiler was not recorded")?;
    ensure!(
        compilers.next().is_none(),
        "the package was compiled more than once"
    );
    let linker_s = sum(Kind::Linker);
    Ok(Cost {
        wall_s,
        rustc_s: compiler.cpu_s - linker_s,
        linker_s,
        peak_kib: compiler.peak_kib,
    })
}
