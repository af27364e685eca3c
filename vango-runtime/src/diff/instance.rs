//! Component instances: mounting, rendering again, taking away.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::MAX_DEPTH;
use super::pass::{Pass, PassError};
use super::tree::{Instance, Place, Scope, Target};
use super::word::{Shows, Word};
use crate::reactive::PropWriter;
use crate::view::component::Invocation;
use crate::view::handler::HandlerSet;
use crate::view::slots::index;

impl Pass<'_, '_> {
    /// Runs the setup of a component under `parent`.
    pub(crate) fn set_up(
        &mut self,
        invocation: Invocation,
        parent: Option<u32>,
    ) -> Result<u32, PassError> {
        set_up(self.tree, invocation, parent)
    }

    /// Mounts a child as part of new content: one that waits for its block, or a new one.
    pub(crate) fn mount_child(
        &mut self,
        place: Place,
        draft: u32,
        scope: u32,
    ) -> Result<Word, PassError> {
        let invocation = self.take_child(draft);
        let parent = self.tree.instance_of(scope);
        let waiting = self.tree.instance_mut(parent).waiting.pop_front();
        let child = match waiting {
            Some(child) if self.tree.instance(child).component == invocation.component() => {
                self.update_props(child, invocation);
                child
            }
            Some(other) => {
                self.remove_instance(other);
                self.set_up(invocation, Some(parent))?
            }
            None => self.set_up(invocation, Some(parent))?,
        };
        self.tree.instance_mut(child).place = Some(place);
        self.mount_instance(child)?;
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
            self.update_props(child, invocation);
            return Ok(());
        }
        self.remove_word(old, scope);
        let (id, slot) = self.address(place);
        if let Some(ops) = self.ops() {
            // The head of the operation; the content follows as the child is mounted.
            let _content = ops.branch(id, slot);
        }
        let parent = self.tree.instance_of(scope);
        let child = self.set_up(invocation, Some(parent))?;
        self.tree.instance_mut(child).place = Some(place);
        self.mount_instance(child)?;
        self.tree
            .shadow
            .set_slot(place.block, place.slot, Word::child(child));
        Ok(())
    }

    /// Renders an instance and writes its view as the content of a Branch or Child slot, or of a Mount.
    pub(crate) fn mount_instance(&mut self, scope: u32) -> Result<(), PassError> {
        self.tree.instance_mut(scope).level = self.level;
        let mark = self.draft.mark();
        let view = self.render(scope);
        let (template, slots) = self.view(view);
        let index = self.template_index(template);
        self.content(|content| content.branch(index));
        let (block, _) = self.mount_block(template, index, slots, scope)?;
        self.tree.instance_mut(scope).block = Some(block);
        self.draft.truncate(mark);
        // Children for which the view has no place any more.
        while let Some(child) = self.tree.instance_mut(scope).waiting.pop_front() {
            self.remove_instance(child);
        }
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
            let (block, _) = self.mount_block(template, index, slots, scope)?;
            self.tree.instance_mut(scope).block = Some(block);
        }
        self.draft.truncate(mark);
        Ok(())
    }

    /// Shows everything anew, with the instances that are there: after a page, and when a client has lost track.
    pub(crate) fn mount_root(&mut self) -> Result<(), PassError> {
        let Some(root) = self.tree.root else {
            return Ok(());
        };
        self.detach_root();
        self.replace_head(root);
        self.mount_instance(root)
    }

    /// Shows one instance anew, with new blocks; it and the components in it keep their state.
    pub(crate) fn show_instance_anew(&mut self, scope: u32) -> Result<(), PassError> {
        self.level = self.tree.instance(scope).level;
        if let Some(block) = self.tree.instance_mut(scope).block.take() {
            self.detach_block(block, scope);
        }
        self.replace_head(scope);
        self.mount_instance(scope)
    }

    /// Forgets all blocks and keeps all components.
    pub(crate) fn detach_root(&mut self) {
        if let Some(root) = self.tree.root
            && let Some(block) = self.tree.instance_mut(root).block.take()
        {
            self.detach_block(block, root);
        }
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
            (instance.render.clone(), instance.observer)
        };
        self.draft.handlers = HandlerSet::default();
        let (result, reads) = self.run(|render| closure(render));
        self.track(observer, reads);
        let view = result.unwrap_or_else(|_| {
            self.draft.truncate(mark);
            self.draft.handlers = HandlerSet::default();
            self.failed_view()
        });
        self.tree.instance_mut(scope).handlers = std::mem::take(&mut self.draft.handlers);
        view.at
    }

    fn take_child(&mut self, draft: u32) -> Invocation {
        self.draft.children[draft as usize]
            .take()
            .expect("a draft's child is mounted or compared once")
    }

    fn update_props(&mut self, child: u32, invocation: Invocation) {
        let tree = &mut *self.tree;
        if let Scope::Instance(instance) = &tree.scopes[child as usize] {
            invocation.update(&*instance.handles, &mut PropWriter::new(&mut tree.store));
        }
    }

    /// Frees what components have allocated that left, after their cleanups. Not before the round of renders is over:
    /// a cleanup may write. Answers whether there were any.
    pub(crate) fn dispose_left(&mut self) -> bool {
        let left = std::mem::take(&mut self.tree.left);
        for owner in &left {
            self.tree.store.dispose_owner(*owner, self.now_ms);
        }
        !left.is_empty()
    }

    /// Takes an instance and everything below it away; [`Pass::dispose_left`] frees what it allocated.
    pub(crate) fn remove_instance(&mut self, scope: u32) {
        if let Some(block) = self.tree.instance_mut(scope).block.take() {
            self.remove_block(block, scope);
        }
        while let Some(child) = self.tree.instance_mut(scope).waiting.pop_front() {
            self.remove_instance(child);
        }
        if let Scope::Instance(instance) = self.tree.scopes.remove(scope as usize) {
            self.tree.targets.remove(instance.observer);
            self.tree.store.free_observer(instance.observer);
            self.tree.left.push(instance.owner);
        }
    }

    /// Takes blocks away and keeps the components: they wait for new blocks, in document order.
    fn detach_block(&mut self, block: u32, scope: u32) {
        let slots = self
            .tree
            .templates
            .get(self.tree.shadow.template(block))
            .slots
            .len();
        for slot in 0..slots {
            match self.tree.shadow.slot(block, slot).shows() {
                Shows::Block(inner) => self.detach_block(inner, scope),
                Shows::List(list) => {
                    let list = self.tree.shadow.remove_list(list);
                    for row in list.blocks {
                        self.detach_block(row, list.each.unwrap_or(scope));
                    }
                    if let Some(each) = list.each {
                        self.remove_each(each);
                    }
                }
                Shows::Child(child) => {
                    let instance = self.tree.instance_of(scope);
                    self.tree.instance_mut(instance).waiting.push_back(child);
                    if let Some(inner) = self.tree.instance_mut(child).block.take() {
                        self.detach_block(inner, child);
                    }
                }
                Shows::Nothing | Shows::Value | Shows::Handler(_) => {}
            }
        }
        self.tree.shadow.remove(block, slots);
    }
}

