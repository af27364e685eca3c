//! Frames that wait until what they show is stored.

use std::collections::VecDeque;
use std::sync::Arc;

use bytes::Bytes;

use super::Saver;

/// A session's saver, and the frames that wait for it.
pub(crate) struct Held {
    pub(crate) saver: Arc<Saver>,
    /// The number of the last writes that were given to the saver.
    pub(crate) written: u64,
    frames: VecDeque<(u64, Bytes)>,
}

impl Held {
    pub(crate) fn new(saver: Arc<Saver>) -> Self {
        Self {
            saver,
            written: 0,
            frames: VecDeque::new(),
        }
    }

    /// Whether a frame that is written now has to wait.
    pub(crate) fn is_waiting(&self) -> bool {
        self.written > self.saver.stored()
    }

    pub(crate) fn push(&mut self, frame: Bytes) {
        self.frames.push_back((self.written, frame));
    }

    /// Takes the next frame that need not wait any more.
    pub(crate) fn pop(&mut self) -> Option<Bytes> {
        let (number, _) = self.frames.front()?;
        if *number > self.saver.stored() {
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
