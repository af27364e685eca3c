//! Sleep: a session that nobody uses gives back what a render makes again.
//!
//! Invariants: nothing is rendered, called or sent from a dormant session before it has woken; what it shows then is what
//! it showed when it fell asleep, under the same ids, or everything is sent anew and the impure render is reported. An event
//! that wakes it still finds its handler, unless other elements stand there than when it fell asleep.
//!
//! It deliberately decides nothing: the driver says when.

use super::io::Turn;
use super::machine::{Behind, Phase, Session};
use super::report::Report;
use super::ring::ReplayRing;
use crate::diff::{Dormant, Recalled};

/// Whether a session has what a render makes.
#[derive(Debug)]
pub(super) enum Sleep {
    Awake,
    Dormant(Box<Dormant>),
    /// Awake for good: a render of it was not pure, so that it would wake with everything sent anew each time.
    Sleepless,
}

impl Sleep {
    pub(super) fn memory_bytes(&self) -> usize {
        match self {
            Sleep::Dormant(dormant) => dormant.memory_bytes(),
            Sleep::Awake | Sleep::Sleepless => 0,
        }
    }

    /// What was remembered counts no more: everything will be made anew.
    pub(super) fn forget(&mut self) {
        if matches!(self, Sleep::Dormant(_)) {
            *self = Sleep::Awake;
        }
    }
}

impl Session {
    /// Drops shadow, handlers and rows until the next input: of a quiet session its state alone is kept, and the ids of
    /// its blocks. Answers whether there was anything to drop. A frozen session has none; one that is behind, shows an
    /// error in an [`ErrorBoundary`](crate::view::ErrorBoundary), or was found to render impurely stays as it is.
    ///
    /// The next event, message or timer wakes it, at the cost of one render of the page.
    pub fn hibernate(&mut self, turn: &mut Turn<'_>) -> bool {
        if !self.may_sleep() || self.behind != Behind::Nothing {
            return false;
        }
        let Some(dormant) = self.tree.record() else {
            return false;
        };
        self.tree.store.forget_observers();
        let taken_down = self.render_unsent(turn, |pass| {
            pass.detach_root();
            pass.tree.forget_renders();
            Ok(())
        });
        if let Err(discard) = taken_down {
            // The destructor of something that a handler had captured.
            self.rebuild(discard, turn);
            return false;
        }
        if self.ring.peek().is_some_and(ReplayRing::is_empty) {
            self.ring.give_back();
        }
        if let Some(ring) = self.ring.peek_mut() {
            ring.shrink();
        }
        self.sleep = Sleep::Dormant(Box::new(dormant));
        true
    }

    /// Whether it has been [hibernated](Self::hibernate) and has not woken.
    pub fn is_dormant(&self) -> bool {
        matches!(self.sleep, Sleep::Dormant(_))
    }

    /// Whether there may be something to give back by [`Session::hibernate`].
    pub fn may_sleep(&self) -> bool {
        let is_awake = matches!(self.sleep, Sleep::Awake);
        is_awake && self.phase == Phase::Live && self.tree.shadow.block_count() > 0
    }

    /// What it remembers of its blocks, if it was dormant; it can render from now on.
    pub(super) fn leave_sleep(&mut self) -> Option<Box<Dormant>> {
        if !self.is_dormant() {
            return None;
        }
        match std::mem::replace(&mut self.sleep, Sleep::Awake) {
            Sleep::Dormant(dormant) => {
                self.tree.give_observers();
                Some(dormant)
            }
            Sleep::Awake | Sleep::Sleepless => None,
        }
    }

    /// Makes again what [`Session::hibernate`] has dropped. To be called before anything that needs it. What only differs in
    /// values is owed: the caller sends it, by [`Session::show`] or [`Session::catch_up`].
    pub(super) fn wake_up(&mut self, turn: &mut Turn<'_>) {
        let Some(dormant) = self.leave_sleep() else {
            return;
        };
        let known = self.tree.templates.list().len();
        self.tree.mark_parked(&dormant, true);
        let rendered = self.render_unsent(turn, |pass| pass.mount_root());
        if let Err(discard) = rendered {
            self.tree.templates.truncate(known);
            self.rebuild(discard, turn);
            return;
        }
        let mut recalled = self.tree.recall(&dormant);
        if self.tree.templates.list().len() != known {
            recalled = Recalled::Others;
        }
        if recalled == Recalled::Same {
            return;
        }
        turn.out.reports.push(Report::ImpureRender);
        self.sleep = Sleep::Sleepless;
        self.owe_everything(known);
        if recalled == Recalled::Others {
            self.catch_up(turn);
        }
    }

    /// Wakes for inputs from elsewhere. Answers whether there are any, or it is awake already. A session without a socket
    /// wakes too: what its client shows must stand in the shadow before the state leaves it behind, or events that the
    /// client has kept would find their blocks gone.
    pub(super) fn wake_for_inputs(&mut self, turn: &mut Turn<'_>) -> bool {
        if !self.is_dormant() {
            return true;
        }
        let is_due = self
            .next_wake_ms()
            .is_some_and(|at_ms| at_ms <= turn.now_ms);
        if !is_due && !self.tree.store.has_messages() {
            return false;
        }
        self.wake_up(turn);
        self.catch_up(turn);
        true
    }
}
