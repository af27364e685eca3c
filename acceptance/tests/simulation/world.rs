//! One run of a seed: a server (the real driver, on paused time), a network, and tabs.
//!
//! Invariant: all that happens, happens in the order of its time, and of its coming within a millisecond; there is one
//! thread, and nothing but the seed decides.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::{JoinHandle, spawn_local};
use tokio::time::{Instant, sleep_until};
use vango::session::limits::{MAX_BATCHES_IN_FLIGHT, MAX_REPLAY_BYTES};
use vango_protocol::{BootHead, VERSION};
use vango_runtime::reactive::Services;
use vango_server::driver::{Cause, Limits, Solo, SoloPage};

use crate::history::History;
use crate::life::Life;
use crate::net::{Arrived, LinkId, Net};
use crate::page;
use crate::tab::{Phase, Tab, Wish};

/// Tabs of a run.
const TABS: usize = 4;
/// Whoever needs more turns than this goes round in circles.
const TURNS_MAX: u32 = 200_000;
/// A page that can't be had is asked for again after so long.
const ASK_AGAIN_MS: u64 = 700;
/// What the server's clock shows at the start.
const EPOCH_MS: u64 = 1_700_000_000_000;
/// Bytes that no session of this page may exceed.
const SESSION_BYTES_MAX: usize = 1024 * 1024;

/// How often something has happened.
pub(crate) type Tally = BTreeMap<&'static str, u32>;

/// Pages that have come: for which tab, of which run of the server, with which life.
type Letters = Rc<RefCell<Vec<(usize, u32, Arc<Life>, Result<SoloPage, String>)>>>;

pub(crate) struct World {
    pub(crate) net: Net,
    pub(crate) tabs: Vec<Tab>,
    pub(crate) server: Option<Rc<Solo>>,
    /// Which run of the server this is.
    pub(crate) run: u32,
    pub(crate) server_back_ms: Option<u64>,
    pub(crate) tally: Tally,
    /// Numbers of events and messages.
    pub(crate) number: u64,
    /// Sockets of copies, and whether they were answered.
    pub(crate) copies: BTreeMap<LinkId, crate::socket::Socket>,
    /// Events that were sent twice on purpose, in this run of the server.
    pub(crate) echoes: u64,
    /// Pages that were refused because their sessions were gone, in this run of the server.
    pub(crate) gone: u64,
    has_clocks: bool,
    letters: Letters,
    opening: Vec<JoinHandle<()>>,
    start: Instant,
    turns: u32,
}

/// Small enough that windows and budgets are met in a short run.
pub(crate) fn limits() -> Limits {
    Limits {
        ping_interval_ms: 10_000,
        frozen_window_ms: 12_000,
        frozen_sessions: 2,
        resume_window_ms: 50_000,
        detached_sessions: 2,
        ..Limits::default()
    }
}

impl World {
    pub(crate) fn new(seed: u64) -> Self {
        let mut world = Self {
            net: Net::new(seed),
            tabs: (0..TABS).map(|index| Tab::new(index, seed)).collect(),
            server: None,
            run: 0,
            server_back_ms: None,
            tally: Tally::new(),
            number: 100,
            copies: BTreeMap::new(),
            echoes: 0,
            gone: 0,
            has_clocks: seed.is_multiple_of(2),
            letters: Letters::default(),
            opening: Vec::new(),
            start: Instant::now(),
            turns: 0,
        };
        world.start_server();
        world
    }

    pub(crate) fn now_ms(&self) -> u64 {
        self.start.elapsed().as_millis() as u64
    }

    pub(crate) fn saw(&mut self, what: &'static str) {
        *self.tally.entry(what).or_default() += 1;
    }

    pub(crate) fn start_server(&mut self) {
        self.run += 1;
        (self.gone, self.echoes) = (0, 0);
        let unix_ms = EPOCH_MS + self.now_ms();
        let build = u64::from(self.run);
        let solo = Solo::start(limits(), Services::new(), build, unix_ms);
        self.server = Some(Rc::new(solo));
        self.server_back_ms = None;
    }

