//! The server of the suites: Vango as an app has it, a plain release build with the default limits.
//!
//! | path | what it shows |
//! | --- | --- |
//! | `/counter` | the page of `examples/counter.rs`, from that file |
//! | `/one` | one counter and nothing else, the peers' hello |
//! | `/vec/{n}`, `/list/{n}` | the tables of `examples/rows.rs`, beginning with n rows |
//! | `/signals/{n}` | one component with n signals, all of them read by its render; n is 10, 100 or 1000 |
//! | `/components/{n}` | n components, each with a signal, a button and an output |
//!
//! It deliberately sets nothing but the address: what is measured is what a user gets.

#![forbid(unsafe_code)]

#[path = "../../../../examples/counter.rs"]
#[expect(dead_code, reason = "its `main` starts a server")]
mod counter;
mod grow;
mod one;
mod table;

use anyhow::{Context as _, Result, bail};
use vango::prelude::*;
use vango::{NotFound, ready};

/// Rows and components that a path may ask for: more than any suite does, and less than what a slot holds.
const MAX_COUNT: u64 = 200_000;

fn main() -> Result<()> {
    let address = address(std::env::args().skip(1))?;
    let server = app()
        .bind(address)
        .start()
        .context("the server did not start")?;
    println!("listening on {}", server.addr());
    // It ends with the process: the suite that has started it kills it.
    loop {
        std::thread::park();
    }
}

fn app() -> App {
    App::new()
        .title("Bench · Vango")
        .page("/counter", counter::Home)
        .page("/one", one::One)
        .page_with("/vec/{n}", |params| {
            Ok(ready(table::VecTable::props().count(count(params)?)))
        })
        .page_with("/list/{n}", |params| {
            Ok(ready(table::ListTable::props().count(count(params)?)))
        })
        .page("/signals/10", grow::Signals10)
        .page("/signals/100", grow::Signals100)
        .page("/signals/1000", grow::Signals1000)
        .page_with("/components/{n}", |params| {
            Ok(ready(grow::Components::props().count(count(params)?)))
        })
}

/// The number in a page's path.
fn count(params: &Params) -> Result<u64, vango::Error> {
    let count = params.parse("n")?;
    if count > MAX_COUNT {
        return Err(NotFound.into());
    }
    Ok(count)
}

/// What stands behind `--listen`.
fn address(mut arguments: impl Iterator<Item = String>) -> Result<String> {
    match (
        arguments.next().as_deref(),
        arguments.next(),
        arguments.next(),
    ) {
        (Some("--listen"), Some(address), None) => Ok(address),
        _ => bail!("usage: bench-app-vango --listen ADDRESS, such as 127.0.0.1:0"),
    }
}
