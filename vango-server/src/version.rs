//! Which versions of HTTP a connection speaks: 1.1, and with the feature `http2` also 2.
//!
//! HTTP/2 is spoken with a client that begins with its preface (a proxy with prior knowledge). It is a feature because its
//! library is a tenth of what a small app compiles, and proxies speak HTTP/1.1 to an app unless they are told otherwise.

use std::time::Duration;

use hyper::Request;
use hyper_util::rt::TokioTimer;

use crate::driver::Limits;

/// The least that hyper works with.
const MIN_HEADER_BYTES: usize = 8 * 1024;

fn header_bytes(limits: &Limits) -> usize {
    limits.header_bytes.max(MIN_HEADER_BYTES)
}

fn header_timeout(limits: &Limits) -> Duration {
    Duration::from_millis(limits.header_timeout_ms)
}

/// How connections are served.
#[cfg(not(feature = "http2"))]
pub(super) fn builder(limits: &Limits) -> hyper::server::conn::http1::Builder {
    let mut builder = hyper::server::conn::http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(header_timeout(limits))
        .max_buf_size(header_bytes(limits));
    builder
}

/// What went wrong with a connection.
#[cfg(not(feature = "http2"))]
#[expect(
    clippy::unnecessary_wraps,
    reason = "with HTTP/2 it may be another error"
)]
pub(super) fn hyper_error(error: &hyper::Error) -> Option<&hyper::Error> {
    Some(error)
}

/// Whether an extended CONNECT asks for a WebSocket (RFC 8441, §4).
#[cfg(not(feature = "http2"))]
pub(super) fn is_for_websocket<B>(_: &Request<B>) -> bool {
    false
}

#[cfg(feature = "http2")]
pub(super) use both::{builder, hyper_error, is_for_websocket};

#[cfg(feature = "http2")]
mod both {
    use hyper::ext::Protocol;
    use hyper::rt::Executor;
    use hyper_util::server::conn::auto::Builder;

    use super::super::body::BoxError;
    use super::super::limits::{H2_PING_SECONDS, H2_STREAMS};
    use super::*;

    /// Runs the streams of HTTP/2 connections on this thread.
    #[derive(Clone, Copy)]
    pub(in super::super) struct Local;

    impl<F: Future + 'static> Executor<F> for Local {
        fn execute(&self, stream: F) {
            tokio::task::spawn_local(async move {
                stream.await;
            });
        }
    }

    /// How connections are served.
    pub(in super::super) fn builder(limits: &Limits) -> Builder<Local> {
        let mut builder = Builder::new(Local);
        builder
            .http1()
            .timer(TokioTimer::new())
            .header_read_timeout(header_timeout(limits))
            .max_buf_size(header_bytes(limits));
        let ping = Duration::from_secs(H2_PING_SECONDS);
        builder
            .http2()
            .timer(TokioTimer::new())
            .enable_connect_protocol()
            .max_header_list_size(u32::try_from(header_bytes(limits)).unwrap_or(u32::MAX))
            .max_concurrent_streams(H2_STREAMS)
            .keep_alive_interval(ping)
            .keep_alive_timeout(ping);
        builder
    }

    /// What went wrong with a connection, if the library for HTTP says so.
    pub(in super::super) fn hyper_error(error: &BoxError) -> Option<&hyper::Error> {
        error.downcast_ref()
    }

    /// Whether an extended CONNECT asks for a WebSocket (RFC 8441, §4).
    pub(in super::super) fn is_for_websocket<B>(request: &Request<B>) -> bool {
        let protocol = request.extensions().get::<Protocol>();
        protocol.is_some_and(|protocol| protocol.as_str() == "websocket")
    }
}
