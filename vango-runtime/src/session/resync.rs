//! What the client asks for when its page does not match: one component anew, or everything, within a bound.
//!
//! Invariant: a mismatch is never masked. Each is reported; a client that loses track again and again is stopped with a
//! visible error, because sending the same content a fourth time would only hide that something changes the page.

use vango_protocol::ErrorCode;

use super::io::{CloseReason, Turn};
use super::limits::{MAX_COMPONENT_RESYNCS, MAX_RESYNCS, RESYNC_WINDOW_MS};
use super::machine::Session;
use super::report::Report;
use super::turn::{render_all, settle};

/// How often the client has lost track lately.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Resyncs {
    /// When everything was sent anew: the last time, and before it.
    whole_ms: [Option<u64>; MAX_RESYNCS - 1],
    /// When the present window of components began; it is over [`RESYNC_WINDOW_MS`] later.
    since_ms: u64,
    components: u8,
}

impl Resyncs {
    /// Notes a request for everything; answers whether it is one too many.
    fn is_too_often(&mut self, now_ms: u64) -> bool {
        let oldest_ms = self.whole_ms[MAX_RESYNCS - 2];
        self.whole_ms.rotate_right(1);
        self.whole_ms[0] = Some(now_ms);
        oldest_ms.is_some_and(|ms| now_ms.saturating_sub(ms) < RESYNC_WINDOW_MS)
    }

    /// Notes a request for a component; answers whether it is one too many.
    fn are_components_too_many(&mut self, now_ms: u64) -> bool {
        if now_ms.saturating_sub(self.since_ms) >= RESYNC_WINDOW_MS {
            self.since_ms = now_ms;
            self.components = 0;
        }
        self.components = self.components.saturating_add(1);
        self.components > MAX_COMPONENT_RESYNCS
    }
}

/// What is to be sent anew.
enum Extent {
    Component(u32),
    Everything,
    /// Nothing any more: too often.
    Stop,
}

impl Session {
    /// The client lost track in `block`, or, when that is 0 or nothing that is shown, wholly.
    pub(super) fn resync(&mut self, ack: u8, block: u32, turn: &mut Turn<'_>) {
        self.wake_up(turn);
        self.catch_up(turn);
        match self.extent(block, turn.now_ms) {
            Extent::Component(scope) => {
                let component = self.tree.component(scope);
                turn.out.reports.push(Report::ResyncComponent { component });
                self.acknowledge(ack, turn);
                // The acknowledgement may have rendered, and the component may have left with that.
                self.show_component(block, turn);
            }
            Extent::Everything => {
                turn.out.reports.push(Report::Resync);
                // Before the acknowledgement, which would send what waits in pieces.
                self.owe_everything(self.tree.templates.list().len());
                self.acknowledge(ack, turn);
                self.catch_up(turn);
            }
            Extent::Stop => {
                turn.out.reports.push(Report::Resync);
                turn.out.fail(
                    ErrorCode::DIVERGED,
                    "This page and the server do not agree again and again: something else changes the page.",
                    CloseReason::Diverged,
                );
            }
        }
    }

    fn extent(&mut self, block: u32, now_ms: u64) -> Extent {
        let component = self
            .tree
            .shadow
            .place(block)
            .map(|place| self.tree.instance_of(place.scope));
        match component {
            Some(scope) if !self.resyncs.are_components_too_many(now_ms) => {
                Extent::Component(scope)
            }
            _ if self.resyncs.is_too_often(now_ms) => Extent::Stop,
            _ => Extent::Everything,
        }
    }

    /// Sends the component around `block` with new blocks; it and what is in it keep their state.
    fn show_component(&mut self, block: u32, turn: &mut Turn<'_>) {
        if !self.may_send() {
            // Everything includes the component, and will be sent when the client has caught up.
            self.owe_everything(self.tree.templates.list().len());
            return;
        }
        let shown = self.write_batch(turn, |pass, observers| {
            // Components find their places again by the order in which they stand, so that has to be up to date.
            render_all(pass, observers)?;
            pass.show_around(block)?;
            settle(pass, observers)
        });
        if let Err(discard) = shown {
            self.rebuild(discard, turn);
        }
    }
}
