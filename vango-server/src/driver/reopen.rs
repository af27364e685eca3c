//! A session that this process does not have, for a browser that still shows its page: made anew from what is stored.
//!
//! The browser proves by its secret that session and state are its own; nothing else is believed of what it says, and nothing
//! but its page is built on it: which route it shows, and from which numbers the session counts on.

use std::rc::Rc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use vango_protocol::limits::{MAX_BLOCK, MAX_TEMPLATES};
use vango_protocol::{Hello, Identity, RefreshReason};
use vango_runtime::session::{Seen, Session};

use super::admission::{Admission, Refusal};
use super::counter::Cause;
use super::greeting::Greeting;
use super::identity::{BrowserId, SessionId, Token};
use super::open::NewSeat;
use super::seat::{Place, Seat};
use super::state::{NO_PAGE, Origin};
use super::visitor::Visitor;
use super::worker::Worker;

/// Ids that a session which counts on has left for its blocks, at least.
const BLOCKS_LEFT: u32 = 1 << 30;

/// An identity from a cookie, or from `Hello`: base64 of its bytes.
pub(crate) fn parse_identity(text: &[u8]) -> Option<Identity> {
    let bytes = STANDARD.decode(text).ok()?;
    Identity::decode(&bytes).ok()
}

/// As [`parse_identity`] reads it.
pub(crate) fn print_identity(identity: &Identity) -> String {
    let mut bytes = Vec::new();
    identity.encode(&mut bytes);
    STANDARD.encode(bytes)
}

/// Whether the session has gone on in another process since its socket left this one.
fn is_left_behind(seat: &Seat, hello: &Hello<'_>) -> bool {
    let session = seat.session.borrow();
    let agrees = session
        .as_ref()
        .is_some_and(|session| session.agrees(hello.event, hello.batch));
    matches!(seat.place.get(), Place::Detached(_)) && !agrees
}

impl Worker {
    /// As [`Worker::admit`], also for a session that is gone and can be made anew.
    pub(super) async fn admit_or_reopen(
        self: &Rc<Self>,
        visitor: &Visitor,
        greeting: Greeting<'_>,
    ) -> Result<Admission, Refusal> {
        let Greeting::Hello(hello) = &greeting else {
            return self.admit(visitor, greeting);
        };
        let Some(browser) = visitor.browser else {
            return self.admit(visitor, greeting);
        };
        let is_own = hello.session != NO_PAGE
            && SessionId::from_wire(hello.session) == visitor.id
            && self.commons.seal.admits(browser, &hello.identity());
        if is_own {
            match self.seat(visitor.id) {
                None => self.reopen(visitor, browser, hello).await?,
                Some(seat) if hello.ticket.is_some() => {
                    self.correct(&seat, browser, hello.previous).await?;
                }
                Some(seat)
                    if is_left_behind(&seat, hello)
                        || self.is_outdated(&seat, browser, hello).await? =>
                {
                    self.unshelve(&seat);
                    self.remove(&seat);
                    self.reopen(visitor, browser, hello).await?;
                }
                Some(_) => {}
            }
        }
        self.admit(visitor, greeting)
    }

    /// Whether the tab has shown other pages since, and they have written what this page's session has: a page that a browser has
    /// kept for who goes back. A session of which nothing was written goes on as it is.
    async fn is_outdated(
        &self,
        seat: &Seat,
        browser: BrowserId,
        hello: &Hello<'_>,
    ) -> Result<bool, Refusal> {
        let previous = self.previous(browser, hello).filter(|id| *id != seat.id);
        if previous.is_none() {
            return Ok(false);
        }
        let loaded = self.inherit(Some(&hello.identity())).await;
        let loaded = loaded.map_err(|_| Refusal::Later)?;
        let session = seat.session.borrow();
        Ok(session
            .as_ref()
            .is_some_and(|session| !session.has_stored(&loaded.values)))
    }

    /// The page that the tab has shown before this one, if that was the browser's own.
    fn previous(&self, browser: BrowserId, hello: &Hello<'_>) -> Option<SessionId> {
        let previous = parse_identity(hello.previous.as_bytes())?;
        let is_own = self.commons.seal.admits(browser, &previous);
        is_own.then(|| SessionId::from_wire(previous.session))
    }

