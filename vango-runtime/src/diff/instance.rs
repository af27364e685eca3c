//! Component instances: mounting, rendering again, taking away.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};

use vango_protocol::SlotKind;

use super::MAX_DEPTH;
use super::pass::{Pass, PassError};
use super::slot::Giver;
use super::tree::{Instance, Place, Scope, Target, Waiting};
use super::watched::mounted;
use super::word::{Shows, Word};
use crate::reactive::panic_message;
use crate::view::component::{Invocation, View};
use crate::view::handler::HandlerSet;
use crate::view::seat::Path;
use crate::view::slots::index;

impl Pass<'_, '_> {
    /// Mounts a child as part of new content: one that waits for its block, or a new one.
    pub(crate) fn mount_child(
        &mut self,
        place: Place,
        draft: u32,
        scope: u32,
    ) -> Result<Word, PassError> {
        let invocation = self.take_child(draft);
        let holder = self.tree.holder(scope);
        let waiting = match self.tree.waiting_mut(holder).len() {
            0 => None,
            count => {
                let seat = self
                    .path
                    .seat(self.tree.template_of(place.block), place.slot);
                self.tree.take_waiting(holder, seat, count)
            }
        };
        let (child, views) = match waiting {
            Some(child) if self.tree.instance(child).component == invocation.component() => {
                (child, update_props(self.tree, child, invocation))
            }
            Some(other) => {
                self.remove_instance(other);
                self.set_up_child(invocation, scope)?
            }
            None => self.set_up_child(invocation, scope)?,
        };
        self.mount_given(place, child, &views, scope)?;
        Ok(Word::child(child))
    }

    pub(crate) fn diff_child(
        &mut self,
        place: Place,
        old: Word,
        draft: u32,
        scope: u32,
    ) -> Result<(), PassError> {
        let invocation = self.take_child(draft);
        if let Shows::Child(child) = old.shows()
            && self.tree.instance(child).component == invocation.component()
        {
            let views = update_props(self.tree, child, invocation);
            return self.give(child, &views, scope);
        }
        self.remove_word(place, old, scope);
        let (id, slot) = self.address(place);
        if let Some(ops) = self.ops() {
            // The head of the operation; the content follows as the child is mounted.
            let _content = ops.branch(id, slot);
        }
        let (child, views) = self.set_up_child(invocation, scope)?;
        self.mount_given(place, child, &views, scope)?;
        self.tree
            .shadow
            .set_slot(place.block, place.slot, Word::child(child));
        Ok(())
    }

    fn set_up_child(
        &mut self,
        invocation: Invocation,
        scope: u32,
    ) -> Result<(u32, Vec<Option<View>>), PassError> {
        let (parent, giver) = (self.tree.parent_of(scope), self.giver(scope));
        set_up(self.tree, invocation, Some((parent, giver)))
    }

    /// Mounts a child whose slots may take these views: they are in the draft until it is compared.
    fn mount_given(
        &mut self,
        place: Place,
        child: u32,
        views: &[Option<View>],
        scope: u32,
    ) -> Result<(), PassError> {
        self.tree.instance_mut(child).place = Some(place);
        let giver = self.giver(scope);
        self.tree.lend(child, views, giver);
        self.mount_instance(child)?;
        self.mount_parked(child)?;
        self.tree.take_back(child);
        Ok(())
    }

    /// Renders an instance and writes its view as the content of a Branch or Child slot, or of a Mount.
    pub(crate) fn mount_instance(&mut self, scope: u32) -> Result<(), PassError> {
        self.tree.instance_mut(scope).level = self.level;
        let mark = self.draft.mark();
        let view = self.render(scope);
        let (template, slots) = self.view(view);
        let index = self.template_index(template);
        self.shape.branch(index);
        self.content(|content| content.branch(index));
        let block = self.mount_view(template, index, slots, scope)?;
        self.tree.instance_mut(scope).block = Some(block);
        self.draft.truncate(mark);
        // Children for which the view has no place any more.
        self.remove_waiting(scope);
        Ok(())
    }

    /// Renders an instance again and writes what has changed.
    pub(crate) fn update_instance(&mut self, scope: u32) -> Result<(), PassError> {
        self.level = self.tree.instance(scope).level;
        let mark = self.draft.mark();
        let view = self.render(scope);
        let (template, slots) = self.view(view);
        let index = self.template_index(template);
        let old = self.tree.instance(scope).block;
        if let Some(block) = old
            && self.tree.shadow.template(block) == index
        {
            self.diff_block(block, template, slots, scope)?;
        } else {
            if let Some(block) = old {
                self.remove_block(block, scope);
            }
            self.replace_head(scope);
            self.content(|content| content.branch(index));
            let block = self.mount_view(template, index, slots, scope)?;
            self.tree.instance_mut(scope).block = Some(block);
        }
        self.draft.truncate(mark);
        Ok(())
    }

