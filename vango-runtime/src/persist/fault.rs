//! Why a transaction was not persisted, and therefore not made.

use std::fmt;

/// Why a transaction that wrote persisted values was undone.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PersistError {
    /// A value, or all together, would take more bytes than they may.
    OverBudget {
        /// The item that was written.
        path: &'static str,
        /// Which budget.
        budget: Budget,
        /// What it is, in bytes.
        max_bytes: usize,
    },
    /// A value refuses to be written.
    Codec {
        /// The item.
        path: &'static str,
        /// What it says.
        reason: String,
    },
    /// The store did not take it. Nothing of the transaction is stored.
    Store {
        /// What the store says.
        reason: String,
    },
}

/// A bound on the bytes of persisted values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Budget {
    /// Of one value.
    Value,
    /// Of all values of a session.
    Session,
    /// Of all sessions that a process of the app holds.
    App,
}

impl fmt::Display for Budget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Value => "a value",
            Self::Session => "a session",
            Self::App => "all sessions together",
        })
    }
}

/// How much of a budget is used, told when it is half or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BudgetUse {
    /// The item that was written.
    pub path: &'static str,
    /// Which budget.
    pub budget: Budget,
    /// What is used of it, in bytes.
    pub bytes: usize,
    /// What it is, in bytes.
    pub max_bytes: usize,
}

impl BudgetUse {
    /// `None` below a half.
    pub(crate) fn of(
        path: &'static str,
        budget: Budget,
        bytes: usize,
        max_bytes: usize,
    ) -> Option<Self> {
        (bytes >= max_bytes.div_ceil(2)).then_some(Self {
            path,
            budget,
            bytes,
            max_bytes,
        })
    }
}

impl fmt::Display for BudgetUse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            bytes,
            max_bytes,
            ..
        } = self;
        match self.budget {
            Budget::Value => write!(f, "`{path}` takes {bytes}")?,
            budget => write!(f, "with `{path}` {budget} takes {bytes}")?,
        }
        write!(
            f,
            " of the {max_bytes} bytes that it may take in the store; a write above that is undone: persist a reference to what \
             is large (an id), and keep the data in your database"
        )
    }
}

impl fmt::Display for PersistError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OverBudget {
                path,
                budget,
                max_bytes,
            } => write!(
                f,
                "`{path}` was not changed: {budget} may take {max_bytes} bytes in the store; persist a reference to what is \
                 large (an id, a path), or raise the budget"
            ),
            Self::Codec { path, reason } => {
                write!(
                    f,
                    "`{path}` was not changed: its value cannot be written: {reason}"
                )
            }
            Self::Store { reason } => {
                write!(
                    f,
                    "nothing was changed: the store did not take it: {reason}"
                )
            }
        }
    }
}

impl std::error::Error for PersistError {}
