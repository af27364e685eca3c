//! Session keys in the handlers of a nested service: whose request it is, what its tab has, and what it may write.
//!
//! Invariants:
//! - A request names a tab by the identity that the tab's page has, and only when the app has signed that for this very browser.
//! - Only a request that a page of this app has sent can write: another site's cannot, whatever cookies come along.
//! - What is answered as set is stored.
//!
//! Deliberately absent: shared values, which handlers of a page change with their own logic (`CART.get_mut(tx)`); globals; and
//! services that this app runs inside: they get no [`RequestSession`].

mod error;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hyper::header::HeaderMap;
use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::oneshot;
use vango_protocol::{Identity, Token as WireToken};
use vango_runtime::persist::{Assignment, Persist, PersistError, decode};
use vango_runtime::reactive::SessionKey;

use crate::driver::{
    BrowserId, Cause, Counters, For, Keeper, NO_PAGE, Seal, SessionId, Told, Whose, Worker,
};

use super::client::Client;
use super::cookie::CookieKey;
use super::lane::{Lane, Mail};
use super::origin::{self, Sender};
pub use error::RequestSessionError;

/// The header by which a script says of which tab its request is: what stands in the tab's `sessionStorage` under `vango:tab`.
const TAB_HEADER: &str = "vango-tab";

/// The session that a request belongs to: that of the tab whose page has sent it. A [nested service](super::App::fallback) finds
/// it in the request's extensions, and reads and writes session keys with it.
///
/// ```
/// use axum::response::Redirect;
/// use axum::{Extension, Router, routing::post};
/// use hyper::StatusCode;
/// use vango_runtime::reactive::SessionKey;
/// use vango_server::{App, RequestSession, RequestSessionError};
///
/// // `#[session_key] static USER: Option<String> = None;`
/// fn app(user: &'static SessionKey<String>) -> App {
///     let login = move |Extension(session): Extension<RequestSession>, name: String| async move {
///         let set = session.set(user, name).await;
///         set.map(|()| Redirect::to("/")).map_err(|error| (error.status(), error.to_string()))
///     };
///     App::new().fallback(Router::new().route("/login", post(login)))
/// }
/// ```
///
/// A page that is open shows at once what is set. See docs/persistence.md, "In HTTP handlers".
#[derive(Clone)]
pub struct RequestSession {
    inner: Arc<Inner>,
}

struct Inner {
    keeper: Arc<Keeper>,
    seal: Seal,
    counters: Counters,
    mailboxes: Arc<[UnboundedSender<Mail>]>,
    sender: Sender,
    tab: Mutex<Tab>,
}

/// What is known of the request's tab.
#[derive(Clone, Copy)]
enum Tab {
    /// The app has signed this identity for this browser.
    Known(BrowserId, Identity),
    /// Nothing, and the browser goes to another page: what is set can wait for it there. With the browser, when it is known.
    Next(Option<BrowserId>),
    /// Nothing, and a script wants to know.
    Unknown,
    /// Nothing was; what was set waits under this identity for the browser's next page. Whether the browser is new, too.
    Given {
        browser: BrowserId,
        identity: Identity,
        is_new: bool,
    },
}

/// What the browser gets with the answer.
pub(crate) struct Gift {
    pub(crate) browser: Option<BrowserId>,
    pub(crate) identity: Identity,
}

impl RequestSession {
    pub(crate) fn of(lane: &Lane, client: &Client, headers: &HeaderMap) -> Self {
        let (site, commons) = (&lane.site, &lane.worker.commons);
        let browser = site.cookies.browser(headers);
        let is_navigation = origin::is_navigation(headers);
        let header = headers.get(TAB_HEADER);
        let named = match header {
            Some(header) => crate::driver::parse_identity(header.as_bytes()),
            None if is_navigation => CookieKey::tab(headers),
            None => None,
        };
        let signed = browser.zip(named);
        let signed = signed.filter(|(browser, named)| commons.seal.admits(*browser, named));
        let tab = match signed {
            Some((browser, identity)) => Tab::Known(browser, identity),
            None if is_navigation && header.is_none() => Tab::Next(browser),
            None => Tab::Unknown,
        };
        Self {
            inner: Arc::new(Inner {
                keeper: commons.keeper.clone(),
                seal: commons.seal.clone(),
                counters: commons.counters.clone(),
                mailboxes: lane.mailboxes.clone(),
                sender: origin::sender(headers, client, &site.origins),
                tab: Mutex::new(tab),
            }),
        }
    }

