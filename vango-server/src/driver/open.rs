//! Opening a page: room for it, its setup, its first loads, its freezing.
//!
//! Invariant: a session that is being opened is in the worker's table, so that its tasks can wake it, and leaves it again
//! when its page fails or whoever asked for it goes away.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::future::poll_fn;
use std::net::IpAddr;
use std::rc::Rc;
use std::sync::Arc;
use std::task::Waker;
use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use vango_protocol::Identity;
use vango_runtime::persist::Values;
use vango_runtime::session::{Page, Root, Session, SessionError, SessionSettings};
use vango_store::StoreError;

use super::account::Account;
use super::address::AddressPlace;
use super::admission::without_query;
use super::bell::Bell;
use super::bucket::Bucket;
use super::counter::Cause;
use super::identity::{BrowserId, SessionId, Token, random_u64};
use super::memory::ALLOCATION_OVERHEAD_BYTES;
use super::ringer::Ringer;
use super::seat::{Place, Seat};
use super::state::{Loaded, NO_PAGE, Origin};
use super::turn::TurnEnd;
use super::worker::Worker;

/// What a tab has, for its next page.
pub(crate) struct Inheritance {
    /// The page before it in the tab.
    pub(super) follows: Option<SessionId>,
    pub(super) loaded: Loaded,
}

impl Inheritance {
    /// For a page function to look at.
    pub(crate) fn values(&self) -> Values {
        self.loaded.values.clone()
    }
}

/// Who asks for which page.
pub(crate) struct PageRequest<'r> {
    pub(crate) root: Root,
    pub(crate) browser: BrowserId,
    /// The request's path; the query does not matter.
    pub(crate) path: &'r str,
    /// What its tab has; `None`: nothing was asked for yet.
    pub(crate) inheritance: Option<Inheritance>,
    /// The client's address, behind trusted proxies the one that they name. `None`: nobody knows it (a test, a pipe).
    pub(crate) address: Option<IpAddr>,
}

/// A page whose session is frozen now, and what its browser needs in order to come back.
pub(crate) struct Opened {
    pub(crate) id: SessionId,
    pub(crate) state: u64,
    pub(crate) secret: Token,
    pub(crate) ticket: Token,
    pub(crate) page: Page,
}

/// What a seat begins with.
pub(super) struct NewSeat<'r> {
    pub(super) id: SessionId,
    pub(super) browser: BrowserId,
    pub(super) ticket: Option<Token>,
    pub(super) path: &'r str,
    pub(super) address: AddressPlace,
    /// What its browser calls what is stored of the tab; a session that has a record of its own finds it under that name too.
    pub(super) state: u64,
    pub(super) origin: Origin,
}

/// Why there is no page.
#[derive(Debug)]
pub(crate) enum OpenError {
    Session(SessionError),
    /// A panic left the session machine.
    Panicked,
    /// There is no room for another session now. Answered 503 with `Retry-After`.
    NoRoom,
    /// The client's address has [`Limits::sessions_per_address`](super::Limits::sessions_per_address) sessions. Answered
    /// 429 with `Retry-After`.
    TooManyFromAddress,
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Session(error) => error.fmt(f),
            Self::Panicked => f.write_str("it panicked"),
            Self::NoRoom => f.write_str(
                "all sessions together hold more memory than `Limits::memory_bytes` allows",
            ),
            Self::TooManyFromAddress => f.write_str(
                "its address has `Limits::sessions_per_address` sessions already; when all clients come from one address, \
                 a proxy stands in front of the app: name it with `App::trusted_proxies`",
            ),
        }
    }
}

impl Worker {
    /// Runs a component's setup, waits for its first loads within their time, renders its page and freezes the session.
    pub(crate) async fn open(&self, request: PageRequest<'_>) -> Result<Opened, OpenError> {
        let PageRequest {
            root,
            browser,
            path,
            inheritance,
            address,
        } = request;
        self.make_room()?;
        let Ok(address) = self.commons.addresses.enter(address) else {
            self.count(Cause::AddressLimit);
            return Err(OpenError::TooManyFromAddress);
        };
        let inheritance = match inheritance {
            Some(inheritance) => inheritance,
            None => self.inheritance(browser, None).await,
        };
        let Inheritance { follows, loaded } = inheritance;
        let id = self.unused_id();
        let ticket = Token::mint();
        let state = loaded.origin.state;
        let seat = self.new_seat(NewSeat {
            id,
            browser,
            ticket: Some(ticket),
            path,
            address,
            state,
            origin: loaded.origin,
        });
        seat.follows.set(follows);
        self.seat_first(seat.clone());
        let opening = Opening { worker: self, seat };
        let page = opening.page(root, loaded.values).await?;
        self.freeze(&opening.seat);
        Ok(Opened {
            id,
            state,
            secret: opening.seat.secret,
            ticket,
            page,
        })
    }

