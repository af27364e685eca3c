//! The server's end of a simulated TCP connection: a byte stream that a simulation fills, empties and breaks.
//!
//! Invariant: bytes come out in the order in which they went in; nothing is read or written after the end of its
//! direction. It knows no time: when bytes travel is decided in `net.rs`.

use std::collections::VecDeque;
use std::io::{self, ErrorKind};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::Notify;

/// Bytes that the server may have written and the network not taken: a kernel's send buffer, kept small.
pub(crate) const SEND_BUFFER_BYTES: usize = 16 * 1024;

/// How far a direction of a stream is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Open,
    /// Nothing more comes.
    Finished,
    /// The connection is broken.
    Reset,
}

#[derive(Debug)]
struct State {
    /// To be read by the server.
    inbound: VecDeque<u8>,
    inbound_end: End,
    reader: Option<Waker>,
    /// Written by the server.
    outbound: VecDeque<u8>,
    outbound_end: End,
    writer: Option<Waker>,
    was_blocked: bool,
}

/// What server and simulation share of a connection.
#[derive(Clone, Debug)]
pub(crate) struct Pipe {
    state: Arc<Mutex<State>>,
    /// Rung when the server has written or gone.
    bell: Arc<Notify>,
}

/// The server's end.
#[derive(Debug)]
pub(crate) struct ServerEnd(Pipe);

impl Pipe {
    pub(crate) fn new(bell: Arc<Notify>) -> (Self, ServerEnd) {
        let state = State {
            inbound: VecDeque::new(),
            inbound_end: End::Open,
            reader: None,
            outbound: VecDeque::new(),
            outbound_end: End::Open,
            writer: None,
            was_blocked: false,
        };
        let pipe = Self {
            state: Arc::new(Mutex::new(state)),
            bell,
        };
        (pipe.clone(), ServerEnd(pipe))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Bytes arrive at the server.
    pub(crate) fn deliver(&self, bytes: &[u8]) {
        let reader = {
            let mut state = self.state();
            if state.inbound_end == End::Open {
                state.inbound.extend(bytes);
            }
            state.reader.take()
        };
        reader.into_iter().for_each(Waker::wake);
    }

    /// The server learns of an end.
    pub(crate) fn end(&self, end: End) {
        let wakers = {
            let mut state = self.state();
            if state.inbound_end == End::Open || end == End::Reset {
                state.inbound_end = end;
            }
            if end == End::Reset {
                state.inbound.clear();
                state.outbound_end = End::Reset;
            }
            [state.reader.take(), state.writer.take()]
        };
        wakers.into_iter().flatten().for_each(Waker::wake);
    }

    /// Takes up to `room` bytes that the server has written.
    pub(crate) fn take(&self, room: usize) -> Vec<u8> {
        let mut state = self.state();
        let count = room.min(state.outbound.len());
        let taken: Vec<u8> = state.outbound.drain(..count).collect();
        let writer = if taken.is_empty() {
            None
        } else {
            state.writer.take()
        };
        drop(state);
        writer.into_iter().for_each(Waker::wake);
        taken
    }

    /// Whether the server has ended its direction and all of it was taken.
    pub(crate) fn is_finished(&self) -> bool {
        let state = self.state();
        state.outbound_end != End::Open && state.outbound.is_empty()
    }

    /// Whether the server has had to wait for room since this was asked last.
    pub(crate) fn take_blocked(&self) -> bool {
        std::mem::take(&mut self.state().was_blocked)
    }
}

impl AsyncRead for ServerEnd {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let mut state = self.0.state();
        if state.inbound_end == End::Reset {
            return Poll::Ready(Err(ErrorKind::ConnectionReset.into()));
        }
        if state.inbound.is_empty() {
            if state.inbound_end == End::Finished {
                return Poll::Ready(Ok(()));
            }
            state.reader = Some(cx.waker().clone());
            return Poll::Pending;
        }
        let count = buffer.remaining().min(state.inbound.len());
        let taken: Vec<u8> = state.inbound.drain(..count).collect();
        buffer.put_slice(&taken);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for ServerEnd {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let mut state = self.0.state();
        if state.outbound_end != End::Open {
            return Poll::Ready(Err(ErrorKind::BrokenPipe.into()));
        }
        let room = SEND_BUFFER_BYTES.saturating_sub(state.outbound.len());
        if room == 0 {
            state.was_blocked = true;
            state.writer = Some(cx.waker().clone());
            return Poll::Pending;
        }
        let count = room.min(bytes.len());
        state.outbound.extend(&bytes[..count]);
        drop(state);
        self.0.bell.notify_one();
        Poll::Ready(Ok(count))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut state = self.0.state();
        if state.outbound_end == End::Open {
            state.outbound_end = End::Finished;
        }
        drop(state);
        self.0.bell.notify_one();
        Poll::Ready(Ok(()))
    }
}

impl Drop for ServerEnd {
    fn drop(&mut self) {
        let mut state = self.0.state();
        if state.outbound_end == End::Open {
            state.outbound_end = End::Finished;
        }
        state.inbound.clear();
        drop(state);
        self.0.bell.notify_one();
    }
}
