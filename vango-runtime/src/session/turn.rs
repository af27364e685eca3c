//! From written state to frames: renders, effects, renders again, until nothing is left to do.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use vango_protocol::limits::MAX_SERVER_FRAME_BYTES;
use vango_protocol::{PatchWriter, serial};

use super::io::{CloseReason, Turn};
use super::limits::{MAX_EFFECTS_PER_ROUND, MAX_ROUNDS, ROUNDS_WATCHED};
use super::machine::Session;
use super::report::{EndlessEffects, Origin, Report};
use crate::diff::{Computing, Out, Panics, Pass, PassError, Written};
use crate::persist::PersistError;
use crate::reactive::{Observer, panic_message};

/// Why a turn is discarded.
pub(super) enum Discard {
    /// Application code panicked.
    Panic {
        origin: Origin,
        message: String,
    },
    Pass(PassError),
    /// What it wrote cannot be stored.
    State(PersistError),
}

impl Discard {
    pub(super) fn panic(origin: Origin, payload: &(dyn Any + Send)) -> Self {
        let message = panic_message(payload);
        Self::Panic { origin, message }
    }
}

/// The frame of a turn, still in the buffers.
pub(super) struct Batch {
    pub(super) has_ops: bool,
    pub(super) written: Written,
    pub(super) endless: Option<EndlessEffects>,
}

impl Session {
    /// Runs `work` in a pass that writes to the wire, and sends what it wrote as one batch. Answers whether there was
    /// one. When the work fails nothing is sent.
    pub(super) fn write_batch(
        &mut self,
        turn: &mut Turn<'_>,
        work: impl FnOnce(
            &mut Pass<'_, '_>,
            &mut Vec<Observer>,
        ) -> Result<Option<EndlessEffects>, PassError>,
    ) -> Result<bool, Discard> {
        let templates = self.tree.templates.list().len();
        let scratch = &mut *turn.scratch;
        scratch.frame.clear();
        scratch.ops.clear();
        let (seq, ack) = (
            serial::low(self.batch.wrapping_add(1)),
            serial::low(self.event),
        );
        let out = Out::Wire {
            definitions: PatchWriter::begin(&mut scratch.frame, seq, ack),
            ops: PatchWriter::begin(&mut scratch.ops, seq, ack),
        };
        let draft = std::mem::take(&mut scratch.slots);
        let (tree, observers, now_ms) = (&mut self.tree, &mut scratch.observers, turn.now_ms);
        let result = catch_unwind(AssertUnwindSafe(|| {
            let mut pass = Pass::new(tree, draft, out, now_ms);
            let endless = work(&mut pass, observers)?;
            let (draft, out, written) = pass.finish();
            let has_ops = match out {
                Out::Wire { definitions, ops } => definitions.ops() + ops.ops() > 0,
                Out::Nowhere => false,
            };
            Ok((
                draft,
                Batch {
                    has_ops,
                    written,
                    endless,
                },
            ))
        }));
        let batch = match result {
            Ok(Ok((draft, batch))) => {
                scratch.slots = draft;
                self.tree.forget_told();
                batch
            }
            Ok(Err(error)) => {
                self.tree.templates.truncate(templates);
                return Err(Discard::Pass(error));
            }
            Err(payload) => {
                self.tree.templates.truncate(templates);
                return Err(Discard::panic(Origin::Effect, &*payload));
            }
        };
        self.send_batch(turn, batch, templates)
    }

    /// Counts what a pass has done, and reports what went wrong in it.
    pub(super) fn note(&mut self, written: Written, turn: &mut Turn<'_>) {
        self.renders.0 += written.renders;
        self.renders.1 += written.rows;
        report_panics(written.panics, turn);
        if cfg!(debug_assertions) && written.has_new {
            self.tree.check_nesting();
        }
        if let Some(component) = written.slot_twice {
            turn.out.reports.push(Report::SlotTwice { component });
        }
        if let Some((component, fault)) = written.refused_html {
            turn.out
                .reports
                .push(Report::RefusedHtml { component, fault });
        }
    }