    pub(super) fn new_seat(&self, new: NewSeat<'_>) -> Rc<Seat> {
        let now_ms = self.clock.now_ms();
        let NewSeat {
            id,
            browser,
            ticket,
            path,
            address,
            state,
            origin,
        } = new;
        Rc::new(Seat {
            id,
            browser,
            secret: self.commons.seal.secret(browser, id, state),
            ticket: Cell::new(ticket),
            path: without_query(path).into(),
            place: Cell::new(Place::Opening),
            epoch: Cell::new(0),
            socket: Cell::new(0),
            order: Cell::default(),
            bucket: Cell::new(Bucket::full(self.limits.event_burst, now_ms)),
            bell: Bell::default(),
            ringer: Arc::new(Ringer::new(id, self.dock.clone())),
            has_news: Cell::new(false),
            used_at_ms: Cell::new(0),
            is_watched: Cell::new(false),
            is_drowsy: Cell::new(false),
            deadline_ms: Cell::new(None),
            account: Account::default(),
            address: RefCell::new(Some(address)),
            is_reopened: Cell::new(false),
            is_of_another_build: Cell::new(false),
            was_reset: Cell::new(false),
            origin: Cell::new(origin),
            follows: Cell::new(None),
            held: RefCell::new(None),
            browser_news: RefCell::new(None),
            session: RefCell::new(None),
        })
    }

    /// What the tab of this browser has whose page before has left this identity, and what all tabs of the browser share.
    pub(crate) async fn inheritance(
        &self,
        browser: BrowserId,
        previous: Option<Identity>,
    ) -> Inheritance {
        self.commons.owner.read().await;
        let previous = previous.filter(|previous| self.commons.seal.admits(browser, previous));
        // Without a store the page is shown as on a first visit, and its socket asks again.
        let (follows, mut loaded) = match self.take_on(previous.as_ref()).await {
            Ok(loaded) => (previous, loaded),
            Err(_) => (None, self.first_visit()),
        };
        self.add_browser(browser, &mut loaded.values).await;
        Inheritance {
            // What a handler has set for a tab that it did not know follows no page.
            follows: follows
                .filter(|previous| previous.session != NO_PAGE)
                .map(|previous| SessionId::from_wire(previous.session)),
            loaded,
        }
    }

    /// Adds what all tabs of the browser share. Without a store the session hears of it later.
    pub(super) async fn add_browser(&self, browser: BrowserId, values: &mut Values) {
        let added = self.commons.keeper.add_browser(browser, values).await;
        if added.is_err() {
            self.count(Cause::StateUnread);
        }
    }

    /// What the tab has, when it has had a page before. A failure of the store was counted and told.
    pub(super) async fn inherit(&self, previous: Option<&Identity>) -> Result<Loaded, StoreError> {
        let keeper = &self.commons.keeper;
        let Some(previous) = previous else {
            return Ok(self.first_visit());
        };
        let loaded = keeper.load(previous).await;
        if let Err(error) = &loaded {
            self.count(Cause::StateUnread);
            super::failure(|| format!("a tab's state could not be read: {error}"));
        }
        loaded
    }

    /// As [`inherit`](Self::inherit), for a new page: what waits for one is taken by it.
    async fn take_on(&self, previous: Option<&Identity>) -> Result<Loaded, StoreError> {
        let loaded = self.inherit(previous).await?;
        let is_waiting = previous.is_some_and(|previous| previous.session == NO_PAGE);
        if is_waiting && loaded.origin.revision.is_some() {
            self.commons.keeper.keep_visits(loaded.origin.state).await?;
        }
        Ok(loaded)
    }

    fn first_visit(&self) -> Loaded {
        Loaded {
            origin: Origin::new(random_u64()),
            is_of_another_build: false,
            values: self.commons.keeper.no_values(),
        }
    }

