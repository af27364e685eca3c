//! The renders of a page's components, one by one, and what error boundaries hear of them.
//!
//! Invariant: a render that panics leaves an error in its place, or is its boundary's; the draft is as if it had not begun.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::Assembly;
use crate::diff::{Computing, FAILED};
use crate::reactive::{Render, panic_message};
use crate::view::component::View;
use crate::view::html::HtmlMark;

impl Assembly<'_> {
    /// Renders one instance into the draft; answers where its view stands.
    pub(super) fn render(&mut self, scope: u32) -> u32 {
        let mark = self.begin();
        let closure = self.tree.instance(scope).render.clone();
        // Below a boundary, what is read is known before there is a socket: a change of it leads to another try.
        let boundary = self.boundary();
        let result = match boundary {
            Some(boundary) => self.watch(scope, boundary, |render| closure.show(render)),
            None => {
                let mut render = Render::untracked(&self.tree.store, self.sink);
                let run = || self.tree.watched(scope, || closure.show(&mut render));
                catch_unwind(AssertUnwindSafe(run)).ok()
            }
        };
        if result.is_some() {
            let again = |render: &mut Render<'_>| drop(closure.show(render));
            self.tree.check_page(scope, self.sink, again);
        }
        let mut draft = self.sink.page();
        draft.placed.clear();
        draft.failed_row = None;
        match result {
            Some(view) => view.at,
            None => {
                draft.truncate(mark);
                let at = draft.open(&FAILED);
                draft.html.push_str(FAILED.pieces[0]);
                draft.close(at);
                at
            }
        }
    }

    /// Answers where the draft stands before a render.
    fn begin(&self) -> HtmlMark {
        let mut draft = self.sink.page();
        if self.tree.store.watch().is_some() {
            let children = draft.children.len();
            draft.trace.begin(children);
        }
        draft.mark()
    }

    /// Runs the closure of a component below an error boundary, which hears of its failure.
    fn watch(
        &mut self,
        scope: u32,
        boundary: u32,
        closure: impl Fn(&mut Render<'_>) -> View,
    ) -> Option<View> {
        let state = self.tree.boundary_state(boundary);
        let mut render = Render::new(&self.tree.store, Some(self.sink));
        let run = || self.tree.watched(scope, || closure(&mut render));
        let result = catch_unwind(AssertUnwindSafe(run));
        let message = match &result {
            Ok(_) => self.sink.page().failed_row.take(),
            Err(payload) => Some(panic_message(&**payload)),
        };
        let failure = message.zip(state);
        if let Some((_, state)) = &failure {
            state.watch(&render);
        }
        let failure = failure.map(|(message, _)| message);
        let reads = render.into_reads();
        let observer = self.tree.instance(scope).observer;
        self.tree.store.track(observer, reads);
        if let Some(message) = failure {
            self.taken += 1;
            let component = self.tree.component(scope);
            self.tree
                .pending
                .page_panics
                .add(Computing::Render(component), message.clone());
            let around = self.guarded(boundary);
            self.tree.fail_on_page(scope, &around, boundary, message);
        }
        result.ok()
    }

    /// The nearest error boundary around the component that is rendered next.
    fn boundary(&self) -> Option<u32> {
        self.around
            .iter()
            .rev()
            .filter_map(|scope| self.tree.find_scope(*scope))
            .map(|slot| slot.taker)
            .find(|taker| self.tree.boundary_state(*taker).is_some())
    }

    /// The components around the one that is rendered next, up to `boundary`.
    fn guarded(&self, boundary: u32) -> Vec<u32> {
        let inside = self
            .around
            .iter()
            .rev()
            .take_while(|scope| **scope != boundary);
        let components = inside.filter(|scope| self.tree.find_scope(**scope).is_none());
        components.copied().collect()
    }
}
