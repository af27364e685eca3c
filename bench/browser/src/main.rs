//! The suite `browser`: what the page costs in Chromium beside a page written by hand, and what its first load carries.
//!
//! It starts the server and runs `run.mjs`, which drives the browser and prints what it has read; here figures are made
//! of it. Costs are processor time of the page's main thread, so that a busy machine disturbs them little.

#![forbid(unsafe_code)]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};
use bench_harness::{Bar, Figure, Paired, Server, median, report};
use serde::Deserialize;

/// Most that an operation may cost, by what it costs on the page written by hand.
const OPERATION_BAR: f64 = 1.3;
/// Most bytes of HTML more than by hand, per row.
const HTML_BAR_BYTES: f64 = 16.0;
/// Most bytes on the socket for a first load, both ways.
const SOCKET_BAR_BYTES: f64 = 2048.0;
/// About what our server answers when a row is selected.
const ANSWER_BYTES: &str = "16";
/// Operations that are shown without a bar: the issue has none for them.
const UNBARRED: &[&str] = &["create-10000"];

/// What `run.mjs` prints.
#[derive(Debug, Deserialize)]
struct Readings {
    chromium: String,
    /// By operation: the rounds, each by page.
    costs: BTreeMap<String, Vec<BTreeMap<String, Cost>>>,
    first: First,
    runs: Runs,
}

/// Milliseconds of processor time, and at last how often the browser has laid out and styled.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Cost {
    script: f64,
    style: f64,
    layout: f64,
    /// All tasks of the main thread, painting and the reading of these numbers included.
    task: f64,
    layouts: f64,
    styles: f64,
}

impl Cost {
    fn sum(&self) -> f64 {
        self.script + self.style + self.layout
    }
}

/// Bytes of a first load.
#[derive(Debug, Deserialize)]
struct First {
    rows: f64,
    html: f64,
    hand: f64,
    sent: f64,
    received: f64,
}

/// How often a first load has run these.
#[derive(Debug, Deserialize)]
struct Runs {
    setups: f64,
    loads: f64,
}

fn main() -> Result<()> {
    let is_quick = std::env::args().any(|argument| argument == "--quick");
    let server = Server::start("bench-app-vango", &["--listen", "127.0.0.1:0"], &[])?;
    let echo = Server::start(
        "bench-app-echo",
        &["--listen", "127.0.0.1:0", "--answer-bytes", ANSWER_BYTES],
        &[],
    )?;
    let readings = read([server.address.port(), echo.address.port()], is_quick)?;
    let mut figures = Vec::new();
    for (operation, rounds) in &readings.costs {
        for page in ["list", "vec"] {
            figures.push(operation_figure(
                operation,
                page,
                rounds,
                &readings.chromium,
            )?);
        }
    }
    if let Some(rounds) = readings.costs.get("select") {
        // The other operations of that page ask no server.
        let figure = operation_figure("select", "floor", rounds, &readings.chromium)?;
        figures.push(figure.bar(Bar::None));
    }
    figures.extend(first_figures(&readings));
    report(&figures)
}

/// Runs the script; it takes playwright-core from the browser suite.
fn read(ports: [u16; 2], is_quick: bool) -> Result<Readings> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut node = Command::new("node");
    node.arg(directory.join("run.mjs"))
        .args(ports.map(|port| port.to_string()));
    if is_quick {
        node.arg("--quick");
    }
    let output = node
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .context("node could not be started; `cargo xtask setup` says what is missing")?;
    ensure!(
        output.status.success(),
        "run.mjs ended with {}; playwright-core and Chromium are installed by `cargo xtask setup`",
        output.status
    );
    serde_json::from_slice(&output.stdout).context("run.mjs prints one JSON object")
}

