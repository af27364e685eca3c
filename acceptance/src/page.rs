//! Pages without a browser: what a server would send, and what a session says of one.
//!
//! Invariant: the same page is the same bytes; session, secret and ticket never change.

use std::sync::Arc;

use base64::Engine as _;
use vango_protocol::{BootHead, Token, VERSION};
use vango_runtime::session::{
    Outbox, Page, Report, Root, Scratch, Session, SessionError, SessionSettings, Turn,
};
use vango_runtime::view::{Invocation, NoRequiredProps};

/// The whole document of a page, as a server would send it; session, secret and ticket are always the same.
pub fn document(page: &Page) -> String {
    let head = BootHead {
        version: VERSION,
        session: 1,
        state: 0,
        secret: Token([1; 16]),
        ticket: Token([2; 16]),
        socket: "/_vango/live/1",
        build: 0,
        flags: 0,
    };
    document_of(page, &head)
}

/// As [`document`], of a session that this head of the boot data names.
pub fn document_of(page: &Page, head: &BootHead<'_>) -> String {
    let boot = base64::engine::general_purpose::STANDARD.encode(page.boot(head));
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>t</title></head><body>\
         <div id=\"vango-root\">{}</div><script type=\"application/vango\" id=\"vango-boot\">{boot}</script></body></html>",
        page.html
    )
}

/// Sets up and renders a page that is expected to fail, perhaps.
///
/// # Errors
/// Those of [`Session::open`] and [`Session::page`].
pub fn try_page(root: Root) -> Result<Page, SessionError> {
    let mut turn = Turn {
        now_ms: 0,
        scratch: &mut Scratch::default(),
        out: &mut Outbox::default(),
    };
    Session::open(root, SessionSettings::default())?.page(&mut turn)
}

/// What the session of a page has reported that no browser looks at: its markup may be any.
///
/// # Panics
/// When the page cannot be rendered.
pub fn reports_of_page<C: NoRequiredProps>() -> Vec<Report> {
    let (mut scratch, mut out) = (Scratch::default(), Outbox::default());
    let root: Root = Arc::new(|| Invocation::of::<C>());
    let session = Session::open(root, SessionSettings::default());
    let page = session.and_then(|mut session| {
        session.page(&mut Turn {
            now_ms: 0,
            scratch: &mut scratch,
            out: &mut out,
        })
    });
    drop(page.expect("the page renders"));
    out.reports
}
