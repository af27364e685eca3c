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

/// Who reads the log.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Audience {
    /// Somebody who develops the app, and can change what it keeps.
    Developers,
    /// Nobody who could.
    Operators,
}

/// Watches the budgets of one app.
pub(crate) struct Thrift {
    audience: Audience,
    counters: Counters,
    told: Mutex<HashSet<(&'static str, std::mem::Discriminant<Budget>)>>,
}

impl Thrift {
    pub(crate) fn new(audience: Audience, counters: Counters) -> Self {
        Self {
            audience,
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
        if self.audience != Audience::Developers {
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
