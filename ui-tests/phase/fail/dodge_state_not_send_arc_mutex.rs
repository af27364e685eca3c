//! A handle in an `Arc<Mutex<…>>`, which makes nothing `Send` that is not.
use std::sync::{Arc, Mutex, OnceLock, RwLock};

use vango::prelude::*;

#[component]
fn Parent(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    cx.signal(Arc::new(Mutex::new(Some(count))));
    cx.signal(Arc::new(RwLock::new(count)));
    cx.signal(OnceLock::from(count));
    render(move |r| view! { r, <p>{count}</p> })
}

fn main() {}