    fn tab(&self) -> MutexGuard<'_, Tab> {
        // Nothing that could panic runs under the lock, so what is poisoned is whole.
        self.inner
            .tab
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// What the tab has under a key now. `None` when it has nothing, and when nobody knows which tab has sent the request: a
    /// first visit.
    ///
    /// # Errors
    /// [`Unread`](RequestSessionError::Unread): the store does not answer.
    pub async fn get<T: Persist>(
        &self,
        key: &'static SessionKey<T>,
    ) -> Result<Option<T>, RequestSessionError> {
        let known = match *self.tab() {
            Tab::Known(browser, identity)
            | Tab::Given {
                browser, identity, ..
            } => Some((browser, identity)),
            Tab::Next(_) | Tab::Unknown => None,
        };
        let keeper = &self.inner.keeper;
        let Some((browser, identity)) = known else {
            return Ok(key.stored(&keeper.no_values()));
        };
        let definition = key.definition();
        let told = self.ask(browser, &identity, move |worker, whose, answer| {
            drop(answer.send(worker.look_up(whose, definition)));
        });
        let identity = match told.await {
            Told::Live(bytes) => {
                return decode(&bytes).map_err(|error| RequestSessionError::Unread {
                    reason: error.to_string(),
                });
            }
            Told::Kept { state } => at(&identity, state),
            Told::Absent => identity,
        };
        let loaded = keeper.load(&identity).await;
        let loaded = loaded.map_err(|error| RequestSessionError::Unread {
            reason: error.to_string(),
        })?;
        Ok(key.stored(&loaded.values))
    }

    /// Sets or replaces what the tab has under a key. When it comes back, it is stored; a page of the tab that is open shows it.
    ///
    /// For a navigation (a form, a link) whose tab nobody knows it is kept for the page that the browser shows next, as long as
    /// that comes within ten seconds.
    ///
    /// # Errors
    /// [`CrossSite`](RequestSessionError::CrossSite), [`UnknownTab`](RequestSessionError::UnknownTab), and
    /// [`Refused`](RequestSessionError::Refused) when it is too large or the store does not take it. Nothing has changed then.
    pub async fn set<T: Persist>(
        &self,
        key: &'static SessionKey<T>,
        value: T,
    ) -> Result<(), RequestSessionError> {
        self.assign(key, Some(value)).await
    }

    /// Takes away what the tab has under a key.
    ///
    /// # Errors
    /// As [`set`](Self::set).
    pub async fn delete<T: Persist>(
        &self,
        key: &'static SessionKey<T>,
    ) -> Result<(), RequestSessionError> {
        self.assign(key, None).await
    }

