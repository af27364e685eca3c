//! The suite `live`: what a click costs the server and its user, beside a bare echo and dioxus-liveview.
//!
//! All servers are processes of their own, up at the same time and loaded in turn; the load runs on the same cores.
//! docs/benchmarks.md tells how each figure is taken and what it does not say.

#![forbid(unsafe_code)]

mod clicker;
mod dioxus;
mod edits;
mod frame;
mod latency;
mod list;
mod load;
mod socket;
mod vango;

use std::time::Duration;

use anyhow::{Result, bail};
use bench_harness::Server;
use bench_harness::process::keep_to_one_core;

/// How long everything runs.
struct Plan {
    load_rounds: usize,
    load_time: Duration,
    latency_rounds: usize,
    latency_clicks: usize,
    list_rounds: usize,
    list_operations: usize,
}

impl Plan {
    const WHOLE: Self = Self {
        load_rounds: 15,
        load_time: Duration::from_millis(1_500),
        latency_rounds: 15,
        latency_clicks: 3_000,
        list_rounds: 15,
        list_operations: 60,
    };
    const QUICK: Self = Self {
        load_rounds: 3,
        load_time: Duration::from_millis(500),
        latency_rounds: 3,
        latency_clicks: 1_000,
        list_rounds: 3,
        list_operations: 20,
    };
}

/// A server as it is started.
#[derive(Clone, Copy)]
struct Program {
    name: &'static str,
    arguments: &'static [&'static str],
}

impl Program {
    fn start(self) -> Result<Server> {
        Server::start(self.name, self.arguments, &[])
    }
}

/// A client that only waits for its answers is faster than the default limit of 200 events a second lets through.
const VANGO: Program = Program {
    name: "bench-app-vango",
    arguments: &["--listen", "127.0.0.1:0", "--events-per-second", "1000000"],
};

const DIOXUS: Program = Program {
    name: "bench-app-dioxus",
    arguments: &["--listen", "127.0.0.1:0"],
};

/// The echo that stands in for a table (`list::ANSWER_BYTES`).
const ECHO: Program = Program {
    name: "bench-app-echo",
    arguments: &["--listen", "127.0.0.1:0", "--answer-bytes", "16"],
};

/// The servers that counters are opened at.
struct Servers {
    vango: Server,
    dioxus: Server,
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let plan = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => Plan::WHOLE,
        ["--quick"] => Plan::QUICK,
        _ => bail!("usage: bench-live [--quick]"),
    };
    let mut figures = {
        let servers = Servers {
            vango: VANGO.start()?,
            dioxus: DIOXUS.start()?,
        };
        let mut figures = load::measure(&servers, &plan)?;
        figures.extend(latency::measure(&servers, &plan)?);
        figures
    };
    keep_to_one_core()?;
    figures.extend(list::measure(&plan)?);
    figures.extend(list::measure_scale(&plan)?);
    bench_harness::report(&figures)
}
