//! Everything at once: the first render of a page's session, all of it sent anew, a session started anew.
//!
//! Invariant: the client knows the templates that the tree counts, and no other; so a render that is not sent leaves no
//! template behind. What is shown anew shows the state as it is, and each component keeps its place.

use std::panic::{AssertUnwindSafe, catch_unwind};

use vango_protocol::{Attachment, ErrorCode};

use super::io::{Attach, CloseReason, PageMatch, Root, SessionError, Turn};
use super::machine::{Behind, Phase, Session};
use super::report::{Origin, Report};
use super::turn::{Discard, render_all, settle};
use crate::diff::{Out, Pass, PassError, Tree, set_up};
use crate::error::drop_contained;
use crate::persist::PersistError;
use crate::reactive::panic_message;

/// Block ids count from here.
pub(super) const FIRST_BLOCK: u32 = 1;

impl Session {
    /// Renders once into slots, and says nothing of it: the page shows it already.
    pub(super) fn thaw(&mut self, blocks: u32, attach: Attach, turn: &mut Turn<'_>) {
        self.phase = Phase::Live;
        self.behind = Behind::Nothing;
        let known = self.tree.templates.list().len();
        let rendered = self.render_unsent(turn, |pass| pass.mount_root());
        self.welcome(Attachment::Attached, attach.batch, turn);
        let next_id = self.tree.shadow.next_id();
        // An event for a block of the page must find no other block, however much less is shown now.
        self.tree.shadow.skip_ids(FIRST_BLOCK + self.page_blocks);
        if let Err(discard) = rendered {
            self.tree.templates.truncate(known);
            self.rebuild(discard, turn);
            return;
        }
        let same_shape = next_id == FIRST_BLOCK + blocks
            && self.tree.templates.list().len() == known
            && !self.tree.shape_differs;
        let adopted = blocks > 0 && attach.fresh && attach.page == PageMatch::Same;
        if !adopted || !same_shape {
            if adopted {
                turn.out.reports.push(Report::ImpureRender);
            }
            self.show_anew(known, turn);
            return;
        }
        if let Err(discard) = self.settle(turn) {
            self.rebuild(discard, turn);
        }
    }

    /// Sends everything that is shown, with new block ids. `known`: templates that the client knows.
    pub(super) fn show_anew(&mut self, known: usize, turn: &mut Turn<'_>) {
        self.behind = Behind::Nothing;
        self.leave_sleep();
        // What is pending is rendered first, unseen: components find their places again by the order in which they
        // stood, so it has to be the order in which they are to stand.
        let taken_down = self.render_unsent(turn, |pass| {
            render_all(pass, &mut Vec::new())?;
            pass.detach_root();
            Ok(())
        });
        self.tree.templates.truncate(known);
        if let Err(discard) = taken_down.and_then(|()| self.mount(turn)) {
            self.rebuild(discard, turn);
        }
    }

    /// Sends everything, and what its effects lead to.
    fn mount(&mut self, turn: &mut Turn<'_>) -> Result<(), Discard> {
        let mounted = self.write_batch(turn, |pass, observers| {
            pass.mount_root()?;
            settle(pass, observers)
        });
        mounted.map(drop)
    }

    /// Runs `work` in a pass that writes nothing.
    pub(super) fn render_unsent(
        &mut self,
        turn: &mut Turn<'_>,
        work: impl FnOnce(&mut Pass<'_, '_>) -> Result<(), PassError>,
    ) -> Result<(), Discard> {
        let draft = std::mem::take(&mut turn.scratch.slots);
        let (tree, now_ms) = (&mut self.tree, turn.now_ms);
        let result = catch_unwind(AssertUnwindSafe(|| {
            let mut pass = Pass::new(tree, draft, Out::Nowhere, now_ms);
            work(&mut pass)?;
            let (draft, _, written) = pass.finish();
            Ok((draft, written))
        }));
        match result {
            Ok(Ok((draft, written))) => {
                turn.scratch.slots = draft;
                self.note(written, turn);
                Ok(())
            }
            Ok(Err(error)) => Err(Discard::Pass(error)),
            Err(payload) => Err(Discard::panic(Origin::Effect, &*payload)),
        }
    }

    /// Starts anew from the route: what a discarded turn has left behind must never be shown.
    pub(super) fn rebuild(&mut self, discard: Discard, turn: &mut Turn<'_>) {
        let refused = match &discard {
            Discard::State(error) => Some(error.clone()),
            Discard::Panic { .. } | Discard::Pass(_) => None,
        };
        turn.out.reports.push(match discard {
            Discard::Panic { origin, message } => Report::Panic { origin, message },
            Discard::Pass(error) => Report::Setup(error.to_string()),
            Discard::State(error) => Report::NotStored(error),
        });
        if let Some(error) = &refused
            && self.tree.store.roll_back_items()
        {
            self.tell_refused(error, turn);
            if let Err(discard) = self.show(turn) {
                self.rebuild(discard, turn);
            }
            return;
        }
        self.start_anew(refused.as_ref(), turn);
    }

    /// A new tree, with what is persisted of the old one.
    pub(super) fn start_anew(&mut self, refused: Option<&PersistError>, turn: &mut Turn<'_>) {
        let mut templates = std::mem::take(&mut self.tree.templates);
        if let Behind::Everything { templates: known } = self.behind {
            templates.truncate(known);
        }
        let next_id = self.tree.shadow.next_id();
        let kept = self.tree.store.carry_items();
        let tree = Tree::new(self.tree.store.settings(), next_id, templates);
        let old = std::mem::replace(&mut self.tree, tree);
        self.tree.store.adopt_items(kept);
        // The store contains what its values' destructors do; a handler or a render may have captured others.
        drop_contained(old);
        self.behind = Behind::Nothing;
        self.sleep.forget();
        self.outdate_page();
        let started = set_up_root(&mut self.tree, &self.root).map_err(|error| error.message);
        let started = started.and_then(|()| {
            if let Some(error) = refused {
                self.tell_refused(error, turn);
            }
            if !self.may_send() {
                self.owe_everything(self.tree.templates.list().len());
                return Ok(());
            }
            self.mount(turn).map_err(|discard| match discard {
                Discard::Panic { origin, message } => {
                    format!(
                        "the session failed again when it was started anew: {origin}: {message}"
                    )
                }
                Discard::Pass(error) => error.to_string(),
                Discard::State(error) => error.to_string(),
            })
        });
        if let Err(message) = started {
            turn.out.reports.push(Report::Setup(message));
            turn.out.fail(
                ErrorCode::INTERNAL,
                "Something went wrong on the server. Load the page again.",
                CloseReason::Failed,
            );
        }
    }
}

/// Sets up the page's component as the root of `tree`.
pub(super) fn set_up_root(tree: &mut Tree, root: &Root) -> Result<(), SessionError> {
    let invocation = catch_unwind(AssertUnwindSafe(|| root())).map_err(|payload| SessionError {
        message: format!(
            "the page's function panicked ({})",
            panic_message(&*payload)
        ),
    })?;
    let (scope, _) = set_up(tree, invocation, None).map_err(|error| SessionError {
        message: error.to_string(),
    })?;
    tree.root = Some(scope);
    Ok(())
}
