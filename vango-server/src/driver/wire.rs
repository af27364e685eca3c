//! A WebSocket with small buffers, as the socket task uses it: frames in, frames out, flushed when no more input is at hand.
//!
//! Invariant: while the last answer has not been taken by the kernel, nothing more is read. A browser that doesn't read
//! thus fills its own send buffer and not this server's memory; what waits is at most [`FLUSH_BYTES`] and the output of
//! one turn. And a browser that never stops sending, of which nothing ever becomes a message (a million empty fragments),
//! is read [`READS_PER_POLL`](super::limits::READS_PER_POLL) times before everybody else of its worker has their turn, the
//! timer of its own silence included. It deliberately knows nothing of sessions.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use futures_sink::Sink;
use tokio::io::{AsyncRead, AsyncWriteExt, ReadBuf};
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::error::{CapacityError, Error, ProtocolError};
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Message, Role, WebSocketConfig};
use vango_protocol::limits::{MAX_CLIENT_FRAME_BYTES, MAX_SERVER_FRAME_BYTES};

use super::counter::Cause;
use super::ending::Ending;
use super::greeting;
use super::limits::{
    CLOSE_WAIT_MS, FLUSH_BYTES, FRAMES_PER_FLUSH, Limits, READ_BUFFER_BYTES, WRITE_GATHER_BYTES,
};
use super::ration::Rationed;
use super::transport::Transport;

/// What came from the browser.
pub(crate) enum Inbound {
    Frame(Bytes),
    /// A ping or pong of the WebSocket protocol: a sign of life, already answered.
    Alive,
    Ended(Ending),
}

/// A frame of the server has no mask.
const MAX_HEADER_BYTES: usize = 10;

/// Room for the largest frame, what had been queued before it, and a close frame.
const MIN_OUTBOUND_BYTES: usize = MAX_SERVER_FRAME_BYTES + 2 * FLUSH_BYTES;

pub(crate) struct Wire {
    socket: WebSocketStream<Rationed>,
    /// Bytes that were queued since the last flush.
    unflushed_bytes: usize,
    /// A flush is under way that the kernel didn't take at once.
    blocked: bool,
    frames_since_flush: u32,
    /// Frames that came after the end.
    late_frames: u32,
    /// Of the longest message so far: the WebSocket library keeps the room that it took, for as long as the socket lives.
    longest_bytes: usize,
    /// More than this the library holds of no message.
    most_bytes: usize,
}

