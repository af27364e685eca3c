//! The server of the soak: examples, as they stand there, with the default limits, and a page that shows the counters.

#![forbid(unsafe_code)]

#[path = "../../../../examples/counter.rs"]
#[expect(dead_code, reason = "its `main` starts a server")]
mod counter;
#[path = "../../../../examples/rows.rs"]
#[expect(dead_code, reason = "its `main` starts a server")]
mod rows;
#[path = "../../../../examples/todo.rs"]
#[expect(dead_code, reason = "its `main` starts a server")]
mod todo;

use std::sync::OnceLock;

use anyhow::{Context as _, Result};
use vango::Counters;
use vango::prelude::*;

/// Known once the server has started.
static COUNTERS: OnceLock<Counters> = OnceLock::new();

/// A line for each counter that has moved: its name and how often.
#[component]
fn Counts(cx: &mut Setup) -> Component {
    let nonzero = COUNTERS.get().map(Counters::nonzero).unwrap_or_default();
    let lines: Vec<String> = nonzero
        .iter()
        .map(|(cause, count)| format!("{} {count}", cause.name()))
        .collect();
    let text = cx.signal(lines.join("\n"));
    render(move |r| view! { r, <pre data-testid="counters">{text}</pre> })
}

fn main() -> Result<()> {
    let server = App::new()
        .title("Soak · Vango")
        .page("/counter", counter::Home)
        .page("/list", rows::ListTable)
        .page("/todo", todo::TodoPage)
        .page("/counters", Counts)
        .bind("127.0.0.1:0")
        .start()
        .context("the server did not start")?;
    COUNTERS.get_or_init(|| server.counters());
    println!("listening on {}", server.addr());
    // It ends with the process: whoever has started it kills it.
    loop {
        std::thread::park();
    }
}
