//! Tabs that are open on one page of one server.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use vango_client::headless::Find;

use crate::page::{Page, Plan};
use crate::tab::Tab;

/// Descriptors that a process needs besides those of its tabs.
const SPARE_DESCRIPTORS: usize = 200;

/// Checks that this process may have so many tabs open, and a server as many sockets: it inherits the limit.
///
/// # Errors
/// When it may not; the error says what to do.
pub fn require_descriptors(tabs: usize) -> Result<()> {
    let limits = std::fs::read_to_string("/proc/self/limits")?;
    let soft = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"))
        .and_then(|rest| rest.split_ascii_whitespace().next())
        .context("/proc/self/limits has no `Max open files`")?;
    let wanted = tabs + SPARE_DESCRIPTORS;
    if soft.parse().is_ok_and(|soft: usize| soft < wanted) {
        bail!(
            "{tabs} tabs need {wanted} open files and the limit is {soft}: run `ulimit -n {wanted}` before"
        );
    }
    Ok(())
}

/// A page, what it must show, and where its tabs click.
#[derive(Clone, Debug)]
pub struct Scene {
    /// The path of the page.
    pub path: String,
    /// What a click goes to.
    pub target: Find,
    /// What has to be there as often as `count` says, or the page is another than the one that was meant.
    pub shown: Find,
    /// How often.
    pub count: usize,
}

impl Scene {
    /// A page that shows so many rows, in a table that is updated by a click.
    #[must_use]
    pub fn rows(kind: &str, count: usize) -> Self {
        Self {
            path: format!("/{kind}/{count}"),
            target: Find::test_id("update"),
            shown: Find::tag("tr"),
            count,
        }
    }

    /// The page of `examples/counter.rs`, with its two counters.
    #[must_use]
    pub fn counter() -> Self {
        Self {
            path: "/counter".to_owned(),
            target: Find::attribute(Find::tag("button").nth(0), "aria-label", "more"),
            shown: Find::test_id("count"),
            count: 2,
        }
    }

    /// One counter and nothing else.
    #[must_use]
    pub fn one() -> Self {
        Self {
            path: "/one".to_owned(),
            target: Find::tag("button"),
            shown: Find::test_id("count"),
            count: 1,
        }
    }
}

/// Tabs of one page.
#[derive(Debug)]
pub struct Crowd {
    address: SocketAddr,
    plan: Plan,
    tabs: Vec<Tab>,
}

impl Crowd {
    /// Checks the page of the server at this address. No tab is open yet.
    ///
    /// # Errors
    /// When the page is not as meant.
    pub fn on(address: SocketAddr, scene: &Scene) -> Result<Self> {
        let page = Page::load(address, &scene.path)?;
        let plan = Plan::read(&page, &scene.target, &scene.shown, scene.count)?;
        Ok(Self {
            address,
            plan,
            tabs: Vec::new(),
        })
    }

    /// Warms the server up: opens so many tabs, clicks in each, and leaves them. Code is then in memory, and what is
    /// allocated once for all sessions is there.
    ///
    /// # Errors
    /// When a tab cannot be opened or is not answered.
    pub fn warm_up(&mut self, tabs: usize) -> Result<()> {
        self.open(tabs)?;
        self.click(1)?;
        self.leave()
    }

    /// Opens so many more tabs, one after the other.
    ///
    /// # Errors
    /// When one cannot be opened.
    pub fn open(&mut self, count: usize) -> Result<()> {
        for _ in 0..count {
            let number = self.tabs.len() + 1;
            let tab = Tab::open(self.address, &self.plan.path)
                .with_context(|| format!("tab {number} of {}", self.plan.path))?;
            self.tabs.push(tab);
        }
        Ok(())
    }

    /// Clicks so often in every tab, waits for each answer, and acknowledges the last.
    ///
    /// # Errors
    /// When a tab is not answered: its session is not there any more.
    pub fn click(&mut self, times: usize) -> Result<()> {
        if times == 0 {
            return Ok(());
        }
        for tab in &mut self.tabs {
            for _ in 0..times {
                tab.click(&self.plan)?;
            }
            tab.acknowledge()?;
        }
        Ok(())
    }

    /// Answers the server's pings.
    ///
    /// # Errors
    /// When a socket has ended.
    pub fn tend(&mut self) -> Result<()> {
        self.tabs.iter_mut().try_for_each(Tab::tend)
    }

    /// Closes all tabs, as browsers do.
    ///
    /// # Errors
    /// When a socket is broken.
    pub fn leave(&mut self) -> Result<()> {
        self.tabs.drain(..).try_for_each(Tab::leave)
    }

    /// Lets the connections of all tabs break.
    ///
    /// # Errors
    /// When a socket is broken already.
    pub fn break_off(&mut self) -> Result<()> {
        self.tabs.drain(..).try_for_each(Tab::break_off)
    }

    /// Clicks once in every tab. Answers how long each has waited for its answer.
    ///
    /// # Errors
    /// When a tab is not answered.
    pub fn time_clicks(&mut self) -> Result<Vec<Duration>> {
        let mut times = Vec::new();
        for tab in &mut self.tabs {
            let started = Instant::now();
            tab.click(&self.plan)?;
            times.push(started.elapsed());
            tab.acknowledge()?;
        }
        Ok(times)
    }

    /// Open tabs.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tabs.len()
    }

    /// Whether no tab is open.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tabs.is_empty()
    }
}
