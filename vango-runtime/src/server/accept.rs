//! Accepting: one listener on a thread of its own, connections handed to the workers in turn.
//!
//! The alternative is a listener per worker with `SO_REUSEPORT`. It was not chosen: a second process of the same user
//! could then listen on the same port and silently take part of the visitors, where "port in use" is what should be said;
//! the kernel spreads by hash and not evenly; not all systems spread at all; and connections that wait in a worker's
//! queue are lost when it stops. What it would save is one hop per *connection*, while a socket travels to its session's
//! worker in any case.

use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::watch;

use crate::driver::{Cause, Counters};

use super::lane::Mail;
use super::slot::Slots;

/// Pause after a failed accept: it is out of file descriptors, and trying at once would take a whole core.
const RETRY: Duration = Duration::from_millis(50);

pub(crate) struct Acceptor {
    pub(crate) listener: std::net::TcpListener,
    pub(crate) mailboxes: Arc<[UnboundedSender<Mail>]>,
    pub(crate) connections: Slots,
    pub(crate) counters: Counters,
    pub(crate) stop: watch::Receiver<bool>,
}

impl Acceptor {
    /// Accepts until it is told to stop; the listener is closed then.
    pub(crate) async fn run(self) -> std::io::Result<()> {
        let Self {
            listener,
            mailboxes,
            connections,
            counters,
            mut stop,
        } = self;
        let listener = TcpListener::from_std(listener)?;
        let mut turn = 0;
        loop {
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                _ = stop.wait_for(|stop| *stop) => return Ok(()),
            };
            let Ok((stream, _)) = accepted else {
                counters.add(counters.outside(), Cause::AcceptFailed);
                tokio::time::sleep(RETRY).await;
                continue;
            };
            let Some(slot) = connections.take() else {
                counters.add(counters.outside(), Cause::ConnectionLimit);
                continue;
            };
            // A patch is small and urgent. Where this fails the socket is slower, not broken.
            let _ = stream.set_nodelay(true);
            let Ok(stream) = stream.into_std() else {
                continue;
            };
            turn = (turn + 1) % mailboxes.len();
            // It fails only when the worker has stopped, and then so does this.
            let _ = mailboxes[turn].send(Mail::Connection(stream, slot));
        }
    }
}