impl Wire {
    /// `leftover` is what the HTTP parser had already read after the upgrade request.
    pub(crate) async fn new(stream: Transport, leftover: Vec<u8>, limits: &Limits) -> Self {
        let frame_bytes = limits.frame_bytes.min(MAX_CLIENT_FRAME_BYTES);
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER_BYTES)
            .write_buffer_size(WRITE_GATHER_BYTES)
            .max_write_buffer_size(limits.outbound_bytes.max(MIN_OUTBOUND_BYTES))
            .max_message_size(Some(frame_bytes))
            .max_frame_size(Some(frame_bytes));
        let stream = Rationed::new(stream);
        let socket = if leftover.is_empty() {
            WebSocketStream::from_raw_socket(stream, Role::Server, Some(config)).await
        } else {
            WebSocketStream::from_partially_read(stream, leftover, Role::Server, Some(config)).await
        };
        Self {
            socket,
            unflushed_bytes: 0,
            blocked: false,
            frames_since_flush: 0,
            late_frames: 0,
            longest_bytes: 0,
            most_bytes: frame_bytes + READ_BUFFER_BYTES,
        }
    }

    /// Bytes that the browser has made this socket hold: room for its longest message, and parts of one that is not
    /// whole (none while they fit into the buffer that each socket has); and what waits because it does not read.
    pub(crate) fn held_bytes(&self) -> usize {
        // Empty parts and control frames were read and are not held.
        let unheard = self.socket.get_ref().unheard_bytes().min(self.most_bytes);
        let held = self.longest_bytes.max(unheard);
        let unread = usize::from(self.blocked) * self.unflushed_bytes;
        unread + if held > READ_BUFFER_BYTES { held } else { 0 }
    }

    /// Queues a frame; it leaves with the next [`poll`](Self::poll) that finds no input.
    pub(crate) fn queue(&mut self, frame: Bytes) -> Result<(), Ending> {
        self.queue_message(Message::Binary(frame))
    }

    pub(crate) fn queue_ping(&mut self) -> Result<(), Ending> {
        self.queue_message(Message::Ping(Bytes::new()))
    }

    fn queue_message(&mut self, message: Message) -> Result<(), Ending> {
        self.unflushed_bytes += message.len() + MAX_HEADER_BYTES;
        Pin::new(&mut self.socket)
            .start_send(message)
            .map_err(|error| ending_of(&error))
    }

    /// Reads the next frame; what was queued is flushed as soon as there is none.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Inbound> {
        self.socket.get_mut().refill();
        loop {
            let flush_first = self.blocked
                || self.frames_since_flush >= FRAMES_PER_FLUSH
                || self.unflushed_bytes >= FLUSH_BYTES;
            if !flush_first && let Poll::Ready(inbound) = self.poll_read(cx) {
                return Poll::Ready(inbound);
            }
            if !flush_first && self.unflushed_bytes == 0 {
                return Poll::Pending;
            }
            self.blocked = true;
            if let Err(error) = ready!(Pin::new(&mut self.socket).poll_flush(cx)) {
                return Poll::Ready(Inbound::Ended(ending_of(&error)));
            }
            self.blocked = false;
            self.unflushed_bytes = 0;
            self.frames_since_flush = 0;
            if !flush_first {
                return Poll::Pending;
            }
        }
    }

    fn poll_read(&mut self, cx: &mut Context<'_>) -> Poll<Inbound> {
        let message = match ready!(Pin::new(&mut self.socket).poll_next(cx)) {
            None => return Poll::Ready(Inbound::Ended(Ending::Peer)),
            Some(Err(error)) => return Poll::Ready(Inbound::Ended(ending_of(&error))),
            Some(Ok(message)) => message,
        };
        self.frames_since_flush += 1;
        self.longest_bytes = self.longest_bytes.max(message.len());
        // Control frames may stand between the parts of a message.
        if !matches!(message, Message::Ping(_) | Message::Pong(_)) {
            self.socket.get_mut().hear();
        }
        Poll::Ready(match message {
            Message::Binary(frame) => Inbound::Frame(frame),
            Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => Inbound::Alive,
            Message::Close(Some(close)) if close.code == CloseCode::Away => {
                Inbound::Ended(Ending::Left)
            }
            Message::Close(_) => Inbound::Ended(Ending::Peer),
            Message::Text(_) => Inbound::Ended(Ending::FRAME_TEXT),
        })
    }

    /// Ends the socket. What was queued and the close frame are delivered if the browser takes them in time.
    ///
    /// A browser that is to come back is told within which time, in milliseconds, `spread_ms`: it chooses one by chance.
    ///
    /// Answers how many frames the browser has sent meanwhile: they are for nobody any more.
    pub(crate) async fn end(mut self, ending: &Ending, spread_ms: u64) -> u32 {
        let close = match ending {
            Ending::Dropped(_) => return 0,
            Ending::Peer | Ending::Left => None,
            Ending::Server(closing) => {
                if let Some(code) = closing.fatal {
                    // Where this fails, so does the close frame.
                    let _ = self.queue(greeting::fatal(code, closing.reason));
                }
                Some(CloseFrame {
                    code: CloseCode::from(closing.code),
                    reason: closing.said(spread_ms).into(),
                })
            }
        };
        // Both results are unimportant: the socket ends, and so does a browser that doesn't answer.
        let _ = timeout(Duration::from_millis(CLOSE_WAIT_MS), self.finish(close)).await;
        self.late_frames
    }

    async fn finish(&mut self, close: Option<CloseFrame>) -> Result<(), Error> {
        if let Some(close) = close {
            Pin::new(&mut self.socket).start_send(Message::Close(Some(close)))?;
        }
        poll_fn(|cx| Pin::new(&mut self.socket).poll_flush(cx)).await?;
        // Reads on until the browser has confirmed.
        while let Some(Ok(message)) = poll_fn(|cx| {
            self.socket.get_mut().refill();
            Pin::new(&mut self.socket).poll_next(cx)
        })
        .await
        {
            self.late_frames += u32::from(message.is_binary() || message.is_text());
        }
        // After a frame that can't be parsed the rest of the stream is no frames. It has to be read all the same: closing
        // with unread input makes the kernel send a reset, which can overtake the close frame.
        let stream = self.socket.get_mut();
        stream.shutdown().await?;
        let mut discarded = [0; READ_BUFFER_BYTES];
        loop {
            let mut buffer = ReadBuf::new(&mut discarded);
            poll_fn(|cx| {
                stream.refill();
                Pin::new(&mut *stream).poll_read(cx, &mut buffer)
            })
            .await?;
            if buffer.filled().is_empty() {
                return Ok(());
            }
        }
    }
}

