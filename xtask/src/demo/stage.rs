//! The processes of the demo: a shop that is ended as a service manager ends it, and a customer whose tab stays open.
//!
//! Invariant: each process ends with its value. Every wait is bounded.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::build::{Programs, Version};
use crate::limits::{ANSWER_SECONDS, START_SECONDS, STOP_SECONDS};

/// A process that ends with this value.
#[derive(Debug)]
struct Process {
    child: Child,
    name: String,
    /// What it prints, line by line; the end of it when it ends.
    lines: Receiver<String>,
}

impl Process {
    fn start(mut command: Command, name: String) -> Result<(Self, Option<ChildStdin>)> {
        let mut child = command
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("{name} could not be started"))?;
        let stdin = child.stdin.take();
        let stdout = child.stdout.take();
        let (sender, lines) = mpsc::channel();
        // From here on it is ended whatever happens.
        let process = Self { child, name, lines };
        let stdout = stdout.context("a piped standard output is there")?;
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                // Nobody listens any more when the value has gone.
                let _ = sender.send(line);
            }
        });
        Ok((process, stdin))
    }

    fn line(&self, seconds: u64) -> Result<String> {
        let line = self.lines.recv_timeout(Duration::from_secs(seconds));
        line.with_context(|| {
            let name = &self.name;
            format!("{name} has ended, or said nothing for {seconds} s; what it says itself stands above")
        })
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Where the shop runs: the same address and store for all versions.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) address: SocketAddr,
    store: PathBuf,
}

impl Place {
    /// A port that is free now, and a store that is not there yet.
    pub(super) fn new(scratch: &Path) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").context("no port is free")?;
        Ok(Self {
            address: listener.local_addr()?,
            store: scratch.join("shop-state.redb"),
        })
    }
}

/// A running shop.
#[derive(Debug)]
pub(crate) struct Shop(Process);

impl Shop {
    /// Starts it, and waits until it listens.
    pub(super) fn start(programs: &Programs, version: Version, place: &Place) -> Result<Self> {
        let mut command = Command::new(programs.shop(version));
        command
            .env("VANGO_ADDR", place.address.to_string())
            .env("SHOP_STORE", &place.store)
            .env("SHOP_SECRET", "the demo runs on this machine only")
            .env("SHOP_KEYS", "5a".repeat(32))
            .stdin(Stdio::null());
        let (process, _) = Process::start(command, format!("version {}", version.letter()))?;
        let said = process.line(START_SECONDS)?;
        if !said.contains(&place.address.to_string()) {
            bail!("{} listens elsewhere: {said}", process.name);
        }
        Ok(Self(process))
    }

    /// SIGTERM, and waits for the end: all that was written is stored then.
    pub(super) fn stop(mut self) -> Result<()> {
        let id = self.0.child.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &id]).status();
        if !sent.context("there is no `kill`")?.success() {
            bail!("{} has ended before it was asked to", self.0.name);
        }
        let deadline = Instant::now() + Duration::from_secs(STOP_SECONDS);
        loop {
            if let Some(status) = self.0.child.try_wait()? {
                if !status.success() {
                    bail!("{} ended badly: {status}", self.0.name);
                }
                return Ok(());
            }
            if Instant::now() >= deadline {
                let name = &self.0.name;
                bail!("{name} has not ended {STOP_SECONDS} s after SIGTERM");
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

/// What the customer's tab shows.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct View {
    /// Pieces by product.
    pub(crate) cart: std::collections::BTreeMap<String, u64>,
    pub(crate) theme: Option<String>,
    pub(crate) banner: String,
    /// Why the tab was loaded anew, each time.
    pub(crate) refreshed: Vec<String>,
}

/// A customer (`examples/shop/examples/visitor.rs`).
#[derive(Debug)]
pub(crate) struct Visitor {
    process: Process,
    stdin: ChildStdin,
}

impl Visitor {
    /// Opens the shop's first page.
    pub(super) fn open(programs: &Programs, place: &Place) -> Result<Self> {
        let mut command = Command::new(&programs.visitor);
        command.arg(place.address.to_string()).stdin(Stdio::piped());
        let (process, stdin) = Process::start(command, "the visitor".to_owned())?;
        let stdin = stdin.context("a piped standard input is there")?;
        let visitor = Self { process, stdin };
        visitor.process.line(ANSWER_SECONDS)?;
        Ok(visitor)
    }

    /// Has the visitor do something; answers what the tab shows then.
    pub(super) fn does(&mut self, line: &str) -> Result<View> {
        // When the visitor has ended, the missing answer says so.
        let _ = writeln!(self.stdin, "{line}");
        let said = self.process.line(ANSWER_SECONDS);
        let said = said.with_context(|| format!("`{line}` was not done"))?;
        serde_json::from_str(&said).with_context(|| format!("the visitor said `{said}`"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_that_ends_without_a_word_is_an_error_at_once() {
        let (process, _) = Process::start(Command::new("true"), "it".to_owned()).unwrap();
        let start = Instant::now();
        let error = process.line(60).unwrap_err().to_string();
        assert!(error.starts_with("it has ended"), "{error}");
        assert!(start.elapsed() < Duration::from_secs(30));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_process_ends_with_its_value() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo here; exec sleep 60"]);
        let (process, _) = Process::start(command, "it".to_owned()).unwrap();
        assert_eq!(process.line(60).unwrap(), "here");
        let place = format!("/proc/{}", process.child.id());
        drop(process);
        assert!(!Path::new(&place).exists());
    }
}
