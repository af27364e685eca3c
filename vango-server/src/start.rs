//! Starting and stopping an app that listens by itself.

use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use tokio::runtime::Runtime;
use tokio::sync::mpsc;

use crate::driver::limits::MAX_WORKERS;
use crate::driver::{Clock, Commons, Counters, Estate, WorkerSettings};
use vango_runtime::Error;
use vango_runtime::session::Finding;

use super::accept::Acceptor;
use super::app::App;
use super::crew::{Crew, Phase, system_error};
use super::error::StartError;
use super::lane::{self, LaneStart, Mail};
use super::listen::{ADDRESS_VARIABLE, listen};
use super::page::Target;
use super::signal::{Signals, Stop};
use super::site::Site;
use super::slot::Slots;

/// Where [`App::run`] listens unless it is told otherwise.
const DEFAULT_ADDRESS: &str = "127.0.0.1:3000";
/// Any free port, for tests.
const FREE_ADDRESS: &str = "127.0.0.1:0";

/// A running app. Dropping it stops the app without waiting; [`shutdown`](Server::shutdown) waits.
///
/// ```
/// use std::io::{Read, Write};
/// use vango_server::{App, Cause};
///
/// let server = App::new().start()?;
/// let mut stream = std::net::TcpStream::connect(server.addr())?;
/// stream.write_all(b"GET /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
/// let mut answer = String::new();
/// stream.read_to_string(&mut answer)?;
/// assert!(answer.starts_with("HTTP/1.1 404 Not Found"));
/// assert_eq!(server.counters().get(Cause::NotFound), 1);
/// server.shutdown();
/// # Ok::<(), vango_runtime::Error>(())
/// ```
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    engine: Engine,
}

impl App {
    /// Serves the app until the process is told to stop, then ends it:
    ///
    /// - SIGTERM, from a supervisor: [drains](Server::stop) and waits for what is under way, at most
    ///   [`Limits::shutdown_ms`](super::Limits::shutdown_ms).
    /// - Ctrl-C, from a person: the same without the drain. A second signal ends it at once.
    ///
    /// It listens on the address in the environment variable `VANGO_ADDR`, else on that of [`bind`](App::bind), else on
    /// `127.0.0.1:3000`, and prints its URL as the first line on standard output.
    ///
    /// # Errors
    /// When the app can't be started; the error says what to change.
    pub fn run(self) -> Result<(), Error> {
        let address = match std::env::var(ADDRESS_VARIABLE) {
            Ok(address) => address,
            Err(_) => self
                .bind
                .clone()
                .unwrap_or_else(|| DEFAULT_ADDRESS.to_owned()),
        };
        let runtime = lane::runtime().map_err(system_error)?;
        runtime.block_on(async {
            // Before the address is printed: whoever reads it may send a signal at once.
            let mut signals = Signals::listen().map_err(system_error)?;
            let server = self.start_on(&address)?;
            let mut out = io::stdout().lock();
            // Nobody may be reading; that is no reason not to serve.
            let _ = writeln!(out, "{}", server.url()).and_then(|()| out.flush());
            drop(out);
            let engine = &server.engine;
            match signals.next().await {
                Stop::Drain => engine.crew.enter(Phase::Draining),
                Stop::Now => engine.crew.enter(Phase::Stopping),
            }
            tokio::select! {
                () = engine.crew.ended() => {}
                _ = signals.next() => {}
            }
            Ok::<(), Error>(())
        })?;
        runtime.shutdown_background();
        Ok(())
    }

    /// Starts the app on threads of its own and returns, for tests and for programs that do more than serve. It listens on
    /// the address of [`bind`](App::bind), else on a free port of `127.0.0.1`.
    ///
    /// ```
    /// let server = vango_server::App::new().start()?;
    /// assert!(server.addr().ip().is_loopback());
    /// # Ok::<(), vango_server::StartError>(())
    /// ```
    ///
    /// # Errors
    /// When the app can't be started; the error says what to change.
    pub fn start(self) -> Result<Server, StartError> {
        let address = self.bind.clone().unwrap_or_else(|| FREE_ADDRESS.to_owned());
        self.start_on(&address)
    }