    async fn assign<T: Persist>(
        &self,
        key: &'static SessionKey<T>,
        value: Option<T>,
    ) -> Result<(), RequestSessionError> {
        let Inner {
            keeper, counters, ..
        } = &*self.inner;
        let definition = key.definition();
        let refused = |error: PersistError| {
            if !matches!(error, PersistError::Store { .. }) {
                counters.add(counters.outside(), Cause::StateRefused);
            }
            RequestSessionError::from(error)
        };
        let assignment = Assignment::new(definition, &value, &keeper.budget()).map_err(refused)?;
        let path = assignment.path();
        if self.inner.sender == Sender::Unproven {
            counters.add(counters.outside(), Cause::KeyRefused);
            return Err(RequestSessionError::CrossSite { path });
        }
        if value.is_none() && matches!(*self.tab(), Tab::Next(_)) {
            // Nothing is there to be taken away.
            return Ok(());
        }
        let (browser, identity) = self
            .tab_to_write()
            .ok_or(RequestSessionError::UnknownTab { path })?;
        let told = self.ask(browser, &identity, move |worker, whose, answer| {
            worker.assign(whose, definition, value, answer);
        });
        let named = match told.await {
            Told::Live(result) => return result.map_err(refused),
            Told::Kept { state } => at(&identity, state),
            Told::Absent => identity,
        };
        let tab = match identity.session {
            NO_PAGE => For::NextPage,
            _ => For::Page,
        };
        let stored = keeper.assign((&named, tab), &assignment).await;
        let stored = stored.map_err(refused)?;
        // A session that waits for its browser to come back shows it then.
        self.send(&identity, move |worker| {
            let session = SessionId::from_wire(identity.session);
            worker.tell_stored(Whose { session, browser }, stored);
        });
        Ok(())
    }

    /// The tab, or a name for the next one.
    fn tab_to_write(&self) -> Option<(BrowserId, Identity)> {
        let mut tab = self.tab();
        match *tab {
            Tab::Known(browser, identity)
            | Tab::Given {
                browser, identity, ..
            } => Some((browser, identity)),
            Tab::Unknown => None,
            Tab::Next(known) => {
                let browser = known.unwrap_or_else(BrowserId::mint);
                let state = SessionId::mint(0).to_wire();
                let page = SessionId::from_wire(NO_PAGE);
                let secret = self.inner.seal.secret(browser, page, state);
                let identity = Identity {
                    session: NO_PAGE,
                    state,
                    secret: WireToken(secret.reveal()),
                };
                *tab = Tab::Given {
                    browser,
                    identity,
                    is_new: known.is_none(),
                };
                Some((browser, identity))
            }
        }
    }

    /// What the browser has to be given, so that its next page has what was set.
    pub(crate) fn gift(&self) -> Option<Gift> {
        let mut tab = self.tab();
        match *tab {
            Tab::Given {
                browser,
                identity,
                is_new,
            } => Some(Gift {
                browser: is_new.then_some(browser),
                identity,
            }),
            // The answer's head is written: what is set from now on could not be given to the browser.
            Tab::Next(_) => {
                *tab = Tab::Unknown;
                None
            }
            Tab::Known(..) | Tab::Unknown => None,
        }
    }

    /// Asks the page's session, if this process has it.
    async fn ask<R: Send + 'static>(
        &self,
        browser: BrowserId,
        identity: &Identity,
        question: impl FnOnce(&Worker, Whose, oneshot::Sender<Told<R>>) + Send + 'static,
    ) -> Told<R> {
        let session = SessionId::from_wire(identity.session);
        let (answer, answered) = oneshot::channel();
        self.send(identity, move |worker| {
            question(worker, Whose { session, browser }, answer);
        });
        answered.await.unwrap_or(Told::Absent)
    }

    fn send(&self, identity: &Identity, errand: impl FnOnce(&Worker) + Send + 'static) {
        if identity.session == NO_PAGE {
            return;
        }
        let home = SessionId::from_wire(identity.session).worker();
        let mailboxes = &self.inner.mailboxes;
        let mailbox = &mailboxes[home % mailboxes.len()];
        // It fails when the worker has stopped: the session is in the store then.
        drop(mailbox.send(Mail::Errand(Box::new(errand))));
    }
}

/// Names a record, whatever a page's own would be.
fn at(identity: &Identity, state: u64) -> Identity {
    Identity {
        session: NO_PAGE,
        state,
        secret: identity.secret,
    }
}

impl fmt::Debug for RequestSession {
    /// Without what proves it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match *self.tab() {
            Tab::Known(..) => "RequestSession(of a known tab)",
            Tab::Next(_) | Tab::Unknown => "RequestSession(of an unknown tab)",
            Tab::Given { .. } => "RequestSession(for the next page)",
        })
    }
}
