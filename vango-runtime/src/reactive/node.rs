//! Nodes of the graph: identity, edges, and what every kind of node can be asked for.
//!
//! Invariant: an index names a slot of the store, index and generation together name one node for ever.
//! Deliberately absent: any algorithm (see `graph` and `observer`).

use std::any::Any;
use std::cell::Cell;

use smallvec::SmallVec;

use super::edit::ListNode;
use super::effect::EffectNode;
use super::global::Listens;
use super::graph::Computed;
use super::held::held_bytes;
use super::inbox::Mailbox;
use super::kept::Keeps;
use super::loader::LoaderNode;
use super::selector::KeyIndex;

/// One node of one store, for ever: slots are reused, generations are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct NodeId {
    pub(super) index: u32,
    pub(super) generation: u32,
}

/// Who is told when a node changes: a node (memo, selector, effect) or a render observer. The top bit tells which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Subscriber(u32);

/// See [`Subscriber`].
pub(super) enum SubscriberKind {
    Node(u32),
    Observer(u32),
}

impl Subscriber {
    const OBSERVER: u32 = 1 << 31;

    pub(super) fn node(index: u32) -> Self {
        debug_assert!(
            index & Self::OBSERVER == 0,
            "node indices leave the tag bit free"
        );
        Self(index)
    }

    pub(super) fn observer(index: u32) -> Self {
        debug_assert!(
            index & Self::OBSERVER == 0,
            "observer indices leave the tag bit free"
        );
        Self(index | Self::OBSERVER)
    }

    pub(super) fn is_observer(self) -> bool {
        self.0 & Self::OBSERVER != 0
    }

    pub(super) fn kind(self) -> SubscriberKind {
        if self.0 & Self::OBSERVER == 0 {
            SubscriberKind::Node(self.0)
        } else {
            SubscriberKind::Observer(self.0 & !Self::OBSERVER)
        }
    }
}

/// One recorded read: of a whole node, or of one key of a selector with the answer that was given.
///
/// Sixteen bytes, because a list of 10,000 rows has as many observers with at least one of these each: the part is
/// coded in the two top bits of the index.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dependency {
    tagged_index: u32,
    generation: u32,
    key: u64,
}

/// Which part of a node was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it.
    Whole,
    /// Whether a selector's value has the key of this hash, and what the answer was.
    Key { hash: u64, was: Answer },
}

/// What a selector said about one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    Selected,
    NotSelected,
}

impl Dependency {
    const SELECTED: u32 = 1 << 31;
    const NOT_SELECTED: u32 = 1 << 30;
    const TAGS: u32 = Self::SELECTED | Self::NOT_SELECTED;

    pub(super) fn whole(id: NodeId) -> Self {
        Self {
            tagged_index: id.index,
            generation: id.generation,
            key: 0,
        }
    }

    pub(super) fn key(id: NodeId, hash: u64, was: Answer) -> Self {
        let tag = match was {
            Answer::Selected => Self::SELECTED,
            Answer::NotSelected => Self::NOT_SELECTED,
        };
        Self {
            tagged_index: id.index | tag,
            generation: id.generation,
            key: hash,
        }
    }

    pub(super) fn index(self) -> u32 {
        self.tagged_index & !Self::TAGS
    }

    pub(super) fn id(self) -> NodeId {
        NodeId {
            index: self.index(),
            generation: self.generation,
        }
    }

    pub(super) fn part(self) -> Part {
        match self.tagged_index & Self::TAGS {
            0 => Part::Whole,
            Self::SELECTED => Part::Key {
                hash: self.key,
                was: Answer::Selected,
            },
            _ => Part::Key {
                hash: self.key,
                was: Answer::NotSelected,
            },
        }
    }

    /// What identifies the edge: not the answer that a selector gave.
    pub(super) fn edge(self) -> (u32, u32, u64, bool) {
        (
            self.index(),
            self.generation,
            self.key,
            self.tagged_index & Self::TAGS != 0,
        )
    }
}

/// What a slot of the store can hold. Downcast to the concrete type to reach a value; the methods are the erased rest.
pub(super) trait NodeValue: Any {
    /// A node with a formula: memo, selector, effect.
    fn computed(&self) -> Option<&dyn Computed> {
        None
    }
    fn computed_mut(&mut self) -> Option<&mut dyn Computed> {
        None
    }
    /// The readers by key of a selector.
    fn keys(&self) -> Option<&KeyIndex> {
        None
    }
    fn keys_mut(&mut self) -> Option<&mut KeyIndex> {
        None
    }
    fn list(&self) -> Option<&dyn ListNode> {
        None
    }
    fn list_mut(&mut self) -> Option<&mut dyn ListNode> {
        None
    }
    fn effect(&self) -> Option<&dyn EffectNode> {
        None
    }
    fn effect_mut(&mut self) -> Option<&mut dyn EffectNode> {
        None
    }
    /// A channel or stream.
    fn mailbox(&self) -> Option<&dyn Mailbox> {
        None
    }
    /// What loads a resource.
    fn loader(&self) -> Option<&dyn LoaderNode> {
        None
    }
    /// A global's.
    fn listens(&self) -> Option<&dyn Listens> {
        None
    }
    fn keeps(&self) -> Option<&dyn Keeps> {
        None
    }
    fn keeps_mut(&mut self) -> Option<&mut dyn Keeps> {
        None
    }
    fn loader_mut(&mut self) -> Option<&mut dyn LoaderNode> {
        None
    }
    /// Bytes of the box and of what it is known to own; of user values only what `held` knows.
    fn memory_bytes(&self) -> usize;
}

/// A slot of the store: 64 bytes, of which 16 point at the value and 24 hold up to four subscribers in place.
pub(super) struct Node {
    /// Of the node in the slot, or of the next one when `value` is `None`.
    pub(super) generation: u32,
    /// Entries of `subscribers` that are known to be out of date.
    pub(super) stale: u32,
    /// The last recorder or traversal that met this node: makes "already recorded" one comparison.
    pub(super) seen: Cell<u32>,
    /// The revision at which the value changed last. A `Cell`, since memos change under a shared reference.
    pub(super) changed_at: Cell<u64>,
    pub(super) value: Option<Box<dyn NodeValue>>,
    pub(super) subscribers: SmallVec<[Subscriber; 4]>,
}

impl Node {
    /// A node that nobody has read yet.
    pub(super) fn new(generation: u32, revision: u64, value: Box<dyn NodeValue>) -> Self {
        Self {
            generation,
            stale: 0,
            seen: Cell::new(0),
            changed_at: Cell::new(revision),
            value: Some(value),
            subscribers: SmallVec::new(),
        }
    }
}

/// A signal's or prop's value.
pub(super) struct Plain<T>(pub(super) T);

impl<T: 'static> NodeValue for Plain<T> {
    fn memory_bytes(&self) -> usize {
        size_of::<Self>() + held_bytes(&self.0)
    }
}
