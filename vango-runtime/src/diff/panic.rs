//! Panics of code that only computes: renders, rows, and the tracked closures of effects and resources.
//!
//! Invariant: all are counted, the first is told of; a page with a thousand rows that fail makes one report.
//! Deliberately absent: panics of code that writes. These end the turn (see `session`).

use std::panic::Location;

use crate::reactive::Panicked;

/// What panicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Computing {
    /// The render of a component with this name, or of a row in it.
    Render(&'static str),
    /// The tracked closure of an effect or resource that was made here.
    Tracked(&'static Location<'static>),
}

/// See the module's documentation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Panics {
    pub(crate) count: u64,
    pub(crate) first: Option<(Computing, String)>,
}

impl Panics {
    pub(crate) fn add(&mut self, what: Computing, message: String) {
        self.count += 1;
        self.first.get_or_insert((what, message));
    }

    pub(crate) fn add_tracked(&mut self, panics: Vec<Panicked>) {
        for Panicked { at, message } in panics {
            self.add(Computing::Tracked(at), message);
        }
    }
}