    /// Keeps a request that ends with the server.
    pub(crate) fn keep(&mut self, request: JoinHandle<()>) {
        self.opening.retain(|task| !task.is_finished());
        self.opening.push(request);
    }

    /// The server's process is gone.
    pub(crate) fn end_server(&mut self) {
        self.opening.drain(..).for_each(|task| task.abort());
        if let Some(server) = self.server.take() {
            self.add_counters(&server);
        }
        for tab in &mut self.tabs {
            if matches!(tab.phase, Phase::Loading) {
                tab.phase = Phase::Ask { at_ms: 0 };
            }
        }
    }

    pub(crate) fn add_counters(&mut self, server: &Solo) {
        for (cause, count) in server.counters().nonzero() {
            *self.tally.entry(cause.name()).or_default() += count as u32;
        }
    }

    /// Lets time pass, with all that happens in it.
    ///
    /// # Errors
    /// When something happens that must not.
    pub(crate) async fn pass(&mut self, ms: u64) -> Result<(), String> {
        let until_ms = self.now_ms() + ms;
        loop {
            self.turns += 1;
            if self.turns > TURNS_MAX {
                return Err(format!(
                    "{TURNS_MAX} turns and no end: something goes round in circles"
                ));
            }
            while self.turn()? {}
            let now_ms = self.now_ms();
            let timers = self.tabs.iter().filter_map(Tab::next_ms);
            let next_ms = timers
                .chain(self.net.next_ms())
                .chain(self.server_back_ms)
                .min();
            let next_ms = next_ms.unwrap_or(u64::MAX).min(until_ms);
            if now_ms >= until_ms {
                return Ok(());
            }
            let at = self.start + Duration::from_millis(next_ms);
            let bell = self.net.bell.clone();
            tokio::select! {
                biased;
                () = bell.notified() => {}
                () = sleep_until(at) => {}
            }
        }
    }

    /// Does one thing that is due; answers whether there was one.
    fn turn(&mut self) -> Result<bool, String> {
        let now_ms = self.now_ms();
        self.net.collect(now_ms);
        if self.server_back_ms.is_some_and(|at_ms| at_ms <= now_ms) {
            self.start_server();
            return Ok(true);
        }
        if let Some(arrived) = self.net.arrive(now_ms) {
            if let Some((link, arrived)) = arrived {
                self.arrive(link, arrived, now_ms)?;
            }
            return Ok(true);
        }
        let letter = self.letters.borrow_mut().pop();
        if let Some((tab, run, life, page)) = letter {
            self.open_letter(tab, run, life, page);
            return Ok(true);
        }
        for index in 0..self.tabs.len() {
            if let Some(wish) = self.tabs[index].tick(&mut self.net, now_ms) {
                self.grant(index, &wish);
                return Ok(true);
            }
            self.judge(index)?;
        }
        Ok(false)
    }

    fn arrive(&mut self, link: LinkId, arrived: Arrived, now_ms: u64) -> Result<(), String> {
        if self.copies.contains_key(&link) {
            return self.hear_copy(link, arrived);
        }
        // Of a socket that its tab has left nothing is heard any more.
        let tab = self.tabs.iter_mut().find(|tab| tab.link() == Some(link));
        if let Some(tab) = tab {
            match arrived {
                Arrived::Bytes(bytes) => tab.hear(bytes, &mut self.net, now_ms),
                Arrived::End => tab.hear_end(&mut self.net, now_ms),
            }
            let index = tab.index;
            self.judge(index)?;
        }
        Ok(())
    }

    fn grant(&mut self, index: usize, wish: &Wish) {
        let now_ms = self.now_ms();
        match wish {
            Wish::Page => self.ask_for_page(index),
            Wish::Socket => {
                let Some(server) = self.server.clone() else {
                    // Nobody listens.
                    self.tabs[index].part(
                        crate::pipe::End::Finished,
                        0,
                        now_ms + ASK_AGAIN_MS,
                        &mut self.net,
                        now_ms,
                    );
                    return;
                };
                let tab = &mut self.tabs[index];
                let Some(session) = tab.page.as_ref().map(|page| page.session) else {
                    return;
                };
                let (link, end) = self.net.open();
                server.serve(session, tab.cookie(), end);
                tab.join(link, &mut self.net, now_ms);
            }
        }
    }