fn ending_of(error: &Error) -> Ending {
    match error {
        Error::Capacity(CapacityError::MessageTooLong { .. }) => Ending::FRAME_TOO_LARGE,
        Error::WriteBufferFull(_) => Ending::Dropped(Cause::OutboundLimit),
        Error::Protocol(
            ProtocolError::ResetWithoutClosingHandshake | ProtocolError::SendAfterClosing,
        )
        | Error::Io(_)
        | Error::ConnectionClosed
        | Error::AlreadyClosed => Ending::Peer,
        _ => Ending::NOT_WEBSOCKET,
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use tokio::io::AsyncWrite;
    use tokio::net::TcpStream;

    use super::super::limits::READS_PER_POLL;
    use super::*;

    /// A wire and the stream at its other end.
    async fn pair(limits: &Limits) -> (Wire, TcpStream) {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let (near, far) = tokio::join!(listener.accept(), TcpStream::connect(addr));
        (
            Wire::new(near.unwrap().0.into(), Vec::new(), limits).await,
            far.unwrap(),
        )
    }

    #[tokio::test]
    async fn what_a_browser_makes_it_hold_is_known() {
        let (mut wire, mut far) = pair(&Limits::default()).await;
        // Masked with zeros: a part of a message (not final) of 4,096 bytes, a ping, and the rest of it, 8 bytes.
        let part = [&[0x02, 0xfe, 16, 0, 0, 0, 0, 0][..], &[7; 4_096]].concat();
        far.write_all(&part).await.unwrap();
        far.write_all(&[0x89, 0x80, 0, 0, 0, 0]).await.unwrap();
        assert_eq!(wire.held_bytes(), 0);
        assert!(matches!(poll_fn(|cx| wire.poll(cx)).await, Inbound::Alive));
        assert!(wire.held_bytes() >= 4_096, "{}", wire.held_bytes());
        let rest = [&[0x80, 0x88, 0, 0, 0, 0][..], &[7; 8]].concat();
        far.write_all(&rest).await.unwrap();
        assert!(
            matches!(poll_fn(|cx| wire.poll(cx)).await, Inbound::Frame(frame) if frame.len() == 4_104)
        );
        assert_eq!(wire.held_bytes(), 4_104, "the library keeps the room");
    }

    #[tokio::test]
    async fn empty_parts_and_pings_are_read_and_not_held() {
        let limits = Limits::default();
        let (mut wire, mut far) = pair(&limits).await;
        let writer = tokio::spawn(async move {
            // A message begins, which never ends; then parts of it with nothing in them, and a ping.
            far.write_all(&[0x02, 0x80, 0, 0, 0, 0]).await.unwrap();
            let empty = [0x00, 0x80, 0, 0, 0, 0].repeat(limits.frame_bytes);
            far.write_all(&empty).await.unwrap();
            far.write_all(&[0x89, 0x80, 0, 0, 0, 0]).await.unwrap();
            far
        });
        assert!(matches!(poll_fn(|cx| wire.poll(cx)).await, Inbound::Alive));
        let _far = writer.await.unwrap();
        let most = Limits::default().frame_bytes + READ_BUFFER_BYTES;
        assert_eq!(wire.held_bytes(), most, "and no more");
    }

    #[tokio::test]
    async fn what_waits_because_the_browser_does_not_read_is_known() {
        let (mut wire, _far) = pair(&Limits::default()).await;
        for _ in 0..40 {
            assert!(wire.queue(Bytes::from(vec![0; 500 * 1024])).is_ok());
            let mut cx = Context::from_waker(std::task::Waker::noop());
            assert!(wire.poll(&mut cx).is_pending());
        }
        // The kernel has taken some megabytes.
        assert!(wire.held_bytes() > 10_000_000, "{}", wire.held_bytes());
    }

    #[tokio::test]
    async fn the_largest_frame_always_fits_and_no_more_than_the_limit() {
        let limits = Limits {
            outbound_bytes: 0,
            ..Limits::default()
        };
        let (mut wire, _far) = pair(&limits).await;
        let largest = Bytes::from(vec![0; MAX_SERVER_FRAME_BYTES]);
        assert!(wire.queue(largest.clone()).is_ok());
        // The kernel takes some megabytes of it; the rest waits.
        let refused = wire.queue(largest);
        assert!(matches!(
            refused,
            Err(Ending::Dropped(Cause::OutboundLimit))
        ));
    }

    #[tokio::test]
    async fn nothing_is_read_while_an_answer_waits() {
        let (mut wire, mut far) = pair(&Limits::default()).await;
        wire.queue(Bytes::from(vec![0; MAX_SERVER_FRAME_BYTES]))
            .unwrap();
        // One masked, empty binary frame.
        far.write_all(&[0x82, 0x80, 0, 0, 0, 0]).await.unwrap();
        let read = timeout(Duration::from_millis(50), poll_fn(|cx| wire.poll(cx))).await;
        assert!(read.is_err(), "the far end has not taken the answer");
        let drain = async {
            let mut taken = vec![0; 1 << 20];
            while tokio::io::AsyncReadExt::read(&mut far, &mut taken)
                .await
                .is_ok_and(|n| n > 0)
            {}
        };
        tokio::select! {
            inbound = poll_fn(|cx| wire.poll(cx)) => assert!(matches!(inbound, Inbound::Frame(_))),
            () = drain => panic!("the wire has closed"),
        }
    }

    /// Sends empty fragments without an end, and is always ready.
    struct Endless {
        reads: Arc<AtomicU32>,
    }

    impl AsyncRead for Endless {
        fn poll_read(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
            buffer: &mut ReadBuf<'_>,
        ) -> Poll<io::Result<()>> {
            let read = self.reads.fetch_add(1, Ordering::Relaxed);
            assert!(read < 10 * READS_PER_POLL, "nobody else gets a turn");
            // The first fragment of a binary message, then others.
            let kind = if read == 0 { 0x02 } else { 0x00 };
            buffer.put_slice(&[kind, 0x80, 0, 0, 0, 0]);
            Poll::Ready(Ok(()))
        }
    }

    impl AsyncWrite for Endless {
        fn poll_write(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
            bytes: &[u8],
        ) -> Poll<io::Result<usize>> {
            Poll::Ready(Ok(bytes.len()))
        }

        fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }

        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }
    }

    #[tokio::test]
    async fn fragments_without_an_end_leave_others_their_turn() {
        let reads = Arc::new(AtomicU32::new(0));
        let endless = Endless {
            reads: reads.clone(),
        };
        let stream = Transport::Foreign(Box::new(endless));
        let mut wire = Wire::new(stream, Vec::new(), &Limits::default()).await;
        let mut cx = Context::from_waker(std::task::Waker::noop());
        for polls in 1..=3 {
            assert!(wire.poll(&mut cx).is_pending());
            assert_eq!(reads.load(Ordering::Relaxed), polls * READS_PER_POLL);
        }
    }
}
