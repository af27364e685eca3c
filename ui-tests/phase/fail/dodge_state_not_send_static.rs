//! A handle in a `static`.
use std::sync::{LazyLock, Mutex, OnceLock};

use vango::prelude::*;

static FIRST: Mutex<Option<Signal<i32>>> = Mutex::new(None);
static SECOND: OnceLock<Signal<i32>> = OnceLock::new();
static THIRD: LazyLock<Mutex<Vec<Signal<i32>>>> = LazyLock::new(|| Mutex::new(Vec::new()));

#[component]
fn Leaks(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    render(move |r| view! { r,
        <button on:click=move |_tx| { *FIRST.lock().unwrap() = Some(count); SECOND.get_or_init(|| count); THIRD.lock().unwrap().push(count); }>"keep"</button>
    })
}

fn main() {}
