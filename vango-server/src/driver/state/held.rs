//! Frames that wait until what they show is stored.

use std::collections::VecDeque;
use std::sync::Arc;

use bytes::Bytes;

use super::{Progress, Saver};

/// What a session has under way, and the frames that wait for it.
pub(crate) struct Held {
    pub(crate) saver: Arc<Saver>,
    /// For what all tabs of its browser share; present from the first such write on.
    pub(crate) browser: Option<Arc<Saver>>,
    /// How far its updates of globals have come.
    pub(crate) progress: Arc<Progress>,
    /// What was written last.
    pub(crate) written: Mark,
    frames: VecDeque<(Mark, Bytes)>,
}

/// A point in what a session writes.
#[derive(Clone, Copy, Default)]
pub(crate) struct Mark {
    /// The number of its last writes.
    pub(crate) writes: u64,
    /// The number of its last writes of what its browser shares.
    pub(crate) shared: u64,
    /// How many updates of globals it has asked for.
    pub(crate) updates: u64,
}

impl Held {
    pub(crate) fn new(saver: Arc<Saver>, progress: Arc<Progress>) -> Self {
        Self {
            saver,
            browser: None,
            progress,
            written: Mark::default(),
            frames: VecDeque::new(),
        }
    }

    /// Whether all that was written up to there is stored.
    pub(crate) fn has_stored(&self, mark: Mark) -> bool {
        let shared = self
            .browser
            .as_ref()
            .map_or(u64::MAX, |saver| saver.stored());
        mark.writes <= self.saver.stored()
            && mark.shared <= shared
            && mark.updates <= self.progress.done()
    }

    /// Whether a frame that is written now has to wait: for what is not stored, or for frames before it.
    pub(crate) fn is_waiting(&self) -> bool {
        !self.frames.is_empty() || !self.has_stored(self.written)
    }

    pub(crate) fn push(&mut self, frame: Bytes) {
        self.frames.push_back((self.written, frame));
    }

    /// Takes the next frame that need not wait any more.
    pub(crate) fn pop(&mut self) -> Option<Bytes> {
        let (mark, _) = self.frames.front()?;
        if !self.has_stored(*mark) {
            return None;
        }
        let (_, frame) = self.frames.pop_front()?;
        if self.frames.is_empty() {
            self.frames = VecDeque::new();
        }
        Some(frame)
    }

    /// Their socket has gone.
    pub(crate) fn forget(&mut self) {
        self.frames = VecDeque::new();
    }
}
