//! That a path is one item's alone, in the whole program.
//!
//! Invariant: whoever reads or writes a value has claimed its item's path before. Two items with one path would be stored under one
//! name, each over the other; the compiler cannot say so, because it tells a macro nothing of the function around an item.
//! Deliberately absent: items that nothing uses.

use std::collections::BTreeMap;
use std::panic::Location;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

/// Where the items that were used stand, by their paths.
static CLAIMED: Mutex<BTreeMap<&'static str, Place>> = Mutex::new(BTreeMap::new());

/// One item's claim to its path: part of its `static`.
#[derive(Debug)]
pub(super) struct Claim {
    at: &'static Location<'static>,
    /// Asked for each time that a session reaches the item first; the map only once.
    is_made: AtomicBool,
}

/// Where an item stands: its claim, by address and in the source.
struct Place {
    address: usize,
    at: &'static Location<'static>,
}

impl Claim {
    pub(super) const fn new(at: &'static Location<'static>) -> Self {
        Self {
            at,
            is_made: AtomicBool::new(false),
        }
    }

    /// Makes sure that no other item has this path. Panics when one has: what is stored of them would be mixed up.
    pub(super) fn make(&self, path: &'static str) {
        if self.is_made.load(Ordering::Relaxed) {
            return;
        }
        let own = Place {
            address: std::ptr::from_ref(self).addr(),
            at: self.at,
        };
        // Nothing that could panic runs under the lock, so a poisoned map is whole.
        let mut claimed = CLAIMED.lock().unwrap_or_else(PoisonError::into_inner);
        let place = claimed.entry(path).or_insert(own);
        let (is_own, at) = (place.address == std::ptr::from_ref(self).addr(), place.at);
        drop(claimed);
        assert!(
            is_own,
            "two persisted items have the path `{path}`, at {at} and at {}, and would be stored under one name, each over the \
             other [VG0609]. A path is the module and the name: of the function around an item nothing is known. Give one of them another \
             name, or move it into a module of its own; the one that has stored values says `was = \"{path}\"`",
            self.at
        );
        self.is_made.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use std::panic::catch_unwind;

    use super::*;

    static FIRST: Claim = Claim::new(Location::caller());
    static SECOND: Claim = Claim::new(Location::caller());
    static OTHER: Claim = Claim::new(Location::caller());

    #[test]
    fn a_path_is_one_items_alone() {
        FIRST.make("claim::SEEN");
        FIRST.make("claim::SEEN");
        OTHER.make("claim::OTHER");
        for _ in 0..2 {
            let refused = catch_unwind(|| SECOND.make("claim::SEEN"));
            let problem = refused.expect_err("it is another item");
            let problem = problem.downcast_ref::<String>().expect("a text");
            assert!(problem.contains("`claim::SEEN`"), "{problem}");
            assert!(problem.contains("[VG0609]"), "{problem}");
            for line in [FIRST.at.line(), SECOND.at.line()] {
                assert!(problem.contains(&format!("claim.rs:{line}:")), "{problem}");
            }
            assert!(
                problem.contains("Give one of them another name"),
                "{problem}"
            );
        }
        FIRST.make("claim::SEEN");
    }
}
