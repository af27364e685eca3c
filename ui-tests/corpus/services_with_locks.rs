//! Locks and atomics inside of services, opened by handlers and loaders alone; a local `Mutex` in an effect's body.
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, RwLock};

use vango::prelude::*;

#[derive(Default)]
pub struct Cache {
    hits: AtomicU64,
    entries: RwLock<HashMap<String, String>>,
    last: Mutex<Option<String>>,
}

impl Cache {
    fn get(&self, key: &str) -> Option<String> {
        self.hits.fetch_add(1, Ordering::Relaxed);
        self.entries.read().ok()?.get(key).cloned()
    }
    fn put(&self, key: &str, value: &str) {
        if let Ok(mut entries) = self.entries.write() {
            entries.insert(key.to_owned(), value.to_owned());
        }
        *self.last.lock().unwrap() = Some(key.to_owned());
    }
}

#[component]
pub fn Lookup(cx: &mut Setup) -> Component {
    let cache = cx.service::<Cache>();
    let key = cx.signal(String::new());
    let value = cx.signal(None::<String>);
    let hits = cx.signal(0_u64);
    let loaded = cx.resource(move |r| key.get(r).clone(), |work, key| async move {
        let cache = work.service::<Cache>();
        cache.put(&key, "loaded");
        let last = cache.last.lock().map_err(|_| vango::Error::message("poisoned"))?.clone();
        Ok(last)
    });
    cx.on_change(move |r| value.get(r).is_some(), move |tx, found| {
        let local = Mutex::new(Vec::new());
        if *found && let Ok(mut all) = local.lock() {
            all.push(cache.get(tx).hits.load(Ordering::Relaxed));
            hits.set(tx, all.iter().sum());
        }
    });
    render(move |r| {
        view! { r,
            <label>"Key" <input bind:value=key/></label>
            <button on:click=move |tx| {
                let found = cache.get(tx).get(key.get(tx));
                value.set(tx, found);
            }>"look up"</button>
            {value} {hits} {loaded.ready(r).and_then(Option::as_deref)}
        }
    })
}