    fn start_on(self, address: &str) -> Result<Server, StartError> {
        // Settings first: a wrong one is wrong whoever has the port.
        let plan = self.plan()?;
        let listener = listen(address)?;
        let address = listener.local_addr().map_err(system_error)?;
        let mut engine = plan.start()?;
        let acceptor = Acceptor {
            listener,
            mailboxes: engine.mailboxes.clone(),
            connections: engine.connections.clone(),
            counters: engine.counters.clone(),
            limits: engine.site.limits.clone(),
            phase: engine.crew.phase(),
        };
        engine
            .crew
            .spawn("vango-accept".to_owned(), move || acceptor.run())?;
        Ok(Server { address, engine })
    }

    /// Checks everything and makes it ready to start.
    pub(super) fn plan(self) -> Result<Plan, StartError> {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        let workers = self.workers.unwrap_or_else(cores).clamp(1, MAX_WORKERS);
        let background = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(workers)
            .thread_name("vango-task")
            .enable_all()
            .build()
            .map_err(system_error)?;
        let background = Background(Some(background));
        let site = Arc::new(self.into_site(background.handle())?);
        Ok(Plan {
            site,
            workers,
            background,
        })
    }
}

/// An app whose settings are good.
pub(crate) struct Plan {
    site: Arc<Site>,
    workers: usize,
    background: Background,
}

impl Plan {
    /// Starts the workers.
    pub(crate) fn start(self) -> Result<Engine, StartError> {
        let Self {
            site,
            workers,
            background,
        } = self;
        let (mailboxes, inboxes): (Vec<_>, Vec<_>) =
            (0..workers).map(|_| mpsc::unbounded_channel()).unzip();
        let commons = Commons::new(
            site.limits.clone(),
            workers,
            site.runtime.clone(),
            site.services.clone(),
            site.build,
            Estate {
                store: site.store.clone(),
                bindings: site.bindings,
                seal: site.seal.clone(),
                audience: site.mode.audience(),
                keeps: site.keeps,
                pages: Arc::new({
                    let site = site.clone();
                    move |path, stored| Target::root_at(&site, path, stored)
                }),
            },
        );
        let mut engine = Engine {
            counters: commons.counters.clone(),
            commons,
            connections: Slots::new(site.limits.connections),
            mailboxes: mailboxes.into(),
            site,
            crew: Crew::new(),
            _background: background,
        };
        engine.start_workers(inboxes)?;
        Ok(engine)
    }
}

/// The running parts of an app, without what brings requests to it.
pub(crate) struct Engine {
    pub(crate) site: Arc<Site>,
    pub(crate) counters: Counters,
    commons: Commons,
    /// Connections, or requests of the server that the app runs inside.
    pub(crate) connections: Slots,
    pub(crate) mailboxes: Arc<[mpsc::UnboundedSender<Mail>]>,
    /// Before the background: its threads end first.
    pub(crate) crew: Crew,
    _background: Background,
}

impl Engine {
    /// The mistakes that sessions have shown.
    pub(crate) fn findings(&self) -> Vec<Finding> {
        self.commons.findings.list()
    }

    /// Bytes that all sessions together hold.
    pub(crate) fn session_bytes(&self) -> usize {
        self.commons.session_bytes()
    }

    /// Bytes that the persisted values of all sessions take.
    pub(crate) fn state_bytes(&self) -> usize {
        self.commons.state_bytes()
    }

    fn start_workers(
        &mut self,
        inboxes: Vec<mpsc::UnboundedReceiver<Mail>>,
    ) -> Result<(), StartError> {
        let clock = Clock::start();
        let workers = inboxes.len();
        for (index, mailbox) in (0..=u16::MAX).zip(inboxes) {
            let settings = WorkerSettings {
                index,
                workers,
                commons: self.commons.clone(),
                clock,
            };
            let start = LaneStart {
                settings,
                site: self.site.clone(),
                mailboxes: self.mailboxes.clone(),
                mailbox,
                phase: self.crew.phase(),
            };
            let name = format!("vango-worker-{index}");
            self.crew.spawn(name, move || async {
                start.run().await;
                Ok(())
            })?;
        }
        Ok(())
    }
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine")
            .field("workers", &self.mailboxes.len())
            .field("crew", &self.crew)
            .finish_non_exhaustive()
    }
}

