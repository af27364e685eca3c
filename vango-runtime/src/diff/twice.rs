//! A render that is run a second time, only to be compared with the first (VG1201).
//!
//! Invariant: the second render leaves nothing behind: it writes to a draft of its own, which is dropped with its handlers; what it
//! reads is not recorded, what it counts is not counted, and no child is mounted from it.
//! Deliberately absent: without debug assertions, everything.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::tree::Tree;
use crate::reactive::{Render, panic_message};
use crate::view::component::Invocation;
use crate::view::html::HtmlDraft;
use crate::view::sink::{Draft, Sink};
use crate::view::slots::SlotDraft;
use crate::view::trace::{Difference, Traced, differences};
use crate::watch::{Finding, Rule, Step, Watch};

/// What a render must not do.
const HELP: &str = "a render may read state alone: write what comes from the clock, a random number, a global, a lock or an \
                    atomic into a signal, from a handler, a timer or a resource";

impl Tree {
    /// Runs a render once more that has written `first`, and tells where the two differ.
    pub(crate) fn check_slots(
        &self,
        scope: u32,
        first: &mut SlotDraft,
        closure: impl Fn(&mut Render<'_>),
    ) {
        let Some(watch) = self.store.watch().filter(|_| first.trace.is_whole()) else {
            first.trace.end();
            return;
        };
        let mut second = SlotDraft {
            hash_key: first.hash_key,
            ..SlotDraft::default()
        };
        second.trace.begin(0);
        let sink = Sink::new(Draft::Slots(second));
        let ran = self.run_again(watch, scope, &sink, closure);
        if let (true, Draft::Slots(second)) = (ran, sink.into_draft()) {
            self.compare(watch, scope, first, &second);
            let from = first.trace.end();
            let pairs = first.children.iter_mut().skip(from).zip(second.children);
            pairs.for_each(|(own, again)| keep_twin(own.as_mut(), again));
        }
    }

    /// As [`Tree::check_slots`], for the draft of a page.
    pub(crate) fn check_page(&self, scope: u32, page: &Sink, closure: impl Fn(&mut Render<'_>)) {
        let Some(watch) = self.store.watch() else {
            return;
        };
        if !page.page().trace.is_whole() {
            return;
        }
        let mut second = HtmlDraft::default();
        second.begin(page.page().hash_key);
        second.trace.begin(0);
        let sink = Sink::new(Draft::Html(second));
        let ran = self.run_again(watch, scope, &sink, closure);
        if let (true, Draft::Html(second)) = (ran, sink.into_draft()) {
            let mut first = page.page();
            self.compare(watch, scope, &*first, &second);
            let from = first.trace.end();
            let pairs = first.children.iter_mut().skip(from).zip(second.children);
            for (own, again) in pairs {
                let own = own.as_mut().map(|(own, _)| own);
                keep_twin(own, again.map(|(again, _)| again));
            }
        }
    }

    /// Answers whether it came to an end.
    fn run_again(
        &self,
        watch: &Watch,
        scope: u32,
        sink: &Sink,
        closure: impl Fn(&mut Render<'_>),
    ) -> bool {
        let mut render = Render::untracked(&self.store, sink);
        let run = || watch.time(Step::Check, || closure(&mut render));
        let Err(payload) = catch_unwind(AssertUnwindSafe(run)) else {
            return true;
        };
        let component = self.component(scope);
        let message = panic_message(&*payload);
        watch.find(Finding::new(
            Rule::ImpureRender,
            format!(
                "two renders of <{component}> for one state differ: the second panicked ({message})"
            ),
            format!("<{component}>"),
            HELP,
        ));
        false
    }

    fn compare(&self, watch: &Watch, scope: u32, first: &impl Traced, second: &impl Traced) {
        let component = self.component(scope);
        for difference in differences(first, second) {
            let Difference {
                place,
                first,
                second,
            } = difference;
            watch.find(Finding::new(
                Rule::ImpureRender,
                format!(
                    "two renders of <{component}> for one state differ: {first}, then {second}"
                ),
                place,
                HELP,
            ));
        }
    }
}

/// Keeps a child's second props beside the first, until these are its own.
fn keep_twin(own: Option<&mut Invocation>, again: Option<Invocation>) {
    if let (Some(own), Some(again)) = (own, again) {
        own.keep_twin(again);
    }
}
