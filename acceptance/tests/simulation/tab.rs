//! One tab of a browser: its page, its socket, its timers; as the browser's client does it (`vango-client/ts`), around the
//! model client, which has no clock.
//!
//! Invariant: at most one socket at a time. A page that was refused is loaded anew once, and not again within ten seconds.

use vango_client::headless::HeadlessError;
use vango_protocol::{Attachment, ErrorCode, RefreshReason};

use crate::dice::Dice;
use crate::frame::{shows_anew, welcome};
use crate::history::History;
use crate::life::Act;
use crate::loaded::Loaded;
use crate::net::{LinkId, Net};
use crate::pipe::End;
use crate::socket::{Heard, Socket};

const ACK_AFTER_MS: u64 = 500;
const PING_AFTER_MS: u64 = 25_000;
const ANSWER_WITHIN_MS: u64 = 10_000;
const RECONNECT_FIRST_MS: u64 = 100;
const RECONNECT_LONGEST_MS: u64 = 10_000;
const RELOAD_ONCE_MS: u64 = 10_000;
/// After so long the user loads a page that has stopped anew.
const PATIENCE_MS: u64 = 15_000;

/// A socket.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) link: LinkId,
    socket: Socket,
    heard_ms: u64,
    asked_ms: Option<u64>,
    ack_due_ms: Option<u64>,
    pub(crate) is_welcomed: bool,
    /// When the server said that it goes on where the client was.
    resumed_ms: Option<u64>,
    /// The page's thread is busy until this time: what comes waits.
    pub(crate) stalled: Option<(u64, Vec<u8>)>,
}

/// What a tab is doing.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "there are four tabs, and most of the time all are joined"
)]
pub(crate) enum Phase {
    Closed,
    /// It asks for a page at this time.
    Ask {
        at_ms: u64,
    },
    /// It waits for a page.
    Loading,
    /// It connects at this time.
    Apart {
        at_ms: u64,
    },
    Joined(Line),
    /// An error that the user sees, and answers at this time.
    Stopped {
        until_ms: u64,
    },
}

/// What the world has to do for a tab.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    Page,
    Socket,
}

/// What a tab has seen that the world judges.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Sight {
    Refreshed(RefreshReason),
    Failed(ErrorCode, String),
    Welcomed(Attachment),
    /// A batch that had been lost came again.
    Replayed,
    MountSeen,
    Dead,
}

#[derive(Debug)]
pub(crate) struct Tab {
    pub(crate) index: usize,
    pub(crate) phase: Phase,
    pub(crate) page: Option<Loaded>,
    pub(crate) sights: Vec<Sight>,
    pub(crate) broken: Option<String>,
    attempts: u32,
    reloaded_ms: Option<u64>,
    dice: Dice,
}

impl Tab {
    pub(crate) fn new(index: usize, seed: u64) -> Self {
        Self {
            index,
            phase: Phase::Closed,
            page: None,
            sights: Vec::new(),
            broken: None,
            attempts: 0,
            reloaded_ms: None,
            dice: Dice::new(seed, 500 + index as u64),
        }
    }

    /// The browser's cookie: tabs of one browser share it.
    pub(crate) fn cookie(&self) -> [u8; 16] {
        [1 + (self.index / 2) as u8; 16]
    }

    pub(crate) fn link(&self) -> Option<LinkId> {
        match &self.phase {
            Phase::Joined(line) => Some(line.link),
            _ => None,
        }
    }

    pub(crate) fn is_joined(&self) -> bool {
        matches!(&self.phase, Phase::Joined(line) if line.is_welcomed && line.stalled.is_none())
    }

    /// A page has come.
    pub(crate) fn load(
        &mut self,
        html: &str,
        history: History,
        session: u64,
        run: u32,
        now_ms: u64,
    ) {
        match Loaded::new(html, history, session, run) {
            Ok(page) => self.page = Some(page),
            Err(problem) => {
                self.broken = Some(problem);
                return;
            }
        }
        self.attempts = 0;
        self.phase = Phase::Apart { at_ms: now_ms };
    }

    /// A socket is there: the client greets.
    pub(crate) fn join(&mut self, link: LinkId, net: &mut Net, now_ms: u64) {
        let Some(page) = &mut self.page else { return };
        let hello = page.client.hello();
        page.greeting.get_or_insert_with(|| hello.clone());
        let mut socket = Socket::new();
        socket.say(hello);
        net.send(link, socket.take(), now_ms);
        self.attempts += 1;
        self.phase = Phase::Joined(Line {
            link,
            socket,
            heard_ms: now_ms,
            asked_ms: None,
            ack_due_ms: None,
            is_welcomed: false,
            resumed_ms: None,
            stalled: None,
        });
    }

