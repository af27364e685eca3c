//! A worker's thread: its runtime, its mailbox, and the tasks of its connections and sockets.

use std::net::TcpStream as StdStream;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::runtime::{Builder, LocalOptions, LocalRuntime};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};
use tokio::sync::watch;
use tokio::time::timeout;

use crate::driver::{Arrival, BrowserId, SessionId, Worker, WorkerSettings};

use super::connection;
use super::site::Site;
use super::slot::{Slot, Tasks};
use super::upgrade;

/// What other threads send to a worker. Unbounded as a channel, bounded by the places that each letter holds.
pub(crate) enum Mail {
    Connection(StdStream, Slot),
    Socket(Traveller),
}

/// A socket on its way to its session's worker.
pub(crate) struct Traveller {
    pub(crate) stream: StdStream,
    pub(crate) leftover: Vec<u8>,
    pub(crate) id: SessionId,
    pub(crate) browser: Option<BrowserId>,
    pub(crate) slot: Slot,
}

/// What the tasks of one worker share.
pub(crate) struct Lane {
    pub(crate) index: usize,
    pub(crate) site: Arc<Site>,
    pub(crate) worker: Rc<Worker>,
    pub(crate) mailboxes: Arc<[UnboundedSender<Mail>]>,
    pub(crate) tasks: Tasks,
}

/// What a worker thread is started with.
pub(crate) struct LaneStart {
    pub(crate) settings: WorkerSettings,
    pub(crate) site: Arc<Site>,
    pub(crate) mailboxes: Arc<[UnboundedSender<Mail>]>,
    pub(crate) mailbox: UnboundedReceiver<Mail>,
    pub(crate) stop: watch::Receiver<bool>,
}

/// A runtime that stays on its thread: sessions and their tasks needn't be `Send`.
pub(crate) fn runtime() -> std::io::Result<LocalRuntime> {
    Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .build_local(LocalOptions::default())
}

impl LaneStart {
    /// The worker's life. Returns when it has been told to stop and its tasks have ended, or their time is up.
    pub(crate) async fn run(self) {
        let Self {
            settings,
            site,
            mailboxes,
            mailbox,
            stop,
        } = self;
        let grace = Duration::from_millis(site.limits.shutdown_ms);
        let index = usize::from(settings.index);
        let worker = Rc::new(Worker::new(settings));
        let lane = Rc::new(Lane {
            index,
            site,
            worker,
            mailboxes,
            tasks: Tasks::default(),
        });
        tokio::task::spawn_local(lane.worker.clone().sweep());
        tokio::task::spawn_local(lane.worker.clone().attend());
        let mut mailbox = mailbox;
        lane.open_mail(&mut mailbox, stop).await;
        lane.worker.stop();
        // What is still open after the grace is dropped with the runtime.
        let _ = timeout(grace, lane.wind_up(&mut mailbox)).await;
    }
}

impl Lane {
    async fn open_mail(
        self: &Rc<Self>,
        mailbox: &mut UnboundedReceiver<Mail>,
        mut stop: watch::Receiver<bool>,
    ) {
        loop {
            let mail = tokio::select! {
                mail = mailbox.recv() => mail,
                // An error means that the server's handle is gone, which stops it as well.
                _ = stop.wait_for(|stop| *stop) => return,
            };
            let Some(mail) = mail else { return };
            self.take(mail);
        }
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
            Mail::Connection(stream, slot) => self.take_connection(stream, slot),
            Mail::Socket(traveller) => self.take_socket(traveller),
        }
    }

    fn take_connection(self: &Rc<Self>, stream: StdStream, slot: Slot) {
        // Registering fails when the process is out of resources; the connection is closed then.
        let Ok(stream) = TcpStream::from_std(stream) else {
            return;
        };
        let lane = self.clone();
        tokio::task::spawn_local(async move {
            let _running = lane.tasks.enter();
            connection::serve(lane.clone(), stream, slot).await;
        });
    }

    fn take_socket(self: &Rc<Self>, traveller: Traveller) {
        let Traveller {
            stream,
            leftover,
            id,
            browser,
            slot,
        } = traveller;
        let Ok(stream) = TcpStream::from_std(stream) else {
            return;
        };
        upgrade::settle(
            self.clone(),
            Arrival {
                stream: stream.into(),
                leftover,
                id,
                browser,
            },
            slot,
        );
    }
}
