//! Where a component's props are kept, and how its parent's later renders find them.
//!
//! Invariant: setup allocates one node for each parameter, in their order, and an update visits them in that order. So no component
//! has a type for its handles: the list of its nodes is enough, and each visit knows the type of its own.
//! This module moves no value: `prop`, `slot_fn`, `callback` and `view::slot` do.

use super::context::Setup;
use super::node::{NodeId, NodeValue};
use super::opaque::{RenewalMut, StoreMut};
use super::phase::Checked;
#[cfg(debug_assertions)]
use super::prop::PropDifference;
use super::store::Store;
use crate::view::View;

/// What a setup under way has made for its component's parent.
#[derive(Default)]
pub(crate) struct Mounting {
    /// Content of slots that the parent has given, by the index of the slot.
    pub(crate) slots: Vec<Option<View>>,
    /// The nodes of its parameters.
    pub(crate) props: Vec<NodeId>,
}

impl Setup<'_, Checked> {
    /// Allocates the node of the component's next parameter.
    pub(super) fn parameter(&mut self, value: Box<dyn NodeValue>) -> NodeId {
        let id = self.store.allocate(self.owner, value);
        self.mounting.props.push(id);
        id
    }
}

/// The context in which a parent gives its child new prop values.
#[doc(hidden)]
pub struct PropWriter<'s> {
    pub(crate) store: StoreMut<'s>,
    pub(crate) renewal: RenewalMut<'s>,
}

impl<'s> PropWriter<'s> {
    pub(crate) fn new(store: &'s mut Store, renewal: &'s mut Renewal) -> Self {
        Self {
            store: StoreMut::new(store),
            renewal: RenewalMut::new(renewal),
        }
    }
}

/// An update under way.
#[derive(Default)]
pub(crate) struct Renewal {
    props: Box<[NodeId]>,
    /// How many parameters were visited.
    visited: usize,
    /// Content of slots that the parent has given, by the index of the slot.
    pub(crate) slots: Vec<Option<View>>,
    /// Present where nothing is to be written, and differences are looked for.
    #[cfg(debug_assertions)]
    pub(crate) differences: Option<Vec<PropDifference>>,
}

impl Renewal {
    /// Runs `update` on a component whose parameters are kept in `props`; they are taken along, and put back if it panics too.
    pub(crate) fn run(
        self,
        props: &mut Box<[NodeId]>,
        store: &mut Store,
        update: impl FnOnce(&mut PropWriter<'_>),
    ) -> Self {
        let mut lent = Lent {
            renewal: Self {
                props: std::mem::take(props),
                ..self
            },
            back: props,
        };
        update(&mut PropWriter::new(store, &mut lent.renewal));
        Self {
            slots: std::mem::take(&mut lent.renewal.slots),
            #[cfg(debug_assertions)]
            differences: lent.renewal.differences.take(),
            ..Self::default()
        }
    }

    /// One that writes nothing and notes which props would change.
    #[cfg(debug_assertions)]
    pub(crate) fn comparing() -> Self {
        Self {
            differences: Some(Vec::new()),
            ..Self::default()
        }
    }

    /// The node of the next parameter.
    pub(crate) fn visit(&mut self) -> NodeId {
        let id = self.props[self.visited];
        self.visited += 1;
        id
    }

    /// Whether nothing is to be written.
    #[inline(always)]
    pub(crate) fn compares(&self) -> bool {
        #[cfg(debug_assertions)]
        {
            self.differences.is_some()
        }
        #[cfg(not(debug_assertions))]
        {
            false
        }
    }

    /// Notes that the parameter visited last would change.
    #[cfg(debug_assertions)]
    pub(crate) fn note(&mut self, of: &'static str, values: Option<(String, String)>) {
        let nth = self.visited;
        if let Some(differences) = &mut self.differences {
            differences.push(PropDifference { nth, of, values });
        }
    }
}

/// Gives the list of nodes back, whatever happens: a comparison of the user's may panic.
struct Lent<'a> {
    renewal: Renewal,
    back: &'a mut Box<[NodeId]>,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        *self.back = std::mem::take(&mut self.renewal.props);
    }
}