/// Runs the setup of a component under `parent` and gives it a scope; it is not rendered yet.
pub(crate) fn set_up(
    tree: &mut super::Tree,
    invocation: Invocation,
    parent: Option<u32>,
) -> Result<u32, PassError> {
    let (name, component) = (invocation.name(), invocation.component());
    let depth = parent.map_or(0, |parent| tree.instance(parent).depth + 1);
    if depth > MAX_DEPTH {
        return Err(PassError::TooDeep { component: name });
    }
    let above = parent.map(|parent| tree.instance(parent).owner);
    let owner = tree.store.create_owner(above);
    let store = &mut tree.store;
    let mounted = catch_unwind(AssertUnwindSafe(|| {
        store.with_setup(owner, |cx| invocation.setup(cx))
    }))
    .map_err(|_| PassError::Setup { component: name })?;
    let observer = tree.store.create_observer();
    let scope = index(tree.scopes.insert(Scope::Instance(Instance {
        name,
        component,
        owner,
        observer,
        render: mounted.render,
        handles: mounted.handles,
        place: None,
        depth,
        level: 0,
        block: None,
        handlers: HandlerSet::default(),
        waiting: VecDeque::new(),
        round: tree.round,
    })));
    tree.targets.insert(observer, Target::Instance(scope));
    Ok(scope)
}
