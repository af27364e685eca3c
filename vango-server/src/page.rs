//! A page request: find the component, open its session, write the document.

use std::net::IpAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use hyper::StatusCode;
use hyper::header::{CACHE_CONTROL, HeaderMap, HeaderValue, RETRY_AFTER, SET_COOKIE};
use vango_protocol::{BootHead, Identity, Token, VERSION};

use crate::driver::{BrowserId, Cause, Inheritance, OpenError, Opened, PageRequest, Worker};
use vango_runtime::persist::Values;
use vango_runtime::session::Root;
use vango_runtime::view::Invocation;

use super::app::Transport;
use super::client::{Client, Scheme};
use super::cookie::{CookieKey, FORGET_TAB, leave_tab};
use super::document::notice;
use super::encoding::{self, Encoding};
use super::keys::Gift;
use super::lane::Lane;
use super::limits::RETRY_AFTER_SECONDS;
use super::param::{NotFound, ParamError, Params};
use super::response::{HTML, Reply, reply};
use super::route::{OWN_PREFIX, PageFn, within};
use super::site::Site;

/// Path under which sockets come, before the session's id.
pub(crate) const SOCKET_PREFIX: &str = "/_vango/live/";

/// What a path leads to.
pub(crate) struct Target {
    status: StatusCode,
    /// `None`: the app has no component for this; the server's own notice is shown.
    root: Option<Root>,
}

/// Whether the answer needs a live page behind it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    /// HEAD: status and headers. No session is opened for it.
    Head,
    Whole,
}

/// What a page request says about its visitor.
pub(crate) struct Visit {
    /// The path as the browser sees it, without query.
    path: String,
    address: Option<IpAddr>,
    transport: Transport,
    known: Option<BrowserId>,
    /// What the page before in the tab has left.
    previous: Option<Identity>,
    accepts: Encoding,
}

impl Visit {
    /// `path` is the one within the app.
    pub(crate) fn new(site: &Site, client: &Client, path: &str, headers: &HeaderMap) -> Self {
        Self {
            path: site.links.base().join(path),
            address: client.address(),
            transport: match client.scheme() {
                Some(Scheme::Https) => Transport::Tls,
                Some(Scheme::Http) | None => site.transport,
            },
            known: site.cookies.browser(headers),
            previous: CookieKey::tab(headers),
            accepts: encoding::choose(headers, &[Encoding::Gzip, Encoding::Identity]),
        }
    }
}

impl Visit {
    /// Adds what a handler of a nested service has set for the browser's next page.
    pub(crate) fn give(&self, gift: &Gift, site: &Site, answer: &mut Reply) {
        // Whatever the handler has said: these cookies are for one browser.
        let no_store = HeaderValue::from_static("no-store");
        answer.headers_mut().insert(CACHE_CONTROL, no_store);
        let tab = leave_tab(&gift.identity, self.transport);
        let path = site.links.base().cookie_path();
        let browser = gift.browser;
        let browser = browser.map(|id| site.cookies.set_cookie(id, self.transport, path));
        for cookie in browser.into_iter().chain([tab]) {
            if let Ok(cookie) = HeaderValue::from_str(&cookie) {
                answer.headers_mut().append(SET_COOKIE, cookie);
            }
        }
    }

    /// What its tab has, when the page before has said which it is.
    pub(crate) async fn inheritance(&self, worker: &Worker) -> Option<Inheritance> {
        let (browser, previous) = (self.known?, self.previous?);
        Some(worker.inheritance(browser, Some(previous)).await)
    }
}

impl Target {
    /// The page that was [found](super::route::Routes::find) at a path.
    pub(crate) fn at(
        site: &Site,
        path: &str,
        (page, params): (&PageFn, Params),
        stored: Option<Values>,
    ) -> Self {
        let params = params.with_links(site.links.clone()).with_stored(stored);
        match catch_unwind(AssertUnwindSafe(|| page(&params))) {
            Ok(Ok(first)) => Self {
                status: StatusCode::OK,
                root: Some(within(root(page.clone(), params, first), &site.layouts)),
            },
            Ok(Err(error))
                if error.source().is::<ParamError>() || error.source().is::<NotFound>() =>
            {
                Self::not_found(site)
            }
            Ok(Err(error)) => {
                let problem = error.describe();
                crate::driver::failure(|| {
                    format!("the page function for {path:?} failed: {problem}")
                });
                Self::failed()
            }
            // The panic hook has reported it.
            Err(_) => Self::failed(),
        }
    }

    /// The component that a browser shows at a path, with query: for a session that is made anew.
    pub(crate) fn root_at(site: &Site, path: &str, stored: &Values) -> Option<Root> {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let path = site.links.base().strip(path);
        match site.routes.find(path) {
            Some(found) => Self::at(site, path, found, Some(stored.clone())).root,
            None => site.not_found.clone(),
        }
    }

