//! Counts the tests that other runners ran.
//!
//! Invariant: a suite never counts as passed on its exit code alone (it must have run something), nor on its counts
//! alone (it may have been ended in the middle). Only the runners' closing lines are read, never single tests.

use std::fmt;

use crate::Outcome;
use crate::process::Finished;

/// Tests of one suite.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl Counts {
    /// A check that is one test by itself.
    pub(crate) fn one(success: bool) -> Self {
        Self {
            passed: u64::from(success),
            failed: u64::from(!success),
            skipped: 0,
        }
    }

    /// Reads the `test result:` lines of `cargo test`.
    pub(crate) fn from_cargo(finished: &Finished) -> Self {
        let mut counts = Self::default();
        for line in finished.output.lines() {
            let Some((_, result)) = line.split_once("test result: ") else {
                continue;
            };
            for part in result.split([';', '.']) {
                let mut words = part.split_whitespace();
                let Some(Ok(number)) = words.next().map(str::parse::<u64>) else {
                    continue;
                };
                match words.next() {
                    Some("passed") => counts.passed += number,
                    Some("failed") => counts.failed += number,
                    Some("ignored") => counts.skipped += number,
                    _ => {}
                }
            }
        }
        counts.agreeing_with(finished.success)
    }

    /// Reads the closing lines of Node's test runner, in its `tap` and its `spec` form.
    pub(crate) fn from_node(finished: &Finished) -> Self {
        let mut counts = Self::default();
        for line in finished.output.lines() {
            let Some(line) = line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ ")) else {
                continue;
            };
            let Some((word, number)) = line.split_once(' ') else {
                continue;
            };
            let Ok(number) = number.trim().parse::<u64>() else {
                continue;
            };
            match word {
                "pass" => counts.passed += number,
                "fail" | "cancelled" => counts.failed += number,
                "skipped" | "todo" => counts.skipped += number,
                _ => {}
            }
        }
        counts.agreeing_with(finished.success)
    }

    /// Reads a closing line `N passed, M failed`, the last one that was printed.
    pub(crate) fn from_closing_line(finished: &Finished) -> Self {
        let number = |text: &str, word: &str| text.strip_suffix(word)?.trim_end().parse().ok();
        let lines = finished.output.lines().rev();
        let mut counts = lines.filter_map(|line| {
            let (passed, failed) = line.split_once(", ")?;
            Some(Self {
                passed: number(passed, "passed")?,
                failed: number(failed, "failed")?,
                skipped: 0,
            })
        });
        let counts = counts.next().unwrap_or_default();
        counts.agreeing_with(finished.success)
    }

    /// A runner that failed without counting a failure (it did not compile, it crashed), or that ran nothing, is one
    /// failure.
    fn agreeing_with(mut self, success: bool) -> Self {
        let ran_nothing = self.passed == 0 && self.failed == 0;
        if self.failed == 0 && (!success || ran_nothing) {
            self.failed = 1;
        }
        self
    }
}

/// The suites that were run, in order.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    suites: Vec<(&'static str, Counts)>,
}

impl Summary {
    /// Adds a suite.
    pub(crate) fn add(&mut self, name: &'static str, counts: Counts) {
        self.suites.push((name, counts));
    }

    /// All suites together.
    pub(crate) fn total(&self) -> Counts {
        self.suites
            .iter()
            .fold(Counts::default(), |total, (_, counts)| Counts {
                passed: total.passed + counts.passed,
                failed: total.failed + counts.failed,
                skipped: total.skipped + counts.skipped,
            })
    }

    /// Failed when any test failed.
    pub(crate) fn outcome(&self) -> Outcome {
        let total = self.total();
        Outcome::from_success(total.failed == 0 && total.passed > 0)
    }

