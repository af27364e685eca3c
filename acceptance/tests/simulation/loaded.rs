//! A page in a tab, and what its user does there.
//!
//! Invariant: what is done is something that can be done on what the page shows now; its number is written into the page's
//! history with it.

use vango_client::headless::{Find, Headless, HeadlessError};
use vango_protocol::{Modifiers, Payload};

use crate::history::History;
use crate::life::Act;

/// Events that may wait; the browser's client refuses more.
const EVENTS_WAITING_MAX: usize = 1_000;

/// What the user has done, and the frames for it.
pub(crate) type Done = (Act, Vec<Vec<u8>>);

/// A page and what is known of it.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) client: Headless,
    pub(crate) history: History,
    pub(crate) session: u64,
    /// Which run of the server has made it.
    pub(crate) run: u32,
    /// The first greeting, with the page's ticket.
    pub(crate) greeting: Option<Vec<u8>>,
    /// The last event that was sent.
    pub(crate) last_event: Option<Vec<u8>>,
    /// Events that the client has given out.
    given: u32,
    pub(crate) was_welcomed: bool,
    /// Requests to send everything anew that the simulation has made: too many are an end.
    pub(crate) resyncs: u32,
    /// Messages that were so long that a replay keeps two of them and no third.
    pub(crate) blobs: u32,
}

impl Loaded {
    pub(crate) fn new(
        html: &str,
        history: History,
        session: u64,
        run: u32,
    ) -> Result<Self, String> {
        let client = Headless::from_page(html, "/sim");
        Ok(Self {
            client: client.map_err(|error| format!("the page can't be read: {error}"))?,
            history,
            session,
            run,
            greeting: None,
            last_event: None,
            given: 0,
            was_welcomed: false,
            resyncs: 0,
            blobs: 0,
        })
    }

    /// Whether the client would refuse another event.
    pub(crate) fn is_full(&self) -> bool {
        self.client.unacknowledged_events() >= EVENTS_WAITING_MAX
    }

    /// Remembers an event that is sent.
    pub(crate) fn note_sent(&mut self, frame: &[u8]) {
        // An event, and no acknowledgement.
        if frame.first() == Some(&1) {
            self.last_event = Some(frame.to_vec());
        }
    }

    /// The number of the last event that the server has acknowledged.
    pub(crate) fn acknowledged(&self) -> u32 {
        self.given - self.client.unacknowledged_events() as u32
    }

    /// What the user does, and the frames for it.
    pub(crate) fn act(&mut self, pick: u64, number: u64) -> Result<Option<Done>, HeadlessError> {
        let volatile = Find::tag("button").attribute("class", "v");
        let act = match pick % 32 {
            0..=8 => Act::Script,
            9 | 10 => Act::Text,
            11 | 12 => Act::Draft,
            13 => Act::Submit,
            14 => Act::Key,
            15 | 16 => Act::Save,
            17 => Act::Timer,
            18 => Act::Mode,
            19 if pick.is_multiple_of(3) => Act::Panic,
            20 => Act::Fail,
            _ => {
                let count = self.client.count(&volatile)?;
                if count == 0 {
                    return Ok(None);
                }
                let nth = volatile.nth((pick / 32) as usize % count);
                let name = self.client.attribute(&nth, "data-act")?;
                match name.as_deref().and_then(Act::parse) {
                    Some(act) => act,
                    None => return Err(HeadlessError::Find(format!("a button called {name:?}"))),
                }
            }
        };
        let before = self.client.unacknowledged_events();
        let mut draft = None;
        let text = number.to_string();
        let frames = match act {
            Act::Text => self
                .client
                .input(&Find::tag("input").attribute("name", "text"), &text)?,
            Act::Draft => self.client.input(&draft_input(), &text)?,
            Act::Submit => {
                draft = Some(self.client.value(&draft_input())?);
                self.client
                    .fill(&Find::tag("input").attribute("name", "number"), &text)?;
                self.client.submit(&Find::tag("form"))?
            }
            act => {
                let button = Find::tag("button").attribute("data-act", &act.to_string());
                let payload = Payload::Mouse {
                    x: number as i32,
                    y: 0,
                    button: 0,
                    detail: 1,
                    modifiers: Modifiers::NONE,
                };
                self.client.event(&button, "click", &payload)?
            }
        };
        self.given += (self.client.unacknowledged_events() - before) as u32;
        self.history.gesture(number, act, self.given, draft);
        Ok(Some((act, frames)))
    }
}

/// The bound input.
pub(crate) fn draft_input() -> Find {
    Find::tag("input").attribute("name", "draft")
}
