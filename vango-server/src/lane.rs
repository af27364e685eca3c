//! A worker's thread: its runtime, its mailbox, and the tasks of its connections and sockets.

use std::cell::Cell;
use std::net::{SocketAddr, TcpStream as StdStream};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use hyper::Request;
use tokio::net::TcpStream;
use tokio::runtime::{Builder, LocalOptions, LocalRuntime};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};
use tokio::sync::{oneshot, watch};
use tokio::time::{Instant, sleep_until, timeout_at};

use crate::driver::{Arrival, Errand, ForeignStream, Transport, Visitor, Worker, WorkerSettings};

use super::body::Body;
use super::client::Peer;
use super::connection::{self, Streams};
use super::crew::Phase;
use super::limits::BLOCKING_THREADS;
use super::response::Reply;
use super::service;
use super::site::Site;
use super::slot::{Slot, Tasks};
use super::upgrade;

/// What other threads send to a worker. Unbounded as a channel, bounded by the places that each letter holds.
pub(crate) enum Mail {
    Connection(StdStream, SocketAddr, Slot),
    /// A request of the server that this app runs inside.
    Request(Box<Handover>),
    Socket(Traveller),
    /// What a handler of an HTTP request wants of a session.
    Errand(Errand),
}

/// A request from another server, and where its answer goes.
pub(crate) struct Handover {
    pub(crate) request: Request<Body>,
    pub(crate) answer: oneshot::Sender<Reply>,
    pub(crate) slot: Slot,
}

/// A socket on its way to its session's worker.
pub(crate) struct Traveller {
    pub(crate) parcel: Parcel,
    pub(crate) leftover: Vec<u8>,
    pub(crate) ticketed: Ticketed,
}

/// A stream that no runtime of this app has registered.
pub(crate) enum Parcel {
    Tcp(StdStream),
    Foreign(Box<dyn ForeignStream>),
}

/// A socket that was let through.
pub(crate) struct Ticketed {
    pub(crate) visitor: Visitor,
    pub(crate) slot: Slot,
    /// Keeps the HTTP/2 connection that it is a stream of.
    pub(crate) streams: Option<Streams>,
}

/// What the tasks of one worker share.
pub(crate) struct Lane {
    pub(crate) index: usize,
    pub(crate) site: Arc<Site>,
    pub(crate) worker: Rc<Worker>,
    pub(crate) mailboxes: Arc<[UnboundedSender<Mail>]>,
    pub(crate) tasks: Tasks,
    phase: Cell<Phase>,
}

/// What a worker thread is started with.
pub(crate) struct LaneStart {
    pub(crate) settings: WorkerSettings,
    pub(crate) site: Arc<Site>,
    pub(crate) mailboxes: Arc<[UnboundedSender<Mail>]>,
    pub(crate) mailbox: UnboundedReceiver<Mail>,
    pub(crate) phase: watch::Receiver<Phase>,
}

/// A runtime that stays on its thread: sessions and their tasks needn't be `Send`.
pub(crate) fn runtime() -> std::io::Result<LocalRuntime> {
    Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .max_blocking_threads(BLOCKING_THREADS)
        .build_local(LocalOptions::default())
}

impl LaneStart {
    /// The worker's life. Returns when it has been told to stop and its tasks have ended, or their time is up.
    pub(crate) async fn run(self) {
        let Self {
            settings,
            site,
            mailboxes,
            mut mailbox,
            mut phase,
        } = self;
        let lane = Rc::new(Lane {
            index: usize::from(settings.index),
            site,
            worker: Rc::new(Worker::new(settings)),
            mailboxes,
            tasks: Tasks::default(),
            phase: Cell::new(Phase::Serving),
        });
        tokio::task::spawn_local(lane.worker.clone().sweep());
        tokio::task::spawn_local(lane.worker.clone().attend());
        lane.open_mail(&mut mailbox, &mut phase).await;
        let until = Instant::now() + Duration::from_millis(lane.site.limits.shutdown_ms);
        lane.drain(&mut mailbox, &mut phase).await;
        lane.phase.set(Phase::Stopping);
        lane.worker.stop();
        // What is still open then is dropped with the runtime.
        let ended = async {
            lane.wind_up(&mut mailbox).await;
            // What detached sessions have written, too.
            lane.worker.commons.keeper.settle().await;
        };
        let _ = timeout_at(until, ended).await;
    }
}

