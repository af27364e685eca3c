//! A stream that gives its reader a pause.
//!
//! Invariant: between two refills it is read [`READS_PER_POLL`] times at most, whatever it has. It also counts what was read
//! and is no message yet. It deliberately knows no frames.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::limits::READS_PER_POLL;
use super::transport::Transport;

/// A stream that is read so often, and then pretends for a moment that there is no more. The WebSocket library reads on
/// until it has a message, and runs for as long as the stream is ready: other tasks of the thread would never run.
/// Tokio's own budget would stop it at last, but it is spent then, and no timer of the same task fires without one.
pub(crate) struct Rationed {
    stream: Transport,
    reads_left: u32,
    /// Read since the last message was whole.
    unheard_bytes: usize,
}

impl Rationed {
    pub(crate) fn new(stream: Transport) -> Self {
        Self {
            stream,
            reads_left: READS_PER_POLL,
            unheard_bytes: 0,
        }
    }

    /// Lets it be read again as often as at the beginning.
    pub(crate) fn refill(&mut self) {
        self.reads_left = READS_PER_POLL;
    }

    /// Bytes read since a message was whole.
    pub(crate) fn unheard_bytes(&self) -> usize {
        self.unheard_bytes
    }

    /// A message was whole.
    pub(crate) fn hear(&mut self) {
        self.unheard_bytes = 0;
    }
}

impl AsyncRead for Rationed {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let Some(left) = self.reads_left.checked_sub(1) else {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        };
        self.reads_left = left;
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(cx, buffer);
        self.unheard_bytes += buffer.filled().len() - before;
        read
    }
}

impl AsyncWrite for Rationed {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
