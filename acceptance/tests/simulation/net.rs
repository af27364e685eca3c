//! The network between browsers and server: what is in flight, how long it takes, and where it breaks.
//!
//! Invariant: within one direction of one connection bytes arrive in order, and nothing after its cut. Connections know
//! nothing of each other: what an old one has in flight may arrive after a new one was made.

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::sync::Notify;

use crate::dice::Dice;
use crate::pipe::{End, Pipe, ServerEnd};

/// Names one connection; never used twice.
pub(crate) type LinkId = u64;

/// Bytes on their way to a browser, or waiting there to be read: a kernel's buffers, kept small.
const WINDOW_BYTES: usize = 24 * 1024;

/// How a connection breaks: each direction after so many more bytes, and who hears of it when.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cut {
    pub(crate) up_bytes: usize,
    pub(crate) down_bytes: usize,
    /// `None`: the server's end stays open for ever.
    pub(crate) server_hears_ms: Option<u64>,
    pub(crate) browser_hears_ms: Option<u64>,
}

/// One direction.
#[derive(Debug)]
struct Way {
    delay_ms: u64,
    last_ms: u64,
    /// Bytes until the cut, if there is one.
    left: Option<usize>,
    cut_inside: bool,
}

impl Way {
    fn arrival_ms(&mut self, now_ms: u64, jitter_ms: u64) -> u64 {
        self.last_ms = self.last_ms.max(now_ms + self.delay_ms + jitter_ms);
        self.last_ms
    }

    /// What of these bytes still gets through.
    fn pass(&mut self, mut bytes: Vec<u8>) -> Vec<u8> {
        if let Some(left) = &mut self.left {
            self.cut_inside |= *left > 0 && *left < bytes.len();
            bytes.truncate(*left);
            *left -= bytes.len();
        }
        bytes
    }
}

#[derive(Debug)]
struct Link {
    pipe: Pipe,
    up: Way,
    down: Way,
    /// Bytes that the browser has not read.
    unread: usize,
    has_ended_down: bool,
    dice: Dice,
}

#[derive(Debug)]
enum Flight {
    Up(Vec<u8>),
    Down(Vec<u8>),
    EndUp(End),
    EndDown(End),
}

/// What arrives at a browser.
#[derive(Debug)]
pub(crate) enum Arrived {
    Bytes(Vec<u8>),
    End,
}

/// All connections.
#[derive(Debug)]
pub(crate) struct Net {
    pub(crate) bell: Arc<Notify>,
    links: BTreeMap<LinkId, Link>,
    flights: BTreeMap<(u64, u64), (LinkId, Flight)>,
    next_link: LinkId,
    next_flight: u64,
    seed: u64,
    /// Cuts that came between the first and the last byte of what was sent at once.
    pub(crate) cuts_inside: u32,
    /// How often the server had to wait for a browser to read.
    pub(crate) blocked: u32,
}

