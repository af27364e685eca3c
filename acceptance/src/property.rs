//! How long the property tests look: as many cases as the test says, or as many as the environment asks for.
//!
//! The tests set their number in code, which would hide proptest's own `PROPTEST_CASES`; they ask here for it. It knows
//! nothing of proptest: seeds, shrinking and regression files stay proptest's business.

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

#[cfg(test)]
mod tests {
    use super::parse;

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
