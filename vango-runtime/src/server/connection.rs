//! One HTTP connection, version 1.1 or 2, with an end to everything: slow heads, idleness, slow reading, old age.
//!
//! HTTP/2 is spoken with a client that begins with its preface (a proxy with prior knowledge); TLS and its negotiation are
//! the proxy's. Over HTTP/2 a WebSocket is a stream beside others (RFC 8441): the connection lives as long as it does.

use std::cell::Cell;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use hyper::body::Incoming;
use hyper::rt::Executor;
use hyper::service::service_fn;
use hyper::{Method, Request};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use tokio::net::TcpStream;
use tokio::time::sleep;

use crate::driver::{Cause, Limits};

use super::body::{Body, BoxError};
use super::lane::Lane;
use super::limits::{H2_PING_SECONDS, H2_STREAMS};
use super::service;
use super::slot::Slot;
use super::upgrade::Own;

/// The least that hyper works with.
const MIN_HEADER_BYTES: usize = 8 * 1024;

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

/// Runs the streams of HTTP/2 connections on this thread.
#[derive(Clone, Copy)]
struct Local;

impl<F: Future + 'static> Executor<F> for Local {
    fn execute(&self, stream: F) {
        tokio::task::spawn_local(async move {
            stream.await;
        });
    }
}

fn builder(limits: &Limits) -> Builder<Local> {
    let header_bytes = limits.header_bytes.max(MIN_HEADER_BYTES);
    let mut builder = Builder::new(Local);
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_millis(limits.header_timeout_ms))
        .max_buf_size(header_bytes);
    let ping = Duration::from_secs(H2_PING_SECONDS);
    builder
        .http2()
        .timer(TokioTimer::new())
        .enable_connect_protocol()
        .max_header_list_size(u32::try_from(header_bytes).unwrap_or(u32::MAX))
        .max_concurrent_streams(H2_STREAMS)
        .keep_alive_interval(ping)
        .keep_alive_timeout(ping);
    builder
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
    let builder = builder(limits);
    let connection = builder.serve_connection_with_upgrades(TokioIo::new(stream), answer);
    let mut connection = pin!(connection);
    // hyper's own timer begins when the version is known, so a client that sends nothing at all, or half a preface, is timed
    // here.
    tokio::select! {
        served = connection.as_mut() => return report(&lane, served.err(), has_asked.get()),
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
fn report(lane: &Lane, error: Option<BoxError>, has_asked: bool) {
    let error = error
        .as_ref()
        .and_then(|error| error.downcast_ref::<hyper::Error>());
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
