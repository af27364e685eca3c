//! Pages of dioxus-liveview, driven as the script of its pages does it: an empty page, a socket that fills it, events as
//! JSON.
//!
//! A click is sent with less than a browser sends, in the peer's favour: the fields that its server requires, without those
//! of pointer events and of forms, which it would have to parse and skip.

use std::net::SocketAddr;

use anyhow::{Context as _, Result};

use crate::clicker::{Clicker, Digits, Tab};
use crate::edits::Edits;
use crate::frame::{Kind, append};
use crate::socket::{Socket, get};

/// A page, filled.
pub(crate) struct Page {
    socket: Socket,
    /// The elements that listen to clicks, in the order in which Dioxus makes them.
    pub(crate) listeners: Vec<u32>,
}

impl Page {
    /// Loads a page, opens its socket and waits until it is filled.
    ///
    /// # Errors
    /// When the server does not answer as it should.
    pub(crate) fn open(address: SocketAddr, path: &str) -> Result<Self> {
        let page = get(address, path)?;
        anyhow::ensure!(page.html.contains("WS_ADDR"), "{path} has no client");
        let mut socket = Socket::open(address, &format!("{path}/ws"), "")?;
        let mut listeners = Vec::new();
        socket.wait(|message| {
            listeners = Edits::read(message)?.listeners;
            Ok(!listeners.is_empty())
        })?;
        Ok(Self { socket, listeners })
    }

    /// Clicks.
    ///
    /// # Errors
    /// When the connection is broken.
    pub(crate) fn click(&mut self, element: u32) -> Result<()> {
        self.socket.send(Kind::Text, click(element).as_bytes())
    }

    /// Waits for the message that `is_answer` recognises.
    ///
    /// # Errors
    /// When it does not come.
    pub(crate) fn wait(&mut self, is_answer: impl Fn(&Edits) -> bool) -> Result<()> {
        self.socket
            .wait(|message| Ok(is_answer(&Edits::read(message)?)))
    }
}

/// Opens the page of two counters. Dioxus makes components from the last to the first, so that of the four buttons that
/// listen the last is the one that counts in ones.
///
/// # Errors
/// When the server does not answer as it should.
pub(crate) fn counter(address: SocketAddr) -> Result<Tab> {
    let page = Page::open(address, "/counter")?;
    let more = *page.listeners.last().context("buttons listen")?;
    let clicker = Light {
        event: click(more),
        digits: Digits::zero(),
    };
    Ok(Tab::new(page.socket, Box::new(clicker)))
}

/// The event of a click, as `sendSerializedEvent` writes it.
fn click(element: u32) -> String {
    format!(
        r#"{{"method":"user_event","params":{{"name":"click","data":{{"alt_key":false,"button":0,"buttons":0,"client_x":100,"client_y":100,"ctrl_key":false,"meta_key":false,"offset_x":10,"offset_y":10,"page_x":100,"page_y":100,"screen_x":100,"screen_y":200,"shift_key":false}},"element":{element},"bubbles":true}}}}"#
    )
}

/// One button, and whether the count is among the edits.
struct Light {
    event: String,
    digits: Digits,
}

impl Clicker for Light {
    fn click(&mut self, out: &mut Vec<u8>) {
        self.digits.step();
        append(out, Kind::Text, self.event.as_bytes());
    }

    /// A message may come that says nothing; it answers nothing.
    fn is_answer(&mut self, message: &[u8]) -> Result<bool> {
        Ok(self.digits.are_in(message))
    }
}
