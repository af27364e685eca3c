//! What a session writes, between its turns and its saver; and the frames that wait for it.
//!
//! Invariant: while something is not stored, no frame of the session is sent that was written after it. What could not be stored
//! is undone before the next turn.

use std::cell::RefMut;
use std::sync::Arc;

use bytes::Bytes;
use vango_protocol::RefreshReason;
use vango_runtime::persist::{PersistError, Scope, StoredValue, Write};
use vango_runtime::reactive::GlobalUpdate;
use vango_runtime::session::Session;

use super::counter::Cause;
use super::ending::Ending;
use super::greeting;
use super::seat::Seat;
use super::state::{BrowserNews, Held, Outcome, Progress, Saver};
use super::worker::Worker;

/// What has become of what waited to be stored.
pub(super) enum Settled {
    /// Nothing is wrong.
    Well,
    /// It was undone: the browser has to connect again to see it.
    Undone,
    /// The session goes on elsewhere.
    Superseded,
}

impl Worker {
    /// Gives the writes of a turn to the session's saver, and its updates of globals to their owner.
    pub(super) fn save(&self, seat: &Seat, writes: Vec<Write>, updates: Vec<GlobalUpdate>) {
        let mut held = seat.held.borrow_mut();
        let held = held.get_or_insert_with(|| {
            let (keeper, ringer) = (self.commons.keeper.clone(), seat.ringer.clone());
            let progress = Progress::new(ringer.clone());
            let saver = Saver::new(keeper, ringer, seat.id, &seat.origin.get());
            Box::new(Held::new(Arc::new(saver), Arc::new(progress)))
        });
        let of_browser = |write: &Write| write.scope() == Scope::Browser;
        let (shared, own): (Vec<Write>, Vec<Write>) = writes.into_iter().partition(of_browser);
        if !own.is_empty() {
            held.written.writes = held.saver.give(own);
        }
        if !shared.is_empty() {
            let saver = held.browser.get_or_insert_with(|| {
                let (keeper, ringer) = (self.commons.keeper.clone(), seat.ringer.clone());
                Arc::new(Saver::for_browser(keeper, ringer, seat.id, seat.browser))
            });
            held.written.shared = saver.give(shared);
        }
        for update in updates {
            held.written.updates += 1;
            self.commons.owner.give(update, &held.progress);
        }
    }

    /// Hands a frame to `send`, or keeps it until what it shows is stored.
    pub(super) fn send_or_hold(&self, seat: &Seat, frame: Bytes, send: &mut impl FnMut(Bytes)) {
        match &mut *seat.held.borrow_mut() {
            Some(held) if held.is_waiting() => held.push(frame),
            _ => send(frame),
        }
    }

    /// Hands over the frames whose writes are stored now.
    pub(super) fn release(&self, seat: &Seat, mut send: impl FnMut(Bytes)) {
        while let Some(frame) = self.next_released(seat) {
            send(frame);
        }
    }

    fn next_released(&self, seat: &Seat) -> Option<Bytes> {
        seat.held.borrow_mut().as_mut()?.pop()
    }

    /// Deals with what the saver could not do by itself. To be called when the session was woken.
    pub(super) fn settle_state(&self, seat: &Seat) -> Settled {
        let held = seat.held.borrow_mut();
        let Some(held) = RefMut::filter_map(held, |held| held.as_deref_mut()).ok() else {
            return Settled::Well;
        };
        if let Some(values) = held.saver.news()
            && let Some(session) = &mut *seat.session.borrow_mut()
        {
            self.count(Cause::StateVisited);
            session.leave_stored(values);
        }
        let savers = [held.browser.clone(), Some(held.saver.clone())];
        let mut outcomes = savers.into_iter().flatten();
        let found = outcomes.find_map(|saver| Some((saver.outcome()?, saver)));
        match found {
            None => Settled::Well,
            Some((Outcome::Fork, saver)) => {
                let session = seat.session.borrow_mut();
                let all = RefMut::filter_map(session, Option::as_mut);
                let all = all.map(|mut session| session.all_writes());
                saver.fork(all.unwrap_or_default());
                self.count(Cause::StateForked);
                Settled::Well
            }
            Some((Outcome::Superseded, _)) => Settled::Superseded,
            Some((Outcome::Failed { writes, reason }, saver)) => {
                saver.give_up();
                drop(held);
                self.undo(seat, &writes, reason);
                saver.resume();
                Settled::Undone
            }
        }
    }

    /// Begins to hear of what other tabs of the browser write, once the session shows something of it.
    pub(super) fn follow_browser(&self, seat: &Seat, session: &Session) {
        if session.wants_browser() {
            self.commons.keeper.note_browser();
            let mut news = seat.browser_news.borrow_mut();
            news.get_or_insert_with(|| {
                let ringer = seat.ringer.clone();
                BrowserNews::listen(&self.commons.keeper, seat.browser, ringer)
            });
        }
    }

    /// What other tabs have written since the last time.
    pub(super) fn browser_news(&self, seat: &Seat) -> Option<Vec<StoredValue>> {
        // What this tab is about to write itself is newer; it comes back when it is stored.
        let held = seat.held.borrow();
        if held.as_ref().is_some_and(|held| held.is_waiting()) {
            return None;
        }
        let values = seat.browser_news.borrow_mut().as_mut()?.take()?;
        Some(Arc::unwrap_or_clone(values))
    }

    fn undo(&self, seat: &Seat, writes: &[Write], reason: String) {
        if let Some(held) = &mut *seat.held.borrow_mut() {
            held.forget();
        }
        let now_ms = self.clock.now_ms();
        let error = PersistError::Store { reason };
        // A session that has panicked is gone, and its socket with it.
        let _panicked = self.run(seat, now_ms, |session, turn| {
            if let Some(session) = session {
                session.revert(writes, error, turn);
            }
            turn.out.frames.clear();
        });
    }

    /// The frame and the end of a socket whose session goes on elsewhere: the page that it then loads has what is stored.
    pub(super) fn superseded(&self) -> (Bytes, Ending) {
        (
            greeting::refresh(RefreshReason::SessionGone),
            Ending::said(
                1008,
                "the session goes on elsewhere",
                Cause::StateSuperseded,
            ),
        )
    }
}