impl Net {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            bell: Arc::default(),
            links: BTreeMap::new(),
            flights: BTreeMap::new(),
            next_link: 1,
            next_flight: 0,
            seed,
            cuts_inside: 0,
            blocked: 0,
        }
    }

    /// A new connection, and its end for the server.
    pub(crate) fn open(&mut self) -> (LinkId, ServerEnd) {
        let (pipe, end) = Pipe::new(self.bell.clone());
        let id = self.next_link;
        self.next_link += 1;
        let mut dice = Dice::new(self.seed, 1_000 + id);
        let mut way = || Way {
            delay_ms: [0, 1, 5, 20, 60][dice.roll(5) as usize],
            last_ms: 0,
            left: None,
            cut_inside: false,
        };
        let (up, down) = (way(), way());
        let link = Link {
            pipe,
            up,
            down,
            unread: 0,
            has_ended_down: false,
            dice,
        };
        self.links.insert(id, link);
        (id, end)
    }

    fn fly(&mut self, at_ms: u64, link: LinkId, flight: Flight) {
        self.flights
            .insert((at_ms, self.next_flight), (link, flight));
        self.next_flight += 1;
    }

    /// A browser sends.
    pub(crate) fn send(&mut self, id: LinkId, bytes: Vec<u8>, now_ms: u64) {
        if let Some(link) = self.links.get_mut(&id)
            && !bytes.is_empty()
        {
            let jitter = link.dice.roll(4);
            let at_ms = link.up.arrival_ms(now_ms, jitter);
            self.fly(at_ms, id, Flight::Up(bytes));
        }
    }

    /// A browser leaves a connection; the server hears of it `later_ms` after what is in flight.
    pub(crate) fn leave(&mut self, id: LinkId, end: End, now_ms: u64, later_ms: u64) {
        if let Some(link) = self.links.get_mut(&id) {
            link.has_ended_down = true;
            let at_ms = link.up.arrival_ms(now_ms, later_ms);
            self.fly(at_ms, id, Flight::EndUp(end));
        }
    }

    /// Makes a connection slower, or as quick as any again.
    pub(crate) fn slow(&mut self, id: LinkId, up_ms: u64, down_ms: u64) {
        if let Some(link) = self.links.get_mut(&id) {
            link.up.delay_ms = up_ms;
            link.down.delay_ms = down_ms;
        }
    }

    pub(crate) fn cut(&mut self, id: LinkId, cut: Cut, now_ms: u64) {
        let Some(link) = self.links.get_mut(&id) else {
            return;
        };
        // What is cut stays cut.
        for (way, bytes) in [
            (&mut link.up, cut.up_bytes),
            (&mut link.down, cut.down_bytes),
        ] {
            way.left = Some(way.left.map_or(bytes, |left| left.min(bytes)));
        }
        if let Some(ms) = cut.server_hears_ms {
            self.fly(now_ms + ms, id, Flight::EndUp(End::Reset));
        }
        if let Some(ms) = cut.browser_hears_ms {
            self.fly(now_ms + ms, id, Flight::EndDown(End::Reset));
        }
    }

    /// Ends what a cut still lets through.
    pub(crate) fn finish_cut(&mut self, id: LinkId) {
        if let Some(link) = self.links.get_mut(&id) {
            for way in [&mut link.up, &mut link.down] {
                way.left = way.left.map(|_| 0);
            }
        }
    }

    /// Whether a connection is cut, though perhaps nobody has heard of it.
    pub(crate) fn is_cut(&self, id: LinkId) -> bool {
        self.links
            .get(&id)
            .is_none_or(|link| link.up.left.is_some() || link.down.left.is_some())
    }

    /// The browser has read all that came.
    pub(crate) fn read(&mut self, id: LinkId) {
        if let Some(link) = self.links.get_mut(&id) {
            link.unread = 0;
        }
    }

    /// Sends on what the server has written.
    pub(crate) fn collect(&mut self, now_ms: u64) {
        let mut leaving = Vec::new();
        for (id, link) in &mut self.links {
            let taken = link.pipe.take(WINDOW_BYTES.saturating_sub(link.unread));
            self.blocked += u32::from(link.pipe.take_blocked());
            if !taken.is_empty() {
                link.unread += taken.len();
                let jitter = link.dice.roll(4);
                leaving.push((
                    link.down.arrival_ms(now_ms, jitter),
                    *id,
                    Flight::Down(taken),
                ));
            }
            if link.pipe.is_finished() && !link.has_ended_down {
                link.has_ended_down = true;
                let at_ms = link.down.arrival_ms(now_ms, 0);
                leaving.push((at_ms, *id, Flight::EndDown(End::Finished)));
            }
        }
        for (at_ms, id, flight) in leaving {
            self.fly(at_ms, id, flight);
        }
    }

    pub(crate) fn next_ms(&self) -> Option<u64> {
        self.flights.first_key_value().map(|((at_ms, _), _)| *at_ms)
    }

    /// Whether nothing is on its way.
    pub(crate) fn is_empty(&self) -> bool {
        self.flights.is_empty()
    }

    /// Lets the next thing that is due arrive; answers what a browser gets.
    pub(crate) fn arrive(&mut self, now_ms: u64) -> Option<Option<(LinkId, Arrived)>> {
        let (&key, _) = self.flights.first_key_value()?;
        if key.0 > now_ms {
            return None;
        }
        let (id, flight) = self.flights.remove(&key)?;
        let Some(link) = self.links.get_mut(&id) else {
            return Some(None);
        };
        Some(match flight {
            Flight::Up(bytes) => {
                let bytes = link.up.pass(bytes);
                self.cuts_inside += u32::from(std::mem::take(&mut link.up.cut_inside));
                link.pipe.deliver(&bytes);
                None
            }
            Flight::EndUp(end) => {
                // Where the way is cut, only the cut itself is heard of.
                if link.up.left.is_none() || end == End::Reset {
                    link.pipe.end(end);
                }
                None
            }
            Flight::Down(bytes) => {
                let bytes = link.down.pass(bytes);
                self.cuts_inside += u32::from(std::mem::take(&mut link.down.cut_inside));
                Some((id, Arrived::Bytes(bytes)))
            }
            Flight::EndDown(end) => {
                let is_heard = link.down.left.is_none() || end == End::Reset;
                is_heard.then_some((id, Arrived::End))
            }
        })
    }
}
