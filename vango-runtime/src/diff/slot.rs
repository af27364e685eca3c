//! Slots: content that one component gives and another places.
//!
//! `<Card>…</Card>` in the view of a *giver* makes a view, in the giver's render and with the giver's handlers, and hands
//! it to the props of the *taker*, `Card`. Where the taker's view says `{children}`, it stands. The design:
//!
//! - **A slot is a scope.** [`SlotScope`] stands between the giver's scope (a component, a row of an `each`, or another
//!   slot, when content is passed on) and the blocks of the content. What a block needs its scope for is found along that
//!   chain: handlers and messages from the giver, depth, contexts and error boundaries from where the content stands.
//! - **A view lives as long as its draft.** While the giver is being compared, each slot of its children knows where in
//!   the draft its content begins (`view`). A taker that is mounted meanwhile takes it from there; content that
//!   is mounted already is compared where it is, on the page or parked, without a run of the taker. Then the view is gone.
//! - **A taker shows a slot** by an [`Item::Slot`](crate::view::slots::Item) in a Dyn slot. The shadow has one word for
//!   it; the slot knows the place. Content that the taker hides is *parked*: the browser keeps its nodes, the shadow its
//!   blocks, its components live on. Content that was never mounted has no blocks: showing it makes the *giver* run again
//!   in the next round ([`Tree::wanted`](super::Tree)), which is sound because render is pure.
//! - **A slot stands once.** Within one run a second `{children}` panics. Over several runs (rows of an `each`; a branch
//!   that takes what a later one still shows) the new place waits: when the round is over ([`Pass::finish_moves`]) the
//!   old place has either let go, and the content moves with all its nodes, or it has not: then the first keeps it.
//! - **Components in the content** wait (thaw, resync) in the slot and not in the giver, so parked ones keep
//!   their state when everything is sent anew.
//!
//! Invariants: `place` is set exactly while a live block's word names the slot and the slot shows there; `block` without
//! `place` is parked at the client too; a slot goes with its taker, after its content.
//!
//! It does not decide which content is given: that is the giver's render.

use std::collections::VecDeque;

use super::pass::{Pass, PassError};
use super::tree::{Place, Scope, Target, Waiting};
use super::word::Word;
use crate::reactive::{Owner, RowId};
use crate::view::component::View;
use crate::view::seat::Path;

/// A slot of a mounted component.
#[derive(Debug)]
pub(crate) struct SlotScope {
    /// The component whose parameter it is.
    pub(crate) taker: u32,
    pub(crate) giver: Giver,
    /// Whether there is content for it.
    pub(crate) given: bool,
    /// Where its content begins in the draft of the render under way.
    pub(crate) view: Option<u32>,
    /// Where the taker shows it.
    pub(crate) place: Option<Place>,
    /// Blocks around its content.
    pub(crate) level: usize,
    /// Offset of its content's block, on the page or parked.
    pub(crate) block: Option<u32>,
    /// Components of its content that stand in no block yet, in document order.
    pub(crate) waiting: VecDeque<Waiting>,
    /// Its content was parked when the session fell asleep, and is made although nobody shows it.
    pub(crate) is_recalled: bool,
}

/// Whose render makes the content of a slot.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Giver {
    pub(crate) scope: u32,
    /// Which row, when the scope is an `each`.
    pub(crate) row: Option<RowId>,
}

impl SlotScope {
    pub(crate) fn new(taker: u32, giver: Giver) -> Self {
        Self {
            taker,
            giver,
            given: false,
            view: None,
            place: None,
            level: 0,
            block: None,
            waiting: VecDeque::new(),
            is_recalled: false,
        }
    }
}

impl super::Tree {
    /// The scope of the slot with this number of the component that `owner` belongs to.
    pub(crate) fn find_slot(&self, owner: Owner, index: u32) -> Option<u32> {
        self.slots.peek()?.get(&(owner, index)).copied()
    }

    /// Makes a slot for each of the views that a setup was given; answers their scopes.
    pub(super) fn insert_slots(&mut self, taker: u32, owner: Owner, count: usize, giver: Giver) {
        if count == 0 {
            return;
        }
        let scopes: Box<[u32]> = (0..count)
            .map(|at| {
                let slot = Scope::Slot(SlotScope::new(taker, giver));
                let scope = crate::view::slots::index(self.scopes.insert(slot));
                self.slots
                    .insert((owner, crate::view::slots::index(at)), scope);
                scope
            })
            .collect();
        self.instance_mut(taker).slots = scopes;
    }

    /// Tells the slots of `taker` where their content begins in the draft under way.
    pub(crate) fn lend(&mut self, taker: u32, views: &[Option<View>], giver: Giver) {
        for at in 0..self.instance(taker).slots.len() {
            let scope = self.instance(taker).slots[at];
            let view = views.get(at).and_then(Option::as_ref);
            let slot = self.slot_mut(scope);
            slot.giver = giver;
            slot.given = view.is_some();
            slot.view = view.map(|view| view.at);
        }
    }

    /// The draft goes: what was not placed is forgotten.
    pub(crate) fn take_back(&mut self, taker: u32) {
        for at in 0..self.instance(taker).slots.len() {
            let scope = self.instance(taker).slots[at];
            self.slot_mut(scope).view = None;
        }
    }

