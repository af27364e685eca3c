//! One worker without a server around it, for simulations: they bring streams and time of their own.
//!
//! Invariant: everything between a socket's first byte and its session is the code that a server runs (admission, seats,
//! shelves, the WebSocket, the timers of silence, tasks). What is missing stands above the driver: HTTP, cookies, the
//! check of an origin. Dropping it is a crash: its tasks end where they are and its sessions are gone.
//!
//! It runs on a runtime of the caller's, which stays on its thread (`tokio::runtime::LocalRuntime`). With that runtime's
//! time paused, all of it follows the caller's clock.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;
use std::sync::Arc;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::runtime::Handle;
use tokio::task::{JoinHandle, spawn_local};
use vango_protocol::Token as WireToken;

use vango_runtime::reactive::Services;
use vango_runtime::session::{Page, Root, Session};

use super::clock::Clock;
use super::commons::{Commons, Estate};
use super::counter::Counters;
use super::identity::{BrowserId, SessionId};
use super::limits::Limits;
use super::open::PageRequest;
use super::seat::Place;
use super::socket::serve_socket;
use super::transport::Transport;
use super::visitor::{Arrival, Visitor};
use super::worker::{Worker, WorkerSettings};

/// A worker and its tasks.
pub struct Solo {
    worker: Rc<Worker>,
    tasks: RefCell<Vec<JoinHandle<()>>>,
}

/// A page as a browser needs it.
#[derive(Debug)]
pub struct SoloPage {
    /// The session's name.
    pub session: u64,
    /// Proves that the session is this page's.
    pub secret: WireToken,
    /// Lets the first socket in.
    pub ticket: WireToken,
    /// What is shown.
    pub page: Page,
}

/// What a worker holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Census {
    /// Pages under way.
    pub opening: usize,
    /// Pages that wait for their first socket.
    pub frozen: usize,
    /// Sessions with a socket.
    pub attached: usize,
    /// Sessions that wait for their socket to come back.
    pub detached: usize,
    /// Bytes of all sessions, as their accounts say.
    pub bytes: usize,
}

impl Solo {
    /// Starts a worker on the current runtime. `unix_ms` is what its clock shows now, in milliseconds since 1970.
    ///
    /// # Panics
    /// Outside of a runtime that stays on its thread.
    pub fn start(limits: Limits, services: Services, build: u64, unix_ms: u64) -> Self {
        let commons = Commons::new(
            Arc::new(limits),
            1,
            Handle::current(),
            Arc::new(services),
            build,
            Estate::default(),
        );
        let worker = Rc::new(Worker::new(WorkerSettings {
            index: 0,
            workers: 1,
            commons,
            clock: Clock::start_at(unix_ms),
        }));
        let tasks = vec![
            spawn_local(worker.clone().sweep()),
            spawn_local(worker.clone().attend()),
        ];
        Self {
            worker,
            tasks: RefCell::new(tasks),
        }
    }

    /// Opens a page for a browser, as a request for `path` would.
    ///
    /// # Errors
    /// When there is no room, or the page fails; with the reason.
    pub async fn open(
        &self,
        root: Root,
        path: &str,
        browser: [u8; 16],
    ) -> Result<SoloPage, String> {
        let request = PageRequest {
            root,
            browser: BrowserId::from_bytes(browser),
            path,
            inheritance: None,
            address: None,
        };
        let opened = self.worker.open(request).await;
        let opened = opened.map_err(|error| error.to_string())?;
        Ok(SoloPage {
            session: opened.id.to_wire(),
            secret: WireToken(opened.secret.reveal()),
            ticket: WireToken(opened.ticket.reveal()),
            page: opened.page,
        })
    }

    /// Serves a stream that was upgraded to a WebSocket on the path of `session`, with this browser's cookie.
    pub fn serve(
        &self,
        session: u64,
        browser: [u8; 16],
        stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
    ) {
        let arrival = Arrival {
            stream: Transport::Foreign(Box::new(stream)),
            leftover: Vec::new(),
            visitor: Visitor {
                id: SessionId::from_wire(session),
                browser: Some(BrowserId::from_bytes(browser)),
                number: self.worker.commons.number_socket(),
                address: None,
            },
        };
        let mut tasks = self.tasks.borrow_mut();
        tasks.retain(|task| !task.is_finished());
        tasks.push(spawn_local(serve_socket(self.worker.clone(), arrival, ())));
    }

    /// Tells all sockets to close, as a server does that shuts down.
    pub fn stop(&self) {
        self.worker.stop();
    }

    /// What has happened here, by cause.
    pub fn counters(&self) -> Counters {
        self.worker.commons.counters.clone()
    }

    /// Looks at a session; `None` when there is none of this name.
    pub fn look<R>(&self, session: u64, look: impl FnOnce(&Session) -> R) -> Option<R> {
        let seat = self.worker.seat(SessionId::from_wire(session))?;
        let session = seat.session.borrow();
        session.as_ref().map(look)
    }

    /// Counts what is held.
    pub fn census(&self) -> Census {
        let mut census = Census {
            bytes: self.worker.commons.session_bytes(),
            ..Census::default()
        };
        for seat in self.worker.seats.borrow().values() {
            match seat.place.get() {
                Place::Opening => census.opening += 1,
                Place::Frozen(_) => census.frozen += 1,
                Place::Attached => census.attached += 1,
                Place::Detached(_) => census.detached += 1,
                Place::Gone => {}
            }
        }
        census
    }
}

impl Drop for Solo {
    fn drop(&mut self) {
        self.tasks.take().iter().for_each(JoinHandle::abort);
    }
}

impl fmt::Debug for Solo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Solo").field(&self.census()).finish()
    }
}
