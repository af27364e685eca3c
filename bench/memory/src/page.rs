//! A page over HTTP, and what its script would know of it.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use vango_client::headless::{BOOT_ID, Find, Headless};
use vango_protocol::{
    Attachment, Boot, ClientFrame, Hello, Payload, ServerFrame, Token, VERSION, Welcome,
};

/// Longer than any answer takes on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// What a browser sends along with each request: the server reads as much as it would of a real one.
pub const HEADERS: &str = "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) \
    Chrome/140.0.0.0 Safari/537.36\r\nAccept-Language: en-US,en;q=0.9\r\n\
    Cache-Control: no-cache\r\nPragma: no-cache\r\n";

/// A page that was loaded.
#[derive(Debug)]
pub struct Page {
    /// The whole answer, head and all.
    text: String,
    path: String,
    cookie: String,
    session: u64,
    build: u64,
    secret: Token,
    ticket: Token,
    socket: String,
}

impl Page {
    /// Loads it as a browser that was never here, on a connection of its own.
    ///
    /// # Errors
    /// When it is not answered with a page of Vango.
    pub fn load(address: SocketAddr, path: &str) -> Result<Self> {
        let mut stream = connect(address)?;
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {address}\r\n{HEADERS}Accept: text/html\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(request.as_bytes())?;
        let mut text = String::new();
        stream.read_to_string(&mut text)?;
        Self::read(path, text).with_context(|| format!("the page {path}"))
    }

    fn read(path: &str, text: String) -> Result<Self> {
        let (head, body) = text.split_once("\r\n\r\n").context("it has no head")?;
        let status = head.lines().next().unwrap_or_default();
        if !status.contains(" 200 ") {
            bail!("it was answered `{status}`");
        }
        let cookie = head
            .lines()
            .find_map(|line| {
                line.split_once(':')
                    .filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"))
            })
            .and_then(|(_, value)| value.split(';').next())
            .context("it brings no cookie")?;
        let mark = format!("id=\"{BOOT_ID}\">");
        let (_, rest) = body.split_once(&mark).context("it has no boot data")?;
        let boot = STANDARD.decode(rest.split('<').next().unwrap_or_default())?;
        let head = Boot::decode(&boot)?.head;
        let (session, build, secret, ticket) = (head.session, head.build, head.secret, head.ticket);
        Ok(Self {
            path: path.to_owned(),
            cookie: cookie.trim().to_owned(),
            session,
            build,
            secret,
            ticket,
            socket: head.socket.to_owned(),
            text,
        })
    }

    /// The request that opens its socket.
    pub(crate) fn upgrade(&self, address: SocketAddr) -> String {
        let Self { socket, cookie, .. } = self;
        format!(
            "GET {socket} HTTP/1.1\r\nHost: {address}\r\n{HEADERS}Origin: http://{address}\r\nCookie: {cookie}\r\n\
             Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: vango.1\r\n\r\n"
        )
    }

    /// The first frame on it.
    pub(crate) fn hello(&self) -> Vec<u8> {
        encode(&ClientFrame::Hello(Hello {
            version: VERSION,
            session: self.session,
            state: 0,
            secret: self.secret,
            ticket: Some(self.ticket),
            path: &self.path,
            build: self.build,
            batch: 0,
            event: 0,
            blocks: 0,
            templates: 0,
            previous: "",
        }))
    }

    fn html(&self) -> &str {
        self.text
            .split_once("\r\n\r\n")
            .map_or("", |(_, body)| body)
    }
}

/// What every tab of one page has in common: where a click goes. Read once, by a client that knows the whole protocol.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The path of the page.
    pub path: String,
    block: u32,
    slot: u32,
}

impl Plan {
    /// Reads a page, checks that it shows `count` elements of `shown`, and finds what a click on `target` sends.
    ///
    /// # Errors
    /// When the page shows something else.
    pub fn read(page: &Page, target: &Find, shown: &Find, count: usize) -> Result<Self> {
        let mut client = Headless::from_page(page.html(), &page.path)?;
        let found = client.count(shown)?;
        if found != count || !client.mismatches().is_empty() {
            bail!(
                "{} shows {found} of {shown:?}, not {count}: {:?}",
                page.path,
                client.mismatches()
            );
        }
        // The socket of another tab of the same page would say the same.
        let mut welcome = Vec::new();
        ServerFrame::Welcome(Welcome {
            version: VERSION,
            event: 0,
            batch: 0,
            how: Attachment::Attached,
        })
        .encode(&mut welcome);
        client.receive(&welcome)?;
        let frames = client.click(target)?;
        let frame = frames.first().context("a click sends a frame")?;
        match ClientFrame::decode(frame)? {
            ClientFrame::Event { block, slot, .. } => Ok(Self {
                path: page.path.clone(),
                block,
                slot,
            }),
            other => bail!("a click sends {other:?}"),
        }
    }

    pub(crate) fn click(&self, seq: u8, ack: u8) -> Vec<u8> {
        encode(&ClientFrame::Event {
            seq,
            ack,
            block: self.block,
            slot: self.slot,
            payload: Payload::None,
        })
    }
}

/// A connection that gives up in the end.
pub(crate) fn connect(address: SocketAddr) -> Result<TcpStream> {
    let stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

pub(crate) fn encode(frame: &ClientFrame<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    frame.encode(&mut bytes);
    bytes
}