    /// Shows everything anew, with the instances and the lists as they are: after a page, and when a client has lost track.
    pub(crate) fn mount_root(&mut self) -> Result<(), PassError> {
        let Some(root) = self.tree.root else {
            return Ok(());
        };
        self.tree.store.clear_edits();
        self.show_anew(root)?;
        self.finish_moves()?;
        if let Some(page) = self.tree.page_shape.take() {
            self.tree.shape_differs = page != self.shape.finish();
        }
        Ok(())
    }

    /// Shows the component anew that stands nearest around a block, in the mounted tree: the client has lost track of
    /// what it shows. It and what is in it keep their state; what others give to it follows when they have run. A block
    /// that has left since was replaced already.
    pub(crate) fn show_around(&mut self, block: u32) -> Result<(), PassError> {
        let Some(place) = self.tree.shadow.place(block) else {
            return Ok(());
        };
        self.show_anew(self.tree.parent_of(place.scope))
    }

    fn show_anew(&mut self, scope: u32) -> Result<(), PassError> {
        self.level = self.tree.instance(scope).level;
        self.detach_instance(scope);
        self.replace_head(scope);
        self.mount_instance(scope)
    }

    /// Forgets all blocks and keeps all components.
    pub(crate) fn detach_root(&mut self) {
        if let Some(root) = self.tree.root {
            self.detach_instance(root);
        }
    }

    fn detach_instance(&mut self, scope: u32) {
        if let Some(block) = self.tree.instance_mut(scope).block.take() {
            self.detach_block(block, scope, Path::default());
        }
        self.detach_parked(scope);
    }

    /// The head of the operation that replaces what an instance shows.
    fn replace_head(&mut self, scope: u32) {
        let place = self.tree.instance(scope).place;
        let first = self.tree.shadow.next_id();
        let address = place.map(|place| self.address(place));
        if let Some(ops) = self.ops() {
            let _content = match address {
                Some((id, slot)) => ops.branch(id, slot),
                None => ops.mount(first),
            };
        }
    }

    /// Runs the render closure; answers where the view stands in the draft. A render that panics shows an error.
    fn render(&mut self, scope: u32) -> u32 {
        self.written.renders += 1;
        let mark = self.draft.mark();
        let (closure, observer) = {
            let round = self.tree.round;
            let instance = self.tree.instance_mut(scope);
            instance.round = round;
            self.draft.handlers = std::mem::take(&mut instance.handlers);
            (instance.render.clone(), instance.observer)
        };
        self.draft.handlers.clear();
        let (result, reads) = self.run((scope, None), |render| closure.show(render));
        self.track(observer, reads);
        let view = result.unwrap_or_else(|| {
            self.draft.truncate(mark);
            self.draft.handlers = HandlerSet::default();
            self.failed_view()
        });
        self.draft.handlers.finish();
        self.tree.instance_mut(scope).handlers = std::mem::take(&mut self.draft.handlers);
        view.at
    }

    fn take_child(&mut self, draft: u32) -> Invocation {
        self.draft.children[draft as usize]
            .take()
            .expect("a draft's child is mounted or compared once")
    }

    /// Frees what components have allocated that left, after their cleanups. Not before the round of renders is over:
    /// a cleanup may write. Answers whether there were any.
    pub(crate) fn dispose_left(&mut self) -> bool {
        let left = self.tree.pending.take_some(|pending| &mut pending.left);
        for owner in &left {
            self.tree.store.dispose_owner(*owner, self.now_ms);
        }
        !left.is_empty()
    }

    /// Takes an instance and everything below it away; [`Pass::dispose_left`] frees what it allocated.
    pub(crate) fn remove_instance(&mut self, scope: u32) {
        self.empty_slots(scope);
        if let Some(block) = self.tree.instance_mut(scope).block.take() {
            self.remove_block(block, scope);
        }
        self.remove_waiting(scope);
        self.tree.forget_failures(scope, self.now_ms);
        self.tree.remove_scope(scope);
    }

    /// Takes the components away that wait in a component or a slot.
    pub(super) fn remove_waiting(&mut self, holder: u32) {
        while let Some(gone) = self.tree.waiting_mut(holder).pop_front() {
            self.remove_instance(gone.child);
        }
    }

