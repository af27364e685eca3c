//! Which resets a log was told of: a value that cannot be read is found by each page of its tab until another is written.
//!
//! Invariant: it takes no more room than [`MOST`] entries. When it is full it forgets all, and a reset may be told twice.
//! Deliberately absent: counting. Each reset is counted.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use super::identity::BrowserId;

/// Entries that are remembered.
const MOST: usize = 16_384;

/// The resets that were told, by browser and path of the item; a browser's tabs each have a value, and one line will do.
#[derive(Default)]
pub(crate) struct Resets(Mutex<HashSet<(BrowserId, &'static str)>>);

impl Resets {
    /// Whether it was not told before; from now on it was.
    pub(super) fn is_news(&self, browser: BrowserId, path: &'static str) -> bool {
        // Nothing that could panic runs under the lock, so a poisoned set is whole.
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if told.len() >= MOST && !told.contains(&(browser, path)) {
            told.clear();
        }
        told.insert((browser, path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_told_once_and_not_all_are_remembered() {
        let resets = Resets::default();
        let first = BrowserId::mint();
        assert!(resets.is_news(first, "a::A") && resets.is_news(first, "a::B"));
        assert!(!resets.is_news(first, "a::A") && !resets.is_news(first, "a::B"));
        for _ in 0..MOST - 2 {
            assert!(resets.is_news(BrowserId::mint(), "a::A"));
        }
        assert!(!resets.is_news(first, "a::A"), "what is there stays");
        assert!(resets.is_news(BrowserId::mint(), "a::A"));
        assert_eq!(resets.0.lock().expect("nobody has panicked").len(), 1);
    }
}
