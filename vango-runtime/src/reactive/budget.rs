//! Budgets of persisted values: what they may take, and who is near.
//!
//! It deliberately refuses nothing: a commit does (`commit`).

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use crate::persist::{Budget, BudgetUse};

/// What persisted values may take, in bytes.
#[derive(Clone, Debug)]
pub struct StateBudget {
    /// One value.
    pub value_bytes: usize,
    /// All values of a session, those of other versions of the app included.
    pub session_bytes: usize,
    /// The values of all sessions that share `taken`.
    pub app_bytes: usize,
    /// What they take now.
    pub taken: Arc<AtomicUsize>,
}

impl Default for StateBudget {
    /// 64 KiB a value, 256 KiB a session, 1 GiB an app.
    fn default() -> Self {
        Self {
            value_bytes: 64 * 1024,
            session_bytes: 256 * 1024,
            app_bytes: 1024 * 1024 * 1024,
            taken: Arc::default(),
        }
    }
}

impl StateBudget {
    /// The budget that a session whose values take `total` bytes exceeds while those of all others take `others`.
    pub(crate) fn exceeded(&self, total: usize, others: usize) -> Option<(Budget, usize)> {
        match () {
            () if total > self.session_bytes => Some((Budget::Session, self.session_bytes)),
            () if others + total > self.app_bytes => Some((Budget::App, self.app_bytes)),
            () => None,
        }
    }

    /// What an item that was written uses of the budgets, where that is a half or more; `total` is its session's bytes.
    pub fn uses(
        &self,
        path: &'static str,
        bytes: usize,
        total: usize,
    ) -> impl Iterator<Item = BudgetUse> + use<> {
        let value = BudgetUse::of(path, Budget::Value, bytes, self.value_bytes);
        let session = BudgetUse::of(path, Budget::Session, total, self.session_bytes);
        value.into_iter().chain(session)
    }
}
