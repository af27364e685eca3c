//! One HTTP connection, with an end to everything: slow heads, idleness, slow reading, old age.
//!
//! TLS and its negotiation are the proxy's. Over HTTP/2 (see `version.rs`) a WebSocket is a stream beside others (RFC
//! 8441): the connection lives as long as it does.

use std::cell::Cell;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::sleep;

use crate::driver::{Cause, Limits};

use super::body::Body;
use super::lane::Lane;
use super::service;
use super::slot::Slot;
use super::upgrade::Own;
use super::version;

/// Held by each socket that is a stream of an HTTP/2 connection.
#[derive(Clone, Debug, Default)]
pub(crate) struct Streams {
    out_of_sight: Arc<AtomicBool>,
}

/// Who holds a connection's streams besides its sockets: the connection's task and its service.
const OWN_HOLDERS: usize = 2;

impl Streams {
    fn are_open(&self) -> bool {
        Arc::strong_count(&self.out_of_sight) > OWN_HOLDERS
            || self.out_of_sight.load(Ordering::Relaxed)
    }

    /// A nested service may have made a socket of a stream; it won't say when that ends.
    pub(crate) fn lose_sight(&self) {
        self.out_of_sight.store(true, Ordering::Relaxed);
    }
}

/// Serves a connection until it closes, is upgraded, or has used up its time.
pub(crate) async fn serve(lane: Rc<Lane>, stream: TcpStream, peer: SocketAddr, _slot: Slot) {
    let limits = &lane.site.limits;
    let lifetime = Duration::from_millis(limits.connection_lifetime_ms);
    let streams = Streams::default();
    let has_asked = Rc::new(Cell::new(false));
    let answer = {
        let (lane, streams, has_asked) = (lane.clone(), streams.clone(), has_asked.clone());
        service_fn(move |request: Request<Incoming>| {
            has_asked.set(true);
            let mut request = request.map(Body::incoming);
            request.extensions_mut().insert(Own);
            // All others end with their answer.
            if request.method() == Method::CONNECT {
                request.extensions_mut().insert(streams.clone());
            }
            let lane = lane.clone();
            async move { Ok::<_, Infallible>(service::answer(&lane, request, Some(peer.ip())).await) }
        })
    };
    let builder = version::builder(limits);
    let stream = TokioIo::new(stream);
    #[cfg(feature = "http2")]
    let connection = builder.serve_connection_with_upgrades(stream, answer);
    #[cfg(not(feature = "http2"))]
    let connection = builder.serve_connection(stream, answer).with_upgrades();
    let mut connection = pin!(connection);
    // hyper's own timer begins when the version is known, so a client that sends nothing at all, or half a preface, is timed
    // here.
    tokio::select! {
        served = connection.as_mut() => {
            let error = served.as_ref().err().and_then(version::hyper_error);
            return report(&lane, error, has_asked.get());
        },
        () = first_request(&has_asked, limits) => return lane.worker.count(Cause::HeadTimeout),
        () = sleep(lifetime) => {}
        () = lane.worker.stopped() => {}
    }
    connection.as_mut().graceful_shutdown();
    loop {
        tokio::select! {
            _ = connection.as_mut() => return,
            () = sleep(lifetime) => {}
        }
        if !streams.are_open() {
            return lane.worker.count(Cause::ConnectionExpired);
        }
    }
}

/// Counts what a client did wrong; hyper has answered what can be answered. That it went away is nothing wrong, nor is the
/// end of a connection that is kept for further requests.
fn report(lane: &Lane, error: Option<&hyper::Error>, has_asked: bool) {
    let cause = match error {
        Some(error) if error.is_parse_too_large() => Cause::HeadTooLarge,
        Some(error) if error.is_parse() => Cause::RequestMalformed,
        Some(error) if error.is_timeout() && !has_asked => Cause::HeadTimeout,
        _ => return,
    };
    lane.worker.count(cause);
}

/// Ready when no request has come in twice the time that one may take; never when one has.
async fn first_request(has_asked: &Cell<bool>, limits: &Limits) {
    sleep(2 * Duration::from_millis(limits.header_timeout_ms)).await;
    if has_asked.get() {
        std::future::pending::<()>().await;
    }
}
