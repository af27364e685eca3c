//! The byte stream under a WebSocket: a TCP stream of this worker's own runtime wherever that can be, else whatever the
//! HTTP server handed out.
//!
//! A socket that was upgraded inside another server (an axum app), behind its TLS, or inside an HTTP/2 connection is no
//! TCP stream that could be registered here. It stays where it is and is read from this thread: its wakers work across
//! threads, at the price of a hop per frame. It deliberately knows nothing of WebSockets.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// A stream that somebody else drives.
pub(crate) trait ForeignStream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Unpin> ForeignStream for S {}

/// A socket's stream.
pub(crate) enum Transport {
    /// Registered with this worker's runtime.
    Tcp(TcpStream),
    /// Driven by the runtime that accepted it, or by a simulation. Boxed: most sockets are the other kind and stay small.
    Foreign(Box<dyn ForeignStream>),
}

impl From<TcpStream> for Transport {
    fn from(stream: TcpStream) -> Self {
        Self::Tcp(stream)
    }
}

macro_rules! each {
    ($self:ident, $stream:ident => $call:expr) => {
        match $self.get_mut() {
            Transport::Tcp(stream) => {
                let $stream = Pin::new(stream);
                $call
            }
            Transport::Foreign(stream) => {
                let $stream = Pin::new(&mut **stream);
                $call
            }
        }
    };
}

impl AsyncRead for Transport {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        each!(self, stream => stream.poll_read(cx, buffer))
    }
}

impl AsyncWrite for Transport {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        each!(self, stream => stream.poll_write(cx, bytes))
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        each!(self, stream => stream.poll_flush(cx))
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        each!(self, stream => stream.poll_shutdown(cx))
    }
}
