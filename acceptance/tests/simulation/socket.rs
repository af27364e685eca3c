//! The browser's end of a WebSocket, without I/O: bytes in, messages out, and the other way round.
//!
//! It is the library that the server uses, in the client's role, over two buffers: so masks, lengths, pings and close
//! frames are real, and a connection can be cut at every byte.

use std::collections::VecDeque;
use std::io::{self, ErrorKind, Read, Write};

use tokio_tungstenite::tungstenite::protocol::{Message, Role, WebSocket, WebSocketConfig};
use vango_protocol::limits::MAX_SERVER_FRAME_BYTES;

/// Bytes of a read; the library's default is cleared anew for each connection.
const BUFFER_BYTES: usize = 1024;

#[derive(Debug, Default)]
struct Buffers {
    inbound: VecDeque<u8>,
    outbound: Vec<u8>,
}

impl Read for Buffers {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.inbound.is_empty() {
            return Err(ErrorKind::WouldBlock.into());
        }
        self.inbound.read(into)
    }
}

impl Write for Buffers {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.outbound.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// One connection as the browser has it.
#[derive(Debug)]
pub(crate) struct Socket(WebSocket<Buffers>);

/// What a browser hears.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Heard {
    Frame(Vec<u8>),
    /// A ping; it is answered already.
    Alive,
    /// The server closes.
    Closed,
    /// What came is not the protocol.
    Broken(String),
}

impl Socket {
    pub(crate) fn new() -> Self {
        let config = WebSocketConfig::default()
            .read_buffer_size(BUFFER_BYTES)
            .write_buffer_size(0)
            .max_message_size(Some(MAX_SERVER_FRAME_BYTES))
            .max_frame_size(Some(MAX_SERVER_FRAME_BYTES));
        Self(WebSocket::from_raw_socket(
            Buffers::default(),
            Role::Client,
            Some(config),
        ))
    }

    /// Bytes have come.
    pub(crate) fn feed(&mut self, bytes: &[u8]) {
        self.0.get_mut().inbound.extend(bytes);
    }

    /// The next message, if one is whole.
    pub(crate) fn hear(&mut self) -> Option<Heard> {
        use tokio_tungstenite::tungstenite::Error;
        match self.0.read() {
            Ok(Message::Binary(frame)) => Some(Heard::Frame(frame.to_vec())),
            Ok(Message::Close(_)) | Err(Error::ConnectionClosed | Error::AlreadyClosed) => {
                Some(Heard::Closed)
            }
            Ok(_) => Some(Heard::Alive),
            Err(Error::Io(error)) if error.kind() == ErrorKind::WouldBlock => None,
            Err(error) => Some(Heard::Broken(error.to_string())),
        }
    }

    /// Sends a message. After the end of the connection nothing is sent.
    pub(crate) fn say(&mut self, frame: Vec<u8>) {
        // An error is a connection that is being closed: what is said then is lost, as on a real one.
        let _ = self.0.send(Message::Binary(frame.into()));
    }

    /// The bytes to be sent.
    pub(crate) fn take(&mut self) -> Vec<u8> {
        // What answers a ping or a close frame.
        let _ = self.0.flush();
        std::mem::take(&mut self.0.get_mut().outbound)
    }
}
