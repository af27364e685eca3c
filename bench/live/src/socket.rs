//! A browser's two ways to a server: a request for a page, and a WebSocket. Blocking, by hand.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};

use crate::frame::{Inbox, Kind, append};

/// Longer than any answer takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// Bytes that are read at a time: enough for every answer but the first of a table.
const READ_BYTES: usize = 16 * 1024;

/// A page as it was answered.
#[derive(Debug)]
pub(crate) struct Page {
    /// The cookie that came with it.
    pub(crate) cookie: Option<String>,
    pub(crate) html: String,
}

/// A socket and what was read of it.
#[derive(Debug)]
pub(crate) struct Socket {
    pub(crate) stream: TcpStream,
    pub(crate) inbox: Inbox,
}

fn connect(address: SocketAddr) -> Result<TcpStream> {
    let stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    Ok(stream)
}

/// Loads a page on a connection of its own.
///
/// # Errors
/// When it is not answered with 200.
pub(crate) fn get(address: SocketAddr, path: &str) -> Result<Page> {
    let mut stream = connect(address)?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )?;
    let mut text = String::new();
    stream.read_to_string(&mut text)?;
    let (head, html) = text.split_once("\r\n\r\n").context("a page has a head")?;
    let status = head.lines().next().unwrap_or_default();
    ensure!(
        status.starts_with("HTTP/1.1 200"),
        "{path} was answered `{status}`"
    );
    let cookie = head.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        let value = value.split(';').next()?;
        name.eq_ignore_ascii_case("set-cookie")
            .then(|| value.to_owned())
    });
    Ok(Page {
        cookie,
        html: html.to_owned(),
    })
}

impl Socket {
    /// Opens a WebSocket on a connection of its own. `headers` are lines with their ends.
    ///
    /// # Errors
    /// When the upgrade is refused.
    pub(crate) fn open(address: SocketAddr, path: &str, headers: &str) -> Result<Self> {
        let mut stream = connect(address)?;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{headers}\r\n"
        )?;
        let mut read = Vec::new();
        let end = loop {
            if let Some(at) = read.windows(4).position(|four| four == b"\r\n\r\n") {
                break at + 4;
            }
            let mut chunk = [0; READ_BYTES];
            match stream.read(&mut chunk)? {
                0 => bail!("the server closed the connection instead of upgrading {path}"),
                count => read.extend_from_slice(&chunk[..count]),
            }
        };
        let head = String::from_utf8_lossy(&read[..end]).into_owned();
        let status = head.lines().next().unwrap_or_default();
        ensure!(
            status.starts_with("HTTP/1.1 101"),
            "the upgrade of {path} was answered `{status}`"
        );
        let mut inbox = Inbox::default();
        inbox.extend(&read[end..]);
        Ok(Self { stream, inbox })
    }

    /// Sends a message.
    ///
    /// # Errors
    /// When the connection is broken.
    pub(crate) fn send(&mut self, kind: Kind, payload: &[u8]) -> Result<()> {
        let mut out = Vec::with_capacity(payload.len() + 14);
        append(&mut out, kind, payload);
        self.send_frame(&out)
    }

    /// Sends a frame as it stands.
    ///
    /// # Errors
    /// When the connection is broken.
    pub(crate) fn send_frame(&mut self, frame: &[u8]) -> Result<()> {
        Ok(self.stream.write_all(frame)?)
    }

    /// Waits for messages until one of them is what `is_wanted` waits for.
    ///
    /// # Errors
    /// When the server closes the connection, is silent for half a minute, or `is_wanted` fails.
    pub(crate) fn wait(&mut self, mut is_wanted: impl FnMut(&[u8]) -> Result<bool>) -> Result<()> {
        let mut chunk = [0; READ_BYTES];
        loop {
            while let Some(message) = self.inbox.next()? {
                if is_wanted(message)? {
                    return Ok(());
                }
            }
            match self.stream.read(&mut chunk)? {
                0 => bail!("the server has closed the connection"),
                count => self.inbox.extend(&chunk[..count]),
            }
        }
    }
}
