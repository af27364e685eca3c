//! Which built program is meant, where the committed files are, and what the program holds.
//!
//! Invariant: nothing is built and nothing is run but `cargo metadata`, which needs no network.
//! Deliberately absent: whether the program is newer than its sources. Whoever plans builds first.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;
use vango_schema::{RecordBuf, find_records};

use crate::state::error::{Error, ErrorKind};
use crate::state::limits::MAX_ARTIFACT_BYTES;

/// What the command line says about the program.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// The program itself.
    pub artifact: Option<PathBuf>,
    /// Where the committed files are.
    pub directory: Option<PathBuf>,
    /// A package of the workspace.
    pub package: Option<String>,
    /// A binary of the package.
    pub bin: Option<String>,
    /// An example of the package.
    pub example: Option<String>,
    /// The profile that it was built with; `None` means `dev`.
    pub profile: Option<String>,
    /// The target triple that it was built for; `None` means the host.
    pub target: Option<String>,
}

/// Where things are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Of the committed files.
    pub directory: PathBuf,
    /// The program.
    pub artifact: PathBuf,
    /// What builds it, if that is known.
    build: Option<String>,
}

/// Finds program and directory, as seen from `current`.
///
/// # Errors
/// When it is not clear which package or binary is meant.
pub fn locate(selection: &Selection, current: &Path) -> Result<Place, Error> {
    if let Some(artifact) = &selection.artifact {
        return Ok(Place {
            directory: locate_directory(selection, current)?,
            artifact: current.join(artifact),
            build: None,
        });
    }
    let metadata = metadata(current)?;
    let package = metadata.package(selection, current)?;
    let (kind, name) = package.program(selection)?;
    let profile = selection.profile.as_deref().unwrap_or("dev");
    let mut artifact = metadata.target_directory.clone();
    artifact.extend(&selection.target);
    artifact.push(match profile {
        "dev" | "test" => "debug",
        "bench" => "release",
        other => other,
    });
    if kind == "example" {
        artifact.push("examples");
    }
    let is_windows = match &selection.target {
        Some(target) => target.contains("windows"),
        None => cfg!(windows),
    };
    artifact.push(if is_windows {
        format!("{name}.exe")
    } else {
        name.to_owned()
    });
    let mut build = format!("cargo build -p {} --{kind} {name}", package.name);
    if profile != "dev" {
        build = format!("{build} --profile {profile}");
    }
    if let Some(target) = &selection.target {
        build = format!("{build} --target {target}");
    }
    let directory = selection
        .directory
        .as_ref()
        .map(|directory| current.join(directory));
    Ok(Place {
        directory: directory.unwrap_or_else(|| package.directory().to_owned()),
        artifact,
        build: Some(build),
    })
}

/// The directory of the committed files alone: no program is needed.
///
/// # Errors
/// When it is not clear which package is meant.
pub fn locate_directory(selection: &Selection, current: &Path) -> Result<PathBuf, Error> {
    if let Some(directory) = &selection.directory {
        return Ok(current.join(directory));
    }
    let is_in_package = current
        .ancestors()
        .any(|above| above.join("Cargo.toml").is_file());
    // A program by itself, far from its sources: the files are expected beside whoever asks.
    if !is_in_package && selection.package.is_none() {
        return Ok(current.to_owned());
    }
    let metadata = metadata(current)?;
    let package = metadata.package(selection, current)?;
    Ok(package.directory().to_owned())
}

/// The persisted items of the program, by path.
///
/// # Errors
/// When there is no program, or what it says of an item cannot be read.
pub fn read_items(place: &Place) -> Result<Vec<RecordBuf>, Error> {
    let path = &place.artifact;
    let bytes = read_program(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            let missing = Error::new(
                ErrorKind::Artifact,
                format!("there is no program {}", path.display()),
            );
            match &place.build {
                Some(build) => missing.hint(format!("build it: `{build}`")),
                None => missing.hint("`--artifact` names a program that is built"),
            }
        }
        _ => Error::io("read", path, error),
    })?;
    find_records(&bytes).map_err(|error| {
        let what = format!("{}: {error}", path.display());
        Error::new(ErrorKind::Artifact, what).caused_by(error)
    })
}

