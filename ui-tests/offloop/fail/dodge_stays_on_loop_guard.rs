//! A lock's guard is held across an `.await`.
use std::sync::Mutex;

use vango::prelude::*;

async fn wait() {}

#[component]
fn Loads(cx: &mut Setup) -> Component {
    let loaded = cx.resource(|_| (), |_work, ()| async {
        let lock = Mutex::new(1);
        let held = lock.lock();
        wait().await;
        Ok(held.is_ok())
    });
    render(move |r| view! { r, if loaded.is_loading(r) { "x" } })
}

fn main() {}
