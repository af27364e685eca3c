//! An app whose state survives: the tests run it as a process of its own, kill it and start it again. It is a test of this very
//! program, which nobody runs but [`Start`](crate::till::Start): so it is always built with the tests.
//!
//! `TILL_STORE` is the file of its store (none: memory), `TILL_REDIS` the URL of a Redis instead, `TILL_BUILD` its build id.
//! `TILL_MODE=production` spares it what is for developers, `TILL_SESSION_BYTES` is a session's budget,
//! `TILL_WINDOW` how long sessions wait for their sockets, in milliseconds. Its secret is fixed.

use axum::http::StatusCode;
use axum::response::Redirect;
use axum::routing::post;
use axum::{Extension, Router};
use vango::persist::{Binding, Bindings, PersistError};
use vango::prelude::*;
use vango::store::{KeyRing, RedbStore, RedisConfig, RedisStore, Sealed};
use vango::{RequestSession, RequestSessionError};

#[shared]
static COUNT: u64 = 0;

#[shared]
static NAMES: Vec<String> = [];

#[shared(scope = browser)]
static LIKES: u64 = 0;

#[global]
static VISITS: u64 = 0;

#[shared]
static TALLY: u32 = 0;

#[shared]
static WIDE_TALLY: u64 = 0;

#[shared]
static MARKS: String = "";

/// Three versions of one item: `TILL_VERSION` chooses.
const BINDINGS: Bindings = Bindings::new(&[
    Binding {
        path: "resume::app::TALLY",
        id: "tally",
    },
    Binding {
        path: "resume::app::WIDE_TALLY",
        id: "tally",
    },
    Binding {
        path: "resume::app::MARKS",
        id: "tally",
    },
]);

#[component]
fn Tally(_cx: &mut Setup, version: Prop<String>) -> Component {
    render(move |r| {
        view! { r,
            <output id="tallied">
                match version.get(r).as_str() {
                    "u64" => { {&WIDE_TALLY} }
                    "text" => { {&MARKS} }
                    _ => { {&TALLY} }
                }
            </output>
            <button id="tally" on:click=move |tx| {
                match version.get(tx).as_str() {
                    "u64" => *WIDE_TALLY.get_mut(tx) += 1,
                    "text" => MARKS.get_mut(tx).push('|'),
                    _ => *TALLY.get_mut(tx) += 1,
                }
            }>"Tally"</button>
        }
    })
}

#[session_key]
static THEME: Option<String> = None;

/// What the app answers besides its pages.
pub(crate) fn handlers() -> Router {
    let refused = |error: RequestSessionError| (error.status(), error.to_string());
    let set = move |Extension(session): Extension<RequestSession>, theme: String| async move {
        let set = match theme.is_empty() {
            true => session.delete(&THEME).await,
            false => session.set(&THEME, theme).await,
        };
        set.map(|()| Redirect::to("/other")).map_err(refused)
    };
    let get = move |Extension(session): Extension<RequestSession>| async move {
        let theme = session.get(&THEME).await.map_err(refused)?;
        Ok::<_, (StatusCode, String)>(theme.unwrap_or_default())
    };
    // As no app should: a link of another site leads to it.
    let set_by_link = move |Extension(session): Extension<RequestSession>| async move {
        let set = session.set(&THEME, "linked".to_owned()).await;
        set.map(|()| Redirect::to("/other")).map_err(refused)
    };
    Router::new()
        .route("/theme", post(set).get(get))
        .route("/theme/link", axum::routing::get(set_by_link))
}

/// The theme alone.
#[component]
pub(crate) fn Plain(_cx: &mut Setup) -> Component {
    render(move |r| view! { r, <output id="theme">{THEME.get(r).map_or(0, String::len)}</output> })
}

