//! A page request: find the component, open its session, write the document.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use hyper::StatusCode;
use hyper::header::{HeaderMap, HeaderValue, RETRY_AFTER, SET_COOKIE};
use vango_protocol::{BootHead, Token, VERSION};

use crate::driver::{BrowserId, Cause, OpenError, Opened, PageRequest, Worker};
use crate::session::Root;
use crate::view::Invocation;

use super::document::notice;
use super::param::{ParamError, Params};
use super::response::{HTML, Reply, reply};
use super::route::{OWN_PREFIX, PageFn};
use super::site::Site;

/// Path under which sockets come, before the session's id.
pub(crate) const SOCKET_PREFIX: &str = "/_vango/live/";

/// When a browser that found no room may ask again: what sweeps have freed is seen within a second or two.
const RETRY_AFTER_SECONDS: &str = "5";

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

impl Target {
    pub(crate) fn find(site: &Site, path: &str) -> Self {
        let Some((page, params)) = site.routes.find(path) else {
            return Self::not_found(site);
        };
        match catch_unwind(AssertUnwindSafe(|| page(&params))) {
            Ok(Ok(first)) => Self {
                status: StatusCode::OK,
                root: Some(root(page.clone(), params, first)),
            },
            Ok(Err(error)) if error.source().is::<ParamError>() => Self::not_found(site),
            Ok(Err(error)) => {
                eprintln!("vango: the page function for {path:?} failed: {error:?}");
                Self::failed()
            }
            // The panic hook has reported it.
            Err(_) => Self::failed(),
        }
    }

    fn failed() -> Self {
        Self {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            root: None,
        }
    }

    fn not_found(site: &Site) -> Self {
        Self {
            status: StatusCode::NOT_FOUND,
            root: site.not_found.clone(),
        }
    }

    /// `path` is the request's, without query.
    pub(crate) async fn answer(
        self,
        site: &Site,
        worker: &Worker,
        headers: &HeaderMap,
        path: &str,
        depth: Depth,
    ) -> Reply {
        let known = site.cookies.browser(headers);
        let browser = known.unwrap_or_else(BrowserId::mint);
        let mut answer = match (self.root, depth) {
            (Some(_), Depth::Head) => reply(self.status, HTML, ""),
            (Some(root), Depth::Whole) => {
                let request = PageRequest {
                    root,
                    browser,
                    path,
                    address: None,
                };
                match worker.open(request).await {
                    Ok(opened) => reply(self.status, HTML, document(site, &opened)),
                    Err(error) => refusal(worker, path, &error),
                }
            }
            (None, _) if self.status == StatusCode::NOT_FOUND => reply(
                self.status,
                HTML,
                notice("Not found", "There is no page at this address."),
            ),
            (None, _) => {
                worker.count(Cause::PageFailed);
                failure()
            }
        };
        if known.is_none()
            && let Ok(cookie) =
                HeaderValue::from_str(&site.cookies.set_cookie(browser, site.transport))
        {
            answer.headers_mut().insert(SET_COOKIE, cookie);
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
    let socket = format!("{SOCKET_PREFIX}{}", opened.id);
    let head = BootHead {
        version: VERSION,
        build: 0,
        flags: 0,
        session: opened.id.to_wire(),
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
            eprintln!("vango: the page {path:?} failed: {error}");
            return failure();
        }
    };
    let mut answer = reply(status, HTML, notice(title, text));
    answer
        .headers_mut()
        .insert(RETRY_AFTER, HeaderValue::from_static(RETRY_AFTER_SECONDS));
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
