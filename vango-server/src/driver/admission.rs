//! Who may speak for a session: the checks between a socket's first frame and its session's first turn.

use std::rc::Rc;

use vango_protocol::{ErrorCode, Hello, RefreshReason};

use vango_runtime::session::{Attach, PageMatch};

use super::counter::Cause;
use super::ending::Ending;
use super::greeting::Greeting;
use super::identity::{SessionId, Token};
use super::seat::{Order, Place, Seat};
use super::visitor::Visitor;
use super::worker::Worker;

/// Why a socket was not admitted, and what its browser is told.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// A new page mends it: the client reloads, once.
    Reload(RefreshReason, Cause),
    /// No honest client does this; the code is the `Error`'s.
    Policy(ErrorCode, &'static str, Cause),
    /// It cannot be said now: the browser connects again in a moment.
    Later,
    /// A newer socket has spoken for the session: its greeting has overtaken this one's.
    Outdated(Ending),
}

/// The right to speak for a session, until another socket gets it.
pub(crate) struct Admission {
    pub(crate) seat: Rc<Seat>,
    pub(crate) epoch: u32,
    pub(crate) attach: Attach,
    /// A socket spoke for the session until now.
    pub(crate) takes_over: bool,
}

impl Worker {
    /// Checks a greeting on the socket with this number. On success the session's former socket, if any, has lost its right
    /// and been rung.
    pub(crate) fn admit(
        &self,
        visitor: &Visitor,
        greeting: Greeting<'_>,
    ) -> Result<Admission, Refusal> {
        let Visitor {
            id,
            number,
            browser,
            ..
        } = *visitor;
        let hello = greeted(greeting)?;
        if SessionId::from_wire(hello.session) != id {
            return Err(Refusal::Policy(
                ErrorCode::UNEXPECTED,
                "the greeting names another session",
                Cause::HelloMalformed,
            ));
        }
        let Some(seat) = self.seat(id) else {
            return Err(Refusal::Reload(
                RefreshReason::SessionGone,
                Cause::SessionUnknown,
            ));
        };
        if browser != Some(seat.browser) {
            // Two tabs that were opened at the same time by a new browser: the later cookie has replaced the earlier.
            return Err(Refusal::Reload(
                RefreshReason::SessionGone,
                Cause::CookieForeign,
            ));
        }
        if !seat.secret.admits(&hello.secret.0) {
            // As if there were no such session: whoever guesses learns nothing, and a page that is not this session's gets
            // one that is.
            return Err(Refusal::Reload(
                RefreshReason::SessionGone,
                Cause::SecretRefused,
            ));
        }
        let session = seat.session.borrow();
        if session
            .as_ref()
            .is_some_and(|session| !session.agrees(hello.event, hello.batch))
        {
            // A copy of the page from before: whoever speaks for the session now keeps it.
            return Err(Refusal::Reload(
                RefreshReason::SessionGone,
                Cause::SessionDiverged,
            ));
        }
        drop(session);
        redeem(&seat, hello.ticket.map(|ticket| ticket.0))?;
        self.check_order(&seat, number)?;
        seat.socket.set(number);
        Ok(self.seat_taken(seat, &hello))
    }

    /// Of two sockets the one that was opened last speaks for the session, in whatever order their greetings arrive: a page
    /// that gives a socket up and opens another would lose its session to the one that it has left.
    fn check_order(&self, seat: &Seat, number: u64) -> Result<(), Refusal> {
        if number > seat.socket.get() {
            return Ok(());
        }
        if matches!(seat.place.get(), Place::Attached) {
            self.count(Cause::HelloLate);
            return Err(Refusal::Outdated(Ending::TAKEN_OVER));
        }
        Err(Refusal::Outdated(Ending::OUTDATED))
    }

    fn seat_taken(&self, seat: Rc<Seat>, hello: &Hello<'_>) -> Admission {
        let takes_over = matches!(seat.place.get(), Place::Attached);
        self.unshelve(&seat);
        if let Some(held) = &mut *seat.held.borrow_mut() {
            held.forget();
        }
        let epoch = seat.epoch.get().wrapping_add(1);
        seat.epoch.set(epoch);
        seat.order.set(Order::Stay);
        seat.place.set(Place::Attached);
        seat.bell.ring();
        self.count(match (takes_over, hello.ticket) {
            (true, _) => Cause::TakenOver,
            (false, Some(_)) => Cause::Attached,
            (false, None) => Cause::Resumed,
        });
        let attach = Attach {
            fresh: hello.ticket.is_some(),
            page: self.page_match(&seat, hello),
            batch: hello.batch,
            event: hello.event,
        };
        Admission {
            seat,
            epoch,
            attach,
            takes_over,
        }
    }

    /// What a browser shows at another path, or of another build, is not this session's page: it is not adopted,
    /// everything is sent anew, once for this socket.
    fn page_match(&self, seat: &Seat, hello: &Hello<'_>) -> PageMatch {
        let same_path = without_query(hello.path) == &*seat.path;
        let same_build = hello.build == self.commons.build;
        if !same_path {
            self.count(Cause::PathMismatch);
        }
        if !same_build {
            self.count(Cause::BuildMismatch);
        }
        if same_path && same_build {
            PageMatch::Same
        } else {
            PageMatch::Other
        }
    }
}

/// The greeting that a socket has to begin with.
fn greeted(greeting: Greeting<'_>) -> Result<Hello<'_>, Refusal> {
    match greeting {
        Greeting::Hello(hello) => Ok(hello),
        Greeting::OtherVersion => Err(Refusal::Reload(
            RefreshReason::Version,
            Cause::VersionRefused,
        )),
        Greeting::Early => Err(Refusal::Policy(
            ErrorCode::UNEXPECTED,
            "the first frame is no greeting",
            Cause::HelloMalformed,
        )),
        Greeting::Malformed => Err(Refusal::Policy(
            ErrorCode::MALFORMED,
            "the first frame is none",
            Cause::HelloMalformed,
        )),
    }
}

/// Uses up the ticket. A first connection must bring it; a reconnect brings none, and none is good after it.
fn redeem(seat: &Seat, offered: Option<[u8; 16]>) -> Result<(), Refusal> {
    let kept: Option<Token> = seat.ticket.take();
    match (kept, offered) {
        (_, None) => Ok(()),
        (Some(kept), Some(offered)) if kept.admits(&offered) => Ok(()),
        // The secret was right: most likely the connection broke between the greeting and its answer.
        (_, Some(_)) => Err(Refusal::Reload(
            RefreshReason::SessionGone,
            Cause::TicketRefused,
        )),
    }
}

/// The part of a request target that names the page. Without the slash at its end: where an outer server takes a prefix away,
/// `/app` and `/app/` reach the app as the same path, and only the browser knows which it was.
pub(crate) fn without_query(path: &str) -> &str {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    match path.trim_end_matches('/') {
        "" => "/",
        named => named,
    }
}