    /// Leaves the socket, which may have frames in flight, and connects again at this time.
    pub(crate) fn part(
        &mut self,
        end: End,
        linger_ms: u64,
        again_ms: u64,
        net: &mut Net,
        now_ms: u64,
    ) {
        if let Phase::Joined(line) = &self.phase {
            net.leave(line.link, end, now_ms, linger_ms);
        }
        if let Some(page) = &mut self.page {
            page.client.disconnect();
        }
        self.phase = Phase::Apart { at_ms: again_ms };
    }

    /// The connection has ended by itself.
    fn lose(&mut self, net: &mut Net, now_ms: u64) {
        let longest_ms = (RECONNECT_FIRST_MS << self.attempts.min(10)).min(RECONNECT_LONGEST_MS);
        let again_ms = now_ms + self.dice.roll(longest_ms);
        self.part(End::Finished, 0, again_ms, net, now_ms);
    }

    /// The server wants the page to be loaded anew.
    pub(crate) fn reload_once(&mut self, now_ms: u64) {
        let too_soon = self
            .reloaded_ms
            .is_some_and(|ms| now_ms < ms + RELOAD_ONCE_MS);
        if too_soon {
            return self.stop(now_ms);
        }
        self.reloaded_ms = Some(now_ms);
        self.phase = Phase::Ask { at_ms: now_ms };
    }

    pub(crate) fn stop(&mut self, now_ms: u64) {
        self.phase = Phase::Stopped {
            until_ms: now_ms + PATIENCE_MS,
        };
    }

    /// When something is to be done next, without anything coming.
    pub(crate) fn next_ms(&self) -> Option<u64> {
        match &self.phase {
            Phase::Closed | Phase::Loading => None,
            Phase::Ask { at_ms } | Phase::Apart { at_ms } => Some(*at_ms),
            Phase::Stopped { until_ms } => Some(*until_ms),
            Phase::Joined(Line {
                stalled: Some((until_ms, _)),
                ..
            }) => Some(*until_ms),
            Phase::Joined(line) => {
                let silence = match line.asked_ms {
                    None if line.is_welcomed => line.heard_ms + PING_AFTER_MS,
                    None => line.heard_ms + ANSWER_WITHIN_MS,
                    Some(asked) => asked + ANSWER_WITHIN_MS,
                };
                Some(line.ack_due_ms.map_or(silence, |ack| ack.min(silence)))
            }
        }
    }

    /// Does what is due.
    pub(crate) fn tick(&mut self, net: &mut Net, now_ms: u64) -> Option<Wish> {
        if self.next_ms().is_none_or(|at_ms| at_ms > now_ms) {
            return None;
        }
        match &mut self.phase {
            Phase::Ask { .. } | Phase::Stopped { .. } => {
                self.phase = Phase::Loading;
                return Some(Wish::Page);
            }
            Phase::Apart { .. } => return Some(Wish::Socket),
            Phase::Closed | Phase::Loading => {}
            Phase::Joined(line) if line.stalled.is_some() => self.resume(net, now_ms),
            Phase::Joined(line) => {
                let Some(page) = &mut self.page else {
                    return None;
                };
                if line.ack_due_ms.take_if(|due| *due <= now_ms).is_some() {
                    line.socket.say(page.client.ack());
                    net.send(line.link, line.socket.take(), now_ms);
                } else if line.asked_ms.is_none() && line.is_welcomed {
                    line.asked_ms = Some(now_ms);
                    line.socket.say(page.client.ping());
                    net.send(line.link, line.socket.take(), now_ms);
                } else {
                    self.sights.push(Sight::Dead);
                    self.lose(net, now_ms);
                }
            }
        }
        None
    }

    /// Bytes have come on the tab's socket.
    pub(crate) fn hear(&mut self, bytes: Vec<u8>, net: &mut Net, now_ms: u64) {
        let Phase::Joined(line) = &mut self.phase else {
            return;
        };
        if let Some((_, waiting)) = &mut line.stalled {
            waiting.extend(bytes);
            return;
        }
        net.read(line.link);
        line.socket.feed(&bytes);
        while let Phase::Joined(line) = &mut self.phase
            && let Some(heard) = line.socket.hear()
        {
            match heard {
                Heard::Frame(frame) => self.take(&frame, net, now_ms),
                Heard::Alive => {}
                Heard::Closed => self.lose(net, now_ms),
                Heard::Broken(problem) => {
                    self.broken = Some(format!("the server's bytes are no WebSocket: {problem}"));
                    return self.lose(net, now_ms);
                }
            }
        }
        self.flush(net, now_ms);
    }