    /// Takes blocks away and keeps the components: they wait for new blocks, in document order. `path`: the rows around
    /// the block.
    pub(super) fn detach_block(&mut self, block: u32, scope: u32, path: Path) {
        let template = self.tree.template_of(block);
        for (slot, kind) in template.slots.iter().enumerate() {
            match self.tree.shadow.slot(block, slot).shows() {
                Shows::Block(inner) => {
                    let is_view = *kind == SlotKind::Dyn;
                    let path = if is_view { Path::default() } else { path };
                    self.detach_block(inner, scope, path);
                }
                Shows::List(list) => {
                    let list = self.tree.shadow.remove_list(list);
                    for (key, row) in list.keys.into_iter().zip(list.blocks) {
                        self.detach_block(row, list.each.unwrap_or(scope), path.row(key));
                    }
                    if let Some(each) = list.each {
                        self.remove_each(each);
                    }
                }
                Shows::Child(child) => {
                    let seat = path.seat(template, slot);
                    let holder = self.tree.holder(scope);
                    self.tree
                        .waiting_mut(holder)
                        .push_back(Waiting { child, seat });
                    self.detach_instance(child);
                }
                Shows::Slot(slot_scope) => {
                    let place = Place { block, slot };
                    if let Some(slot) = self.tree.find_scope(slot_scope)
                        && slot.place == Some(place)
                    {
                        self.tree.slot_mut(slot_scope).place = None;
                        self.detach_slot(slot_scope);
                    }
                }
                Shows::Nothing | Shows::Value | Shows::Handler(_) => {}
            }
        }
        self.tree.shadow.remove(block, template.slots.len());
    }
}

/// Hands new props to a component; answers what is given to its slots.
pub(crate) fn update_props(
    tree: &mut super::Tree,
    child: u32,
    invocation: Invocation,
) -> Vec<Option<View>> {
    match &mut tree.scopes[child as usize] {
        Scope::Instance(instance) => invocation.update(&mut instance.props, &mut tree.store),
        _ => unreachable!("the caller got the number from a component"),
    }
}

/// Runs the setup of a component and gives it a scope; it is not rendered yet. `under`: the instance that it stands in,
/// and whose render gives it its props. Answers what is given to its slots.
pub(crate) fn set_up(
    tree: &mut super::Tree,
    invocation: Invocation,
    under: Option<(u32, Giver)>,
) -> Result<(u32, Vec<Option<View>>), PassError> {
    let (name, component) = (invocation.name(), invocation.component());
    let parent = under.map(|(at, _)| tree.instance(at));
    let depth = parent.map_or(0, |parent| parent.depth + 1);
    if depth > MAX_DEPTH {
        return Err(PassError::TooDeep { component: name });
    }
    let parent = parent.map(|parent| parent.owner);
    let owner = tree.store.create_owner(parent);
    let store = &mut tree.store;
    let mounted = catch_unwind(AssertUnwindSafe(|| mounted(store, owner, invocation))).map_err(
        |payload| PassError::Setup {
            component: name,
            message: panic_message(&*payload),
        },
    )?;
    let observer = tree.store.create_observer();
    let scope = tree.insert_scope(Scope::Instance(Instance {
        name,
        component,
        owner,
        observer,
        render: mounted.render,
        props: mounted.props,
        place: None,
        depth,
        level: 0,
        block: None,
        handlers: HandlerSet::default(),
        slots: Box::default(),
        waiting: VecDeque::new(),
        round: tree.round,
    }));
    tree.targets.insert(observer, Target::Instance(scope));
    let giver = under.map_or(Giver { scope, row: None }, |(_, giver)| giver);
    tree.insert_slots(scope, owner, mounted.slots.len(), giver);
    Ok((scope, mounted.slots))
}

impl super::Tree {
    /// Forgets an instance without blocks, and its slots; what it allocated goes when the round is over.
    pub(super) fn remove_scope(&mut self, scope: u32) {
        if let Scope::Instance(instance) = self.scopes.remove(scope as usize) {
            for (at, slot) in instance.slots.iter().enumerate() {
                self.scopes.remove(*slot as usize);
                self.slots.remove(&(instance.owner, index(at)));
            }
            self.targets.remove(instance.observer);
            self.store.free_observer(instance.observer);
            self.pending.left.push(instance.owner);
        }
    }

    /// Takes away an instance that stands in no block, with what waits in it.
    pub(crate) fn remove_waiting(&mut self, scope: u32, now_ms: u64) {
        let slots = self.instance(scope).slots.to_vec();
        for holder in slots.into_iter().chain([scope]) {
            while let Some(gone) = self.waiting_mut(holder).pop_front() {
                self.remove_waiting(gone.child, now_ms);
            }
        }
        self.forget_failures(scope, now_ms);
        self.remove_scope(scope);
    }
}
