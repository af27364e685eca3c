//! How a group of cases is measured.

use std::net::SocketAddr;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use bench_harness::Server;
use bench_memory::crowd::Crowd;
use bench_memory::peer::PeerCrowd;

use crate::case::{After, Case, Kind};

/// From the last tab's welcome, and its last click, to the first look.
const SETTLE: Duration = Duration::from_secs(2);
/// From the end of all tabs to the last look.
const GIVE_BACK: Duration = Duration::from_secs(10);
/// How often pings are answered.
const TEND_EVERY: Duration = Duration::from_secs(5);
/// Clicks in each tab of an active session.
const CLICKS: usize = 3;

/// What was seen of a case. Bytes of resident memory.
pub(crate) struct Seen {
    pub(crate) before: u64,
    pub(crate) settled: u64,
    pub(crate) idle: u64,
    pub(crate) peak: u64,
    pub(crate) after: u64,
    pub(crate) descriptors: usize,
    descriptors_before: usize,
    pub(crate) descriptors_left: usize,
    /// From a click to its answer, sorted: the first after the wait, and the next.
    pub(crate) first_clicks: Vec<Duration>,
    pub(crate) second_clicks: Vec<Duration>,
}

/// The tabs of a case.
enum Tabs {
    Vango(Crowd),
    Dioxus(PeerCrowd),
}

impl Tabs {
    fn on(address: SocketAddr, case: &Case) -> Result<Self> {
        Ok(match &case.kind {
            Kind::Awake { scene } | Kind::Asleep { scene, .. } => {
                Self::Vango(Crowd::on(address, scene)?)
            }
            Kind::Dioxus { path } => Self::Dioxus(PeerCrowd::new(address, path)),
        })
    }

    fn open(&mut self, count: usize) -> Result<()> {
        match self {
            Self::Vango(crowd) => crowd.open(count),
            Self::Dioxus(crowd) => crowd.open(count),
        }
    }

    /// A peer's are not clicked: its figure is the smaller for it.
    fn click(&mut self, times: usize) -> Result<()> {
        match self {
            Self::Vango(crowd) => crowd.click(times),
            Self::Dioxus(_) => Ok(()),
        }
    }

    fn tend(&mut self) -> Result<()> {
        match self {
            Self::Vango(crowd) => crowd.tend(),
            Self::Dioxus(crowd) => crowd.check(),
        }
    }

    fn end(&mut self, after: After) -> Result<()> {
        match (self, after) {
            (Self::Vango(crowd), After::Leave) => crowd.leave(),
            (Self::Vango(crowd), After::Break) => crowd.break_off(),
            (Self::Dioxus(crowd), _) => crowd.leave(),
        }
    }
}

/// Opens all tabs of a group, looks, waits, looks again, clicks everywhere (none may have been evicted), ends the tabs and
/// looks what is left.
pub(crate) fn watch(cases: &[Case], idle: Duration) -> Result<Vec<Seen>> {
    let (mut servers, mut crowds, mut seen) = (Vec::new(), Vec::new(), Vec::new());
    for case in cases {
        let name = case.figure("");
        let (server, tabs, first) = fill(case).with_context(|| name.clone())?;
        servers.push(server);
        crowds.push(tabs);
        seen.push(first);
        eprintln!("{name} has {} tabs", case.sessions);
        tend(&mut crowds)?;
    }
    wait(&mut crowds, idle)?;
    for (at, case) in cases.iter().enumerate() {
        seen[at].idle = servers[at].resident_bytes()?;
        if let Tabs::Vango(crowd) = &mut crowds[at] {
            seen[at].first_clicks = crowd.time_clicks()?;
            seen[at].second_clicks = crowd.time_clicks()?;
            seen[at].first_clicks.sort_unstable();
            seen[at].second_clicks.sort_unstable();
        }
        let now = servers[at].resident_bytes()?;
        seen[at].peak = seen[at].settled.max(seen[at].idle).max(now);
        eprintln!("{} was clicked", case.figure(""));
        tend(&mut crowds)?;
    }
    if cases.iter().any(|case| case.after == After::Break) {
        // Those that are to be seen without their sockets sleep again first.
        wait(&mut crowds, idle)?;
    }
    for (tabs, case) in crowds.iter_mut().zip(cases) {
        tabs.end(case.after)?;
    }
    sleep(GIVE_BACK);
    for (server, seen) in servers.iter().zip(&mut seen) {
        seen.after = server.resident_bytes()?;
        seen.descriptors_left = server
            .descriptors()?
            .saturating_sub(seen.descriptors_before);
    }
    Ok(seen)
}

/// Starts a case's server, warms it up and opens the tabs.
fn fill(case: &Case) -> Result<(Server, Tabs, Seen)> {
    let (program, arguments) = case.server();
    let server = Server::start(program, &arguments, &[])?;
    let mut tabs = Tabs::on(server.address, case)?;
    // Few enough that what they leave behind changes nothing.
    tabs.open((case.sessions / 100).max(4))?;
    tabs.click(1)?;
    tabs.end(After::Leave)?;
    sleep(SETTLE);
    let before = server.resident_bytes()?;
    let descriptors = server.descriptors()?;
    tabs.open(case.sessions)?;
    if let Kind::Awake { .. } = case.kind {
        tabs.click(CLICKS)?;
    }
    sleep(SETTLE);
    let seen = Seen {
        before,
        settled: server.resident_bytes()?,
        idle: 0,
        peak: 0,
        after: 0,
        descriptors: server.descriptors()?.saturating_sub(descriptors),
        descriptors_before: descriptors,
        descriptors_left: 0,
        first_clicks: Vec::new(),
        second_clicks: Vec::new(),
    };
    Ok((server, tabs, seen))
}

/// Waits, and answers pings meanwhile.
fn wait(crowds: &mut [Tabs], time: Duration) -> Result<()> {
    let end = Instant::now() + time;
    loop {
        tend(crowds)?;
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(());
        }
        sleep(left.min(TEND_EVERY));
    }
}

fn tend(crowds: &mut [Tabs]) -> Result<()> {
    crowds.iter_mut().try_for_each(Tabs::tend)
}
