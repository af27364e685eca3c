//! A server of its own and the tabs that are open on one of its pages.

use anyhow::{Context as _, Result};
use bench_harness::Server;
use vango_client::headless::Find;

use crate::page::{Page, Plan};
use crate::tab::Tab;

/// The server that the tabs are open on.
const SERVER: &str = "bench-app-vango";

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

/// Tabs of one page, on a server that has no others.
#[derive(Debug)]
pub struct Crowd {
    /// The server.
    pub server: Server,
    plan: Plan,
    tabs: Vec<Tab>,
}

impl Crowd {
    /// Starts a server, checks its page, and warms it up with as many tabs as are told, which are left again: code is
    /// then in memory, and what is allocated once for all sessions is there.
    ///
    /// # Errors
    /// When the page is not as meant or a tab cannot be opened.
    pub fn start(scene: &Scene, warm_up: usize) -> Result<Self> {
        let server = Server::start(SERVER, &["--listen", "127.0.0.1:0"], &[])?;
        let page = Page::load(server.address, &scene.path)?;
        let plan = Plan::read(&page, &scene.target, &scene.shown, scene.count)?;
        let mut crowd = Self {
            server,
            plan,
            tabs: Vec::new(),
        };
        crowd.open(warm_up)?;
        crowd.click(1)?;
        crowd.leave()?;
        Ok(crowd)
    }

    /// Opens so many more tabs, one after the other.
    ///
    /// # Errors
    /// When one cannot be opened.
    pub fn open(&mut self, count: usize) -> Result<()> {
        for _ in 0..count {
            let number = self.tabs.len() + 1;
            let tab = Tab::open(self.server.address, &self.plan.path)
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
