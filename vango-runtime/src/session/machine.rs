//! The machine itself: what it does with each input.

use vango_protocol::{
    Attachment, ClientFrame, ErrorCode, RefreshReason, ServerFrame, VERSION, Welcome, serial,
};

use super::facts::Adoption;
use super::io::{
    Attach, CloseReason, PageMatch, Root, Scratch, Seen, SessionError, SessionSettings, Turn,
};
use super::limits::MAX_BATCHES_IN_FLIGHT;
use super::mount::{FIRST_BLOCK, set_up_root};
use super::page::{Page, Whole, render_whole};
use super::resync::Resyncs;
use super::ring::ReplayRing;
use super::sleep::Sleep;
use super::turn::Discard;
use crate::diff::{Templates, Tree};
use crate::reactive::Seldom;

/// One browser tab's state and what it shows.
pub struct Session {
    pub(super) tree: Tree,
    pub(super) root: Root,
    pub(super) phase: Phase,
    /// Blocks of the page that the browser got: it has given them ids, whatever the session shows when it thaws.
    pub(super) page_blocks: u32,
    pub(super) ring: Seldom<ReplayRing>,
    /// Number of the last batch written.
    pub(super) batch: u32,
    /// Number of the last event applied.
    pub(super) event: u32,
    /// Number of the last event that this socket was told of: all that it and those before it have changed was sent.
    pub(super) told: u32,
    /// A socket is there to take frames.
    pub(super) attached: bool,
    pub(super) behind: Behind,
    /// It was made anew for a browser that has been told nothing of that yet.
    is_made_anew: bool,
    pub(super) sleep: Sleep,
    pub(super) resyncs: Seldom<Resyncs>,
    /// Renders so far, and runs of `each` rows.
    pub(super) renders: (u64, u64),
}

/// What the client was not sent, because it is too far behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Behind {
    Nothing,
    /// State has changed and was not rendered.
    Changes,
    /// All that is shown has to be sent anew, to a client that knows so many templates.
    Everything {
        templates: usize,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// Set up, and perhaps rendered as a page with so many blocks (0: there is none that shows the state as it is); no
    /// socket yet.
    Frozen { blocks: u32 },
    /// It has had a socket.
    Live,
}

impl Session {
    /// Runs the setup of the page's component, once.
    ///
    /// # Errors
    /// When setup panics.
    pub fn open(root: Root, settings: SessionSettings) -> Result<Self, SessionError> {
        let seen = Seen {
            blocks: FIRST_BLOCK,
            ..Seen::default()
        };
        Self::begin(root, settings, seen, Phase::Frozen { blocks: 0 })
    }

    /// As [`Session::open`], for a browser that shows a page whose session is gone: it gets everything anew, under numbers
    /// that it has not seen.
    ///
    /// # Errors
    /// When setup panics.
    pub fn open_again(
        root: Root,
        settings: SessionSettings,
        seen: Seen,
    ) -> Result<Self, SessionError> {
        Self::begin(root, settings, seen, Phase::Live)
    }

    fn begin(
        root: Root,
        settings: SessionSettings,
        seen: Seen,
        phase: Phase,
    ) -> Result<Self, SessionError> {
        let templates = Templates::after(seen.templates);
        let mut tree = Tree::new(settings.into(), seen.blocks, templates);
        set_up_root(&mut tree, &root)?;
        Ok(Self {
            tree,
            root,
            phase,
            page_blocks: 0,
            ring: Seldom::default(),
            batch: seen.batch,
            event: seen.event,
            told: 0,
            attached: false,
            behind: match phase {
                Phase::Frozen { .. } => Behind::Nothing,
                Phase::Live => Behind::Everything {
                    templates: seen.templates,
                },
            },
            is_made_anew: phase == Phase::Live,
            sleep: Sleep::Awake,
            resyncs: Seldom::default(),
            renders: (0, 0),
        })
    }

    /// Renders the page. The session stays frozen: its state alone is kept.
    ///
    /// While [`Session::is_loading`], a driver that can wait starts the tasks, calls [`Session::wake`] when it is woken,
    /// and then this once more: the last page is the one that the browser gets.
    ///
    /// # Errors
    /// When it is live already, or the setup of a component panics.
    pub fn page(&mut self, turn: &mut Turn<'_>) -> Result<Page, SessionError> {
        self.check_frozen()?;
        self.begin_turn(turn);
        self.start_loads(turn);
        let sink = &turn.scratch.html;
        let page = render_whole(&mut self.tree, sink, Whole::Page, Adoption::Expected)?;
        // Those of the components that the render has set up.
        self.start_loads(turn);
        self.page_blocks = page.blocks;
        self.phase = Phase::Frozen {
            blocks: page.blocks,
        };
        self.hand_out(turn);
        Ok(page)
    }

