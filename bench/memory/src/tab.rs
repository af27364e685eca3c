//! One tab: a page that was loaded and the socket that belongs to it.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpStream};

use anyhow::{Context as _, Result, bail};
use vango_protocol::{ClientFrame, ServerFrame};

use crate::frame::{self, Heard};
use crate::page::{Page, Plan, connect, encode};

/// A tab whose socket was welcomed.
#[derive(Debug)]
pub struct Tab {
    stream: TcpStream,
    /// What was read and is not yet a frame.
    buffer: Vec<u8>,
    /// Low byte of the last event's number.
    seq: u8,
    /// Low byte of the last batch's number.
    batch: u8,
}

impl Tab {
    /// Loads a page and opens its socket, up to the welcome.
    ///
    /// # Errors
    /// When the server does not answer as it should.
    pub fn open(address: SocketAddr, path: &str) -> Result<Self> {
        Self::attach(address, &Page::load(address, path)?)
    }

    /// Opens the socket of a page.
    ///
    /// # Errors
    /// When the server does not answer as it should.
    pub fn attach(address: SocketAddr, page: &Page) -> Result<Self> {
        let mut tab = Self {
            stream: connect(address)?,
            buffer: Vec::new(),
            seq: 0,
            batch: 0,
        };
        tab.stream.write_all(page.upgrade(address).as_bytes())?;
        pass_head(&mut tab.stream, &mut tab.buffer).context("the upgrade")?;
        tab.send(&page.hello())?;
        let welcome = tab.hear().context("the welcome")?;
        match ServerFrame::decode(&welcome)? {
            ServerFrame::Welcome(_) => Ok(tab),
            other => bail!("instead of a welcome came {other:?}"),
        }
    }

    /// Clicks and waits until the server has answered this click.
    ///
    /// # Errors
    /// When it does not, or the socket has ended.
    pub fn click(&mut self, plan: &Plan) -> Result<()> {
        self.seq = self.seq.wrapping_add(1);
        let event = plan.click(self.seq, self.batch);
        self.send(&event)?;
        loop {
            let frame = self.hear()?;
            let answered = match ServerFrame::decode(&frame)? {
                ServerFrame::Patch { seq, ack, .. } => {
                    self.batch = seq;
                    ack
                }
                ServerFrame::Ack { ack } => ack,
                other => bail!("a click was answered with {other:?}"),
            };
            if answered == self.seq {
                return Ok(());
            }
        }
    }

    /// Acknowledges what has come, as a browser does a moment after the last patch.
    ///
    /// # Errors
    /// When the socket has ended.
    pub fn acknowledge(&mut self) -> Result<()> {
        let ack = self.batch;
        self.send(&encode(&ClientFrame::Ack { ack }))
    }

    /// Answers the pings that have come meanwhile, without waiting for one.
    ///
    /// # Errors
    /// When anything else has come: an idle session says nothing, and its socket stays.
    pub fn tend(&mut self) -> Result<()> {
        self.stream.set_nonblocking(true)?;
        let mut chunk = [0; 256];
        loop {
            match self.stream.read(&mut chunk) {
                Ok(0) => bail!("the server has closed the socket of an idle session"),
                Ok(count) => self.buffer.extend_from_slice(&chunk[..count]),
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(error) => return Err(error.into()),
            }
        }
        self.stream.set_nonblocking(false)?;
        while let Some(heard) = frame::take(&mut self.buffer)? {
            match heard {
                Heard::Ping(payload) => self.stream.write_all(&frame::pong(&payload))?,
                other => bail!("an idle session said {other:?}"),
            }
        }
        Ok(())
    }

    /// Leaves as a browser does whose tab is closed: with a close frame of code 1001, and its confirmation.
    ///
    /// # Errors
    /// When the connection is broken.
    pub fn leave(mut self) -> Result<()> {
        self.stream.write_all(&frame::going_away())?;
        self.stream.shutdown(Shutdown::Write)?;
        let mut rest = Vec::new();
        self.stream.read_to_end(&mut rest)?;
        Ok(())
    }

    /// Ends as a connection breaks: without a word.
    ///
    /// # Errors
    /// When it is broken already.
    pub fn break_off(self) -> Result<()> {
        Ok(self.stream.shutdown(Shutdown::Both)?)
    }

    fn send(&mut self, message: &[u8]) -> Result<()> {
        Ok(self.stream.write_all(&frame::binary(message))?)
    }

    /// The next message.
    fn hear(&mut self) -> Result<Vec<u8>> {
        loop {
            match frame::take(&mut self.buffer)? {
                Some(Heard::Binary(message)) => return Ok(message),
                Some(Heard::Ping(payload)) => self.stream.write_all(&frame::pong(&payload))?,
                Some(Heard::Close(code)) => bail!("the server closed the socket with {code}"),
                None => self.read()?,
            }
        }
    }

    fn read(&mut self) -> Result<()> {
        read_more(&mut self.stream, &mut self.buffer)
    }
}

/// Reads once.
pub(crate) fn read_more(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Result<()> {
    let mut chunk = [0; 4096];
    match stream.read(&mut chunk)? {
        0 => bail!("the server has ended the connection"),
        count => buffer.extend_from_slice(&chunk[..count]),
    }
    Ok(())
}

/// Reads the answer's head and leaves what follows it in the buffer.
pub(crate) fn pass_head(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Result<()> {
    let end = loop {
        if let Some(at) = buffer.windows(4).position(|four| four == b"\r\n\r\n") {
            break at + 4;
        }
        read_more(stream, buffer)?;
    };
    if !buffer.starts_with(b"HTTP/1.1 101 ") {
        let head = String::from_utf8_lossy(&buffer[..end]);
        bail!(
            "it was answered `{}`",
            head.lines().next().unwrap_or_default()
        );
    }
    buffer.drain(..end);
    Ok(())
}
