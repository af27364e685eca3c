//! What the client has lost track of: components that no longer show what the server takes for shown, or the whole page.
//!
//! Invariant: operations inside a lost component change nothing, and stop nothing outside it. A component is found again
//! when its block leaves, everything when a Mount comes. A component that is lost at the same place a second time loses
//! everything: what mended it once did not last.

use std::collections::HashSet;
use std::ops::Range;

use vango_protocol::{Address, OwnedSlotKind};

use super::view::View;

/// How far the view can be trusted.
#[derive(Debug, Default)]
pub(crate) struct Track {
    everything: Reach,
    /// The blocks of the components that are lost.
    components: HashSet<u32>,
    /// The Child slots whose components were lost before.
    places: HashSet<Address>,
    /// Ids that were given out in lost components, for blocks that were never shown.
    never_shown: Vec<Range<u32>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Reach {
    #[default]
    Kept,
    Lost,
}

impl Track {
    /// Whether nothing that is shown is right any more.
    pub(crate) fn is_lost(&self) -> bool {
        self.everything == Reach::Lost
    }

    /// Whether an answer to a resync is outstanding.
    pub(crate) fn is_waiting(&self) -> bool {
        self.is_lost() || !self.components.is_empty()
    }

    pub(crate) fn lose_everything(&mut self) {
        self.everything = Reach::Lost;
    }

    /// A Mount has shown everything anew.
    pub(crate) fn restart(&mut self) {
        *self = Self::default();
    }

    /// Whether an operation on this block must change nothing.
    pub(crate) fn ignores(&self, view: &View, block: u32) -> bool {
        self.is_lost()
            || self.never_shown.iter().any(|ids| ids.contains(&block))
            || view
                .around(block)
                .any(|(around, _)| self.components.contains(&around))
    }

    /// These ids were given out for content that is not shown.
    pub(crate) fn skip(&mut self, ids: Range<u32>) {
        if self.is_waiting() && !ids.is_empty() {
            self.never_shown.push(ids);
        }
    }

    /// An operation on `block` could not be applied. Returns the block to ask a resync for, 0 for everything; `None`
    /// when everything was lost before.
    pub(crate) fn lose(&mut self, view: &View, block: u32) -> Option<u32> {
        if self.is_lost() {
            return None;
        }
        let component = view.around(block).find_map(|(around, shown_by)| {
            let at = shown_by?;
            (view.kind(at) == Some(&OwnedSlotKind::Child)).then_some((around, at))
        });
        match component {
            Some((component, at)) if self.places.insert(at) => {
                self.components.insert(component);
                Some(block)
            }
            _ => {
                self.lose_everything();
                Some(0)
            }
        }
    }

    /// Forgets the lost components that have left.
    pub(crate) fn find(&mut self, view: &View) {
        self.components
            .retain(|block| view.blocks.contains_key(block));
        self.places.retain(|at| view.blocks.contains_key(&at.block));
        if !self.is_waiting() {
            self.never_shown.clear();
        }
    }
}