    pub(super) fn session_settings(&self, seat: &Seat, values: Values) -> SessionSettings {
        SessionSettings {
            hash_key: self.hash_key,
            services: self.commons.services.clone(),
            waker: Waker::from(seat.ringer.clone()),
            tasks: self.limits.tasks_per_session,
            values,
            budget: self.commons.keeper.budget(),
            globals: self.commons.owner.globals(),
            development: self.laps.development(),
        }
    }

    fn freeze(&self, seat: &Seat) {
        let spot = self.shelve(&self.frozen, seat, self.limits.frozen_window_ms);
        seat.place.set(Place::Frozen(spot));
        self.count(Cause::PageOpened);
        self.drop_overflow(&self.frozen, Cause::FrozenEvicted);
    }

    /// Drops detached sessions until all sessions together are within [`Limits::memory_bytes`](super::Limits::memory_bytes).
    fn make_room(&self) -> Result<(), OpenError> {
        if self.has_room() {
            return Ok(());
        }
        self.count(Cause::MemoryLimit);
        Err(OpenError::NoRoom)
    }

    fn unused_id(&self) -> SessionId {
        loop {
            let id = SessionId::mint(self.index);
            if id.to_wire() != NO_PAGE && !self.seats.borrow().contains_key(&id) {
                return id;
            }
        }
    }
}

/// A session whose page is under way.
struct Opening<'w> {
    worker: &'w Worker,
    seat: Rc<Seat>,
}

impl Drop for Opening<'_> {
    fn drop(&mut self) {
        if matches!(self.seat.place.get(), Place::Opening) {
            self.worker.remove(&self.seat);
        }
    }
}

impl Opening<'_> {
    async fn page(&self, root: Root, values: Values) -> Result<Page, OpenError> {
        let settings = self.worker.session_settings(&self.seat, values);
        let mut page = self.render(|slot| {
            *slot = Some(Session::open(root, settings)?);
            Ok(())
        })?;
        let deadline = Instant::now() + Duration::from_millis(self.worker.limits.page_load_ms);
        let mut in_time = true;
        while in_time && self.is_loading() {
            let mut has_changed = false;
            in_time = timeout_at(deadline, self.load(&mut has_changed))
                .await
                .unwrap_or(Ok(false))?;
            if has_changed {
                page = self.render(|_| Ok(()))?;
            }
        }
        Ok(page)
    }

    /// Renders the page, after `first`.
    fn render(
        &self,
        first: impl FnOnce(&mut Option<Session>) -> Result<(), SessionError>,
    ) -> Result<Page, OpenError> {
        let now_ms = self.worker.clock.now_ms();
        let rendered = self.worker.run(&self.seat, now_ms, |slot, turn| {
            first(slot)?;
            match slot {
                Some(session) => session.page(turn).map(Some),
                None => Ok(None),
            }
        });
        match rendered {
            Ok(Ok(Some(page))) => {
                // It goes to the browser, and was never the session's.
                let bytes = page.html.capacity()
                    + page.shape.capacity()
                    + page.templates.capacity() * size_of::<usize>()
                    + 3 * ALLOCATION_OVERHEAD_BYTES;
                self.worker.credit(&self.seat, bytes);
                Ok(page)
            }
            Ok(Err(error)) => Err(OpenError::Session(error)),
            Ok(Ok(None)) | Err(_) => Err(OpenError::Panicked),
        }
    }

    /// Takes what the session's tasks bring until nothing loads any more; answers that this was in time.
    async fn load(&self, has_changed: &mut bool) -> Result<bool, OpenError> {
        while self.is_loading() {
            poll_fn(|cx| self.seat.bell.poll(cx)).await;
            if self.worker.is_stopping() {
                return Ok(false);
            }
            if self.seat.has_news.take() {
                *has_changed = true;
                let now_ms = self.worker.clock.now_ms();
                let turn = |session: &mut Session, turn: &mut vango_runtime::session::Turn<'_>| {
                    session.wake(turn);
                };
                if !matches!(
                    self.worker.turn(&self.seat, now_ms, turn, drop),
                    TurnEnd::Open
                ) {
                    return Err(OpenError::Panicked);
                }
            }
        }
        Ok(true)
    }

    fn is_loading(&self) -> bool {
        let session = self.seat.session.borrow();
        session.as_ref().is_some_and(Session::is_loading)
    }
}
