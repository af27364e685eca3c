//! `growth`: how processor time and memory grow with sessions, rows, signals and components.
//!
//! Each size has a server of its own and real sockets. What is told is the exponent: 1 is linear, 0 is none. Fixed
//! costs (a page's head, the system calls of a click) make it smaller, so the step to the largest size is told besides.

#![forbid(unsafe_code)]

mod exponent;

use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context as _, Result};
use bench_harness::{Bar, Figure, Server, report};
use bench_memory::crowd::{Crowd, Scene, require_descriptors};
use vango_client::headless::Find;

use exponent::{exponent, last_step};

/// The server of each size.
const SERVER: &str = "bench-app-vango";
/// Linear, and what a noisy machine adds to an exponent over two decades.
const BAR: Bar = Bar::AtMost(1.1);
/// Rounds of clicks, of which the cheapest counts: what else runs on the machine only adds.
const ROUNDS: usize = 4;
/// Clicks in each tab and round. All together are fewer than the default limit of events lets through at once.
const CLICKS: usize = 5;

/// What grows.
struct Dimension {
    name: &'static str,
    sizes: [usize; 3],
    scene: fn(usize) -> Scene,
    /// Tabs at a size: more where one is too little to see.
    tabs: fn(usize) -> usize,
    /// What is divided by: a session, unless the sessions are what grows.
    per: Per,
    /// Before the memory is looked at. Sessions take long to open, and some would sleep already: so all of them do.
    pause: Duration,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Per {
    Session,
    Server,
}

/// What a size came to.
struct Taken {
    open_us: f64,
    click_us: f64,
    bytes: f64,
}

fn main() -> Result<()> {
    let is_quick = std::env::args().any(|argument| argument == "--quick");
    let mut figures = Vec::new();
    for mut dimension in dimensions() {
        if is_quick && dimension.per == Per::Server {
            dimension.sizes = [20, 200, 2_000];
        }
        figures.extend(measure(&dimension).with_context(|| dimension.name)?);
    }
    report(&figures)
}

fn dimensions() -> [Dimension; 5] {
    let dimension = |name, sizes, scene, tabs| Dimension {
        name,
        sizes,
        scene,
        tabs,
        per: Per::Session,
        pause: Duration::from_millis(500),
    };
    [
        Dimension {
            per: Per::Server,
            pause: Duration::from_secs(15),
            ..dimension("sessions", [100, 1_000, 10_000], |_| Scene::one(), |n| n)
        },
        dimension(
            "rows-vec",
            [100, 1_000, 10_000],
            |n| Scene::rows("vec", n),
            |n| 40_000 / n,
        ),
        dimension(
            "rows-list",
            [100, 1_000, 10_000],
            |n| Scene::rows("list", n),
            |n| 40_000 / n,
        ),
        dimension("signals", [10, 100, 1_000], signals, |n| 10_000 / n),
        dimension("components", [10, 100, 1_000], components, |n| 10_000 / n),
    ]
}

/// One component with so many signals; a click writes all of them.
fn signals(count: usize) -> Scene {
    Scene {
        path: format!("/signals/{count}"),
        target: Find::test_id("all"),
        shown: Find::test_id("sum"),
        count: 1,
    }
}

/// So many components; a click changes one of them.
fn components(count: usize) -> Scene {
    Scene {
        path: format!("/components/{count}"),
        target: Find::test_id("more").nth(0),
        shown: Find::test_id("count"),
        count,
    }
}

fn measure(dimension: &Dimension) -> Result<Vec<Figure>> {
    let mut taken = Vec::new();
    for size in dimension.sizes {
        eprintln!("growth: {} {size}", dimension.name);
        let size_taken = take(dimension, size).with_context(|| format!("size {size}"))?;
        taken.push(size_taken);
    }
    let sizes = dimension.sizes.map(|size| size as f64);
    let figure = |what: &str, unit: &str, value: fn(&Taken) -> f64| {
        let values: Vec<f64> = taken.iter().map(value).collect();
        let shown: Vec<String> = values.iter().map(|value| format!("{value:.0}")).collect();
        let tabs: Vec<String> = dimension
            .sizes
            .iter()
            .map(|size| (dimension.tabs)(*size).to_string())
            .collect();
        let per = match dimension.per {
            Per::Session => "a session",
            Per::Server => "in all",
        };
        Figure::new(format!("growth/{}/{what}", dimension.name), exponent(&sizes, &values), "exp")
            .bar(BAR)
            .conditions(format!(
                "least squares on the logarithms at {:?}: {} {unit} {per}; the last step alone {:.2}; tabs: {}",
                dimension.sizes,
                shown.join(", "),
                last_step(&sizes, &values),
                tabs.join(", ")
            ))
    };
    Ok(vec![
        figure("open", "µs of the server's processor", |taken| {
            taken.open_us
        }),
        figure("click", "µs of the server's processor", |taken| {
            taken.click_us
        }),
        figure("memory", "bytes resident", |taken| taken.bytes),
    ])
}

/// Opens the tabs of one size, looks at the memory, clicks.
fn take(dimension: &Dimension, size: usize) -> Result<Taken> {
    let tabs = (dimension.tabs)(size);
    require_descriptors(tabs)?;
    let server = Server::start(SERVER, &["--listen", "127.0.0.1:0"], &[])?;
    let mut crowd = Crowd::on(server.address, &(dimension.scene)(size))?;
    crowd.warm_up((tabs / 100).max(1))?;
    sleep(Duration::from_millis(500));
    let (cpu, bytes) = (server.cpu()?, server.resident_bytes()?);
    crowd.open(tabs)?;
    let open = server.cpu()? - cpu;
    sleep(dimension.pause);
    let grown = server.resident_bytes()?.saturating_sub(bytes);
    let clicks = match dimension.per {
        Per::Session => CLICKS,
        Per::Server => 1,
    };
    let click = (0..ROUNDS)
        .map(|_| {
            let cpu = server.cpu()?;
            crowd.click(clicks)?;
            Ok(server.cpu()? - cpu)
        })
        .collect::<Result<Vec<_>>>()?;
    let click = click.into_iter().min().unwrap_or_default();
    let parts = match dimension.per {
        Per::Session => tabs as f64,
        Per::Server => 1.0,
    };
    Ok(Taken {
        open_us: open.as_secs_f64() * 1e6 / parts,
        click_us: click.as_secs_f64() * 1e6 / parts / clicks as f64,
        // The logarithm of nothing is nothing that one could compare.
        bytes: (grown as f64 / parts).max(1.0),
    })
}
