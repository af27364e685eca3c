//! What handlers of HTTP requests ask of a session, on its worker's thread.
//!
//! A session whose socket is here is asked itself: what it has in its memory is newest, and what it is given is a transaction
//! of its own, shown and stored like every other. Of all others the record in the store counts; one that is here without a
//! socket is told of what was written there.
//!
//! Invariant: who asks has been verified (the browser's cookie, the page's secret); of another browser's session nothing is said.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::sleep;
use vango_runtime::persist::{Definition, Persist, PersistError, StoredValue};
use vango_runtime::session::Session;

use super::counter::Cause;
use super::identity::{BrowserId, SessionId};
use super::seat::{Place, Seat};
use super::worker::Worker;

/// The pause between two looks at a session whose write takes an unusual way, into a record of its own.
const PAUSE: Duration = Duration::from_millis(5);

/// Something to do on the worker of a session.
pub(crate) type Errand = Box<dyn FnOnce(&Worker) + Send>;

/// A page, as a verified identity names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Whose {
    pub(crate) session: SessionId,
    pub(crate) browser: BrowserId,
}

/// What became of what a session was asked.
#[derive(Debug)]
pub(crate) enum Told<T> {
    /// Its socket is here; it has answered itself.
    Live(T),
    /// It is here without a socket, or was lost under way: the record of this name counts.
    Kept { state: u64 },
    /// It is not here.
    Absent,
}

/// The name of the record that a session has now.
fn state(seat: &Seat) -> u64 {
    match &*seat.held.borrow() {
        Some(held) if held.saver.has_own_record() => seat.id.to_wire(),
        _ => seat.origin.get().state,
    }
}

fn kept<T>(seat: &Seat) -> Told<T> {
    Told::Kept { state: state(seat) }
}

impl Worker {
    /// Runs an errand. It may run code of the app (an item's `Serialize`), and a panic of that is its handler's loss alone.
    pub(crate) fn run_errand(&self, errand: Errand) {
        if catch_unwind(AssertUnwindSafe(|| errand(self))).is_err() {
            self.count(Cause::SessionPanicked);
        }
    }

    fn seat_of(&self, whose: Whose) -> Option<Rc<Seat>> {
        self.seat(whose.session)
            .filter(|seat| seat.browser == whose.browser)
    }

    /// Does something with a session whose socket is here.
    fn with_live<R>(&self, whose: Whose, act: impl FnOnce(&mut Session) -> R) -> Told<R> {
        let Some(seat) = self.seat_of(whose) else {
            return Told::Absent;
        };
        if !matches!(seat.place.get(), Place::Attached) {
            return kept(&seat);
        }
        let mut session = seat.session.borrow_mut();
        match &mut *session {
            Some(session) => Told::Live(act(session)),
            // It has panicked.
            None => Told::Absent,
        }
    }

    /// What an item is now, as it would be stored.
    pub(crate) fn look_up<T: Persist>(
        &self,
        whose: Whose,
        definition: &'static Definition<T>,
    ) -> Told<Vec<u8>> {
        self.with_live(whose, |session| session.item_bytes(definition))
    }

    /// Gives a live session a value; `answer` hears when it is stored, or why it is not.
    pub(crate) fn assign<T: Persist>(
        &self,
        whose: Whose,
        definition: &'static Definition<T>,
        value: T,
        answer: oneshot::Sender<Told<Result<(), PersistError>>>,
    ) {
        let (done, taken) = oneshot::channel();
        let left = self.with_live(whose, |session| {
            // It fails when the handler's request is gone; the session takes the value all the same.
            session.leave_value(definition, value, |result| drop(done.send(result)));
        });
        let (Told::Live(()), Some(seat)) = (&left, self.seat_of(whose)) else {
            let told = match left {
                Told::Kept { state } => Told::Kept { state },
                Told::Live(()) | Told::Absent => Told::Absent,
            };
            drop(answer.send(told));
            return;
        };
        let epoch = seat.epoch.get();
        // A task of this thread: it goes on when the turn that takes the value has ended, and has given it to the saver.
        tokio::task::spawn_local(async move {
            let told = match taken.await {
                Ok(Ok(())) => stored(&seat, epoch).await,
                Ok(Err(error)) => Told::Live(Err(error)),
                Err(_) => kept(&seat),
            };
            drop(answer.send(told));
        });
    }

    /// Tells a session that is here of a value that was stored for it.
    pub(crate) fn tell_stored(&self, whose: Whose, value: StoredValue) {
        if let Some(seat) = self.seat_of(whose)
            && let Some(session) = &mut *seat.session.borrow_mut()
        {
            session.leave_stored(vec![value]);
        }
    }
}

/// Waits until all that the session has written by now is stored.
async fn stored(seat: &Seat, epoch: u32) -> Told<Result<(), PersistError>> {
    let written = seat.held.borrow().as_ref().map(|held| held.written);
    let Some(written) = written else {
        // It was the initial value, and is.
        return Told::Live(Ok(()));
    };
    loop {
        // What was undone counts as stored, but its socket is closed then.
        if !seat.is_held_by(epoch) {
            return kept(seat);
        }
        let saver = match &*seat.held.borrow() {
            Some(held) if held.has_stored(written) => return Told::Live(Ok(())),
            Some(held) => held.saver.clone(),
            None => return kept(seat),
        };
        saver.wait_until_idle().await;
        let has_stored = |seat: &Seat| {
            let held = seat.held.borrow();
            held.as_ref().is_some_and(|held| held.has_stored(written))
        };
        if !has_stored(seat) {
            sleep(PAUSE).await;
        }
    }
}