    /// Renders the page's markup and does nothing else: no resource begins to load, and nothing is told of the page by
    /// which a browser could adopt it. Components that are met for the first time are set up, as by [`Session::page`].
    /// For tests of views, and to measure rendering alone.
    ///
    /// # Errors
    /// As [`Session::page`].
    #[doc(hidden)]
    pub fn markup(&mut self, scratch: &mut Scratch) -> Result<String, SessionError> {
        self.check_frozen()?;
        let sink = &scratch.html;
        let page = render_whole(&mut self.tree, sink, Whole::Page, Adoption::Never)?;
        Ok(page.html)
    }

    fn check_frozen(&self) -> Result<(), SessionError> {
        match self.phase {
            Phase::Frozen { .. } => Ok(()),
            Phase::Live => Err(SessionError {
                message: "a session renders its page before its socket comes, not after".into(),
            }),
        }
    }

    /// A socket has come: the page's first, or a reconnect.
    pub fn attach(&mut self, attach: Attach, turn: &mut Turn<'_>) {
        self.begin_turn(turn);
        self.attached = true;
        self.come_back(attach, turn);
        if turn.out.close.is_none() {
            // What has come while there was no socket, and what was due.
            self.take_inputs(turn);
        }
        self.answer_events(turn);
        self.hand_out(turn);
    }

    /// Whether a client that has sent `event` and applied `batch` can be the one that this session knows.
    #[doc(hidden)]
    pub fn agrees(&self, event: u32, batch: u32) -> bool {
        event >= self.event && batch <= self.batch
    }

    fn come_back(&mut self, attach: Attach, turn: &mut Turn<'_>) {
        if !self.agrees(attach.event, attach.batch) {
            // The client numbers differently than we remember: it is not the one that left.
            turn.out.send(&ServerFrame::Refresh {
                reason: RefreshReason::SessionGone,
            });
            turn.out.close = Some(CloseReason::Diverged);
            return;
        }
        match self.phase {
            Phase::Frozen { blocks } => self.thaw(blocks, attach, turn),
            Phase::Live => self.resume(attach, turn),
        }
    }

    /// The socket has gone; the state stays.
    pub fn detach(&mut self) {
        self.attached = false;
    }

    /// A frame from the client.
    pub fn frame(&mut self, frame: &[u8], turn: &mut Turn<'_>) {
        self.begin_turn(turn);
        self.take_frame(frame, turn);
        self.answer_events(turn);
        self.hand_out(turn);
    }

    fn take_frame(&mut self, frame: &[u8], turn: &mut Turn<'_>) {
        if !self.attached || self.phase != Phase::Live {
            let message = "A frame came before the handshake was over.";
            turn.out
                .fail(ErrorCode::UNEXPECTED, message, CloseReason::Malformed);
            return;
        }
        match ClientFrame::decode(frame) {
            Ok(ClientFrame::Event {
                seq,
                ack,
                block,
                slot,
                payload,
            }) => {
                self.acknowledge(ack, turn);
                self.event_frame(seq, block, slot, &payload, turn);
            }
            Ok(ClientFrame::Ack { ack }) => self.acknowledge(ack, turn),
            Ok(ClientFrame::Resync { ack, block }) => self.resync(ack, block, turn),
            Ok(ClientFrame::Ping) => turn.out.send(&ServerFrame::Pong),
            Ok(ClientFrame::Hello(_)) => {
                let message = "Hello is the first frame of a connection, and only that.";
                turn.out
                    .fail(ErrorCode::UNEXPECTED, message, CloseReason::Malformed);
            }
            Err(error) => turn.out.fail(
                ErrorCode::MALFORMED,
                &error.to_string(),
                CloseReason::Malformed,
            ),
        }
    }

