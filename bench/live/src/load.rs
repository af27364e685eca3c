//! A hundred pages that click as fast as they are answered, on one thread: each has one click under way, and the next one
//! leaves when its answer has come.

use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use bench_harness::{Bar, Figure, Paired, Server, median};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::runtime::LocalRuntime;

use crate::clicker::{Clicker, Echo, Tab};
use crate::frame::Inbox;
use crate::socket::Socket;
use crate::{Plan, Servers, dioxus, vango};

/// Pages that click at the same time.
const CLIENTS: usize = 100;

/// Bytes that are read at a time.
const READ_BYTES: usize = 4096;

/// Measures server time per event of all three servers, in turn in each round.
///
/// # Errors
/// When a server does not answer as it should.
pub(crate) fn measure(servers: &Servers, plan: &Plan) -> Result<Vec<Figure>> {
    let ours = servers.vango.address;
    let sizes = vango::sizes(ours, 5_000)?;
    let echo = Server::start(
        "bench-app-echo",
        &[
            "--listen",
            "127.0.0.1:0",
            "--answer-bytes",
            &sizes.answer_bytes.to_string(),
        ],
        &[],
    )?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build_local(tokio::runtime::LocalOptions::default())?;
    let mut crowds = [
        Crowd::open(&runtime, &servers.vango, || vango::counter(ours))?,
        Crowd::open(&runtime, &echo, || {
            let socket = Socket::open(echo.address, "/", "")?;
            let clicker = Echo::new(sizes.click.clone(), sizes.answer_bytes);
            Ok(Tab::new(socket, Box::new(clicker)))
        })?,
        Crowd::open(&runtime, &servers.dioxus, || {
            dioxus::counter(servers.dioxus.address)
        })?,
    ];
    // The first round warms up: what a page shows changes once with its first clicks, and buffers grow.
    for round in 0..=plan.load_rounds {
        // In changing order: what runs after what must not count.
        for turn in 0..crowds.len() {
            let crowd = (round + turn) % crowds.len();
            crowds[crowd].run(&runtime, plan.load_time, round > 0)?;
        }
        eprintln!("live: load, round {round} of {}", plan.load_rounds);
    }
    Ok(figures(&crowds, &sizes))
}

fn figures(crowds: &[Crowd<'_>; 3], sizes: &vango::Sizes) -> Vec<Figure> {
    let [ours, echo, dioxus] = crowds;
    let against = |peer: &Crowd<'_>| Paired::of(&ours.us_per_event, &peer.us_per_event);
    let conditions = |paired: &Paired| {
        format!(
            "{CLIENTS} clients on one thread, one click each under way; server CPU per event, {}",
            paired.conditions()
        )
    };
    let (by_echo, by_dioxus) = (against(echo), against(dioxus));
    let rate = |name: &str, crowd: &Crowd<'_>| {
        Figure::new(
            format!("live/rate/{name}"),
            median(&crowd.per_second),
            "1/s",
        )
        .conditions(format!(
            "answered events, {CLIENTS} clients on the same cores"
        ))
    };
    vec![
        Figure::new("live/cpu/event/echo", by_echo.ratio, "×")
            .bar(Bar::AtMost(1.5))
            .peer(format!("bare echo {:.2} µs", by_echo.baseline_us))
            .conditions(format!(
                "{}; message {} bytes, answer {} bytes",
                conditions(&by_echo),
                sizes.click.len(),
                sizes.answer_bytes
            )),
        Figure::new("live/cpu/event/dioxus", by_dioxus.ratio, "×")
            .bar(Bar::AtMost(0.6))
            .peer(format!("dioxus-liveview {:.2} µs", by_dioxus.baseline_us))
            .conditions(conditions(&by_dioxus)),
        Figure::new("live/cpu/event", by_echo.ours_us, "µs").conditions(conditions(&by_echo)),
        rate("vango", ours),
        rate("echo", echo),
        rate("dioxus", dioxus),
    ]
}

/// Pages of one server, and what was measured of it.
struct Crowd<'a> {
    server: &'a Server,
    pages: Vec<Page>,
    us_per_event: Vec<f64>,
    per_second: Vec<f64>,
}

impl<'a> Crowd<'a> {
    fn open(
        runtime: &LocalRuntime,
        server: &'a Server,
        open: impl Fn() -> Result<Tab>,
    ) -> Result<Self> {
        let _inside = runtime.enter();
        let pages: Result<Vec<Page>> = (0..CLIENTS).map(|_| Page::new(open()?)).collect();
        Ok(Self {
            server,
            pages: pages?,
            us_per_event: Vec::new(),
            per_second: Vec::new(),
        })
    }

    /// Clicks for so long.
    fn run(&mut self, runtime: &LocalRuntime, time: Duration, counts: bool) -> Result<()> {
        let before = self.server.cpu()?;
        let (start, events) = (Instant::now(), Rc::new(Cell::new(0_u64)));
        let pages = std::mem::take(&mut self.pages);
        self.pages = runtime.block_on(async {
            let tasks: Vec<_> = pages
                .into_iter()
                .map(|page| tokio::task::spawn_local(page.run(start + time, events.clone())))
                .collect();
            let mut pages = Vec::with_capacity(CLIENTS);
            for task in tasks {
                pages.push(task.await??);
            }
            anyhow::Ok(pages)
        })?;
        let elapsed = start.elapsed();
        let used = self.server.cpu()? - before;
        if counts {
            let events = events.get() as f64;
            self.us_per_event.push(used.as_secs_f64() * 1e6 / events);
            self.per_second.push(events / elapsed.as_secs_f64());
        }
        Ok(())
    }
}

/// A page whose socket does not block.
struct Page {
    stream: TcpStream,
    inbox: Inbox,
    clicker: Box<dyn Clicker>,
}

impl Page {
    fn new(tab: Tab) -> Result<Self> {
        tab.socket.stream.set_nonblocking(true)?;
        Ok(Self {
            stream: TcpStream::from_std(tab.socket.stream)?,
            inbox: tab.socket.inbox,
            clicker: tab.clicker,
        })
    }

    async fn run(mut self, until: Instant, events: Rc<Cell<u64>>) -> Result<Self> {
        let mut frame = Vec::with_capacity(512);
        while Instant::now() < until {
            frame.clear();
            self.clicker.click(&mut frame);
            self.stream.write_all(&frame).await?;
            self.wait().await?;
            events.set(events.get() + 1);
        }
        Ok(self)
    }

    async fn wait(&mut self) -> Result<()> {
        let mut chunk = [0; READ_BYTES];
        loop {
            while let Some(message) = self.inbox.next()? {
                if self.clicker.is_answer(message)? {
                    return Ok(());
                }
            }
            match self.stream.read(&mut chunk).await? {
                0 => bail!("the server has closed the connection"),
                count => self.inbox.extend(&chunk[..count]),
            }
        }
    }
}