/// The multi-thread runtime of an app: what must not hold up a worker. It never blocks the thread that drops it.
pub(crate) struct Background(Option<Runtime>);

impl Background {
    fn handle(&self) -> tokio::runtime::Handle {
        let runtime = self.0.as_ref();
        runtime
            .expect("it is there until it is dropped")
            .handle()
            .clone()
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

impl Server {
    /// The address that the app listens on, with its real port.
    pub fn addr(&self) -> SocketAddr {
        self.address
    }

    /// The address as a URL that works on this machine, with the [base path](App::base_path).
    ///
    /// ```
    /// let server = vango_server::App::new().base_path("/shop").start()?;
    /// assert_eq!(server.url(), format!("http://{}/shop", server.addr()));
    /// # Ok::<(), vango_server::StartError>(())
    /// ```
    pub fn url(&self) -> String {
        let mut reachable = self.address;
        if reachable.ip().is_unspecified() {
            reachable.set_ip(match reachable.ip() {
                IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
                IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
            });
        }
        let base = self.engine.site.links.base().join("");
        format!("http://{reachable}{base}")
    }

    /// What has happened since the start, by cause.
    ///
    /// ```
    /// use vango_server::{App, Cause};
    /// let server = App::new().start()?;
    /// assert_eq!(server.counters().get(Cause::TurnPanicked), 0);
    /// server.shutdown();
    /// # Ok::<(), vango_server::StartError>(())
    /// ```
    pub fn counters(&self) -> Counters {
        self.engine.counters.clone()
    }

    /// The mistakes of the app's author that its sessions have shown so far, each place once: what a build with debug
    /// assertions looks for in [`Mode::Development`](crate::Mode), as `cargo run` makes it. Empty in any other.
    pub fn findings(&self) -> Vec<Finding> {
        self.engine.findings()
    }

    /// The number of sockets that are open now.
    pub fn open_sockets(&self) -> usize {
        self.engine.site.sockets.taken()
    }

    /// Bytes that all sessions together hold now: measured when [`counts_memory`](crate::driver::counts_memory), estimated
    /// else. [`Limits::memory_bytes`](super::Limits::memory_bytes) bounds it.
    pub fn session_bytes(&self) -> usize {
        self.engine.session_bytes()
    }

    /// Bytes that the persisted values of all sessions that this process holds take now, of
    /// [`Limits::state_app_bytes`](super::Limits::state_app_bytes): a gauge. The counters
    /// [`StateValueHalf`](super::Cause::StateValueHalf), [`StateSessionHalf`](super::Cause::StateSessionHalf) and
    /// [`StateRefused`](super::Cause::StateRefused) say how often a write came near one of the other budgets, or over one.
    pub fn state_bytes(&self) -> usize {
        self.engine.state_bytes()
    }

    /// The number of HTTP connections that are open now, without sockets.
    pub fn open_connections(&self) -> usize {
        self.engine.connections.taken()
    }

    /// Begins to stop, without waiting. For [`Limits::drain_ms`](super::Limits::drain_ms) the app still listens and answers,
    /// but `/_vango/ready` says 503, new pages and sockets are refused, and the sockets that are open are closed one after
    /// the other with code 1012, so that their browsers don't come back all at once. Then it listens no more, requests under
    /// way are finished, and the remaining sockets are closed with code 1001.
    pub fn stop(&self) {
        self.engine.crew.enter(Phase::Draining);
    }

    /// [Stops](Self::stop), and waits until all is done or [`Limits::shutdown_ms`](super::Limits::shutdown_ms) have passed.
    /// It blocks the thread: in async code call it on a blocking thread.
    pub fn shutdown(mut self) {
        self.stop();
        self.engine.crew.join();
    }
}
