//! What the client asks for when its page does not match: one component anew, or everything, within a bound.
//!
//! Invariant: a mismatch is never masked. Each is reported; a client that loses track again and again is stopped with a
//! visible error, because sending the same content a fourth time would only hide that something changes the page.

use vango_protocol::ErrorCode;

use super::io::{CloseReason, Turn};
use super::limits::{MAX_COMPONENT_RESYNCS, MAX_RESYNCS, RESYNC_WINDOW_MS};
use super::machine::{Behind, Session};
use super::report::Report;
use super::turn::{render_all, settle};

/// How often the client has lost track lately.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Resyncs {
    /// When the present window began; it is over [`RESYNC_WINDOW_MS`] later.
    since_ms: u64,
    whole: u8,
    components: u8,
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
                self.behind = Behind::Everything;
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
        let seen = &mut self.resyncs;
        if now_ms.saturating_sub(seen.since_ms) >= RESYNC_WINDOW_MS {
            *seen = Resyncs {
                since_ms: now_ms,
                ..Resyncs::default()
            };
        }
        if let Some(scope) = component
            && seen.components < MAX_COMPONENT_RESYNCS
        {
            seen.components += 1;
            return Extent::Component(scope);
        }
        seen.whole += 1;
        if seen.whole >= MAX_RESYNCS {
            Extent::Stop
        } else {
            Extent::Everything
        }
    }

    /// Sends the component around `block` with new blocks; it and what is in it keep their state.
    fn show_component(&mut self, block: u32, turn: &mut Turn<'_>) {
        if !self.may_send() {
            // Everything includes the component, and will be sent when the client has caught up.
            self.behind = Behind::Everything;
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
