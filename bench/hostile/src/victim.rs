//! Well-behaved visitors: they click now and then, and wait for each answer.

use std::net::SocketAddr;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;
use bench_memory::crowd::Scene;
use bench_memory::{Page, Plan, Tab};
use bench_visitor::Latencies;

use crate::pace::Pace;

/// Threads that visitors share: one click of each is under way at a time.
const THREADS: usize = 2;

/// Visitors of one thread. Pages go to the workers in turn, so that every worker has some of both threads'.
const PER_THREAD: usize = 8;

/// All of them.
pub(crate) const VISITORS: usize = THREADS * PER_THREAD;

/// Clicks a second of one thread: a visitor clicks 50 times a second, a quarter of what a session may.
const CLICKS_PER_SECOND: u32 = 400;

pub(crate) struct Victims {
    plan: Plan,
    tabs: Vec<Vec<Tab>>,
}

impl Victims {
    pub(crate) fn open(address: SocketAddr) -> Result<Self> {
        let scene = Scene::counter();
        let page = Page::load(address, &scene.path)?;
        let plan = Plan::read(&page, &scene.target, &scene.shown, scene.count)?;
        let some = || {
            (0..PER_THREAD)
                .map(|_| Tab::open(address, &scene.path))
                .collect()
        };
        let tabs = (0..THREADS).map(|_| some()).collect::<Result<_>>()?;
        Ok(Self { plan, tabs })
    }

    /// How long each click took.
    pub(crate) fn click_for(&mut self, stretch: Duration) -> Result<Latencies> {
        let until = Instant::now() + stretch;
        let plan = &self.plan;
        let threads: Vec<Result<Latencies>> = thread::scope(|scope| {
            let running: Vec<_> = self
                .tabs
                .iter_mut()
                .map(|tabs| scope.spawn(move || click(plan, tabs, until)))
                .collect();
            let joined = running.into_iter().map(|thread| thread.join());
            joined
                .map(|result| result.unwrap_or_else(|_| anyhow::bail!("a visitor panicked")))
                .collect()
        });
        let mut all = Latencies::default();
        for latencies in threads {
            all.merge(&latencies?);
        }
        Ok(all)
    }

    /// Nobody has lost a session, or a click.
    pub(crate) fn check(&mut self) -> Result<()> {
        self.tabs
            .iter_mut()
            .flatten()
            .try_for_each(Tab::acknowledge)
    }
}

fn click(plan: &Plan, tabs: &mut [Tab], until: Instant) -> Result<Latencies> {
    let mut latencies = Latencies::default();
    let mut pace = Pace::new(CLICKS_PER_SECOND, until);
    let mut next = 0;
    while pace.beat() {
        let tab = &mut tabs[next % PER_THREAD];
        next += 1;
        let start = Instant::now();
        tab.click(plan)?;
        latencies.add(start.elapsed());
    }
    Ok(latencies)
}
