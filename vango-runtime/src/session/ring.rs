//! The batches that the client has not acknowledged: what a short break needs again.

use std::collections::VecDeque;
use std::ops::Range;

use bytes::Bytes;

use super::limits::MAX_REPLAY_BYTES;

/// Unacknowledged batches, oldest first, within a byte budget.
#[derive(Debug, Default)]
pub(super) struct ReplayRing {
    frames: VecDeque<(u32, Bytes)>,
    bytes: usize,
    /// How many batches are unacknowledged, whether or not they are still kept.
    in_flight: usize,
    /// Unacknowledged batches that define templates, and how many the client knew before: kept longer than their frames.
    defining: VecDeque<(u32, usize)>,
}

impl ReplayRing {
    /// `templates` is how many the client knew before the batch, and how many it knows after.
    pub(super) fn push(&mut self, batch: u32, frame: Bytes, templates: Range<usize>) {
        self.in_flight += 1;
        if !templates.is_empty() {
            self.defining.push_back((batch, templates.start));
        }
        self.bytes += frame.len();
        self.frames.push_back((batch, frame));
        while self.bytes > MAX_REPLAY_BYTES {
            let Some((_, frame)) = self.frames.pop_front() else {
                break;
            };
            self.bytes -= frame.len();
        }
    }

    /// The client has applied everything up to `batch`; `last` is the newest there is.
    pub(super) fn acknowledge(&mut self, batch: u32, last: u32) {
        while let Some((number, frame)) = self.frames.front()
            && *number <= batch
        {
            self.bytes -= frame.len();
            self.frames.pop_front();
        }
        while self
            .defining
            .front()
            .is_some_and(|(number, _)| *number <= batch)
        {
            self.defining.pop_front();
        }
        // One that comes late takes nothing back.
        self.in_flight = self.in_flight.min((last - batch.min(last)) as usize);
    }

    /// Gives back room that many batches in flight have left behind. Not after each acknowledgement: the next event would
    /// take it again.
    pub(super) fn shrink(&mut self) {
        self.frames.shrink_to_fit();
        self.defining.shrink_to_fit();
    }

    /// How many templates a client knows that has applied everything up to `batch`; `all` when nothing was defined since.
    pub(super) fn templates_at(&self, batch: u32, all: usize) -> usize {
        let lost = self.defining.iter().find(|(number, _)| *number > batch);
        lost.map_or(all, |(_, before)| *before)
    }

    /// The batches after `batch` up to `last`, if all of them are kept.
    pub(super) fn after(&self, batch: u32, last: u32) -> Option<impl Iterator<Item = &Bytes>> {
        let kept = self
            .frames
            .iter()
            .filter(move |(number, _)| *number > batch);
        (kept.clone().count() == (last - batch) as usize).then(|| kept.map(|(_, frame)| frame))
    }

    /// No batch may be sent again. What the client knows of templates is still to be told.
    pub(super) fn spoil(&mut self) {
        self.frames.clear();
        self.bytes = 0;
    }

    /// Whether there is nothing to say of any batch.
    pub(super) fn is_empty(&self) -> bool {
        self.in_flight == 0 && self.frames.is_empty() && self.defining.is_empty()
    }

    pub(super) fn in_flight(&self) -> usize {
        self.in_flight
    }

    /// Bytes of the frames that are kept.
    pub(super) fn kept_bytes(&self) -> usize {
        self.bytes
    }

    pub(super) fn memory_bytes(&self) -> usize {
        self.bytes
            + self.frames.capacity() * size_of::<(u32, Bytes)>()
            + self.defining.capacity() * size_of::<(u32, usize)>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(size: usize) -> Bytes {
        Bytes::from(vec![0; size])
    }

    #[test]
    fn replays_exactly_what_the_client_has_not_seen() {
        let mut ring = ReplayRing::default();
        for batch in 1..=5 {
            ring.push(batch, frame(batch as usize), 0..0);
        }
        assert_eq!(
            ring.after(3, 5)
                .map(|frames| frames.map(Bytes::len).collect::<Vec<_>>()),
            Some(vec![4, 5])
        );
        assert_eq!(ring.after(5, 5).map(Iterator::count), Some(0));
        ring.acknowledge(4, 5);
        assert_eq!(ring.in_flight(), 1);
        assert!(
            ring.after(3, 5).is_none(),
            "batch 4 was acknowledged and dropped"
        );
        assert_eq!(ring.after(4, 5).map(Iterator::count), Some(1));
        ring.acknowledge(2, 5);
        assert_eq!(
            ring.in_flight(),
            1,
            "an older acknowledgement says nothing new"
        );
    }

    #[test]
    fn past_the_budget_the_oldest_goes_and_a_gap_is_no_replay() {
        let mut ring = ReplayRing::default();
        ring.push(1, frame(MAX_REPLAY_BYTES), 0..0);
        assert!(ring.after(0, 1).is_some());
        ring.push(2, frame(1), 0..0);
        assert!(ring.after(0, 2).is_none());
        assert!(ring.after(1, 2).is_some());
        assert_eq!(ring.in_flight(), 2);
    }

    #[test]
    fn what_a_lost_batch_has_defined_is_known_longer_than_its_frame() {
        let mut ring = ReplayRing::default();
        ring.push(1, frame(1), 3..5);
        ring.push(2, frame(MAX_REPLAY_BYTES), 5..5);
        ring.push(3, frame(1), 5..6);
        assert!(ring.after(0, 3).is_none());
        assert_eq!(ring.templates_at(0, 6), 3);
        assert_eq!(ring.templates_at(1, 6), 5);
        assert_eq!(ring.templates_at(3, 6), 6);
        ring.acknowledge(2, 3);
        assert_eq!(ring.templates_at(2, 6), 5);
    }
}
