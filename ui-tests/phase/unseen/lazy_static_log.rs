//! Not seen: a log in a `LazyLock`, which a helper writes while it renders. Its length is shown (VG1201).
use std::sync::{LazyLock, Mutex, PoisonError};

use vango::prelude::*;

static LOG: LazyLock<Mutex<Vec<String>>> = LazyLock::new(Mutex::default);

fn logged(r: &Render, text: &str) -> View {
    let mut log = LOG.lock().unwrap_or_else(PoisonError::into_inner);
    log.push(text.to_owned());
    view! { r, <p>{text}{log.len()}</p> }
}

#[component]
pub fn Page(_cx: &mut Setup) -> Component {
    render(|r| view! { r, {logged(r, "shown")} })
}