    fn flush(&mut self, net: &mut Net, now_ms: u64) {
        if let Phase::Joined(line) = &mut self.phase {
            net.send(line.link, line.socket.take(), now_ms);
        }
    }

    fn take(&mut self, frame: &[u8], net: &mut Net, now_ms: u64) {
        let (Phase::Joined(line), Some(page)) = (&mut self.phase, &mut self.page) else {
            return;
        };
        line.heard_ms = now_ms;
        line.asked_ms = None;
        if shows_anew(frame) {
            page.history.excuse();
            self.sights.push(Sight::MountSeen);
        }
        let before = page.client.batch();
        match page.client.receive(frame) {
            Ok(answers) => {
                if let Some(how) = welcome(frame) {
                    self.attempts = 0;
                    line.is_welcomed = true;
                    page.was_welcomed = true;
                    line.resumed_ms = (how == Attachment::Resumed).then_some(now_ms);
                    self.sights.push(Sight::Welcomed(how));
                } else if page.client.batch() > before {
                    if line.resumed_ms == Some(now_ms) {
                        self.sights.push(Sight::Replayed);
                    }
                    line.ack_due_ms.get_or_insert(now_ms + ACK_AFTER_MS);
                }
                for answer in answers {
                    // All of them carry an acknowledgement.
                    line.ack_due_ms = None;
                    page.note_sent(&answer);
                    line.socket.say(answer);
                }
            }
            Err(HeadlessError::Refreshed(reason)) => {
                self.sights.push(Sight::Refreshed(reason));
                let link = line.link;
                net.leave(link, End::Finished, now_ms, 0);
                self.reload_once(now_ms);
            }
            Err(HeadlessError::Failed(code, message)) => {
                self.sights.push(Sight::Failed(code, message));
                let link = line.link;
                net.leave(link, End::Finished, now_ms, 0);
                self.stop(now_ms);
            }
            Err(error) => self.broken = Some(format!("the client can't take a frame: {error}")),
        }
    }

    /// The connection has ended.
    pub(crate) fn hear_end(&mut self, net: &mut Net, now_ms: u64) {
        if let Phase::Joined(line) = &mut self.phase
            && let Some((_, waiting)) = line.stalled.take()
        {
            self.hear(waiting, net, now_ms);
        }
        if matches!(self.phase, Phase::Joined(_)) {
            self.lose(net, now_ms);
        }
    }

    /// The page's thread becomes busy.
    pub(crate) fn stall(&mut self, until_ms: u64) {
        if let Phase::Joined(line) = &mut self.phase {
            line.stalled.get_or_insert((until_ms, Vec::new()));
        }
    }

    /// The page's thread is free again.
    pub(crate) fn resume(&mut self, net: &mut Net, now_ms: u64) {
        if let Phase::Joined(line) = &mut self.phase
            && let Some((_, waiting)) = line.stalled.take()
        {
            self.hear(waiting, net, now_ms);
        }
    }

    /// Sends a frame that the client did not think of.
    pub(crate) fn say(&mut self, frame: Vec<u8>, net: &mut Net, now_ms: u64) {
        if let Phase::Joined(line) = &mut self.phase {
            line.socket.say(frame);
            self.flush(net, now_ms);
        }
    }

    /// The user does something; `pick` says what. Answers what it was.
    pub(crate) fn act(
        &mut self,
        pick: u64,
        number: u64,
        net: &mut Net,
        now_ms: u64,
    ) -> Option<Act> {
        let is_stalled = matches!(&self.phase, Phase::Joined(line) if line.stalled.is_some());
        let page = self.page.as_mut()?;
        let is_there = matches!(self.phase, Phase::Joined(_) | Phase::Apart { .. });
        if is_stalled || !is_there || page.is_full() {
            return None;
        }
        let (act, frames) = match page.act(pick, number) {
            Ok(done) => done?,
            Err(error) => {
                self.broken = Some(format!("the user can't do that: {error}"));
                return None;
            }
        };
        if let Phase::Joined(line) = &mut self.phase {
            for frame in frames {
                line.ack_due_ms = None;
                page.note_sent(&frame);
                line.socket.say(frame);
            }
            self.flush(net, now_ms);
        }
        Some(act)
    }
}
