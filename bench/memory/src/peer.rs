//! Tabs of a peer: dioxus-liveview, whose page is empty and whose socket fills it.

use std::io::Write as _;
use std::net::{Shutdown, SocketAddr, TcpStream};

use anyhow::{Context as _, Result, bail, ensure};

use crate::frame::{self, Heard};
use crate::page::connect;
use crate::tab::{pass_head, read_more};

/// Less than the message that fills the smallest of its pages.
const MIN_PAGE_BYTES: usize = 200;

/// The sockets of tabs that show one page.
#[derive(Debug)]
pub struct PeerCrowd {
    address: SocketAddr,
    path: String,
    sockets: Vec<TcpStream>,
}

impl PeerCrowd {
    /// No tab is open yet.
    #[must_use]
    pub fn new(address: SocketAddr, path: &str) -> Self {
        Self {
            address,
            path: path.to_owned(),
            sockets: Vec::new(),
        }
    }

    /// Opens so many more tabs, one after the other, each until its page is filled.
    ///
    /// # Errors
    /// When one is not.
    pub fn open(&mut self, count: usize) -> Result<()> {
        for _ in 0..count {
            let number = self.sockets.len() + 1;
            let socket = self
                .open_one()
                .with_context(|| format!("tab {number} of dioxus {}", self.path))?;
            self.sockets.push(socket);
        }
        Ok(())
    }

    fn open_one(&self) -> Result<TcpStream> {
        let Self { address, path, .. } = self;
        let mut stream = connect(*address)?;
        write!(
            stream,
            "GET {path}/ws HTTP/1.1\r\nHost: {address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        )?;
        let mut buffer = Vec::new();
        pass_head(&mut stream, &mut buffer)?;
        loop {
            match frame::take(&mut buffer)? {
                Some(Heard::Binary(edits)) if edits.len() >= MIN_PAGE_BYTES => return Ok(stream),
                Some(Heard::Binary(_)) => {}
                Some(Heard::Ping(payload)) => stream.write_all(&frame::pong(&payload))?,
                Some(Heard::Close(code)) => bail!("the server closed the socket with {code}"),
                None => read_more(&mut stream, &mut buffer)?,
            }
        }
    }

    /// Checks that every socket is open.
    ///
    /// # Errors
    /// When one has ended.
    pub fn check(&self) -> Result<()> {
        for socket in &self.sockets {
            socket.set_nonblocking(true)?;
            let ended = matches!(socket.peek(&mut [0]), Ok(0));
            ensure!(!ended, "dioxus has closed an idle socket of {}", self.path);
        }
        Ok(())
    }

    /// Closes all tabs.
    ///
    /// # Errors
    /// When a socket is broken.
    pub fn leave(&mut self) -> Result<()> {
        for mut socket in self.sockets.drain(..) {
            socket.set_nonblocking(false)?;
            socket.write_all(&frame::going_away())?;
            socket.shutdown(Shutdown::Both)?;
        }
        Ok(())
    }
}
