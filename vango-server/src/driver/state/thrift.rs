//! How much of the budgets is used: counted always, told to the developer while there is room yet.
//!
//! Invariant: each item is told of once for each budget, however many sessions write it.
//! Deliberately absent: the budgets themselves, which a commit keeps.

use std::collections::HashSet;
use std::mem::discriminant;
use std::sync::{Mutex, PoisonError};

use vango_runtime::persist::{Budget, BudgetUse};

use crate::driver::counter::Counters;
use crate::driver::report;
use crate::mode::Mode;

/// Watches the budgets of one app.
pub(crate) struct Thrift {
    mode: Mode,
    counters: Counters,
    told: Mutex<HashSet<(&'static str, std::mem::Discriminant<Budget>)>>,
}

impl Thrift {
    pub(crate) fn new(mode: Mode, counters: Counters) -> Self {
        Self {
            mode,
            counters,
            told: Mutex::default(),
        }
    }

    /// Counts what was written outside of any session's turn.
    pub(crate) fn count(&self, used: &BudgetUse) {
        let lane = self.counters.outside();
        self.counters.add(lane, report::half(used));
        self.tell(used);
    }

    /// Warns whoever develops the app, the first time.
    pub(crate) fn tell(&self, used: &BudgetUse) {
        if self.mode != Mode::Development {
            return;
        }
        // Nothing that could panic runs under the lock, so a poisoned set is whole.
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = told.insert((used.path, discriminant(&used.budget)));
        drop(told);
        if is_new {
            report::budget_use(used);
        }
    }
}
