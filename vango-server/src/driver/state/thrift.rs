//! How much of the budgets is used, and whether anything is kept at all: counted always, told to the developer in time.
//!
//! Invariant: each item is told of once for each budget, however many sessions write it.
//! Deliberately absent: the budgets themselves, which a commit keeps.

use std::collections::HashSet;
use std::mem::discriminant;
use std::sync::atomic::{AtomicBool, Ordering};
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

/// What the app was given to keep state beyond its process.
#[derive(Clone, Copy, Default)]
pub(crate) struct Keeps {
    pub(crate) has_store: bool,
    /// Without one no browser can say after a restart which tab it was.
    pub(crate) has_secret: bool,
}

/// Watches the budgets of one app.
pub(crate) struct Thrift {
    audience: Audience,
    keeps: Keeps,
    has_told_of_keeping: AtomicBool,
    counters: Counters,
    told: Mutex<HashSet<(&'static str, std::mem::Discriminant<Budget>)>>,
}

impl Thrift {
    pub(crate) fn new(audience: Audience, keeps: Keeps, counters: Counters) -> Self {
        Self {
            audience,
            keeps,
            has_told_of_keeping: AtomicBool::new(false),
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

    /// An item was written: warns whoever develops the app, once, when that is gone with the process.
    pub(crate) fn keep(&self, path: &str) {
        let Keeps {
            has_store,
            has_secret,
        } = self.keeps;
        if (has_store && has_secret)
            || self.audience != Audience::Developers
            || self.has_told_of_keeping.swap(true, Ordering::Relaxed)
        {
            return;
        }
        report::forgets(path, has_store);
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