    /// Bytes that the session occupies, as well as safe code can tell: within a fifth, without what the application's own
    /// structures hold beside themselves. Texts, and lists of texts and numbers, in signals, memos, resources and lists
    /// are known. It walks the whole session.
    pub fn memory_bytes(&self) -> usize {
        size_of::<Self>()
            + self.tree.memory_bytes()
            + self.ring.memory_bytes(ReplayRing::memory_bytes)
            + self.resyncs.memory_bytes(|_| 0)
            + self.sleep.memory_bytes()
    }

    /// Batches in flight, and bytes that are kept of them for a replay.
    #[doc(hidden)]
    pub fn replay(&self) -> (usize, usize) {
        self.ring
            .peek()
            .map_or((0, 0), |ring| (ring.in_flight(), ring.kept_bytes()))
    }

    /// Renders so far, and runs of `each` rows.
    #[doc(hidden)]
    pub fn renders(&self) -> (u64, u64) {
        self.renders
    }

    fn resume(&mut self, attach: Attach, turn: &mut Turn<'_>) {
        let lost: Option<Vec<_>> = match attach.page {
            _ if std::mem::take(&mut self.is_made_anew) => None,
            PageMatch::Same => self.ring.after(attach.batch, self.batch),
            PageMatch::Other => None,
        }
        .map(|lost| lost.cloned().collect());
        if let Some(lost) = lost {
            self.welcome(Attachment::Resumed, attach.batch, turn);
            turn.out.frames.extend(lost);
            self.ring.acknowledge(attach.batch, self.batch);
            self.catch_up(turn);
            return;
        }
        let known = self.tree.templates.list().len();
        let known = self.ring.templates_at(attach.batch, known);
        self.ring.give_back();
        self.welcome(Attachment::Resynced, self.batch, turn);
        self.owe_everything(known);
        self.catch_up(turn);
    }

    /// Events count as applied here, whether or not what they have changed has arrived: that they are shown is told after it.
    pub(super) fn welcome(&mut self, how: Attachment, batch: u32, turn: &mut Turn<'_>) {
        self.told = 0;
        turn.out.send(&ServerFrame::Welcome(Welcome {
            version: VERSION,
            event: self.event,
            batch,
            how,
        }));
    }

    pub(super) fn acknowledge(&mut self, ack: u8, turn: &mut Turn<'_>) {
        // An acknowledgement of what was never sent is ignored: it can only harm the client's own replay.
        if let Some(batch) = serial::expand(ack, self.batch)
            && batch <= self.batch
        {
            if let Some(ring) = self.ring.peek_mut() {
                ring.acknowledge(batch, self.batch);
            }
            self.catch_up(turn);
        }
    }

    /// Whether another batch may be sent. Without a socket nothing is rendered: it would be for nobody.
    pub(super) fn may_send(&self) -> bool {
        let in_flight = self.ring.peek().map_or(0, ReplayRing::in_flight);
        self.attached && in_flight < MAX_BATCHES_IN_FLIGHT
    }

    /// Sends what the client was not sent, if it can take it now.
    pub(super) fn catch_up(&mut self, turn: &mut Turn<'_>) {
        if !self.may_send() {
            return;
        }
        match std::mem::replace(&mut self.behind, Behind::Nothing) {
            Behind::Nothing => {}
            Behind::Changes => {
                if let Err(discard) = self.settle(turn) {
                    self.rebuild(discard, turn);
                }
            }
            Behind::Everything { templates } => self.show_anew(templates, turn),
        }
    }

    /// All that is shown has to be sent anew, as soon as the client can take it; it knows the first `templates`.
    pub(super) fn owe_everything(&mut self, templates: usize) {
        let templates = match self.behind {
            Behind::Everything { templates: before } => before.min(templates),
            Behind::Nothing | Behind::Changes => templates,
        };
        self.behind = Behind::Everything { templates };
    }

    /// Renders and sends what the input has changed, or notes that this is yet to be done.
    pub(super) fn show(&mut self, turn: &mut Turn<'_>) -> Result<(), Discard> {
        if matches!(self.behind, Behind::Everything { .. }) {
            self.catch_up(turn);
            return Ok(());
        }
        if self.may_send() {
            return self.settle(turn).map(drop);
        }
        if self.behind == Behind::Nothing {
            self.behind = Behind::Changes;
        }
        Ok(())
    }
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session")
            .field("phase", &self.phase)
            .field("batch", &self.batch)
            .field("event", &self.event)
            .field("blocks", &self.tree.shadow.block_count())
            .finish_non_exhaustive()
    }
}