    /// Notes that the content of a slot has to be made: its giver runs in the next round.
    pub(super) fn want(&mut self, slot: u32) {
        let Giver { scope, row } = self.slot(slot).giver;
        let target = match (&self.scopes[scope as usize], row) {
            (Scope::Instance(_), _) => Target::Instance(scope),
            (Scope::Each(_), Some(row)) => Target::Row { each: scope, row },
            (Scope::Each(each), None) => Target::Instance(self.instance_of(each.outer)),
            (Scope::Slot(_), _) => return self.want(scope),
        };
        self.pending.wanted.push(target);
    }
}

impl Pass<'_, '_> {
    /// Whose render is being compared in `scope`.
    pub(super) fn giver(&self, scope: u32) -> Giver {
        let row = match &self.tree.scopes[scope as usize] {
            Scope::Each(_) => self.row,
            Scope::Instance(_) | Scope::Slot(_) => None,
        };
        Giver { scope, row }
    }

    /// The giver was rendered again: compares the content that is mounted, mounts what is wanted.
    pub(super) fn give(
        &mut self,
        taker: u32,
        views: &[Option<View>],
        scope: u32,
    ) -> Result<(), PassError> {
        let giver = self.giver(scope);
        for at in 0..self.tree.instance(taker).slots.len() {
            let scope = self.tree.instance(taker).slots[at];
            let view = views.get(at).and_then(Option::as_ref);
            let slot = self.tree.slot_mut(scope);
            slot.giver = giver;
            slot.given = view.is_some();
            let around = std::mem::replace(&mut self.level, slot.level);
            match view {
                Some(view) => self.give_view(scope, view.at)?,
                None => self.give_nothing(scope),
            }
            self.level = around;
        }
        Ok(())
    }

    fn give_view(&mut self, scope: u32, view: u32) -> Result<(), PassError> {
        let (template, slots) = self.view(view);
        let (place, block) = (self.tree.slot(scope).place, self.tree.slot(scope).block);
        if place.is_none() && block.is_none() {
            // Nobody wants to see it, unless it failed on the page and what it is given makes it succeed now.
            self.tree.retry_content(scope, self.now_ms);
            return Ok(());
        }
        let index = self.template_index(template);
        if let Some(block) = block
            && self.tree.shadow.template(block) == index
        {
            self.diff_block(block, template, slots, scope)?;
            return Ok(());
        }
        self.remove_content(scope);
        if let Some(place) = place {
            let (id, slot) = self.address(place);
            if let Some(ops) = self.ops() {
                ops.dyn_(id, slot).dyn_view(index);
            }
            self.mount_content(scope, template, index, slots)?;
        }
        Ok(())
    }

    /// The giver has no content for the slot any more.
    fn give_nothing(&mut self, scope: u32) {
        let had_block = self.tree.slot(scope).block.is_some();
        self.remove_content(scope);
        self.remove_waiting(scope);
        if had_block && let Some(place) = self.tree.slot(scope).place {
            let (id, slot) = self.address(place);
            if let Some(ops) = self.ops() {
                ops.dyn_(id, slot).dyn_empty();
            }
        }
    }

    pub(super) fn mount_content(
        &mut self,
        scope: u32,
        template: &'static crate::view::template::Template,
        index: u32,
        slots: u32,
    ) -> Result<(), PassError> {
        let block = self.mount_view(template, index, slots, scope)?;
        self.tree.slot_mut(scope).block = Some(block);
        // Components for which the content has no place any more.
        self.remove_waiting(scope);
        Ok(())
    }

    /// Takes a slot's blocks and components away. Parked ones are dropped at the client; those on the page leave with
    /// what the caller writes next.
    fn remove_content(&mut self, scope: u32) {
        let slot = self.tree.slot_mut(scope);
        let is_parked = slot.place.is_none();
        let Some(block) = slot.block.take() else {
            return;
        };
        let id = self.tree.shadow.id(block);
        self.remove_block(block, scope);
        if is_parked && let Some(ops) = self.ops() {
            ops.drop_parked(id);
        }
    }

    /// Takes the content of all slots of a component that goes away.
    pub(super) fn empty_slots(&mut self, taker: u32) {
        for at in 0..self.tree.instance(taker).slots.len() {
            let scope = self.tree.instance(taker).slots[at];
            self.remove_content(scope);
            if let Some(place) = self.tree.slot_mut(scope).place.take() {
                self.tree
                    .shadow
                    .set_slot(place.block, place.slot, Word::NOTHING);
            }
            self.remove_waiting(scope);
        }
    }

    /// Takes the blocks of a slot's content away and keeps its components, which wait in the slot.
    pub(super) fn detach_slot(&mut self, scope: u32) {
        if let Some(block) = self.tree.slot_mut(scope).block.take() {
            self.detach_block(block, scope, Path::default());
        }
    }

    /// As [`Pass::detach_slot`], for the parked ones of a component; the client forgets them.
    pub(super) fn detach_parked(&mut self, taker: u32) {
        for at in 0..self.tree.instance(taker).slots.len() {
            let scope = self.tree.instance(taker).slots[at];
            let slot = self.tree.slot(scope);
            if let (None, Some(block)) = (slot.place, slot.block) {
                let id = self.tree.shadow.id(block);
                if let Some(ops) = self.ops() {
                    ops.drop_parked(id);
                }
                self.detach_slot(scope);
            }
        }
    }
}