    fn ask_for_page(&mut self, index: usize) {
        let again_ms = self.now_ms() + ASK_AGAIN_MS;
        let Some(server) = self.server.clone() else {
            self.tabs[index].phase = Phase::Ask { at_ms: again_ms };
            return;
        };
        let life = Arc::new(Life::new(self.has_clocks));
        let (letters, run, bell) = (self.letters.clone(), self.run, self.net.bell.clone());
        let cookie = self.tabs[index].cookie();
        self.keep(spawn_local(async move {
            let page = server.open(page::root(life.clone()), "/sim", cookie).await;
            letters.borrow_mut().push((index, run, life, page));
            bell.notify_one();
        }));
    }

    fn open_letter(
        &mut self,
        index: usize,
        run: u32,
        life: Arc<Life>,
        page: Result<SoloPage, String>,
    ) {
        let now_ms = self.now_ms();
        let tab = &mut self.tabs[index];
        if !matches!(tab.phase, Phase::Loading) {
            return;
        }
        match page {
            Ok(page) => {
                let head = BootHead {
                    version: VERSION,
                    session: page.session,
                    state: 0,
                    secret: page.secret,
                    ticket: page.ticket,
                    socket: "/_vango/live/1",
                    build: u64::from(run),
                    flags: 0,
                };
                let html = vango_acceptance::document_of(&page.page, &head);
                tab.load(&html, History::new(life), page.session, run, now_ms);
            }
            Err(problem) => tab.broken = Some(format!("there is no page: {problem}")),
        }
    }

    /// Checks what holds at any time.
    ///
    /// # Errors
    /// When it does not.
    pub(crate) fn check_bounds(&mut self) -> Result<(), String> {
        let Some(server) = self.server.clone() else {
            return Ok(());
        };
        let counters = server.counters();
        for cause in NEVER {
            if counters.get(cause) > 0 {
                return Err(format!(
                    "{cause:?} was counted, which nothing here can cause"
                ));
            }
        }
        let duplicates = counters.get(Cause::EventDuplicate);
        if duplicates > self.echoes {
            return Err(format!(
                "{duplicates} events came twice, and {} were sent so",
                self.echoes
            ));
        }
        for tab in &mut self.tabs {
            let Some(page) = tab.page.as_mut().filter(|page| page.run == self.run) else {
                continue;
            };
            page.history.read()?;
            let Some((bytes, (batches, kept))) = server.look(page.session, |session| {
                (session.memory_bytes(), session.replay())
            }) else {
                continue;
            };
            if batches == MAX_BATCHES_IN_FLIGHT {
                *self.tally.entry("backpressure").or_default() += 1;
            }
            if batches > MAX_BATCHES_IN_FLIGHT
                || kept > MAX_REPLAY_BYTES
                || bytes > SESSION_BYTES_MAX
            {
                return Err(format!(
                    "tab {}: {batches} batches in flight, {kept} bytes kept of them, {bytes} bytes in all",
                    tab.index
                ));
            }
        }
        Ok(())
    }
}

/// What neither this page nor these browsers can bring about.
const NEVER: [Cause; 22] = [
    Cause::PageFailed,
    Cause::CookieRefused,
    Cause::CookieForeign,
    Cause::SecretRefused,
    Cause::VersionRefused,
    Cause::PathMismatch,
    Cause::BuildMismatch,
    Cause::MemoryLimit,
    Cause::LiveEvicted,
    Cause::FrameTooLarge,
    Cause::FrameText,
    Cause::OutboundLimit,
    Cause::FrameMalformed,
    Cause::SessionFailed,
    Cause::SessionTooLarge,
    Cause::SetupFailed,
    Cause::EndlessEffects,
    Cause::EventPayload,
    Cause::ImpureRender,
    Cause::KeyChanged,
    Cause::SlotTwice,
    Cause::SessionPanicked,
];