    fn failed() -> Self {
        Self {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            root: None,
        }
    }

    pub(crate) fn not_found(site: &Site) -> Self {
        Self {
            status: StatusCode::NOT_FOUND,
            root: site.not_found.clone(),
        }
    }

    pub(crate) async fn answer(
        self,
        lane: &Lane,
        visit: &Visit,
        inheritance: Option<Inheritance>,
        depth: Depth,
    ) -> Reply {
        let (site, worker) = (&lane.site, &lane.worker);
        let browser = visit.known.unwrap_or_else(BrowserId::mint);
        let not_found = self.status == StatusCode::NOT_FOUND;
        if not_found {
            worker.count(Cause::NotFound);
        }
        let mut answer = match (self.root, depth) {
            (Some(_), Depth::Head) => reply(self.status, HTML, ""),
            (Some(_), Depth::Whole) if lane.is_leaving() => leaving(),
            (Some(root), Depth::Whole) => {
                let request = PageRequest {
                    root,
                    browser,
                    path: &visit.path,
                    inheritance,
                    address: visit.address,
                };
                match worker.open(request).await {
                    Ok(opened) => {
                        let mut answer = reply(self.status, HTML, "");
                        let page = document(site, &opened).into();
                        site.compression
                            .send(page, visit.accepts, &mut answer)
                            .await;
                        answer
                    }
                    Err(error) => refusal(worker, &visit.path, &error),
                }
            }
            (None, _) if not_found => reply(
                self.status,
                HTML,
                notice("Not found", "There is no page at this address."),
            ),
            (None, _) => {
                worker.count(Cause::PageFailed);
                failure()
            }
        };
        if visit.previous.is_some() {
            let forget = HeaderValue::from_static(FORGET_TAB);
            answer.headers_mut().append(SET_COOKIE, forget);
        }
        if visit.known.is_none() {
            let path = site.links.base().cookie_path();
            let cookie = site.cookies.set_cookie(browser, visit.transport, path);
            if let Ok(cookie) = HeaderValue::from_str(&cookie) {
                answer.headers_mut().append(SET_COOKIE, cookie);
            }
        }
        answer
    }
}

/// The component for the session, made anew when the session has to be rebuilt.
fn root(page: PageFn, params: Params, first: Invocation) -> Root {
    // The first value only showed that the path is good: a session keeps its recipe, not one copy of its ingredients.
    drop(first);
    Arc::new(move || match page(&params) {
        Ok(invocation) => invocation,
        // Contained by the session like every panic of the application.
        Err(error) => panic!(
            "the page function accepted these parameters before and refuses them now: {error:?}"
        ),
    })
}

fn document(site: &Site, opened: &Opened) -> Vec<u8> {
    let page = &opened.page;
    let socket = site
        .links
        .base()
        .join(&format!("{SOCKET_PREFIX}{}", opened.id));
    let head = BootHead {
        version: VERSION,
        build: site.build,
        flags: site.mode.flags(),
        session: opened.id.to_wire(),
        state: opened.state,
        secret: Token(opened.secret.reveal()),
        ticket: Token(opened.ticket.reveal()),
        socket: &socket,
    };
    site.frame.document(page.html.as_bytes(), &page.boot(&head))
}

/// Why there is no page, as the browser is told. The driver has counted what is no failure.
fn refusal(worker: &Worker, path: &str, error: &OpenError) -> Reply {
    let (status, title, text) = match error {
        OpenError::NoRoom => (
            StatusCode::SERVICE_UNAVAILABLE,
            "Please come back in a moment",
            "The server has no room for another page right now.",
        ),
        OpenError::TooManyFromAddress => (
            StatusCode::TOO_MANY_REQUESTS,
            "Too many open pages",
            "Too many pages are open from your network. Close some, or come back in a moment.",
        ),
        OpenError::Session(_) | OpenError::Panicked => {
            worker.count(Cause::PageFailed);
            crate::driver::failure(|| format!("the page {path:?} failed: {error}"));
            return failure();
        }
    };
    come_back(status, title, text)
}

fn leaving() -> Reply {
    come_back(
        StatusCode::SERVICE_UNAVAILABLE,
        "Please come back in a moment",
        "The server is being replaced right now.",
    )
}

fn come_back(status: StatusCode, title: &str, text: &str) -> Reply {
    let mut answer = reply(status, HTML, notice(title, text));
    let seconds = HeaderValue::from_static(RETRY_AFTER_SECONDS);
    answer.headers_mut().insert(RETRY_AFTER, seconds);
    answer
}

fn failure() -> Reply {
    let text = "The server could not make this page. Its log says why.";
    reply(
        StatusCode::INTERNAL_SERVER_ERROR,
        HTML,
        notice("Something went wrong", text),
    )
}

/// Whether a path is the framework's own, so that no page can stand there.
pub(crate) fn is_own(path: &str) -> bool {
    path.starts_with(OWN_PREFIX)
}
