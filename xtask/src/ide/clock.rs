//! What an answer takes: the processor's time of the server and of the macro server that it has started.
//!
//! Invariant: it is what a user waits for on a machine that has nothing else to do, whatever else this one does: the server works
//! an answer out on one thread. Where the system does not tell (it is read from Linux's `/proc`), it is the time on the wall.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Times one answer.
#[derive(Debug)]
pub(crate) struct Clock {
    processes: Vec<PathBuf>,
    /// Nanoseconds at the start; `None` where the system does not tell.
    used: Option<u64>,
    start: Instant,
}

/// How long it was, in milliseconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Elapsed {
    /// Of the processor's time.
    pub(crate) worked_ms: f64,
    /// On the wall.
    pub(crate) waited_ms: f64,
}

impl Clock {
    /// Starts for a process and its children.
    pub(crate) fn start(process: u32) -> Self {
        let processes = family(process);
        Self {
            used: used(&processes),
            processes,
            start: Instant::now(),
        }
    }

    pub(crate) fn elapsed(&self) -> Elapsed {
        let waited_ms = self.start.elapsed().as_secs_f64() * 1_000.0;
        let worked = used(&self.processes).zip(self.used);
        let worked_ms = worked.map(|(now, then)| now.saturating_sub(then) as f64 / 1_000_000.0);
        Elapsed {
            worked_ms: worked_ms.unwrap_or(waited_ms),
            waited_ms,
        }
    }
}

/// The folders of a process and of its children.
fn family(process: u32) -> Vec<PathBuf> {
    let is_ours = |folder: &Path| {
        let stat = fs::read_to_string(folder.join("stat")).unwrap_or_default();
        // Behind the name in parentheses: state, parent, …
        let parent = stat
            .rsplit_once(") ")
            .and_then(|(_, rest)| rest.split(' ').nth(1)?.parse::<u32>().ok());
        parent == Some(process) || folder.ends_with(process.to_string())
    };
    let folders = fs::read_dir("/proc").into_iter().flatten().flatten();
    folders
        .map(|entry| entry.path())
        .filter(|folder| is_ours(folder))
        .collect()
}

/// Nanoseconds of all their threads.
fn used(processes: &[PathBuf]) -> Option<u64> {
    let mut sum = None;
    for process in processes {
        for thread in fs::read_dir(process.join("task")).ok()?.flatten() {
            let Ok(line) = fs::read_to_string(thread.path().join("schedstat")) else {
                continue;
            };
            let time: u64 = line.split(' ').next()?.parse().ok()?;
            sum = Some(sum.unwrap_or(0) + time);
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_counted_and_sleep_is_not() {
        let clock = Clock::start(std::process::id());
        let mut sum = 0_u64;
        while clock.start.elapsed().as_millis() < 30 {
            sum = std::hint::black_box(sum + 1);
        }
        let Elapsed {
            worked_ms,
            waited_ms,
        } = clock.elapsed();
        assert!(
            waited_ms >= 30.0 && worked_ms > 0.0,
            "{worked_ms} {waited_ms}"
        );
    }
}
