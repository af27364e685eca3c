//! Starting and stopping: the threads of an app and its handle.

use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, ToSocketAddrs};
use std::sync::{Arc, mpsc as ready};
use std::thread::JoinHandle;

use tokio::sync::{mpsc, watch};

use crate::driver::limits::MAX_WORKERS;
use crate::driver::{Clock, Commons, Counters, WorkerSettings};
use crate::error::Error;

use super::accept::Acceptor;
use super::app::App;
use super::error::{StartError, StartErrorKind};
use super::lane::{self, LaneStart, Mail};
use super::site::Site;
use super::slot::Slots;

/// Where [`App::run`] listens unless it is told otherwise.
const DEFAULT_ADDRESS: &str = "127.0.0.1:3000";
/// Any free port, for tests.
const FREE_ADDRESS: &str = "127.0.0.1:0";
/// The environment variable that [`App::run`] takes its address from.
const ADDRESS_VARIABLE: &str = "VANGO_ADDR";

/// A running app. Dropping it stops the app without waiting; [`shutdown`](Server::shutdown) waits.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    counters: Counters,
    connections: Slots,
    sockets: Slots,
    stop: watch::Sender<bool>,
    threads: Vec<JoinHandle<()>>,
}

impl App {
    /// Serves the app until the process is told to stop (Ctrl-C, SIGTERM), then closes all sockets and waits for what is
    /// under way, at most [`Limits::shutdown_ms`](super::Limits::shutdown_ms); a second Ctrl-C ends it at once.
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
            signals.next().await;
            let ended = tokio::task::spawn_blocking(|| server.shutdown());
            tokio::select! {
                _ = ended => {}
                () = signals.next() => {}
            }
            Ok::<(), Error>(())
        })?;
        runtime.shutdown_background();
        Ok(())
    }

    /// Starts the app on threads of its own and returns, for tests and for programs that do more than serve. It listens on
    /// the address of [`bind`](App::bind), else on a free port of `127.0.0.1`.
    ///
    /// # Errors
    /// When the app can't be started; the error says what to change.
    pub fn start(self) -> Result<Server, StartError> {
        let address = self.bind.clone().unwrap_or_else(|| FREE_ADDRESS.to_owned());
        self.start_on(&address)
    }

    fn start_on(self, address: &str) -> Result<Server, StartError> {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        let workers = self.workers.unwrap_or_else(cores).clamp(1, MAX_WORKERS);
        let site = Arc::new(self.into_site()?);
        let listener = listen(address)?;
        let address = listener.local_addr().map_err(system_error)?;
        let commons = Commons::start(site.limits.clone(), workers, Arc::default(), 0)
            .map_err(system_error)?;
        let counters = commons.counters.clone();
        let (stop, stopped) = watch::channel(false);
        let connections = Slots::new(site.limits.connections);
        let sockets = site.sockets.clone();
        let (mailboxes, inboxes): (Vec<_>, Vec<_>) =
            (0..workers).map(|_| mpsc::unbounded_channel()).unzip();
        let mailboxes: Arc<[mpsc::UnboundedSender<Mail>]> = mailboxes.into();
        let mut server = Server {
            address,
            counters: counters.clone(),
            connections: connections.clone(),
            sockets,
            stop,
            threads: vec![],
        };
        server.start_workers(&site, &commons, &mailboxes, inboxes, &stopped)?;
        let acceptor = Acceptor {
            listener,
            mailboxes,
            connections,
            counters,
            stop: stopped,
        };
        let accepting = spawn("vango-accept".to_owned(), move || acceptor.run())?;
        server.threads.push(accepting);
        Ok(server)
    }
}

impl Server {
    fn start_workers(
        &mut self,
        site: &Arc<Site>,
        commons: &Commons,
        mailboxes: &Arc<[mpsc::UnboundedSender<Mail>]>,
        inboxes: Vec<mpsc::UnboundedReceiver<Mail>>,
        stop: &watch::Receiver<bool>,
    ) -> Result<(), StartError> {
        let clock = Clock::start();
        let workers = inboxes.len();
        for (index, mailbox) in (0..=u16::MAX).zip(inboxes) {
            let settings = WorkerSettings {
                index,
                workers,
                commons: commons.clone(),
                clock,
            };
            let (site, mailboxes, stop) = (site.clone(), mailboxes.clone(), stop.clone());
            let start = LaneStart {
                settings,
                site,
                mailboxes,
                mailbox,
                stop,
            };
            self.threads
                .push(spawn(format!("vango-worker-{index}"), move || async {
                    start.run().await;
                    Ok(())
                })?);
        }
        Ok(())
    }

    /// The address that the app listens on, with its real port.
    pub fn addr(&self) -> SocketAddr {
        self.address
    }

