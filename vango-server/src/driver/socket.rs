//! The task of one socket: its first frame, who it may speak for, and its end. What is between is `linked`'s.

use std::future::{Future, poll_fn};
use std::rc::Rc;
use std::time::Duration;

use bytes::Bytes;
use tokio::time::timeout;
use vango_protocol::RefreshReason;

use super::admission::{Admission, Refusal};
use super::counter::Cause;
use super::ending::Ending;
use super::greeting;
use super::linked::Linked;
use super::visitor::{Arrival, Visitor};
use super::wire::{Inbound, Wire};
use super::worker::Worker;

/// Runs a socket to its end. The session is kept for a reconnect unless it has ended itself.
///
/// The futures of the handshake and of the end are boxed: an idle socket pays for neither.
/// `until_the_end` is dropped with it.
pub(crate) fn serve_socket<G: 'static>(
    worker: Rc<Worker>,
    arrival: Arrival,
    until_the_end: G,
) -> impl Future<Output = ()> {
    let opening = Box::pin(open_socket(worker, arrival));
    async move {
        let _dropped_last = until_the_end;
        if let Some(linked) = opening.await {
            linked.serve().await;
        }
    }
}

/// Greets a browser, and lets its session answer. `None` when the socket has ended already.
async fn open_socket(worker: Rc<Worker>, arrival: Arrival) -> Option<Box<Linked>> {
    let Arrival {
        stream,
        leftover,
        visitor,
    } = arrival;
    let mut wire = Wire::new(stream, leftover, &worker.limits).await;
    let ending = match welcome(&worker, &mut wire, &visitor).await {
        Err(ending) => ending,
        Ok(admission) => {
            let (attach, takes_over) = (admission.attach, admission.takes_over);
            let mut linked = Box::new(Linked::new(worker, admission, wire));
            return match linked.attach(attach, takes_over) {
                Ok(()) => Some(linked),
                Err(ending) => {
                    linked.end(ending).await;
                    None
                }
            };
        }
    };
    end(&worker, wire, ending).await;
    None
}

/// Counts how a socket ends, and tells its browser.
pub(super) async fn end(worker: &Worker, wire: Wire, ending: Ending) {
    if let Some(cause) = ending.cause() {
        worker.count(cause);
    }
    let late = wire.end(&ending, worker.spread_ms()).await;
    (0..late).for_each(|_| worker.count(Cause::FrameLate));
}

/// Waits for the first frame and checks it.
async fn welcome(
    worker: &Rc<Worker>,
    wire: &mut Wire,
    visitor: &Visitor,
) -> Result<Admission, Ending> {
    if visitor.browser.is_none() {
        // A restart has changed the key, or the browser keeps no cookies. A new page brings a new cookie.
        return Err(refuse(
            wire,
            &Refusal::Reload(RefreshReason::SessionGone, Cause::CookieRefused),
        ));
    }
    let first = timeout(
        Duration::from_millis(worker.limits.hello_timeout_ms),
        first_frame(wire),
    );
    let frame = tokio::select! {
        biased;
        frame = first => match frame {
            Ok(frame) => frame?,
            Err(_) => return Err(Ending::HELLO_TIMEOUT),
        },
        () = worker.stopped() => return Err(Ending::GOING_AWAY),
    };
    let admitted = worker.admit_or_reopen(visitor, greeting::decode(&frame));
    admitted.await.map_err(|refusal| refuse(wire, &refusal))
}

async fn first_frame(wire: &mut Wire) -> Result<Bytes, Ending> {
    loop {
        match poll_fn(|cx| wire.poll(cx)).await {
            Inbound::Frame(frame) => return Ok(frame),
            Inbound::Alive => {}
            Inbound::Ended(ending) => return Err(ending),
        }
    }
}

/// Queues what the browser is told, and says how the socket ends.
pub(super) fn refuse(wire: &mut Wire, refusal: &Refusal) -> Ending {
    match *refusal {
        Refusal::Policy(code, reason, cause) => Ending::policy(code, reason, cause),
        Refusal::Outdated(ending) => ending,
        Refusal::Later => Ending::LATER,
        Refusal::Reload(reason, cause) => match wire.queue(greeting::refresh(reason)) {
            Ok(()) => Ending::said(1008, "reload the page", cause),
            Err(ending) => ending,
        },
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::identity::SessionId;
    use super::super::{Clock, Commons, Estate, Limits, WorkerSettings};
    use super::*;

    /// What an idle socket costs besides its session: this task and the read buffer. A large temporary that lives across
    /// an `await` would show here.
    #[tokio::test]
    async fn the_task_of_a_socket_is_small() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let (near, _far) = tokio::join!(listener.accept(), tokio::net::TcpStream::connect(addr));
        let limits = Arc::new(Limits::default());
        let runtime = tokio::runtime::Handle::current();
        let worker = Rc::new(Worker::new(WorkerSettings {
            index: 0,
            workers: 1,
            commons: Commons::new(limits, 1, runtime, Arc::default(), 0, Estate::default()),
            clock: Clock::start(),
        }));
        let arrival = Arrival {
            stream: near.unwrap().0.into(),
            leftover: Vec::new(),
            visitor: Visitor {
                id: SessionId::mint(0),
                browser: None,
                number: 1,
                address: None,
            },
        };
        let bytes = size_of_val(&serve_socket(worker, arrival, ()));
        assert!(bytes <= 320, "{bytes} bytes");
        let linked = size_of::<Linked>();
        assert!(linked <= 448, "{linked} bytes");
    }
}
