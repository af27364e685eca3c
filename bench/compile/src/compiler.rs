//! This program in place of the compiler: Cargo starts it for the package that is measured, it starts rustc, and writes
//! down what rustc and the linker have cost.
//!
//! Invariant: what Cargo and rustc pass is passed on unchanged, but for the linker (this program again, which starts
//! `cc`) and the switches of a [`Stage`]. Nothing is measured while anything else of ours runs.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use nix::sys::resource::{UsageWho, getrusage};
use serde::{Deserialize, Serialize};

/// The file that takes the records. While it is not set, this program is the suite.
pub(crate) const RECORD: &str = "BENCH_COMPILE_RECORD";
/// A [`Stage`] other than the usual one.
pub(crate) const STAGE: &str = "BENCH_COMPILE_STAGE";
/// The name of the crate that is measured.
pub(crate) const CRATE: &str = "cards";

/// What is looked at besides what it costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Nothing.
    Usual,
    /// When rustc has ended, the macros are expanded again, some times: the text and the time they took.
    Expanded,
    /// How long each pass of the compiler took.
    Passes,
}

/// How often the macros are expanded in a stage.
pub(crate) const EXPANSIONS: usize = 3;

impl Stage {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Usual => "usual",
            Self::Expanded => "expanded",
            Self::Passes => "passes",
        }
    }
}

/// One program that has run.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub(crate) struct Record {
    pub(crate) program: Kind,
    pub(crate) wall_s: f64,
    /// User and system, its children's included: the compiler's holds the linker's.
    pub(crate) cpu_s: f64,
    /// Most memory that was resident, the program's own.
    pub(crate) peak_kib: u64,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub(crate) enum Kind {
    Compiler,
    Linker,
}

/// Runs the compiler or the linker if that is what this process was started as.
pub(crate) fn stand_in() -> Option<ExitCode> {
    let record = PathBuf::from(std::env::var_os(RECORD)?);
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let ran = match arguments.split_first() {
        Some((first, rest)) if Path::new(first).file_stem().is_some_and(|it| it == "rustc") => {
            compile(first, rest, &record)
        }
        _ => run(Command::new("cc").args(&arguments), Kind::Linker, &record),
    };
    Some(ran.unwrap_or_else(|error| {
        eprintln!("bench-compile, in place of the compiler: {error:#}");
        ExitCode::FAILURE
    }))
}

fn compile(rustc: &OsString, arguments: &[OsString], record: &Path) -> Result<ExitCode> {
    let mut command = Command::new(rustc);
    command.args(arguments);
    let is_measured = arguments
        .windows(2)
        .any(|pair| pair[0] == "--crate-name" && pair[1] == CRATE);
    if !is_measured {
        // Cargo asks for the version and the targets.
        let status = command.status()?;
        return Ok(exit(status.code()));
    }
    let mut linker = OsString::from("-Clinker=");
    linker.push(std::env::current_exe()?);
    command.arg(linker);
    let stage = std::env::var(STAGE).unwrap_or_default();
    if stage == Stage::Passes.name() {
        command.env("RUSTC_BOOTSTRAP", "1").arg("-Ztime-passes");
        command.stderr(File::create(record.with_extension("passes"))?);
    }
    let code = run(&mut command, Kind::Compiler, record)?;
    if stage == Stage::Expanded.name() {
        for turn in 0..EXPANSIONS {
            expand(rustc, arguments, record, turn)?;
        }
    }
    Ok(code)
}

/// Expands the macros and stops. The incremental cache is left alone.
fn expand(rustc: &OsString, arguments: &[OsString], record: &Path, turn: usize) -> Result<()> {
    let mut command = Command::new(rustc);
    let mut rest = arguments.iter().peekable();
    while let Some(argument) = rest.next() {
        let is_incremental = argument == "-C"
            && rest
                .peek()
                .is_some_and(|next| next.to_string_lossy().starts_with("incremental="));
        if is_incremental {
            rest.next();
        } else {
            command.arg(argument);
        }
    }
    let status = command
        .args(["-Zunpretty=expanded", "-Ztime-passes"])
        .env("RUSTC_BOOTSTRAP", "1")
        .stdout(File::create(record.with_extension("expanded"))?)
        .stderr(File::create(
            record.with_extension(format!("expansion-{turn}")),
        )?)
        .status()?;
    if !status.success() {
        bail!("`rustc -Zunpretty=expanded` ended with {status}");
    }
    Ok(())
}

/// Runs a program, the only one that this process starts before it has written the record.
fn run(command: &mut Command, kind: Kind, record: &Path) -> Result<ExitCode> {
    let start = Instant::now();
    let mut child = command
        .stdin(Stdio::inherit())
        .spawn()
        .context("the program does not start")?;
    let (status, peak_kib) = watch(&mut child)?;
    let wall_s = start.elapsed().as_secs_f64();
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let seconds = |time: nix::sys::time::TimeVal| {
        time.tv_sec() as f64 + f64::from(u32::try_from(time.tv_usec()).unwrap_or_default()) / 1e6
    };
    let line = serde_json::to_string(&Record {
        program: kind,
        wall_s,
        cpu_s: seconds(usage.user_time()) + seconds(usage.system_time()),
        peak_kib,
    })?;
    let mut file = OpenOptions::new().create(true).append(true).open(record)?;
    writeln!(file, "{line}")?;
    Ok(exit(status.code()))
}

/// Waits for a program. Its own peak is read while it runs: what the kernel tells afterwards is the largest of all its
/// children, and the linker is one.
fn watch(child: &mut Child) -> Result<(std::process::ExitStatus, u64)> {
    let path = format!("/proc/{}/status", child.id());
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let peak = scope.spawn(|| {
            let mut peak = 0;
            while !is_over.load(Ordering::Relaxed) {
                // A program that has ended has no memory, and no such line.
                let text = fs::read_to_string(&path).unwrap_or_default();
                peak = peak.max(high_water(&text).unwrap_or_default());
                std::thread::sleep(Duration::from_millis(5));
            }
            peak
        });
        let status = child.wait();
        is_over.store(true, Ordering::Relaxed);
        let peak = peak.join().expect("reading a file does not panic");
        Ok((status?, peak))
    })
}

fn high_water(status: &str) -> Option<u64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_ascii_whitespace().next()?.parse().ok()
}

fn exit(code: Option<i32>) -> ExitCode {
    code.and_then(|code| u8::try_from(code).ok())
        .map_or(ExitCode::FAILURE, ExitCode::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peak_is_read_from_the_kernels_text() {
        let text = "VmPeak:\t  9000 kB\nVmHWM:\t  1234 kB\nVmRSS:\t 900 kB\n";
        assert_eq!(high_water(text), Some(1234));
        assert_eq!(high_water(""), None);
    }

    #[test]
    fn a_program_is_recorded_with_what_it_cost() {
        let path = std::env::temp_dir().join(format!("bench-compile-{}", std::process::id()));
        let script = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done";
        run(Command::new("sh").args(["-c", script]), Kind::Linker, &path).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        fs::remove_file(&path).unwrap();
        let record: Record = serde_json::from_str(text.trim()).unwrap();
        assert!(record.cpu_s > 0.01 && record.wall_s > 0.01 && record.peak_kib > 100);
    }
}
