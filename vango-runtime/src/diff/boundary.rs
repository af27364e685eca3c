//! Error boundaries: which render has failed below which, and when they show what they guard again.
//!
//! A render (or a row of an `each`) that panics shows an error in its place. When an [`ErrorBoundary`] stands around it,
//! it is noted here, the boundary's state says so, and in the next round the boundary shows its fallback and its content
//! is parked. It shows the content again when nothing below it fails any more: the render succeeded, or has gone, or a
//! retry was asked for. Failures in the fallback are the next boundary's.
//!
//! Invariant: a boundary's state holds a failure exactly while one below it is noted here, but for the moment between a
//! retry and the round after it.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::Tree;
use super::tree::Scope;
use crate::reactive::{RowId, Tx};
use crate::view::boundary::{BoundaryState, ErrorBoundary};

/// What fails in a session now.
#[derive(Debug, Default)]
pub(crate) struct Failures {
    /// Failed renders (a row's, when the scope is an `each`), and the boundary that shows a fallback for each.
    failing: HashMap<(u32, Option<RowId>), u32>,
    /// How many of them each boundary has.
    counts: HashMap<u32, usize>,
}

impl Failures {
    pub(super) fn memory_bytes(&self) -> usize {
        self.failing.capacity() * size_of::<((u32, Option<RowId>), u32)>()
            + self.counts.capacity() * size_of::<(u32, usize)>()
    }

    fn insert(&mut self, render: (u32, Option<RowId>), boundary: u32) {
        if let Some(before) = self.failing.insert(render, boundary) {
            self.discount(before);
        }
        *self.counts.entry(boundary).or_default() += 1;
    }

    fn remove(&mut self, render: (u32, Option<RowId>)) -> Option<u32> {
        let boundary = self.failing.remove(&render)?;
        self.discount(boundary);
        Some(boundary)
    }

    fn discount(&mut self, boundary: u32) {
        if let Entry::Occupied(mut count) = self.counts.entry(boundary) {
            *count.get_mut() -= 1;
            if *count.get() == 0 {
                count.remove();
            }
        }
    }

    /// Forgets what fails below `boundary`.
    fn forget_boundary(&mut self, boundary: u32) {
        if self.counts.remove(&boundary).is_some() {
            self.failing.retain(|_, other| *other != boundary);
        }
    }
}

impl Tree {
    /// Whether a render fails below a boundary.
    pub(super) fn fails(&self) -> bool {
        let failures = self.failures.peek();
        failures.is_some_and(|failures| !failures.failing.is_empty())
    }

    fn is_boundary(&self, scope: u32) -> bool {
        self.boundary_state(scope).is_some()
    }

    /// The state of a boundary; none of another component.
    pub(crate) fn boundary_state(&self, scope: u32) -> Option<BoundaryState> {
        match self.scopes.get(scope as usize)? {
            Scope::Instance(instance) => ErrorBoundary::state(instance.component, &instance.props),
            _ => None,
        }
    }

    /// The nearest boundary around a render, which stands in the content that it guards and not in its fallback.
    pub(super) fn boundary_around(&self, scope: u32) -> Option<u32> {
        let mut at = scope;
        loop {
            let place = match &self.scopes[at as usize] {
                Scope::Each(each) => {
                    at = each.outer;
                    continue;
                }
                Scope::Slot(slot) if self.is_boundary(slot.taker) => return Some(slot.taker),
                Scope::Slot(slot) => {
                    if slot.place.is_none() {
                        at = slot.taker;
                        continue;
                    }
                    slot.place
                }
                Scope::Instance(instance) => instance.place,
            };
            at = self.shadow.scope(place?.block);
        }
    }

    /// A render has failed below `boundary`.
    pub(crate) fn fail(
        &mut self,
        (scope, row): (u32, Option<RowId>),
        boundary: u32,
        message: String,
        now_ms: u64,
    ) {
        let component = self.component(scope);
        self.failures.insert((scope, row), boundary);
        if let Some(state) = self.boundary_state(boundary) {
            state.fail(&mut Tx::new(&mut self.store, now_ms), component, message);
        }
    }

    /// A render has succeeded, or has gone: what failed before fails no more.
    #[inline]
    pub(super) fn succeed(&mut self, scope: u32, row: Option<RowId>, now_ms: u64) {
        if self.fails() {
            self.recover(scope, row, now_ms);
        }
    }

    #[cold]
    fn recover(&mut self, scope: u32, row: Option<RowId>, now_ms: u64) {
        if let Some(boundary) = self.failures.remove((scope, row)) {
            self.recover_boundary(boundary, now_ms);
        }
    }

    fn recover_boundary(&mut self, boundary: u32, now_ms: u64) {
        if !self.failures.counts.contains_key(&boundary)
            && let Some(state) = self.boundary_state(boundary)
        {
            state.recover(&mut Tx::new(&mut self.store, now_ms));
        }
    }

    /// All that a scope has noted, as a row's `each` or as a boundary, goes with it.
    pub(super) fn forget_failures(&mut self, scope: u32, now_ms: u64) {
        if !self.fails() {
            return;
        }
        self.failures.forget_boundary(scope);
        let failing = self.failures.failing.keys();
        let gone: Vec<_> = failing
            .filter(|(failed, _)| *failed == scope)
            .copied()
            .collect();
        let mut concerned: Vec<_> = gone
            .into_iter()
            .filter_map(|render| self.failures.remove(render))
            .collect();
        concerned.sort_unstable();
        concerned.dedup();
        for boundary in concerned {
            self.recover_boundary(boundary, now_ms);
        }
    }

    /// What a component has read has changed that failed on the page, or stood around one that did, and was never shown
    /// since: its boundary tries again.
    pub(crate) fn retry_unshown(&mut self, scope: u32, now_ms: u64) {
        if let Some(boundary) = self.failures.failing.get(&(scope, None)) {
            self.retry_boundary(*boundary, now_ms);
        }
    }

    /// A slot whose content failed on the page, and was never shown since, is given content anew: its boundary tries again.
    pub(super) fn retry_content(&mut self, slot: u32, now_ms: u64) {
        let slot = self.slot(slot);
        if !slot.waiting.is_empty() {
            self.retry_boundary(slot.taker, now_ms);
        }
    }

    fn retry_boundary(&mut self, boundary: u32, now_ms: u64) {
        if self.failures.counts.contains_key(&boundary) {
            self.failures.forget_boundary(boundary);
            self.recover_boundary(boundary, now_ms);
        }
    }

    /// Notes a component's failure on a page, below the components `around` it, which the boundary guards as well: what any
    /// of them reads may be what makes it fail.
    pub(crate) fn fail_on_page(
        &mut self,
        scope: u32,
        around: &[u32],
        boundary: u32,
        message: String,
    ) {
        self.fail((scope, None), boundary, message, 0);
        for scope in around {
            self.failures.insert((*scope, None), boundary);
        }
    }
}