    /// `N passed, N failed`: the line that other tools look for.
    pub(crate) fn closing_line(&self) -> String {
        let total = self.total();
        let skipped = if total.skipped > 0 {
            format!(", {} skipped", total.skipped)
        } else {
            String::new()
        };
        format!("{} passed, {} failed{skipped}", total.passed, total.failed)
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self
            .suites
            .iter()
            .map(|(name, _)| name.len())
            .max()
            .unwrap_or(0)
            .max("suite".len());
        writeln!(
            f,
            "{:width$}  {:>7}  {:>7}  {:>7}",
            "suite", "passed", "failed", "skipped"
        )?;
        for (name, counts) in &self.suites {
            writeln!(
                f,
                "{name:width$}  {:>7}  {:>7}  {:>7}",
                counts.passed, counts.failed, counts.skipped
            )?;
        }
        writeln!(f, "{}", self.closing_line())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finished(success: bool, output: &str) -> Finished {
        Finished {
            success,
            output: output.to_owned(),
        }
    }

    #[test]
    fn cargo_results_are_added_up() {
        let output = "test a ... ok\n\ntest result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
             test result: FAILED. 2 passed; 4 failed; 0 ignored; 0 measured; 7 filtered out; finished in 1.50s\n";
        let counts = Counts::from_cargo(&finished(false, output));
        assert_eq!(
            counts,
            Counts {
                passed: 5,
                failed: 4,
                skipped: 1
            }
        );
    }

    #[test]
    fn node_results_are_read_in_both_forms() {
        let tap = "# tests 5\n# pass 3\n# fail 1\n# cancelled 1\n# skipped 0\n";
        let spec = "ℹ tests 5\nℹ pass 3\nℹ fail 1\nℹ cancelled 1\nℹ skipped 0\n";
        let expected = Counts {
            passed: 3,
            failed: 2,
            skipped: 0,
        };
        assert_eq!(Counts::from_node(&finished(false, tap)), expected);
        assert_eq!(Counts::from_node(&finished(false, spec)), expected);
    }

    #[test]
    fn the_last_closing_line_counts() {
        let output = "ok   a\n1 passed, 0 failed\nok   b\n19 passed, 2 failed\nthe end\n";
        let expected = Counts {
            passed: 19,
            failed: 2,
            skipped: 0,
        };
        assert_eq!(
            Counts::from_closing_line(&finished(false, output)),
            expected
        );
        let ended = Counts::from_closing_line(&finished(false, "3 passed, 0 failed\n"));
        assert_eq!((ended.passed, ended.failed), (3, 1));
        let silent = Counts::from_closing_line(&finished(true, "all passed, none failed\n"));
        assert_eq!((silent.passed, silent.failed), (0, 1));
    }

    #[test]
    fn a_suite_that_ran_nothing_has_failed() {
        assert_eq!(Counts::from_node(&finished(true, "")).failed, 1);
        assert_eq!(
            Counts::from_cargo(&finished(
                true,
                "test result: ok. 0 passed; 0 failed; 0 ignored"
            ))
            .failed,
            1
        );
    }

    #[test]
    fn a_suite_that_did_not_end_well_has_failed() {
        let output = "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured";
        assert_eq!(
            Counts::from_cargo(&finished(false, output)),
            Counts {
                passed: 3,
                failed: 1,
                skipped: 0
            }
        );
    }

    #[test]
    fn the_closing_line_counts_all_suites() {
        let mut summary = Summary::default();
        summary.add(
            "a",
            Counts {
                passed: 2,
                failed: 0,
                skipped: 0,
            },
        );
        assert_eq!(summary.outcome(), Outcome::Passed);
        summary.add("b", Counts::one(false));
        assert_eq!(summary.closing_line(), "2 passed, 1 failed");
        assert_eq!(summary.outcome(), Outcome::Failed);
        assert!(summary.to_string().ends_with("\n2 passed, 1 failed\n"));
    }

    #[test]
    fn no_suite_at_all_has_not_passed() {
        assert_eq!(Summary::default().outcome(), Outcome::Failed);
    }
}