    /// The address as a URL that works on this machine.
    pub fn url(&self) -> String {
        let mut reachable = self.address;
        if reachable.ip().is_unspecified() {
            reachable.set_ip(match reachable.ip() {
                IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
                IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
            });
        }
        format!("http://{reachable}")
    }

    /// What has happened since the start, by cause.
    pub fn counters(&self) -> Counters {
        self.counters.clone()
    }

    /// The number of sockets that are open now.
    pub fn open_sockets(&self) -> usize {
        self.sockets.taken()
    }

    /// The number of HTTP connections that are open now, without sockets.
    pub fn open_connections(&self) -> usize {
        self.connections.taken()
    }

    /// Begins to stop, without waiting: no connection is accepted any more, requests under way are finished, sockets are
    /// closed with code 1001.
    pub fn stop(&self) {
        self.stop.send_replace(true);
    }

    /// Stops, and waits until all is done or [`Limits::shutdown_ms`](super::Limits::shutdown_ms) have passed. It blocks
    /// the thread: in async code call it on a blocking thread.
    pub fn shutdown(mut self) {
        self.stop();
        for thread in self.threads.drain(..) {
            // A thread that panicked has ended too, and the panic hook has reported it.
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Stack of a worker. Components may nest 128 deep, and mounting goes down with them; memory is only taken as far as a
/// stack really grows.
const STACK_BYTES: usize = 16 * 1024 * 1024;

/// Starts a thread with a runtime of its own and waits until that runtime exists, so that a failure has one place to show.
fn spawn<F, Fut>(name: String, main: F) -> Result<JoinHandle<()>, StartError>
where
    F: FnOnce() -> Fut + Send + 'static,
    Fut: Future<Output = io::Result<()>>,
{
    let (tell, told) = ready::channel();
    let body = move || {
        let runtime = match lane::runtime() {
            Ok(runtime) => runtime,
            // The receiver waits for exactly this.
            Err(error) => return drop(tell.send(error)),
        };
        drop(tell);
        if let Err(error) = runtime.block_on(async { main().await }) {
            eprintln!("vango: a server thread failed: {error}");
        }
    };
    let thread = std::thread::Builder::new()
        .name(name)
        .stack_size(STACK_BYTES)
        .spawn(body)
        .map_err(system_error)?;
    match told.recv() {
        Ok(error) => Err(system_error(error)),
        // Dropped unused: the runtime is there.
        Err(ready::RecvError) => Ok(thread),
    }
}

fn listen(address: &str) -> Result<TcpListener, StartError> {
    let bad = |problem: String| {
        StartError::new(
            StartErrorKind::Address,
            format!("can't listen on `{address}`: {problem}; write an address as `127.0.0.1:3000`"),
        )
    };
    let resolved: Vec<SocketAddr> = address
        .to_socket_addrs()
        .map_err(|error| bad(error.to_string()))?
        .collect();
    if resolved.is_empty() {
        return Err(bad("it names no address".to_owned()));
    }
    let listener =
        TcpListener::bind(&resolved[..]).map_err(|error| listen_error(address, error))?;
    listener.set_nonblocking(true).map_err(system_error)?;
    Ok(listener)
}

fn listen_error(address: &str, error: io::Error) -> StartError {
    let (kind, message) = match error.kind() {
        io::ErrorKind::AddrInUse => {
            let port = address.rsplit_once(':').map_or(address, |(_, port)| port);
            let message = format!(
                "port {port} is in use: another program listens on {address}. Stop it, or choose another port: \
                 {ADDRESS_VARIABLE}=127.0.0.1:3001 (port 0 takes a free one)"
            );
            (StartErrorKind::PortInUse, message)
        }
        io::ErrorKind::PermissionDenied => {
            let message = format!(
                "no permission to listen on {address}: ports below 1024 need a privilege. Choose another: \
                 {ADDRESS_VARIABLE}=127.0.0.1:3000"
            );
            (StartErrorKind::Listen, message)
        }
        _ => (StartErrorKind::Listen, format!("can't listen on {address}")),
    };
    StartError::new(kind, message).because(error)
}

fn system_error(error: io::Error) -> StartError {
    let message = "the operating system refused what the server needs".to_owned();
    StartError::new(StartErrorKind::System, message).because(error)
}

/// Requests to stop from outside.
struct Signals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

impl Signals {
    #[cfg(unix)]
    fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    #[cfg(unix)]
    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }

    #[cfg(not(unix))]
    fn listen() -> io::Result<Self> {
        Ok(Self {})
    }

    #[cfg(not(unix))]
    async fn next(&mut self) {
        // Without a handler there is nothing to wait for but the end of the process.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
