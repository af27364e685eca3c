//! When memory that sessions have given up goes back to the operating system.
//!
//! The C library's allocator keeps what was freed between other things (see `vango_heap`), so a server would stay as large
//! as it once was, however many of its sessions have gone or sleep. Looking through the heap costs time and stops other
//! threads' allocations for moments: it is done only when an eighth of what sessions held has been given up, on a thread of
//! its own, and for at most a hundredth of the time.
//!
//! It deliberately measures nothing: the accounts of sessions say how much they hold.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use super::limits::{HEAP_PAUSE_MS, HEAP_SHARE, HEAP_STEP_BYTES};

/// What sessions held, and who gives back what they hold no more.
#[derive(Debug, Default)]
pub(crate) struct Heap {
    /// The most that sessions have held since memory was given back last.
    peak: AtomicUsize,
    /// Wakes the thread that gives it back; nobody, where that would do nothing.
    keeper: OnceLock<Option<SyncSender<()>>>,
}

impl Heap {
    /// Sessions hold so many bytes now. Called each second while there are sessions, and once after the last has gone.
    pub(crate) fn look(&self, total: usize) {
        let peak = self.peak.fetch_max(total, Ordering::Relaxed).max(total);
        if peak - total < HEAP_STEP_BYTES.max(peak / 8) {
            return;
        }
        self.peak.store(total, Ordering::Relaxed);
        if let Some(keeper) = self.keeper.get_or_init(start) {
            // One that waits already will do for this too.
            let _ = keeper.try_send(());
        }
    }
}

fn start() -> Option<SyncSender<()>> {
    if !vango_heap::IS_SUPPORTED {
        return None;
    }
    let (sender, wanted) = sync_channel(1);
    let thread = std::thread::Builder::new().name("vango-heap".to_owned());
    // Without the thread the process only stays larger.
    thread.spawn(move || keep(&wanted)).ok()?;
    Some(sender)
}

/// Ends with the app.
fn keep(wanted: &Receiver<()>) {
    while wanted.recv().is_ok() {
        let started = Instant::now();
        vango_heap::give_back();
        let pause = started.elapsed() * HEAP_SHARE;
        std::thread::sleep(pause.max(Duration::from_millis(HEAP_PAUSE_MS)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_woken_when_much_was_given_up_and_not_by_ups_and_downs() {
        let heap = Heap::default();
        let (sender, wanted) = sync_channel(1);
        heap.keeper.set(Some(sender)).expect("it has not started");
        let step = HEAP_STEP_BYTES;
        for total in [0, 40 * step, 39 * step, 36 * step] {
            heap.look(total);
            assert!(wanted.try_recv().is_err(), "{total}");
        }
        heap.look(35 * step);
        assert!(wanted.try_recv().is_ok());
        heap.look(34 * step);
        assert!(wanted.try_recv().is_err(), "counted from the last time on");
        heap.look(0);
        heap.look(0);
        assert!(wanted.try_recv().is_ok() && wanted.try_recv().is_err());
    }
}
