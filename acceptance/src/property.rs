//! How long the property tests look (as many cases as the test says, or as many as the environment asks for), and what
//! they have come to see: a property that was never put to the test holds of everything.
//!
//! The tests set their number in code, which would hide proptest's own `PROPTEST_CASES`; they ask here for it. It knows
//! nothing of proptest: seeds, shrinking and regression files stay proptest's business.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::env::{self, VarError};

/// Proptest's own name for it.
const VARIABLE: &str = "PROPTEST_CASES";

/// How many cases a property test runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cases {
    /// The number for this run.
    pub count: u32,
    /// Whether the run is at least as long as the test's own number. What a test wants to have seen by chance is only
    /// owed by such a run.
    pub is_full: bool,
}

impl Cases {
    /// `usual`, unless `PROPTEST_CASES` says another number.
    ///
    /// # Panics
    ///
    /// When the variable is set and is no number above zero: a run of no cases would prove everything.
    #[must_use]
    pub fn from_env(usual: u32) -> Self {
        let count = match env::var(VARIABLE) {
            Ok(text) => parse(&text),
            Err(VarError::NotPresent) => usual,
            Err(VarError::NotUnicode(text)) => parse(&text.to_string_lossy()),
        };
        Self {
            count,
            is_full: count >= usual,
        }
    }
}

fn parse(text: &str) -> u32 {
    match text.parse() {
        Ok(count) if count > 0 => count,
        _ => panic!(
            "{VARIABLE}={text:?} is no number of cases: give a whole number from 1 to 4294967295, or unset it"
        ),
    }
}

/// How often, over a whole run, a property test saw what it has to see.
#[derive(Debug)]
pub struct Coverage {
    wanted: &'static [&'static str],
    least: u32,
    seen: RefCell<BTreeMap<&'static str, u32>>,
}

impl Coverage {
    /// Each of `wanted` has to be seen `least` times, often enough that no luck is needed.
    #[must_use]
    pub fn new(wanted: &'static [&'static str], least: u32) -> Self {
        Self {
            wanted,
            least,
            seen: RefCell::default(),
        }
    }

    /// Counts one.
    ///
    /// # Panics
    ///
    /// When nobody wants to see it.
    pub fn saw(&self, what: &'static str) {
        assert!(self.wanted.contains(&what), "{what} is in the table");
        *self.seen.borrow_mut().entry(what).or_default() += 1;
    }

    /// Prints the counts.
    ///
    /// # Panics
    ///
    /// When something was not seen often enough: the generator has lost it.
    pub fn check(&self) {
        let seen = self.seen.borrow();
        println!("{seen:?}");
        for what in self.wanted {
            let count = seen.get(what).copied().unwrap_or(0);
            assert!(
                count >= self.least,
                "{what}: only {count} times, the generator has lost it"
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Coverage, parse};

    #[test]
    fn what_was_seen_often_enough_is_enough() {
        let seen = Coverage::new(&["rain", "sun"], 2);
        for what in ["rain", "sun", "sun", "rain"] {
            seen.saw(what);
        }
        seen.check();
    }

    #[test]
    #[should_panic(expected = "sun: only 1 times")]
    fn what_was_seen_too_seldom_fails_the_run() {
        let seen = Coverage::new(&["sun"], 2);
        seen.saw("sun");
        seen.check();
    }

    #[test]
    fn a_number_is_taken_as_it_stands() {
        assert_eq!(parse("20000"), 20_000);
    }

    #[test]
    #[should_panic(expected = "PROPTEST_CASES=\"0\" is no number of cases")]
    fn no_cases_at_all_are_refused() {
        parse("0");
    }

    #[test]
    #[should_panic(expected = "PROPTEST_CASES=\"many\" is no number of cases")]
    fn what_is_no_number_is_refused() {
        parse("many");
    }
}
