//! An app whose state survives: the tests run it as a process of its own, kill it and start it again. It is a test of this very
//! program, which nobody runs but [`Start`](crate::till::Start): so it is always built with the tests.
//!
//! `TILL_STORE` is the file of its store (none: memory), `TILL_REDIS` the URL of a Redis instead, `TILL_BUILD` its build id.
//! Its secret is fixed.

use vango::persist::PersistError;
use vango::prelude::*;
use vango::store::{KeyRing, RedbStore, RedisConfig, RedisStore, Sealed};

#[shared]
static COUNT: u64 = 0;

#[shared]
static NAMES: Vec<String> = [];

#[global]
static VISITS: u64 = 0;

#[session_key]
static THEME: Option<String> = None;

#[component]
fn Till(cx: &mut Setup) -> Component {
    let local = cx.signal(0_u64);
    let problem = cx.signal(None);
    cx.on_persist_error(move |tx, error: &PersistError| problem.set(tx, Some(error.to_string())));
    render(move |r| {
        view! { r,
            <main>
                <output id="count">{&COUNT}</output>
                <output id="local">{local}</output>
                <output id="names">{NAMES.get(r).join(",")}</output>
                <output id="visits">{&VISITS}</output>
                <output id="theme">{&THEME}</output>
                <p role="alert">{problem}</p>
                <button id="add" on:click=move |tx| { *COUNT.get_mut(tx) += 1; }>"Add"</button>
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
    let patience_ms = std::env::var("TILL_PATIENCE")
        .ok()
        .and_then(|ms| ms.parse().ok());
    let limits = vango::Limits {
        state_patience_ms: patience_ms.unwrap_or(3_000),
        ..vango::Limits::default()
    };
    let mut app = App::new()
        .page("/", Till)
        .page("/other", Till)
        .secret(&[7; 32])
        .limits(limits)
        .workers(2);
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