impl Lane {
    /// Whether this process is on its way out: it takes no new pages and sockets, and answers what is asked of it besides.
    pub(crate) fn is_leaving(&self) -> bool {
        self.phase.get() != Phase::Serving
    }

    async fn open_mail(
        self: &Rc<Self>,
        mailbox: &mut UnboundedReceiver<Mail>,
        phase: &mut watch::Receiver<Phase>,
    ) {
        loop {
            let mail = tokio::select! {
                mail = mailbox.recv() => mail,
                // An error means that the server's handle is gone, which stops it as well.
                _ = phase.wait_for(|phase| *phase != Phase::Serving) => return,
            };
            let Some(mail) = mail else { return };
            self.take(mail);
        }
    }

    /// Sockets are told to move, one after the other; all else goes on, so that a load balancer can see that this process is
    /// not ready any more before it stops to listen.
    async fn drain(
        self: &Rc<Self>,
        mailbox: &mut UnboundedReceiver<Mail>,
        phase: &mut watch::Receiver<Phase>,
    ) {
        if *phase.borrow() == Phase::Stopping {
            return;
        }
        self.phase.set(Phase::Draining);
        let window = Duration::from_millis(self.site.limits.drain_ms);
        let end = Instant::now() + window;
        let moving = tokio::task::spawn_local(self.worker.clone().drain(window));
        loop {
            tokio::select! {
                mail = mailbox.recv() => match mail {
                    Some(mail) => self.take(mail),
                    None => break,
                },
                _ = phase.wait_for(|phase| *phase == Phase::Stopping) => break,
                () = sleep_until(end) => break,
            }
        }
        moving.abort();
    }

    /// Waits for the tasks under way. Sockets that were upgraded elsewhere may still arrive; they get their close frame too.
    async fn wind_up(self: &Rc<Self>, mailbox: &mut UnboundedReceiver<Mail>) {
        loop {
            tokio::select! {
                biased;
                Some(mail) = mailbox.recv() => self.take(mail),
                () = self.tasks.idle() => return,
            }
        }
    }

    fn take(self: &Rc<Self>, mail: Mail) {
        match mail {
            Mail::Connection(stream, peer, slot) => self.take_connection(stream, peer, slot),
            Mail::Request(handover) => self.take_request(*handover),
            Mail::Socket(traveller) => self.take_socket(traveller),
            Mail::Errand(errand) => self.worker.run_errand(errand),
        }
    }

    fn take_connection(self: &Rc<Self>, stream: StdStream, peer: SocketAddr, slot: Slot) {
        // Registering fails when the process is out of resources; the connection is closed then.
        let Ok(stream) = TcpStream::from_std(stream) else {
            return;
        };
        let lane = self.clone();
        tokio::task::spawn_local(async move {
            let _running = lane.tasks.enter();
            connection::serve(lane.clone(), stream, peer, slot).await;
        });
    }

    fn take_request(self: &Rc<Self>, handover: Handover) {
        let lane = self.clone();
        tokio::task::spawn_local(async move {
            let _running = lane.tasks.enter();
            let Handover {
                request,
                answer,
                slot,
            } = handover;
            let peer = request.extensions().get::<Peer>().map(|peer| peer.0.ip());
            let reply = service::answer(&lane, request, peer).await;
            drop(slot);
            // It fails when the client has gone.
            let _ = answer.send(reply);
        });
    }

    fn take_socket(self: &Rc<Self>, traveller: Traveller) {
        let Traveller {
            parcel,
            leftover,
            ticketed,
        } = traveller;
        let stream = match parcel {
            Parcel::Foreign(stream) => Transport::Foreign(stream),
            Parcel::Tcp(stream) => match TcpStream::from_std(stream) {
                Ok(stream) => stream.into(),
                Err(_) => return,
            },
        };
        upgrade::settle(self.clone(), stream, leftover, ticketed);
    }
}

impl Ticketed {
    /// What the driver gets, and what has to be held until the socket has ended.
    pub(crate) fn arrive(
        self,
        stream: Transport,
        leftover: Vec<u8>,
    ) -> (Arrival, (Slot, Option<Streams>)) {
        let Self {
            visitor,
            slot,
            streams,
        } = self;
        let arrival = Arrival {
            stream,
            leftover,
            visitor,
        };
        (arrival, (slot, streams))
    }
}
