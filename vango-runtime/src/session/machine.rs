//! The machine itself: what it does with each input.

use std::panic::{AssertUnwindSafe, catch_unwind};

use vango_protocol::{
    Attachment, ClientFrame, ErrorCode, Payload, RefreshReason, ServerFrame, SlotKind, VERSION,
    Welcome, serial,
};

use super::io::{Attach, CloseReason, Report, Root, Scratch, SessionError, SessionSettings, Turn};
use super::limits::MAX_BATCHES_IN_FLIGHT;
use super::page::{Page, render_page};
use super::ring::ReplayRing;
use super::turn::Discard;
use crate::diff::{Out, Pass, Scope, Shows, Templates, Tree, Written, set_up};
use crate::reactive::Tx;
use crate::view::handler::Called;

/// One browser tab's state and what it shows.
pub struct Session {
    pub(super) tree: Tree,
    root: Root,
    settings: SessionSettings,
    phase: Phase,
    pub(super) ring: ReplayRing,
    /// Number of the last batch written.
    pub(super) batch: u32,
    /// Number of the last event applied.
    pub(super) event: u32,
    /// A socket is there to take frames.
    pub(super) attached: bool,
    /// State has changed that was not rendered, because the client is too far behind.
    behind: bool,
    pub(super) written: Written,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Set up, perhaps rendered as a page with so many blocks; no socket yet.
    Frozen {
        blocks: u32,
    },
    Live,
}

impl Session {
    /// Runs the setup of the page's component, once.
    ///
    /// # Errors
    /// When setup panics.
    pub fn open(root: Root, settings: SessionSettings) -> Result<Self, SessionError> {
        let mut tree = Tree::new(settings.hash_key, FIRST_BLOCK, Templates::default());
        set_up_root(&mut tree, &root)?;
        Ok(Self {
            tree,
            root,
            settings,
            phase: Phase::Frozen { blocks: 0 },
            ring: ReplayRing::default(),
            batch: 0,
            event: 0,
            attached: false,
            behind: false,
            written: Written::default(),
        })
    }

    /// Renders the page. The session stays frozen: its state alone is kept.
    ///
    /// # Errors
    /// When it is live already, or the setup of a component panics.
    pub fn page(&mut self, scratch: &mut Scratch) -> Result<Page, SessionError> {
        if self.phase != (Phase::Frozen { blocks: 0 }) {
            return Err(SessionError {
                message: "a session renders its page once, before its socket comes".into(),
            });
        }
        let page = render_page(&mut self.tree, &mut scratch.html)?;
        self.phase = Phase::Frozen {
            blocks: page.blocks,
        };
        Ok(page)
    }