/// One operation on one of our pages, beside the page written by hand.
fn operation_figure(
    operation: &str,
    page: &str,
    rounds: &[BTreeMap<String, Cost>],
    chromium: &str,
) -> Result<Figure> {
    let costs = |name: &str| -> Result<Vec<Cost>> {
        let of_page = rounds.iter().map(|round| round.get(name).copied());
        let costs: Option<Vec<Cost>> = of_page.collect();
        costs.with_context(|| format!("a round of {operation} has no costs of {name}"))
    };
    let (ours, by_hand) = (costs(page)?, costs("vanilla")?);
    for cost in ours.iter().chain(&by_hand) {
        ensure!(
            cost.layouts + cost.styles > 0.0,
            "{operation} was read before the browser had styled it and laid it out"
        );
    }
    let microseconds =
        |costs: &[Cost]| -> Vec<f64> { costs.iter().map(|cost| cost.sum() * 1e3).collect() };
    let paired = Paired::of(&microseconds(&ours), &microseconds(&by_hand));
    let bar = if UNBARRED.contains(&operation) {
        Bar::None
    } else {
        Bar::AtMost(OPERATION_BAR)
    };
    Ok(
        Figure::new(format!("browser/{operation}/{page}"), paired.ratio, "×")
            .bar(bar)
            .peer(format!("vanilla {}", parts(&by_hand)))
            .conditions(format!(
                "{}; {}; Chromium {chromium}, processor time of the main thread",
                parts(&ours),
                paired.conditions()
            )),
    )
}

/// Medians of the parts, for people.
fn parts(costs: &[Cost]) -> String {
    let of = |part: fn(&Cost) -> f64| median(&costs.iter().map(part).collect::<Vec<f64>>());
    format!(
        "script {:.2}, style {:.2}, layout {:.2} ms (all tasks {:.2})",
        of(|cost| cost.script),
        of(|cost| cost.style),
        of(|cost| cost.layout),
        of(|cost| cost.task)
    )
}

fn first_figures(readings: &Readings) -> [Figure; 4] {
    let First {
        rows,
        html,
        hand,
        sent,
        received,
    } = readings.first;
    let loaded = "a page of 1,000 rows from a loader, until its client is connected and quiet";
    [
        Figure::new("browser/first/html", (html - hand) / rows, "B/row")
            .bar(Bar::AtMost(HTML_BAR_BYTES))
            .peer(format!("by hand {hand} B"))
            .conditions(format!(
                "/vec/1000, the whole document, boot data included, uncompressed: {html} B"
            )),
        Figure::new("browser/first/socket", sent + received, "B")
            .bar(Bar::AtMost(SOCKET_BAR_BYTES))
            .conditions(format!(
                "/vec/1000, all bytes of the socket's connection until it is quiet, the HTTP upgrade included: \
                 {sent} from the browser, {received} to it"
            )),
        Figure::new("browser/first/setup", readings.runs.setups, "runs")
            .bar(Bar::AtMost(1.0))
            .conditions(format!("setup of {loaded}")),
        Figure::new("browser/first/loader", readings.runs.loads, "runs")
            .bar(Bar::AtMost(1.0))
            .conditions(format!("loader of {loaded}")),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cost(script: f64) -> Cost {
        Cost {
            script,
            style: 1.0,
            layout: 1.0,
            task: 9.0,
            layouts: 1.0,
            styles: 0.0,
        }
    }

    fn round(ours: Cost, by_hand: Cost) -> BTreeMap<String, Cost> {
        [("vec".to_owned(), ours), ("vanilla".to_owned(), by_hand)].into()
    }

    #[test]
    fn a_figure_holds_script_style_and_layout_together() {
        let rounds = [round(cost(3.0), cost(2.0))];
        let figure = operation_figure("swap", "vec", &rounds, "1").unwrap();
        assert_eq!(figure.value, 1.25);
        assert!(figure.met);
        let rounds = [round(cost(4.0), cost(2.0))];
        assert!(!operation_figure("swap", "vec", &rounds, "1").unwrap().met);
    }

    #[test]
    fn what_was_not_laid_out_was_not_measured() {
        let early = Cost {
            layouts: 0.0,
            ..cost(1.0)
        };
        let rounds = [round(early, cost(1.0))];
        assert!(operation_figure("swap", "vec", &rounds, "1").is_err());
    }
}