#[component]
fn Till(cx: &mut Setup, version: Prop<String>, entered: Prop<String>) -> Component {
    let local = cx.signal(0_u64);
    let problem = cx.signal(None);
    cx.on_persist_error(move |tx, error: &PersistError| problem.set(tx, Some(error.to_string())));
    render(move |r| {
        view! { r,
            <main>
                <output id="count">{&COUNT}</output>
                <Tally version={version.get(r).clone()}/>
                <output id="local">{local}</output>
                <output id="names">{NAMES.get(r).join(",")}</output>
                <output id="entered">{entered}</output>
                <output id="likes">{&LIKES}</output>
                <output id="visits">{&VISITS}</output>
                <output id="theme">{&THEME}</output>
                <p id="problem" role="alert">{problem}</p>
                <button id="add" on:click=move |tx| { *COUNT.get_mut(tx) += 1; }>"Add"</button>
                <button id="like" on:click=move |tx| { *LIKES.get_mut(tx) += 1; }>"Like"</button>
                <button id="visit" on:click=move |tx| { VISITS.update(tx, |visits| *visits += 1); }>"Visit"</button>
                <button id="both" on:click=move |tx| { *COUNT.get_mut(tx) += 1; *local.get_mut(tx) += 1; }>"Both"</button>
                <button id="local-add" on:click=move |tx| { *local.get_mut(tx) += 1; }>"Local"</button>
                <button id="dark" on:click=move |tx| { THEME.set(tx, "dark".to_owned()); }>"Dark"</button>
                <button id="light" on:click=move |tx| { THEME.delete(tx); }>"Light"</button>
                <button id="much" on:click=move |tx| {
                    *COUNT.get_mut(tx) += 100;
                    NAMES.get_mut(tx).push("x".repeat(100_000));
                }>"Much"</button>
                <button id="name" on:click=move |tx| { NAMES.get_mut(tx).push("Ada".to_owned()); }>"Name"</button>
                <a href="/other">"Other"</a>
            </main>
        }
    })
}

#[test]
#[ignore = "the app that the other tests start"]
fn serve() -> Result<(), vango::Error> {
    let keys = KeyRing::parse("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")?;
    let number = |name| {
        std::env::var(name)
            .ok()
            .and_then(|value| value.parse().ok())
    };
    let usual = vango::Limits::default();
    let limits = vango::Limits {
        resume_window_ms: number("TILL_WINDOW").unwrap_or(usual.resume_window_ms),
        state_patience_ms: number("TILL_PATIENCE").unwrap_or(3_000),
        state_lifetime_ms: number("TILL_LIFETIME").unwrap_or(60_000),
        state_session_bytes: number("TILL_SESSION_BYTES")
            .map_or(256 * 1024, |bytes| bytes as usize),
        // Tests click faster than people.
        events_per_second: 1_000_000,
        event_burst: 1_000_000,
        ..usual
    };
    let version = std::env::var("TILL_VERSION").unwrap_or_default();
    let page = move |params: &Params| {
        let entered = params.session_key(&THEME).unwrap_or_default();
        let till = Till::props().version(version.clone()).entered(entered);
        Ok(vango::ready(till))
    };
    let secret = std::env::var("TILL_SECRET").unwrap_or_default();
    let mut app = App::new()
        .page_with("/", page.clone())
        .page_with("/other", page)
        .state(BINDINGS)
        .fallback(handlers())
        .secret(format!("{secret:x>32}").as_bytes())
        .limits(limits)
        .workers(2);
    if std::env::var("TILL_MODE").is_ok_and(|mode| mode == "production") {
        app = app.mode(vango::Mode::Production);
    }
    if let Ok(build) = std::env::var("TILL_BUILD") {
        app = app.build_id(build);
    }
    if let Ok(file) = std::env::var("TILL_STORE") {
        app = app.store(Sealed::new(RedbStore::open(file)?, keys));
    } else if let Ok(url) = std::env::var("TILL_REDIS") {
        app = app.store(Sealed::new(
            RedisStore::start(RedisConfig::new(&url, "till")?)?,
            keys,
        ));
    }
    app.run()
}