    /// `templates`: how many the client knew before.
    fn send_batch(
        &mut self,
        turn: &mut Turn<'_>,
        batch: Batch,
        templates: usize,
    ) -> Result<bool, Discard> {
        self.note(batch.written, turn);
        if let Some(endless) = batch.endless {
            turn.out.reports.push(Report::EndlessEffects(endless));
        }
        for change in self.tree.store.take_key_changes() {
            turn.out
                .reports
                .push(Report::KeyChanged(change.to_string()));
        }
        if !batch.has_ops {
            return Ok(false);
        }
        let scratch = &mut *turn.scratch;
        // Definitions come first, so that whatever refers to them can be read in one go; the second header is dropped.
        scratch
            .frame
            .extend_from_slice(&scratch.ops[PATCH_HEADER_BYTES..]);
        if scratch.frame.len() > MAX_SERVER_FRAME_BYTES {
            turn.out.fail(
                vango_protocol::ErrorCode::OVER_LIMIT,
                "The server had more to show at once than the protocol allows.",
                CloseReason::TooLarge,
            );
            return Ok(false);
        }
        self.batch = self.batch.wrapping_add(1);
        self.told = self.event;
        let frame = Bytes::copy_from_slice(&scratch.frame);
        let defined = templates..self.tree.templates.list().len();
        self.ring.push(self.batch, frame.clone(), defined);
        if self.attached {
            turn.out.frames.push(frame);
        }
        Ok(true)
    }

    /// Renders what has changed and runs the effects that are due, until there is nothing left.
    pub(super) fn settle(&mut self, turn: &mut Turn<'_>) -> Result<bool, Discard> {
        self.write_batch(turn, settle)
    }
}

/// Tells of panics that left state as it was.
pub(super) fn report_panics(panics: Panics, turn: &mut Turn<'_>) {
    let Some((what, message)) = panics.first else {
        return;
    };
    let origin = match what {
        Computing::Render(component) => Origin::Rendering { component },
        Computing::Tracked(place) => Origin::Tracked(place),
    };
    turn.out.reports.push(Report::RenderPanics {
        count: panics.count,
        origin,
        message,
    });
}

/// As [`Session::settle`], in a pass that is under way.
pub(super) fn settle(
    pass: &mut Pass<'_, '_>,
    observers: &mut Vec<Observer>,
) -> Result<Option<EndlessEffects>, PassError> {
    for round in 0..MAX_ROUNDS {
        if round == MAX_ROUNDS - ROUNDS_WATCHED {
            pass.tree.store.watch_effects();
        }
        render_all(pass, observers)?;
        if !run_effects(pass) {
            let _what_went_on_for_long_has_ended = pass.tree.store.take_watched_effects();
            return Ok(None);
        }
    }
    let cycle = pass.tree.store.take_watched_effects();
    render_all(pass, observers)?;
    let components = cycle.owners.iter();
    let components = components.map(|owner| pass.tree.component_of(*owner));
    Ok(Some(EndlessEffects {
        rounds: MAX_ROUNDS,
        components: components.map(Option::unwrap_or_default).collect(),
        effects: cycle.effects,
        has_more: cycle.has_more,
    }))
}

/// Renders until nothing is dirty. It comes to an end: a render writes nothing but the props of its children, so a
/// change goes down one level a round. Loads whose keys have changed, or that are new, are asked for before each round:
/// what is shown of them then is that they load.
pub(super) fn render_all(
    pass: &mut Pass<'_, '_>,
    observers: &mut Vec<Observer>,
) -> Result<(), PassError> {
    loop {
        let loads = pass.tree.store.start_loads();
        pass.written.panics.add_tracked(loads.panics);
        if !pass.render_dirty(observers)? {
            return Ok(());
        }
    }
}

/// Runs what is due and what has never run. Answers whether anything was.
fn run_effects(pass: &mut Pass<'_, '_>) -> bool {
    let mut any = false;
    for run in [
        pass.tree
            .store
            .start_effects(pass.now_ms, MAX_EFFECTS_PER_ROUND),
        pass.tree
            .store
            .run_effects(pass.now_ms, MAX_EFFECTS_PER_ROUND),
    ] {
        any |= run.ran > 0 || run.left > 0;
        pass.written.panics.add_tracked(run.panics);
    }
    any
}

/// Tag, `seq` and `ack` of a Patch.
const PATCH_HEADER_BYTES: usize = 3;
