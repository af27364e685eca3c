//! Servers as processes of their own, and what the kernel says of them (`proc(5)`).
//!
//! A server prints `listening on ADDRESS` as the first line of its standard output that says so. It ends when the
//! [`Server`] is dropped, also when the suite panics.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// A server that was started, and ends with this value.
#[derive(Debug)]
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Server {
    /// Starts the binary of that name from the directory of this one, and waits until it listens.
    ///
    /// # Errors
    /// When it isn't there (`cargo xtask bench` builds it) or ends before it listens.
    pub fn start(binary: &str, arguments: &[&str], environment: &[(&str, &str)]) -> Result<Self> {
        let path = sibling(binary)?;
        let mut child = Command::new(&path)
            .args(arguments)
            .envs(environment.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| {
                format!(
                    "{} could not be started; `cargo xtask bench` builds it",
                    path.display()
                )
            })?;
        let mut lines = BufReader::new(child.stdout.take().context("standard output is a pipe")?);
        let mut line = String::new();
        let address = loop {
            line.clear();
            if lines.read_line(&mut line)? == 0 {
                bail!("{binary} ended before it listened: {:?}", child.wait()?);
            }
            if let Some(at) = line.trim().rsplit_once("listening on ") {
                let address = at.1.trim_start_matches("http://").trim_end_matches('/');
                break address
                    .parse()
                    .with_context(|| format!("{binary} listens on `{address}`"))?;
            }
        };
        // Whatever else it prints must not fill the pipe.
        std::thread::spawn(move || std::io::copy(&mut lines, &mut std::io::sink()));
        Ok(Self { child, address })
    }

    /// Its process id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Processor time that all its threads have had so far (`/proc/PID/task/*/schedstat`, nanoseconds).
    ///
    /// # Errors
    /// When the process has ended.
    pub fn cpu(&self) -> Result<Duration> {
        cpu(self.id())
    }

    /// Resident bytes; see [`resident_bytes`].
    ///
    /// # Errors
    /// When the process has ended.
    pub fn resident_bytes(&self) -> Result<u64> {
        resident_bytes(self.id())
    }

    /// Open file descriptors.
    ///
    /// # Errors
    /// When the process has ended.
    pub fn descriptors(&self) -> Result<usize> {
        Ok(std::fs::read_dir(format!("/proc/{}/fd", self.id()))?.count())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The binary of that name beside this one.
///
/// # Errors
/// When this binary's own path is unknown.
pub fn sibling(binary: &str) -> Result<PathBuf> {
    let own = std::env::current_exe()?;
    let directory = own.parent().context("a binary stands in a directory")?;
    Ok(directory.join(binary))
}

/// Processor time of a process, all threads that live now.
///
/// # Errors
/// When it has ended.
pub fn cpu(id: u32) -> Result<Duration> {
    let mut nanoseconds = 0;
    for task in std::fs::read_dir(format!("/proc/{id}/task"))? {
        // A thread may end between the two reads.
        let Ok(text) = std::fs::read_to_string(task?.path().join("schedstat")) else {
            continue;
        };
        let first = text
            .split_ascii_whitespace()
            .next()
            .context("schedstat has a first field")?;
        nanoseconds += first.parse::<u64>()?;
    }
    Ok(Duration::from_nanos(nanoseconds))
}

/// Keeps this thread, and what it starts from now on, to one core.
///
/// When a client and a server take turns on two cores that have nothing else to do, each message wakes a halted core. In a
/// virtual machine that costs its sender some 100 µs, ten times what the message costs, and whether it happens is the
/// scheduler's choice: the bare echo took 14 µs in one round and 138 in the next.
///
/// # Errors
/// When the kernel refuses.
pub fn keep_to_one_core() -> Result<()> {
    use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};
    let allowed = sched_getaffinity(None)?;
    let first = (0..CpuSet::MAX_CPU).find(|&cpu| allowed.is_set(cpu));
    let mut one = CpuSet::new();
    one.set(first.context("this thread runs on no core")?);
    Ok(sched_setaffinity(None, &one)?)
}

/// Resident bytes of a process (`smaps_rollup`: `Rss`).
///
/// Not its private ones: pages of the program's file change from private to shared, and back, as another process of the
/// same program comes and goes, so that a difference of two readings would depend on what else runs.
///
/// # Errors
/// When it has ended.
pub fn resident_bytes(id: u32) -> Result<u64> {
    let text = std::fs::read_to_string(format!("/proc/{id}/smaps_rollup"))?;
    let line = text.lines().find(|line| line.starts_with("Rss:"));
    let kib = line.and_then(|line| line.split_ascii_whitespace().nth(1));
    let kib: u64 = kib.context("smaps_rollup says `Rss`")?.parse()?;
    Ok(kib * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernel_knows_this_process() {
        let id = std::process::id();
        assert!(resident_bytes(id).unwrap() > 100 * 1024);
        let before = cpu(id).unwrap();
        let mut sum = 0_u64;
        while cpu(id).unwrap() < before + Duration::from_millis(5) {
            sum = std::hint::black_box(sum + 1);
        }
        assert!(sum > 0);
    }
}
