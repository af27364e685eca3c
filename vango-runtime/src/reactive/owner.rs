//! Owners: nodes that live and die together, and the slots that they stand in.
//!
//! Invariant: a slot is used again only under another generation, and not at all when it has used up its generations.
//! An owner names the one above it for what that provides, no more.
//! Deliberately absent: freeing a whole subtree. Who frees a component frees its children first.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use smallvec::SmallVec;

#[cfg(test)]
use super::context::Setup;
use super::effect::Cleanup;
use super::fault::{StaleHandle, StoreFull};
use super::held::{allocated, reserve_one};
use super::limits;
use super::node::{Node, NodeId, NodeValue, Subscriber};
#[cfg(test)]
use super::phase::Checked;
use super::provide::Provided;
use super::store::Store;
use super::timer::TimerNode;
use crate::error::drop_contained;

/// All nodes that one component instance (or row scope) allocated; freed together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Owner {
    index: u32,
    generation: u32,
}

#[derive(Default)]
pub(super) struct OwnerSlot {
    generation: u32,
    nodes: Vec<u32>,
    /// Where the values are looked up that are not provided here.
    pub(super) parent: Option<Owner>,
    pub(super) provided: Option<Box<Provided>>,
}

/// All owners of a store.
#[derive(Default)]
pub(super) struct Owners {
    slots: Vec<OwnerSlot>,
    free: Vec<u32>,
}

impl Owners {
    /// `None` when it was freed.
    pub(super) fn slot(&self, owner: Owner) -> Option<&OwnerSlot> {
        let slot = self.slots.get(owner.index as usize)?;
        (slot.generation == owner.generation).then_some(slot)
    }

    /// Panics with [`StaleHandle`] when it was freed.
    pub(super) fn slot_mut(&mut self, owner: Owner) -> &mut OwnerSlot {
        let slot = self.slots.get_mut(owner.index as usize);
        match slot.filter(|slot| slot.generation == owner.generation) {
            Some(slot) => slot,
            None => std::panic::panic_any(StaleHandle { handle: "Setup" }),
        }
    }

    pub(super) fn shrink(&mut self) {
        self.slots.shrink_to_fit();
        self.free.shrink_to_fit();
        self.slots
            .iter_mut()
            .for_each(|slot| slot.nodes.shrink_to_fit());
    }

    pub(super) fn memory_bytes(&self) -> usize {
        let of_slot = |slot: &OwnerSlot| allocated(slot.nodes.capacity() * 4);
        let nodes: usize = self.slots.iter().map(of_slot).sum();
        let provided = |slot: &OwnerSlot| Some(slot.provided.as_ref()?.memory_bytes());
        let provided: usize = self.slots.iter().filter_map(provided).sum();
        provided + self.slots.capacity() * size_of::<OwnerSlot>() + nodes + self.free.capacity() * 4
    }
}

/// Drops each value whatever the others do: a second panic while the first unwinds would end the process. Answers with
/// the first panic.
fn drop_each(values: impl IntoIterator<Item = Box<dyn NodeValue>>) -> Option<Box<dyn Any + Send>> {
    let mut first = None;
    for value in values {
        if let Err(payload) = catch_unwind(AssertUnwindSafe(|| drop(value))) {
            first.get_or_insert(payload);
        }
    }
    first
}

/// A session that ends must not take its worker with it: what destructors say has been printed, and nobody is left to be
/// told.
impl Drop for Store {
    fn drop(&mut self) {
        let values = self.nodes.iter_mut().filter_map(|node| node.value.take());
        let provided = self
            .owners
            .slots
            .iter_mut()
            .filter_map(|slot| slot.provided.take());
        let _told_by_the_panic_hook = drop_each(values);
        for provided in provided {
            drop_contained(provided);
        }
    }
}

impl Store {
    /// A new owner without nodes. What components above it provide is found along `parent`, which is freed after it.
    pub(crate) fn create_owner(&mut self, parent: Option<Owner>) -> Owner {
        if let Some(index) = self.owners.free.pop() {
            let slot = &mut self.owners.slots[index as usize];
            slot.parent = parent;
            return Owner {
                index,
                generation: slot.generation,
            };
        }
        let index = u32::try_from(self.owners.slots.len())
            .expect("an owner index fits `u32`: nodes are bounded far below");
        reserve_one(&mut self.owners.slots);
        self.owners.slots.push(OwnerSlot {
            parent,
            ..OwnerSlot::default()
        });
        Owner {
            index,
            generation: 0,
        }
    }

