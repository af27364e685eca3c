//! One visitor: a page, its socket, and what is done there.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use bench_memory::frame::{self, Heard};
use vango_client::headless::{Headless, HeadlessError};

/// Longer than any answer takes on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// The handshake's key; a client that does not check the answer needs no other.
const KEY: &str = "dGhlIHNhbXBsZSBub25jZQ==";

/// A visitor of one page.
#[derive(Debug)]
pub struct Visitor {
    address: SocketAddr,
    cookie: String,
    /// What the browser shows.
    pub client: Headless,
    wire: Option<Wire>,
}

/// A socket and what was read of it.
#[derive(Debug)]
struct Wire {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// A connection that gives up in the end.
///
/// # Errors
/// When nobody listens.
pub fn connect(address: SocketAddr) -> Result<TcpStream> {
    let stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

impl Visitor {
    /// Loads a page as a browser that was never here, and no more: no socket follows.
    ///
    /// # Errors
    /// When it is not answered with a page of Vango.
    pub fn load(address: SocketAddr, path: &str) -> Result<Self> {
        let mut stream = connect(address)?;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
        )?;
        let mut text = String::new();
        stream.read_to_string(&mut text)?;
        let (head, html) = text.split_once("\r\n\r\n").context("a page has a head")?;
        ensure!(
            head.starts_with("HTTP/1.1 200 "),
            "{path} was answered `{}`",
            head.lines().next().unwrap_or_default()
        );
        let cookie = head.lines().find_map(|line| {
            let (name, value) = line.split_once(": ")?;
            let is_cookie = name.eq_ignore_ascii_case("set-cookie");
            is_cookie.then(|| value.split(';').next().unwrap_or_default())
        });
        Ok(Self {
            address,
            cookie: cookie.context("a new browser gets a cookie")?.to_owned(),
            client: Headless::from_page(html, path)?,
            wire: None,
        })
    }

    /// Loads a page and opens its socket, up to the welcome.
    ///
    /// # Errors
    /// When the server does not answer as it should.
    pub fn open(address: SocketAddr, path: &str) -> Result<Self> {
        let mut visitor = Self::load(address, path)?;
        visitor.connect()?;
        Ok(visitor)
    }

    /// Opens a socket, the first or another: what was lost meanwhile comes, and what was done meanwhile goes. The one
    /// before, if there is one, stays open as far as the server knows and is answered.
    ///
    /// # Errors
    /// When the server does not answer as it should.
    pub fn connect(&mut self) -> Result<Option<Stale>> {
        let stale = self.cut();
        let mut wire = Wire {
            stream: self.upgrade()?,
            buffer: Vec::new(),
        };
        wire.pass_head()?;
        wire.send(&self.client.hello())?;
        self.wire = Some(wire);
        // The welcome, and what may come with it.
        self.hear()?;
        self.settle()?;
        Ok(stale)
    }

    /// The upgrade request on a connection of its own, without waiting for its answer.
    ///
    /// # Errors
    /// When nobody listens.
    pub fn upgrade(&self) -> Result<TcpStream> {
        let mut stream = connect(self.address)?;
        let (address, socket, cookie) = (self.address, self.client.socket(), &self.cookie);
        write!(
            stream,
            "GET {socket} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nCookie: {cookie}\r\n\
             Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {KEY}\r\n\
             Sec-WebSocket-Protocol: vango.1\r\n\r\n"
        )?;
        Ok(stream)
    }

    /// Does something in the page, waits until the server has answered it and answers how long that took, from the
    /// first byte sent to the last patch applied.
    ///
    /// # Errors
    /// When it does not, the page has no such element, or page and session have come apart.
    pub fn act(
        &mut self,
        action: impl FnOnce(&mut Headless) -> Result<Vec<Vec<u8>>, HeadlessError>,
    ) -> Result<Duration> {
        let frames = action(&mut self.client)?;
        let start = Instant::now();
        for frame in frames {
            self.wire()?.send(&frame)?;
        }
        self.settle()?;
        Ok(start.elapsed())
    }

    /// Sends bytes as they stand.
    ///
    /// # Errors
    /// When the connection is broken.
    pub fn send_raw(&mut self, bytes: &[u8]) -> Result<()> {
        Ok(self.wire()?.stream.write_all(bytes)?)
    }

    /// Sends bytes if the kernel takes them at once; answers whether it did. Whoever sends to a server that does not read
    /// is not to be held up.
    ///
    /// # Errors
    /// When the connection is broken.
    pub fn send_if_taken(&mut self, bytes: &[u8]) -> Result<bool> {
        let stream = &mut self.wire()?.stream;
        stream.set_nonblocking(true)?;
        let written = stream.write(bytes);
        stream.set_nonblocking(false)?;
        match written {
            Ok(count) if count == bytes.len() => Ok(true),
            Ok(_) => bail!("a part of a frame was taken"),
            Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Sends one message and does not wait for its answer.
    ///
    /// # Errors
    /// When the connection is broken.
    pub fn send_unheard(&mut self, message: &[u8]) -> Result<()> {
        self.wire()?.send(message)
    }

    /// Reads what has come and throws it away.
    ///
    /// # Errors
    /// When the connection is broken.
    pub fn discard(&mut self) -> Result<()> {
        let wire = self.wire()?;
        wire.stream.set_nonblocking(true)?;
        let read = wire.read_all();
        wire.stream.set_nonblocking(false)?;
        wire.buffer.clear();
        read
    }

    /// Acknowledges what has come, as a browser does a moment after the last patch.
    ///
    /// # Errors
    /// When the connection is broken.
    pub fn acknowledge(&mut self) -> Result<()> {
        let frame = self.client.ack();
        self.wire()?.send(&frame)
    }

    /// Takes what has come without being asked for, pings above all, and does not wait for more.
    ///
    /// # Errors
    /// When the socket has ended.
    pub fn tend(&mut self) -> Result<()> {
        let wire = self.wire()?;
        wire.stream.set_nonblocking(true)?;
        let read = wire.read_all();
        wire.stream.set_nonblocking(false)?;
        read?;
        while let Some(heard) = frame::take(&mut self.wire()?.buffer)? {
            self.take(heard)?;
        }
        self.check()
    }

    /// The socket breaks without a word; the page stays, and may [`connect`](Self::connect) again.
    pub fn cut(&mut self) -> Option<Stale> {
        self.client.disconnect();
        self.wire.take().map(|wire| Stale {
            _stream: wire.stream,
        })
    }

    /// The tab is closed: code 1001, and the end of the stream.
    ///
    /// # Errors
    /// When the connection is broken.
    pub fn leave(mut self) -> Result<()> {
        if let Some(wire) = &mut self.wire {
            wire.stream.write_all(&frame::going_away())?;
            wire.stream.shutdown(Shutdown::Write)?;
            std::io::copy(&mut wire.stream, &mut std::io::sink())?;
        }
        Ok(())
    }

    /// Whether page and session still agree.
    ///
    /// # Errors
    /// When the client has found a mismatch.
    pub fn check(&self) -> Result<()> {
        let mismatches = self.client.mismatches();
        ensure!(mismatches.is_empty(), "the page came apart: {mismatches:?}");
        Ok(())
    }

    /// Waits for the answers to all that was done.
    fn settle(&mut self) -> Result<()> {
        while self.client.unacknowledged_events() > 0 {
            self.hear()?;
        }
        self.check()
    }

    /// Waits for one message.
    fn hear(&mut self) -> Result<()> {
        loop {
            let heard = self.wire()?.next()?;
            let is_message = matches!(heard, Heard::Binary(_));
            self.take(heard)?;
            if is_message {
                return Ok(());
            }
        }
    }

    fn take(&mut self, heard: Heard) -> Result<()> {
        match heard {
            Heard::Binary(message) => {
                for answer in self.client.receive(&message)? {
                    self.wire()?.send(&answer)?;
                }
            }
            Heard::Ping(payload) => self.wire()?.stream.write_all(&frame::pong(&payload))?,
            Heard::Close(code) => bail!("the server closed the socket with {code}"),
        }
        Ok(())
    }

    fn wire(&mut self) -> Result<&mut Wire> {
        self.wire.as_mut().context("the page has no socket now")
    }
}

/// A socket that was left without a word. Nobody reads it any more; it closes when it is dropped.
#[derive(Debug)]
pub struct Stale {
    _stream: TcpStream,
}

impl Wire {
    fn send(&mut self, message: &[u8]) -> Result<()> {
        Ok(self.stream.write_all(&frame::binary(message))?)
    }

    fn next(&mut self) -> Result<Heard> {
        loop {
            if let Some(heard) = frame::take(&mut self.buffer)? {
                return Ok(heard);
            }
            self.read()?;
        }
    }

    fn read(&mut self) -> Result<()> {
        let mut chunk = [0; 16 * 1024];
        match self.stream.read(&mut chunk)? {
            0 => bail!("the server has ended the connection"),
            count => self.buffer.extend_from_slice(&chunk[..count]),
        }
        Ok(())
    }

    /// Reads what is there, of a stream that does not block.
    fn read_all(&mut self) -> Result<()> {
        loop {
            match self.read() {
                Ok(()) => {}
                Err(error) => {
                    let io = error.downcast_ref::<std::io::Error>();
                    return match io.map(std::io::Error::kind) {
                        Some(ErrorKind::WouldBlock) => Ok(()),
                        _ => Err(error),
                    };
                }
            }
        }
    }

    /// Reads the answer's head and leaves what follows it in the buffer.
    fn pass_head(&mut self) -> Result<()> {
        let end = loop {
            if let Some(at) = self.buffer.windows(4).position(|four| four == b"\r\n\r\n") {
                break at + 4;
            }
            self.read()?;
        };
        let head = String::from_utf8_lossy(&self.buffer[..end]).into_owned();
        ensure!(
            head.starts_with("HTTP/1.1 101 "),
            "the upgrade was answered `{}`",
            head.lines().next().unwrap_or_default()
        );
        self.buffer.drain(..end);
        Ok(())
    }
}
