//! Events on their way to the server.
//!
//! Invariant: `acknowledged ≤ sent ≤ given`; `waiting` holds the events after `acknowledged`, in order; at most
//! [`MAX_UNACKNOWLEDGED`] are sent and not acknowledged. An event keeps its number for ever.

use std::collections::VecDeque;

use vango_protocol::limits::MAX_UNACKNOWLEDGED;
use vango_protocol::{ClientFrame, Payload, serial};

/// Where a frame of an event carries the low byte of its number, and of the last batch.
const SEQ: usize = 1;
const ACK: usize = 2;

#[derive(Debug, Default)]
pub(crate) struct Outbox {
    acknowledged: u32,
    sent: u32,
    /// Frames whose numbers are filled in when they are sent.
    waiting: VecDeque<Vec<u8>>,
}

impl Outbox {
    /// The number of the last event.
    pub(crate) fn given(&self) -> u32 {
        self.acknowledged.saturating_add(self.waiting.len() as u32)
    }

    /// The number of the last event that the server has applied.
    pub(crate) fn acknowledged(&self) -> u32 {
        self.acknowledged
    }

    /// How many events are not acknowledged.
    pub(crate) fn waiting(&self) -> usize {
        self.waiting.len()
    }

    pub(crate) fn push(&mut self, block: u32, slot: u32, payload: Payload<'_>) {
        let mut frame = Vec::new();
        ClientFrame::Event {
            seq: 0,
            ack: 0,
            block,
            slot,
            payload,
        }
        .encode(&mut frame);
        self.waiting.push_back(frame);
    }

    /// The next event to send, if one waits and may be sent; `batch` is the last batch applied.
    pub(crate) fn next(&mut self, batch: u32) -> Option<Vec<u8>> {
        let in_flight = self.sent - self.acknowledged;
        if in_flight >= MAX_UNACKNOWLEDGED {
            return None;
        }
        let mut frame = self.waiting.get(in_flight as usize)?.clone();
        // After the highest number there is none.
        self.sent = self.sent.checked_add(1)?;
        frame[SEQ] = serial::low(self.sent);
        frame[ACK] = serial::low(batch);
        Some(frame)
    }

    /// The server has applied the events up to the one with this low byte.
    pub(crate) fn acknowledge(&mut self, low: u8) {
        if let Some(number) = serial::expand(low, self.acknowledged)
            && (self.acknowledged..=self.sent).contains(&number)
        {
            self.forget(number);
        }
    }

    /// A new socket: the server has applied the events up to `number`, the later ones are to be sent again. A number that
    /// was never given means that the session was rebuilt: what waits is numbered anew from there.
    pub(crate) fn restart(&mut self, number: u32) {
        if (self.acknowledged..=self.given()).contains(&number) {
            self.forget(number);
        }
        self.acknowledged = number;
        self.sent = number;
    }

    fn forget(&mut self, number: u32) {
        self.waiting.drain(..(number - self.acknowledged) as usize);
        self.acknowledged = number;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outbox(events: u32) -> Outbox {
        let mut outbox = Outbox::default();
        (1..=events).for_each(|block| outbox.push(block, 0, Payload::None));
        outbox
    }

    fn sent(outbox: &mut Outbox) -> Vec<(u8, u32)> {
        std::iter::from_fn(|| outbox.next(7))
            .map(|frame| match ClientFrame::decode(&frame) {
                Ok(ClientFrame::Event {
                    seq, ack: 7, block, ..
                }) => (seq, block),
                other => panic!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn what_is_not_applied_is_sent_again_with_its_number() {
        let mut outbox = outbox(3);
        assert_eq!(sent(&mut outbox), [(1, 1), (2, 2), (3, 3)]);
        outbox.acknowledge(1);
        assert_eq!(sent(&mut outbox), []);
        outbox.restart(2);
        assert_eq!(sent(&mut outbox), [(3, 3)]);
        assert_eq!((outbox.given(), outbox.waiting()), (3, 1));
    }

    #[test]
    fn no_more_than_the_limit_are_in_flight() {
        let mut outbox = outbox(300);
        assert_eq!(sent(&mut outbox).len(), 127);
        outbox.acknowledge(100);
        assert_eq!(sent(&mut outbox).last(), Some(&(227, 227)));
        outbox.acknowledge(227);
        assert_eq!(sent(&mut outbox).last(), Some(&(44, 300)));
    }

    #[test]
    fn an_acknowledgement_of_what_was_not_sent_is_ignored() {
        let mut outbox = outbox(2);
        outbox.acknowledge(1);
        assert_eq!(sent(&mut outbox), [(1, 1), (2, 2)]);
    }

    #[test]
    fn a_rebuilt_session_counts_from_its_own_number() {
        let mut outbox = outbox(2);
        sent(&mut outbox);
        outbox.restart(40);
        assert_eq!(sent(&mut outbox), [(41, 1), (42, 2)]);
    }
}
