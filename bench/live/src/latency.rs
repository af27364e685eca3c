//! From a click to its patch, with one page and nothing else under way: what a user waits for beside the network.

use std::time::Instant;

use anyhow::Result;
use bench_harness::pair::quantile;
use bench_harness::{Bar, Figure, Paired};

use crate::clicker::Tab;
use crate::{Plan, Servers, dioxus, vango};

/// Clicks before the first that counts.
const WARM_UP: usize = 500;

/// The quantiles of one round, in microseconds.
#[derive(Clone, Copy)]
struct Round {
    p50: f64,
    p99: f64,
}

/// Measures both servers in turn.
///
/// # Errors
/// When a server does not answer as it should.
pub(crate) fn measure(servers: &Servers, plan: &Plan) -> Result<Vec<Figure>> {
    let mut tabs = [
        vango::counter(servers.vango.address)?,
        dioxus::counter(servers.dioxus.address)?,
    ];
    for tab in &mut tabs {
        round(tab, WARM_UP)?;
    }
    let mut rounds = [Vec::new(), Vec::new()];
    for number in 0..plan.latency_rounds {
        for turn in 0..tabs.len() {
            let which = (number + turn) % tabs.len();
            rounds[which].push(round(&mut tabs[which], plan.latency_clicks)?);
        }
    }
    eprintln!("live: latency, {} rounds", plan.latency_rounds);
    let figure = |name: &str, of: fn(&Round) -> f64| {
        let [ours, theirs] = rounds.each_ref().map(|rounds| {
            let values: Vec<f64> = rounds.iter().map(of).collect();
            values
        });
        let paired = Paired::of(&ours, &theirs);
        Figure::new(format!("live/latency/{name}"), paired.ratio, "×")
            .bar(Bar::AtMost(1.0))
            .peer(format!("dioxus-liveview {:.1} µs", paired.baseline_us))
            .conditions(format!(
                "1 client, {} clicks a round, {}",
                plan.latency_clicks,
                paired.conditions()
            ))
    };
    Ok(vec![
        figure("p50", |round| round.p50),
        figure("p99", |round| round.p99),
    ])
}

fn round(tab: &mut Tab, clicks: usize) -> Result<Round> {
    let mut times = Vec::with_capacity(clicks);
    for _ in 0..clicks {
        let start = Instant::now();
        tab.click()?;
        times.push(start.elapsed().as_secs_f64() * 1e6);
    }
    Ok(Round {
        p50: quantile(&times, 0.5),
        p99: quantile(&times, 0.99),
    })
}
