//! What an `each` and its session know of rows and observers, in dense tables.
//!
//! Rows and observers both come with small indices that are used again, so plain vectors do, at a few bytes an entry. An
//! index may belong to another row later: whoever takes a row away clears its entry first.

use super::tree::Target;
use crate::reactive::{Observer, RowId};

/// A row of an `each` that is shown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RowState {
    /// Offset of its block; [`NO_BLOCK`] while it is being mounted, and where no row is.
    pub(crate) block: u32,
    /// The round in which it ran last.
    pub(crate) round: u32,
    /// Set when it has read something besides its row.
    pub(crate) observer: Option<Observer>,
}

/// No block has this offset.
pub(super) const NO_BLOCK: u32 = u32::MAX;

const VACANT: RowState = RowState {
    block: NO_BLOCK,
    round: 0,
    observer: None,
};

/// The rows of one `each`, by the index of their place in the list.
#[derive(Debug, Default)]
pub(crate) struct RowTable {
    rows: Vec<RowState>,
}

impl RowTable {
    pub(crate) fn get(&self, row: RowId) -> RowState {
        self.rows
            .get(row.slot() as usize)
            .copied()
            .unwrap_or(VACANT)
    }

    /// Offset of the row's block, if it is shown.
    pub(crate) fn block(&self, row: RowId) -> Option<u32> {
        let block = self.get(row).block;
        (block != NO_BLOCK).then_some(block)
    }

    /// The row's entry, vacant when there was none.
    pub(crate) fn entry(&mut self, row: RowId) -> &mut RowState {
        let at = row.slot() as usize;
        if self.rows.len() <= at {
            self.rows.resize(at + 1, VACANT);
        }
        &mut self.rows[at]
    }

    /// Clears the row's entry; answers its observer.
    pub(crate) fn remove(&mut self, row: RowId) -> Option<Observer> {
        let place = self.rows.get_mut(row.slot() as usize)?;
        std::mem::replace(place, VACANT).observer
    }

    pub(crate) fn into_observers(self) -> impl Iterator<Item = Observer> {
        self.rows.into_iter().filter_map(|row| row.observer)
    }

    pub(crate) fn memory_bytes(&self) -> usize {
        self.rows.capacity() * size_of::<RowState>()
    }
}

/// What each observer of a session runs again.
#[derive(Debug, Default)]
pub(crate) struct Targets {
    targets: Vec<Option<Target>>,
}

impl Targets {
    pub(crate) fn get(&self, observer: Observer) -> Option<Target> {
        self.targets.get(observer.index()).copied().flatten()
    }

    pub(crate) fn insert(&mut self, observer: Observer, target: Target) {
        let at = observer.index();
        if self.targets.len() <= at {
            self.targets.resize(at + 1, None);
        }
        self.targets[at] = Some(target);
    }

    pub(crate) fn remove(&mut self, observer: Observer) {
        if let Some(place) = self.targets.get_mut(observer.index()) {
            *place = None;
        }
    }

    pub(crate) fn memory_bytes(&self) -> usize {
        self.targets.capacity() * size_of::<Option<Target>>()
    }
}
