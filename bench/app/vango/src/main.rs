//! The server of the suites: Vango as an app has it, a plain release build with the default limits.
//!
//! | path | what it shows |
//! | --- | --- |
//! | `/counter` | the page of `examples/counter.rs`, from that file |
//! | `/one` | one counter and nothing else, the peers' hello |
//! | `/vec/{n}`, `/list/{n}` | the tables of `examples/rows.rs`, beginning with n rows |
//! | `/loaded/{n}`, `/runs` | a table whose n rows come from a loader; how often its setup and its loader have run |
//! | `/signals/{n}` | one component with n signals, all of them read by its render; n is 10, 100 or 1000 |
//! | `/components/{n}` | n components, each with a signal, a button and an output |
//!
//! It deliberately sets nothing but the address, and, where a suite says so, the rate of events or when sessions sleep:
//! what is measured is what a user gets.

#![forbid(unsafe_code)]

#[path = "../../../../examples/counter.rs"]
#[expect(dead_code, reason = "its `main` starts a server")]
mod counter;
mod grow;
mod loaded;
mod one;
mod table;

use anyhow::{Context as _, Result, bail};
use vango::prelude::*;
use vango::{Limits, NotFound, ready};

/// Rows and components that a path may ask for: more than any suite does, and less than what a slot holds.
const MAX_COUNT: u64 = 200_000;

const USAGE: &str = "usage: bench-app-vango --listen ADDRESS [--events-per-second COUNT] [--hibernate-after-ms TIME]";

fn main() -> Result<()> {
    let options = Options::parse(std::env::args().skip(1))?;
    let server = app()
        .limits(options.limits())
        .bind(&options.listen)
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
        .stylesheet(
            "vango.css",
            include_str!("../../../../examples/assets/vango.css"),
        )
        .page("/counter", counter::Home)
        .page("/one", one::One)
        .page_with("/vec/{n}", |params| {
            Ok(ready(table::VecTable::props().count(count(params)?)))
        })
        .page_with("/list/{n}", |params| {
            Ok(ready(table::ListTable::props().count(count(params)?)))
        })
        .page_with("/loaded/{n}", |params| {
            Ok(ready(loaded::Loaded::props().count(count(params)?)))
        })
        .page("/runs", loaded::Runs)
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

/// What was asked for on the command line.
struct Options {
    listen: String,
    /// More events per session than the default limit lets through: a load that waits for nothing but the answer to its
    /// last click is much faster than a person. They are counted against the limit as any others.
    events_per_second: Option<u32>,
    /// Longer than the suite lasts, to see sessions that are awake.
    hibernate_after_ms: Option<u64>,
}

impl Options {
    fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Self> {
        let (mut listen, mut events_per_second, mut hibernate_after_ms) = (None, None, None);
        while let Some(name) = arguments.next() {
            let value = arguments.next().context(USAGE)?;
            match name.as_str() {
                "--listen" => listen = Some(value),
                "--events-per-second" => events_per_second = Some(value.parse().context(USAGE)?),
                "--hibernate-after-ms" => {
                    hibernate_after_ms = Some(value.parse().context(USAGE)?);
                }
                _ => bail!(USAGE),
            }
        }
        Ok(Self {
            listen: listen.context(USAGE)?,
            events_per_second,
            hibernate_after_ms,
        })
    }

    fn limits(&self) -> Limits {
        let mut limits = Limits::default();
        if let Some(rate) = self.events_per_second {
            (limits.events_per_second, limits.event_burst) = (rate, rate);
        }
        if let Some(time_ms) = self.hibernate_after_ms {
            limits.hibernate_after_ms = time_ms;
        }
        limits
    }
}