    /// A socket has come: the page's first, or a reconnect.
    pub fn attach(&mut self, attach: Attach, turn: &mut Turn<'_>) {
        self.attached = true;
        if attach.event < self.event || attach.batch > self.batch {
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
            Ok(ClientFrame::Resync { ack }) => {
                self.acknowledge(ack, turn);
                turn.out.reports.push(Report::Resync);
                self.mount_anew(turn);
            }
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

    /// Bytes that the session occupies, as well as safe code can tell: shallow sizes and capacities.
    pub fn memory_bytes(&self) -> usize {
        size_of::<Self>() + self.tree.memory_bytes() + self.ring.memory_bytes()
    }

    /// Renders so far, and runs of `each` rows.
    #[doc(hidden)]
    pub fn renders(&self) -> (u64, u64) {
        (self.written.renders, self.written.rows)
    }

    /// Renders once into slots, and says nothing of it: the page shows it already.
    fn thaw(&mut self, blocks: u32, attach: Attach, turn: &mut Turn<'_>) {
        self.phase = Phase::Live;
        let templates = self.tree.templates.list().len();
        let draft = std::mem::take(&mut turn.scratch.slots);
        let (tree, now_ms) = (&mut self.tree, turn.now_ms);
        let result = catch_unwind(AssertUnwindSafe(|| {
            let mut pass = Pass::new(tree, draft, Out::Nowhere, now_ms);
            pass.mount_root()?;
            let (draft, _, written) = pass.finish();
            Ok((draft, written))
        }));
        self.welcome(Attachment::Attached, attach.batch, turn);
        match result {
            Ok(Ok((draft, written))) => {
                turn.scratch.slots = draft;
                self.written.renders += written.renders;
                self.written.rows += written.rows;
                let same_shape = self.tree.shadow.next_id() == FIRST_BLOCK + blocks;
                if !attach.fresh || !same_shape || self.tree.templates.list().len() != templates {
                    if attach.fresh {
                        turn.out.reports.push(Report::ImpureRender);
                    }
                    self.forget_thaw(templates, turn);
                    self.mount_anew(turn);
                }
                self.catch_up(turn);
            }
            Ok(Err(error)) => self.rebuild(Discard::Pass(error), turn),
            Err(_) => self.rebuild(Discard::Panic, turn),
        }
    }

    /// Takes back what a silent render has noted: the client knows the page's templates and no other.
    fn forget_thaw(&mut self, templates: usize, turn: &mut Turn<'_>) {
        let mut pass = Pass::new(
            &mut self.tree,
            std::mem::take(&mut turn.scratch.slots),
            Out::Nowhere,
            turn.now_ms,
        );
        pass.detach_root();
        turn.scratch.slots = pass.finish().0;
        self.tree.templates.truncate(templates);
    }

    fn resume(&mut self, attach: Attach, turn: &mut Turn<'_>) {
        let lost: Option<Vec<_>> = self
            .ring
            .after(attach.batch, self.batch)
            .map(|lost| lost.cloned().collect());
        if let Some(lost) = lost {
            self.welcome(Attachment::Resumed, attach.batch, turn);
            turn.out.frames.extend(lost);
            self.ring.acknowledge(attach.batch, self.batch);
            if self.behind {
                self.catch_up(turn);
            }
            return;
        }
        self.ring.clear();
        self.welcome(Attachment::Resynced, self.batch, turn);
        self.mount_anew(turn);
    }

    fn welcome(&self, how: Attachment, batch: u32, turn: &mut Turn<'_>) {
        turn.out.send(&ServerFrame::Welcome(Welcome {
            version: VERSION,
            event: self.event,
            batch,
            how,
        }));
    }

    fn acknowledge(&mut self, ack: u8, turn: &mut Turn<'_>) {
        // An acknowledgement of what was never sent is ignored: it can only harm the client's own replay.
        if let Some(batch) = serial::expand(ack, self.batch)
            && batch <= self.batch
        {
            self.ring.acknowledge(batch, self.batch);
            if self.behind && self.ring.in_flight() < MAX_BATCHES_IN_FLIGHT {
                self.catch_up(turn);
            }
        }
    }

    fn catch_up(&mut self, turn: &mut Turn<'_>) {
        self.behind = false;
        if let Err(discard) = self.settle(turn) {
            self.rebuild(discard, turn);
        }
    }

    fn event_frame(
        &mut self,
        seq: u8,
        block: u32,
        slot: u32,
        payload: &Payload<'_>,
        turn: &mut Turn<'_>,
    ) {
        match serial::expand(seq, self.event) {
            Some(number) if number == self.event.wrapping_add(1) => self.event = number,
            Some(number) if number <= self.event => {
                turn.out.reports.push(Report::DuplicateEvent);
                return;
            }
            _ => {
                let message = "An event is missing: the numbers of events have a gap.";
                turn.out
                    .fail(ErrorCode::DIVERGED, message, CloseReason::Diverged);
                return;
            }
        }
        let batch = self.batch;
        if let Err(discard) = self.run_event(block, slot, payload, turn) {
            self.rebuild(discard, turn);
        }
        if self.batch == batch && turn.out.close.is_none() {
            turn.out.send(&ServerFrame::Ack {
                ack: serial::low(self.event),
            });
        }
    }

    fn run_event(
        &mut self,
        block: u32,
        slot: u32,
        payload: &Payload<'_>,
        turn: &mut Turn<'_>,
    ) -> Result<(), Discard> {
        match self.call_handler(block, slot, payload, turn.now_ms)? {
            Called::Done => {}
            Called::Failed(error) => turn.out.reports.push(Report::Handler(error)),
            Called::WrongPayload => turn.out.reports.push(Report::WrongPayload),
            Called::Gone => turn.out.reports.push(Report::StaleEvent),
        }
        if self.ring.in_flight() >= MAX_BATCHES_IN_FLIGHT {
            self.behind = true;
            return Ok(());
        }
        self.settle(turn).map(drop)
    }

    /// Calls the handler that stands in this slot now, if there is one.
    fn call_handler(
        &mut self,
        block: u32,
        slot: u32,
        payload: &Payload<'_>,
        now_ms: u64,
    ) -> Result<Called, Discard> {
        let Some(place) = self.tree.shadow.place(block) else {
            return Ok(Called::Gone);
        };
        let template = self
            .tree
            .templates
            .get(self.tree.shadow.template(place.offset));
        let slot = slot as usize;
        let Some(SlotKind::On { .. }) = template.slots.get(slot) else {
            return Ok(Called::Gone);
        };
        let Shows::Handler(address) = self.tree.shadow.slot(place.offset, slot).shows() else {
            return Ok(Called::Gone);
        };
        let Tree { store, scopes, .. } = &mut self.tree;
        let handlers = match &scopes[place.scope as usize] {
            Scope::Instance(instance) => &instance.handlers,
            Scope::Each(each) => &each.handlers,
        };
        catch_unwind(AssertUnwindSafe(|| {
            handlers.call(address, &mut Tx::new(store, now_ms), payload)
        }))
        .map_err(|_| Discard::Panic)
    }

    /// Sends everything that is shown, with new block ids.
    fn mount_anew(&mut self, turn: &mut Turn<'_>) {
        self.behind = false;
        let mounted = self.write_batch(turn, |pass, _| pass.mount_root().map(|()| None));
        if let Err(discard) = mounted {
            self.rebuild(discard, turn);
        }
    }

    /// Starts anew from the route: what a discarded turn has left behind must never be shown.
    fn rebuild(&mut self, discard: Discard, turn: &mut Turn<'_>) {
        turn.out.reports.push(match discard {
            Discard::Panic => Report::Panic,
            Discard::Pass(error) => Report::Setup(error.to_string()),
        });
        let templates = std::mem::take(&mut self.tree.templates);
        let tree = Tree::new(
            self.settings.hash_key,
            self.tree.shadow.next_id(),
            templates,
        );
        let old = std::mem::replace(&mut self.tree, tree);
        // A value whose drop panics has had its chance.
        drop(catch_unwind(AssertUnwindSafe(move || drop(old))));
        let mounted = set_up_root(&mut self.tree, &self.root)
            .map_err(|error| error.message)
            .and_then(|()| {
                self.write_batch(turn, |pass, _| pass.mount_root().map(|()| None))
                    .and_then(|_| self.settle(turn))
                    .map_err(|_| "the session failed again when it was started anew".to_owned())
            });
        if let Err(message) = mounted {
            turn.out.reports.push(Report::Setup(message));
            turn.out.fail(
                ErrorCode::INTERNAL,
                "Something went wrong on the server. Load the page again.",
                CloseReason::Failed,
            );
        }
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

/// Block ids count from here.
const FIRST_BLOCK: u32 = 1;

fn set_up_root(tree: &mut Tree, root: &Root) -> Result<(), SessionError> {
    let invocation = catch_unwind(AssertUnwindSafe(|| root())).map_err(|_| SessionError {
        message: "the page's function panicked".into(),
    })?;
    let scope = set_up(tree, invocation, None).map_err(|error| SessionError {
        message: error.to_string(),
    })?;
    tree.root = Some(scope);
    Ok(())
}
