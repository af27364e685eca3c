//! The state of a resource, which views read.
//!
//! Invariant: what `load` shows as ready belongs to the present key; what was loaded for an earlier one is `previous`.
//! Deliberately absent: when to load (see `loader`).

use super::held::held_bytes;
use super::node::{NodeId, NodeValue};
use super::resource::{Load, Resource};
use super::store::Store;
use super::task::Permit;
use crate::Error;

/// The state of a resource.
pub(super) struct LoadNode<T> {
    load: Load<T>,
    /// The value that was loaded last, when `load` does not hold it.
    previous: Option<T>,
    loader: Option<NodeId>,
    /// Held until the resource is ready or has failed for the first time.
    first: Option<Permit>,
}

impl<T> LoadNode<T> {
    pub(super) fn new(first: Permit) -> Self {
        Self {
            load: Load::Loading,
            previous: None,
            loader: None,
            first: Some(first),
        }
    }

    pub(super) fn load(&self) -> &Load<T> {
        &self.load
    }

    pub(super) fn latest(&self) -> Option<&T> {
        self.load.ready().or(self.previous.as_ref())
    }

    pub(super) fn set_loader(&mut self, loader: NodeId) {
        self.loader = Some(loader);
    }

    pub(super) fn loader(&self) -> NodeId {
        self.loader
            .expect("a resource's two nodes are allocated together")
    }

    /// A load begins; `None` when the state says so already.
    fn begun(&self, reason: Reason) -> Option<Begin> {
        match (&self.load, reason) {
            (Load::Loading, _) | (Load::Reloading(_), Reason::Refresh) => None,
            (Load::Ready(_), Reason::Refresh) => Some(Begin::Again),
            _ => Some(Begin::Anew),
        }
    }

    fn begin(&mut self, begin: Begin) {
        self.load = match (std::mem::replace(&mut self.load, Load::Loading), begin) {
            (Load::Ready(value), Begin::Again) => Load::Reloading(value),
            (Load::Ready(value) | Load::Reloading(value), _) => {
                self.previous = Some(value);
                Load::Loading
            }
            (Load::Loading | Load::Failed(_), _) => Load::Loading,
        };
    }

    pub(super) fn end(&mut self, result: Result<T, Error>) {
        self.first = None;
        match result {
            Ok(value) => {
                self.load = Load::Ready(value);
                self.previous = None;
            }
            Err(error) => {
                self.begin(Begin::Anew);
                self.load = Load::Failed(error);
            }
        }
    }
}

impl<T: 'static> NodeValue for LoadNode<T> {
    fn memory_bytes(&self) -> usize {
        let shown = match &self.load {
            Load::Ready(value) | Load::Reloading(value) => Some(value),
            Load::Loading | Load::Failed(_) => None,
        };
        let values = shown.into_iter().chain(&self.previous);
        size_of::<Self>() + values.map(held_bytes).sum::<usize>()
    }
}

/// Why a load starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// It is the first, or the key has changed.
    Key,
    /// Somebody asked for it.
    Refresh,
}

/// How the state of a resource changes when a load starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Begin {
    Anew,
    Again,
}

/// What the store does to a state whose type it does not know.
pub(super) enum Change {
    Begin(Reason),
    Fail(Error),
}

pub(super) type ChangeState = fn(&mut Store, NodeId, Change);

/// Changes the state of a resource of `T`; does nothing when it says so already.
pub(super) fn change_state<T: Send + 'static>(store: &mut Store, state: NodeId, change: Change) {
    let name: fn() -> &'static str = std::any::type_name::<Resource<T>>;
    match change {
        Change::Begin(reason) => {
            if let Some(begin) = store.value::<LoadNode<T>>(state, name).begun(reason) {
                store.write::<LoadNode<T>>(state, name).begin(begin);
            }
        }
        Change::Fail(error) => store.write::<LoadNode<T>>(state, name).end(Err(error)),
    }
}
