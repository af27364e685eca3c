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

use crate::driver::{Cause, Counters, Limits};

use super::crew::Phase;
use super::lane::Mail;
use super::slot::Slots;

/// Pause after a failed accept: it is out of file descriptors, and trying at once would take a whole core.
const RETRY: Duration = Duration::from_millis(50);

pub(crate) struct Acceptor {
    pub(crate) listener: std::net::TcpListener,
    pub(crate) mailboxes: Arc<[UnboundedSender<Mail>]>,
    pub(crate) connections: Slots,
    pub(crate) counters: Counters,
    pub(crate) limits: Arc<Limits>,
    pub(crate) phase: watch::Receiver<Phase>,
}

impl Acceptor {
    /// Accepts until it is told to stop; the listener is closed then. While the app drains it goes on.
    pub(crate) async fn run(self) -> std::io::Result<()> {
        let Self {
            listener,
            mailboxes,
            connections,
            counters,
            limits,
            phase,
        } = self;
        let listener = TcpListener::from_std(listener)?;
        let accepting = accept(&listener, &mailboxes, &connections, &counters);
        tokio::select! {
            () = accepting => {}
            () = stopping(phase, &limits) => {}
        }
        Ok(())
    }
}

/// Ready when it is time to close the listener.
async fn stopping(mut phase: watch::Receiver<Phase>, limits: &Limits) {
    // An error means that the server's handle is gone, which stops it as well.
    let _ = phase.wait_for(|phase| *phase != Phase::Serving).await;
    let drained = tokio::time::sleep(Duration::from_millis(limits.drain_ms));
    tokio::select! {
        _ = phase.wait_for(|phase| *phase == Phase::Stopping) => {}
        () = drained => {}
    }
}

async fn accept(
    listener: &TcpListener,
    mailboxes: &[UnboundedSender<Mail>],
    connections: &Slots,
    counters: &Counters,
) {
    let mut turn = 0;
    loop {
        let Ok((stream, peer)) = listener.accept().await else {
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
        let _ = mailboxes[turn].send(Mail::Connection(stream, peer, slot));
    }
}