fn read_program(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let length = fs::File::open(path)?
        .take(MAX_ARTIFACT_BYTES + 1)
        .read_to_end(&mut bytes)?;
    match length as u64 <= MAX_ARTIFACT_BYTES {
        true => Ok(bytes),
        false => Err(std::io::Error::other(format!(
            "it has more than {MAX_ARTIFACT_BYTES} bytes"
        ))),
    }
}

/// What `cargo metadata` says, as far as it is needed.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    target_directory: PathBuf,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    manifest_path: PathBuf,
    default_run: Option<String>,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

fn metadata(current: &Path) -> Result<Metadata, Error> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args(["metadata", "--format-version", "1", "--no-deps"])
        .current_dir(current);
    let hint = "run it in the app's package, or name the program and the directory: `--artifact PATH --dir PATH`";
    let output = command.output().map_err(|error| {
        let what = format!("`cargo metadata` cannot be run: {error}");
        Error::new(ErrorKind::Artifact, what)
            .hint(hint)
            .caused_by(error)
    })?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let what = format!(
            "`cargo metadata` in {} failed: {}",
            current.display(),
            said.trim()
        );
        return Err(Error::new(ErrorKind::Artifact, what).hint(hint));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| {
        let what = format!("what `cargo metadata` says cannot be read: {error}");
        Error::new(ErrorKind::Artifact, what).caused_by(error)
    })
}

impl Metadata {
    fn package(&self, selection: &Selection, current: &Path) -> Result<&Package, Error> {
        if let Some(name) = &selection.package {
            let named = self.packages.iter().find(|package| package.name == *name);
            return named.ok_or_else(|| {
                let names: Vec<&str> = self
                    .packages
                    .iter()
                    .map(|package| package.name.as_str())
                    .collect();
                let what = format!("the workspace has no package `{name}`");
                Error::new(ErrorKind::Artifact, what).hint(format!("it has {}", names.join(", ")))
            });
        }
        let around = self
            .packages
            .iter()
            .filter(|package| current.starts_with(package.directory()));
        if let Some(nearest) = around.max_by_key(|package| package.directory().as_os_str().len()) {
            return Ok(nearest);
        }
        let with_program: Vec<&Package> = self
            .packages
            .iter()
            .filter(|package| package.has("bin"))
            .collect();
        match with_program.as_slice() {
            [one] => Ok(one),
            several => {
                let names: Vec<&str> = several
                    .iter()
                    .map(|package| package.name.as_str())
                    .collect();
                let what = format!(
                    "{} is in no package, and which one is meant is not clear",
                    current.display()
                );
                let hint = format!(
                    "`-p` names one of those with a binary: {}",
                    names.join(", ")
                );
                Err(Error::new(ErrorKind::Artifact, what).hint(hint))
            }
        }
    }
}

impl Package {
    fn directory(&self) -> &Path {
        self.manifest_path.parent().unwrap_or(&self.manifest_path)
    }

    fn of_kind(&self, kind: &str) -> Vec<&str> {
        let targets = self.targets.iter();
        let of_kind = targets.filter(|target| target.kind.iter().any(|other| other == kind));
        of_kind.map(|target| target.name.as_str()).collect()
    }

    fn has(&self, kind: &str) -> bool {
        !self.of_kind(kind).is_empty()
    }

    /// `bin` or `example`, and its name.
    fn program<'p>(&'p self, selection: &'p Selection) -> Result<(&'static str, &'p str), Error> {
        let (kind, wanted) = match (&selection.bin, &selection.example) {
            (None, Some(example)) => ("example", Some(example)),
            (bin, _) => ("bin", bin.as_ref().or(self.default_run.as_ref())),
        };
        let known = self.of_kind(kind);
        match (wanted, known.as_slice()) {
            (Some(wanted), known) if known.contains(&wanted.as_str()) => Ok((kind, wanted)),
            (None, [one]) => Ok((kind, one)),
            (wanted, known) => {
                let what = match wanted {
                    Some(wanted) => format!("the package `{}` has no {kind} `{wanted}`", self.name),
                    None if known.is_empty() => {
                        format!("the package `{}` has no binary", self.name)
                    }
                    None => format!("the package `{}` has several binaries", self.name),
                };
                let hint = match known {
                    [] => "`-p`, `--bin` and `--example` name another; `--artifact` names the program itself".to_owned(),
                    known => format!("`--{kind}` names one of {}", known.join(", ")),
                };
                Err(Error::new(ErrorKind::Artifact, what).hint(hint))
            }
        }
    }
}