    /// Runs `setup` with a context that allocates under `owner`.
    #[cfg(test)]
    pub(crate) fn with_setup<R>(
        &mut self,
        owner: Owner,
        setup: impl FnOnce(&mut Setup<'_, Checked>) -> R,
    ) -> R {
        setup(&mut Setup::new(
            self,
            owner,
            &mut super::renewal::Mounting::default(),
        ))
    }

    /// Frees all nodes of `owner`, without running cleanups of its effects (see [`Store::dispose_owner`]). Handles to
    /// them are stale from now on; who read them is not told. A second call for the same owner does nothing.
    pub(crate) fn free_owner(&mut self, owner: Owner) {
        let Some(slot) = self.owners.slots.get_mut(owner.index as usize) else {
            return;
        };
        if slot.generation != owner.generation {
            return;
        }
        let nodes = std::mem::take(&mut slot.nodes);
        let provided = slot.provided.take();
        slot.generation += 1;
        // An owner's slot that has used up all generations is never used again either.
        if slot.generation < u32::MAX {
            self.owners.free.push(owner.index);
        }
        self.settle();
        // The values are dropped last: user destructors may panic, and must find the graph whole.
        let values: Vec<Box<dyn NodeValue>> = nodes
            .into_iter()
            .filter_map(|index| self.free_node(index))
            .collect();
        if let Some(effects) = self.effects.peek_mut() {
            effects.forget_freed(&self.nodes);
        }
        if let Some(tasks) = self.tasks.peek_mut() {
            tasks.forget_freed(&self.nodes);
        }
        self.sweep_crowded();
        let panicked = drop_each(values);
        drop(provided);
        if let Some(payload) = panicked {
            resume_unwind(payload);
        }
    }

    fn free_node(&mut self, index: u32) -> Option<Box<dyn NodeValue>> {
        let node = &mut self.nodes[index as usize];
        let mut value = node.value.take()?;
        let id = NodeId {
            index,
            generation: node.generation,
        };
        node.generation = node.generation.wrapping_add(1);
        node.stale = 0;
        node.subscribers = SmallVec::new();
        // A slot that has used up all generations is never used again, so that no handle ever opens another's node.
        if node.generation != self.first_generation {
            self.free_nodes.push(index);
        }
        if let Some(computed) = value.computed_mut() {
            let dependencies = computed.formula().take_dependencies();
            self.unlink_all(Subscriber::node(index), &dependencies);
        }
        if value.list().is_some() {
            self.queues.edited_lists.retain(|list| *list != id);
        }
        let any: &dyn std::any::Any = &*value;
        if let Some(armed) = any.downcast_ref().and_then(TimerNode::armed) {
            self.timers.remove(armed);
        }
        Some(value)
    }

    /// The cleanups of the effects of `owner`, in creation order; they run at most once.
    pub(super) fn take_cleanups(&mut self, owner: Owner) -> Vec<Cleanup> {
        let Some(slot) = self.owners.slots.get(owner.index as usize) else {
            return Vec::new();
        };
        if slot.generation != owner.generation {
            return Vec::new();
        }
        let effects = |index: &u32| {
            self.nodes[*index as usize]
                .value
                .as_mut()?
                .effect_mut()?
                .take_cleanup()
        };
        slot.nodes.iter().filter_map(effects).collect()
    }

    /// Puts a node under `owner`. Panics with [`StoreFull`], or with [`StaleHandle`] for an owner that was freed.
    pub(super) fn allocate(&mut self, owner: Owner, value: Box<dyn NodeValue>) -> NodeId {
        self.owners.slot_mut(owner);
        let id = match self.free_nodes.pop() {
            Some(index) => {
                let node = &mut self.nodes[index as usize];
                node.value = Some(value);
                node.changed_at.set(self.revision);
                NodeId {
                    index,
                    generation: node.generation,
                }
            }
            None => self.push_node(value),
        };
        let of_owner = &mut self.owners.slots[owner.index as usize].nodes;
        reserve_one(of_owner);
        of_owner.push(id.index);
        id
    }

    pub(super) fn push_node(&mut self, value: Box<dyn NodeValue>) -> NodeId {
        if self.nodes.len() >= limits::NODES_MAX {
            std::panic::panic_any(StoreFull {
                what: "signals, memos and effects",
                limit: limits::NODES_MAX,
            });
        }
        self.settle_late();
        let index = self.nodes.len() as u32;
        let node = Node::new(self.first_generation, self.revision, value);
        reserve_one(&mut self.nodes);
        self.nodes.push(node);
        NodeId {
            index,
            generation: self.first_generation,
        }
    }
}
