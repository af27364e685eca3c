//! How long what a handler has set lives in the store.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use vango::App;
use vango::store::{
    Commit, Expected, Key, MemoryStore, Record, Revision, Store, StoreFuture, Watch,
};

use crate::app::{Plain, handlers};
use crate::tab::{Leave, Tab, request};

/// A store that remembers which lifetimes the records of tabs were given.
#[derive(Default)]
struct Noting {
    store: MemoryStore,
    given: Mutex<Vec<Duration>>,
}

impl Noting {
    fn note(&self, key: &Key, lifetime: Option<Duration>) {
        if key.as_str().starts_with("tab:") {
            self.given.lock().expect("no panic").extend(lifetime);
        }
    }

    fn given(&self) -> Vec<u64> {
        let given = self.given.lock().expect("no panic");
        given.iter().map(Duration::as_secs).collect()
    }
}

impl Store for Noting {
    fn get<'a>(&'a self, key: &'a Key) -> StoreFuture<'a, Option<Record>> {
        self.store.get(key)
    }

    fn commit<'a>(&'a self, key: &'a Key, commit: Commit) -> StoreFuture<'a, Revision> {
        self.note(key, commit.lifetime);
        self.store.commit(key, commit)
    }

    fn delete<'a>(&'a self, key: &'a Key, expected: Expected) -> StoreFuture<'a, ()> {
        self.store.delete(key, expected)
    }

    fn touch<'a>(&'a self, key: &'a Key, lifetime: Duration) -> StoreFuture<'a, bool> {
        self.note(key, Some(lifetime));
        self.store.touch(key, lifetime)
    }

    fn watch(&self, key: &Key) -> Watch {
        self.store.watch(key)
    }

    fn name(&self) -> &'static str {
        "noting"
    }
}

#[test]
fn what_no_page_has_taken_is_forgotten_soon() {
    const MONTH: u64 = 30 * 24 * 60 * 60;
    let store = Arc::new(Noting::default());
    let app = App::new().page("/", Plain).fallback(handlers());
    let server = app.store(store.clone()).start().expect("a free port");
    let origin = format!("http://{}", server.addr());
    let set = ("POST", "/theme");
    let answer = request(server.addr(), set, &[("Origin", &origin)], "dark");
    assert_eq!((answer.status, store.given()), (303, vec![60]));
    // The record is there: a page may have taken it meanwhile.
    let cookies = answer.cookies.join("; ");
    let headers = [("Origin", &*origin), ("Cookie", &*cookies)];
    assert_eq!(request(server.addr(), set, &headers, "blue").status, 303);
    assert_eq!(store.given(), [60, MONTH]);
    let mut tab = Tab::open_with(server.addr(), "/", &answer.cookies);
    assert_eq!(tab.number("theme"), 4);
    assert_eq!(store.given(), [60, MONTH, MONTH], "its page has taken it");
    tab.load("/", Leave::WithCookie);
    let answer = tab.fetch(set, "light");
    assert_eq!(answer.status, 303, "{}", answer.body);
    assert_eq!(
        store.given(),
        [60, MONTH, MONTH, MONTH],
        "as a page's own write"
    );
    tab.connect();
    assert_eq!(tab.number("theme"), 5);
    server.shutdown();
}
