//! Vango's pages: with the whole client, which applies each patch to its model of the page, and with a light one.

use std::net::SocketAddr;

use anyhow::{Context as _, Result, bail, ensure};
use vango_client::headless::{Find, Headless};
use vango_protocol::{Address, ClientFrame, Payload, SUBPROTOCOL, ServerFrame};

use crate::clicker::{Clicker, Digits, Tab};
use crate::frame::{Kind, append};
use crate::socket::{Socket, get};

/// A page with the whole client.
pub(crate) struct Page {
    socket: Socket,
    pub(crate) client: Headless,
    /// The number of the last click, and of the last patch.
    seq: u8,
    batch: u8,
    /// What was clicked and is not answered yet.
    clicked: Option<Address>,
    /// What was clicked, and what was answered, since the client has seen it.
    unseen: Vec<(Address, Vec<u8>)>,
}

impl Page {
    /// Loads a page and opens its socket, up to the welcome.
    ///
    /// # Errors
    /// When the server does not answer as it should.
    pub(crate) fn open(address: SocketAddr, path: &str) -> Result<Self> {
        let page = get(address, path)?;
        let cookie = page.cookie.context("a new browser gets a cookie")?;
        let mut client = Headless::from_page(&page.html, path)?;
        let headers = format!(
            "Origin: http://{address}\r\nCookie: {cookie}\r\nSec-WebSocket-Protocol: {SUBPROTOCOL}\r\n"
        );
        let mut socket = Socket::open(address, client.socket(), &headers)?;
        socket.send(Kind::Binary, &client.hello())?;
        let mut welcomed = Self {
            socket,
            client,
            seq: 0,
            batch: 0,
            clicked: None,
            unseen: Vec::new(),
        };
        welcomed.hear()?;
        Ok(welcomed)
    }

    /// Takes one message.
    fn hear(&mut self) -> Result<()> {
        let (client, mut frames) = (&mut self.client, Vec::new());
        self.socket.wait(|message| {
            frames = client.receive(message)?;
            Ok(true)
        })?;
        for frame in frames {
            self.socket.send(Kind::Binary, &frame)?;
        }
        let mismatches = self.client.mismatches();
        ensure!(mismatches.is_empty(), "the page came apart: {mismatches:?}");
        Ok(())
    }

    /// What hears a click on an element.
    ///
    /// # Errors
    /// When there is no such element, or not exactly one handler.
    pub(crate) fn handler(&self, find: &Find) -> Result<Address> {
        match self.client.handlers(find, "click")?.as_slice() {
            [one] => Ok(*one),
            others => bail!("{} handlers hear a click on {find:?}", others.len()),
        }
    }

    /// Clicks. The client sees that, and the answer, later ([`Page::catch_up`]): it would cost the server its caches.
    ///
    /// # Errors
    /// When the connection is broken.
    pub(crate) fn click(&mut self, at: Address) -> Result<()> {
        self.seq = self.seq.wrapping_add(1);
        self.clicked = Some(at);
        self.socket
            .send(Kind::Binary, &event(self.seq, self.batch, at))
    }

    /// Waits for the answer to the last click.
    ///
    /// # Errors
    /// When the server does not answer as it should.
    pub(crate) fn wait(&mut self) -> Result<()> {
        let at = self.clicked.take().context("nothing was clicked")?;
        let mut answer = Vec::new();
        self.socket.wait(|message| {
            answer.extend_from_slice(message);
            Ok(true)
        })?;
        self.batch = answered(self.seq, &answer)?;
        self.unseen.push((at, answer));
        Ok(())
    }

    /// The client clicks and hears what was clicked and heard, so that its page is what a browser would show now.
    ///
    /// # Errors
    /// When an answer does not fit its page.
    pub(crate) fn catch_up(&mut self) -> Result<()> {
        for (at, answer) in std::mem::take(&mut self.unseen) {
            let _sent_already = self.client.event_at(at, Payload::None);
            let _acknowledged_already = self.client.receive(&answer)?;
        }
        ensure!(self.client.unacknowledged_events() == 0, "events are left");
        let mismatches = self.client.mismatches();
        ensure!(mismatches.is_empty(), "the page came apart: {mismatches:?}");
        Ok(())
    }

    /// Leaves the whole client behind and goes on with a light one.
    ///
    /// # Errors
    /// When the client has clicked: the light one counts from one.
    fn lighten(self, at: Address) -> Result<Tab> {
        ensure!(self.client.batch() == 0, "the page has changed already");
        let clicker = Light {
            at,
            seq: 0,
            batch: 0,
            digits: Digits::zero(),
        };
        Ok(Tab::new(self.socket, Box::new(clicker)))
    }
}

/// Opens the page of two counters and finds the button that counts in ones.
///
/// # Errors
/// When the server does not answer as it should.
pub(crate) fn counter(address: SocketAddr) -> Result<Tab> {
    let page = Page::open(address, "/counter")?;
    let article = Find::tag("article").attribute("aria-label", "One by one");
    let more = Find::tag("button").attribute("aria-label", "more");
    let at = page.handler(&more.inside(article))?;
    page.lighten(at)
}

/// The payload of a click, and of its answer, when a counter has been clicked this often.
pub(crate) struct Sizes {
    pub(crate) click: Vec<u8>,
    pub(crate) answer_bytes: usize,
}

/// Looks how large messages are after `clicks` clicks.
///
/// # Errors
/// When the server does not answer as it should.
pub(crate) fn sizes(address: SocketAddr, clicks: u32) -> Result<Sizes> {
    let mut tab = counter(address)?;
    for _ in 1..clicks {
        tab.click()?;
    }
    let mut frame = Vec::new();
    tab.clicker.click(&mut frame);
    tab.socket.send_frame(&frame)?;
    let mut answer_bytes = 0;
    let clicker = &mut tab.clicker;
    tab.socket.wait(|message| {
        answer_bytes = message.len();
        clicker.is_answer(message)
    })?;
    // The size counts, not what it says.
    const HEADER_BYTES: usize = 6;
    Ok(Sizes {
        click: frame.split_off(HEADER_BYTES),
        answer_bytes,
    })
}

fn event(seq: u8, ack: u8, at: Address) -> Vec<u8> {
    let mut event = Vec::with_capacity(16);
    let frame = ClientFrame::Event {
        seq,
        ack,
        block: at.block,
        slot: at.slot,
        payload: Payload::None,
    };
    frame.encode(&mut event);
    event
}

/// The number of the patch that answers the click with this number.
fn answered(click: u8, message: &[u8]) -> Result<u8> {
    match ServerFrame::decode(message)? {
        ServerFrame::Patch { seq, ack, .. } if ack == click => Ok(seq),
        other => bail!("a click was answered with {other:?}"),
    }
}

/// As much of a client as one button takes: numbers, acknowledgements, and whether the count is in the patch.
struct Light {
    at: Address,
    seq: u8,
    batch: u8,
    digits: Digits,
}

impl Clicker for Light {
    fn click(&mut self, out: &mut Vec<u8>) {
        self.seq = self.seq.wrapping_add(1);
        self.digits.step();
        append(out, Kind::Binary, &event(self.seq, self.batch, self.at));
    }

    fn is_answer(&mut self, message: &[u8]) -> Result<bool> {
        self.batch = answered(self.seq, message)?;
        ensure!(
            self.digits.are_in(message),
            "a click was answered with {message:?}"
        );
        Ok(true)
    }
}
