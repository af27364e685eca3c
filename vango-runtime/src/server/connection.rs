//! One HTTP/1.1 connection, with an end to everything: slow heads, idleness, slow reading, old age.

use std::convert::Infallible;
use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::time::sleep;

use crate::driver::Cause;

use super::lane::Lane;
use super::service;
use super::slot::Slot;

/// The least that hyper works with.
const MIN_HEADER_BYTES: usize = 8 * 1024;

/// Serves a connection until it closes, is upgraded, or has used up its time.
pub(crate) async fn serve(lane: Rc<Lane>, stream: TcpStream, _slot: Slot) {
    let limits = &lane.site.limits;
    let lifetime = Duration::from_millis(limits.connection_lifetime_ms);
    let answer = service_fn(|request| {
        let lane = lane.clone();
        async move { Ok::<_, Infallible>(service::answer(&lane, request).await) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_millis(limits.header_timeout_ms))
        .max_buf_size(limits.header_bytes.max(MIN_HEADER_BYTES))
        .serve_connection(TokioIo::new(stream), answer)
        .with_upgrades();
    let mut connection = pin!(connection);
    // Errors here are the client's (it went away, it sent no HTTP); hyper has answered what can be answered.
    tokio::select! {
        _ = connection.as_mut() => return,
        () = sleep(lifetime) => {}
        () = lane.worker.stopped() => {}
    }
    connection.as_mut().graceful_shutdown();
    tokio::select! {
        _ = connection => {}
        () = sleep(lifetime) => lane.worker.count(Cause::ConnectionExpired),
    }
}