    async fn reopen(
        self: &Rc<Self>,
        visitor: &Visitor,
        browser: BrowserId,
        hello: &Hello<'_>,
    ) -> Result<(), Refusal> {
        let gone = || Refusal::Reload(RefreshReason::SessionGone, Cause::SessionUnknown);
        let templates = usize::try_from(hello.templates).unwrap_or(usize::MAX);
        if hello.blocks > MAX_BLOCK - BLOCKS_LEFT || templates > MAX_TEMPLATES / 2 {
            return Err(gone());
        }
        if !self.has_room() {
            self.count(Cause::MemoryLimit);
            return Err(gone());
        }
        let Ok(address) = self.commons.addresses.enter(visitor.address) else {
            self.count(Cause::AddressLimit);
            return Err(gone());
        };
        self.commons.owner.read().await;
        // Later it may be well again: the browser asks once more in a moment, and shows meanwhile what it has.
        let loaded = self.inherit(Some(&hello.identity())).await;
        let mut loaded = loaded.map_err(|_| Refusal::Later)?;
        self.add_browser(browser, &mut loaded.values).await;
        let Some(root) = (self.commons.pages)(hello.path, &loaded.values) else {
            return Err(gone());
        };
        // Another socket of the page may have been faster.
        if self.seat(visitor.id).is_some() {
            return Ok(());
        }
        let seat = self.new_seat(NewSeat {
            id: visitor.id,
            browser,
            ticket: hello.ticket.map(|ticket| Token::from_bytes(ticket.0)),
            path: hello.path,
            address,
            state: hello.state,
            origin: loaded.origin,
        });
        seat.is_of_another_build.set(loaded.is_of_another_build);
        seat.follows.set(self.previous(browser, hello));
        self.seat_first(seat.clone());
        let seen = Seen {
            blocks: hello.blocks.max(1),
            templates,
            batch: hello.batch,
            event: hello.event,
        };
        let settings = self.session_settings(&seat, loaded.values);
        let opened = self.run(&seat, self.clock.now_ms(), |slot, _| {
            let session = Session::open_again(root, settings, seen)?;
            *slot = Some(session);
            Ok::<(), vango_runtime::session::SessionError>(())
        });
        if let Ok(Ok(())) = opened {
            self.keep_reopened(&seat);
            return Ok(());
        }
        if let Ok(Err(error)) = opened {
            super::failure(|| format!("the page {:?} failed: {error}", hello.path));
        }
        self.remove(&seat);
        Err(gone())
    }

    /// Takes over what handlers have set since the page was rendered: a script may have asked for it before the page's socket came,
    /// and has named the page before.
    async fn learn_of_visits(&self, seat: &Seat) -> Result<(), Refusal> {
        let visited = self.commons.keeper.visited_since(&seat.origin.get()).await;
        if let Some(values) = visited.map_err(|_| Refusal::Later)?
            && let Some(session) = &mut *seat.session.borrow_mut()
        {
            session.leave_stored(values);
        }
        Ok(())
    }

    /// The page was rendered for a tab that a cookie named, or for none; the browser's word about the page before it in its tab
    /// counts. When it is another one, the session gets the values of that, and a record of its own: what the browser says after
    /// a restart names the first.
    async fn correct(
        &self,
        seat: &Seat,
        browser: BrowserId,
        previous: &str,
    ) -> Result<(), Refusal> {
        let previous = parse_identity(previous.as_bytes());
        let previous = previous.filter(|previous| self.commons.seal.admits(browser, previous));
        let follows = previous.map(|previous| SessionId::from_wire(previous.session));
        let is_frozen = || matches!(seat.place.get(), Place::Frozen(_));
        if follows == seat.follows.get() || !is_frozen() {
            return self.learn_of_visits(seat).await;
        }
        let mut loaded = self
            .inherit(previous.as_ref())
            .await
            .map_err(|_| Refusal::Later)?;
        let origin = seat.origin.get();
        if origin.revision.is_some() && seat.follows.get().is_none() {
            // A handler may have set something for this page's tab without knowing which it is. Of a record that a page's identity
            // has named the tab is known, and it is another one.
            let keeper = &self.commons.keeper;
            let added = keeper.add_visits(origin.state, &mut loaded.values).await;
            added.map_err(|_| Refusal::Later)?;
        }
        self.add_browser(browser, &mut loaded.values).await;
        if !is_frozen() {
            return Ok(());
        }
        seat.follows.set(follows);
        seat.origin.set(Origin::new(seat.id.to_wire()));
        self.count(Cause::TabCorrected);
        let ran = self.run(seat, self.clock.now_ms(), |session, turn| {
            let session = session.as_mut()?;
            session.hydrate(loaded.values, turn);
            turn.out.writes = session.all_writes();
            Some(())
        });
        // A panic has removed the session; its socket is refused then.
        drop(ran);
        Ok(())
    }

    fn keep_reopened(&self, seat: &Seat) {
        let spot = self.shelve(&self.detached, seat, self.limits.resume_window_ms);
        seat.place.set(Place::Detached(spot));
        seat.is_reopened.set(true);
        self.count(Cause::Reopened);
    }
}
