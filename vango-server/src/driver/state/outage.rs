//! A store that does not answer, as a log tells of it: when that begins, once a minute while it lasts, and when it is over.
//!
//! Deliberately absent: when to ask again.

use std::fmt::Display;
use std::time::Duration;

use tokio::time::Instant;

/// How often it is told while it lasts, at most.
const TOLD_EVERY: Duration = Duration::from_secs(60);

/// Of one thing that is read from the store.
pub(super) struct Outage {
    /// What is read: "globals".
    what: &'static str,
    /// When it was told last, while it lasts.
    told_at: Option<Instant>,
}

impl Outage {
    pub(super) fn new(what: &'static str) -> Self {
        Self {
            what,
            told_at: None,
        }
    }

    /// It could not be read.
    pub(super) fn failed(&mut self, problem: &impl Display) {
        if self.is_due(Instant::now()) {
            let what = self.what;
            crate::driver::failure(|| format!("{what} could not be read: {problem}"));
        }
    }

    /// It was read.
    pub(super) fn over(&mut self) {
        if self.told_at.take().is_some() {
            let what = self.what;
            crate::driver::relief(|| format!("{what} are read again"));
        }
    }

    fn is_due(&mut self, now: Instant) -> bool {
        let is_due = self
            .told_at
            .is_none_or(|told_at| now - told_at >= TOLD_EVERY);
        if is_due {
            self.told_at = Some(now);
        }
        is_due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outage_is_told_when_it_begins_and_once_a_minute() {
        let mut outage = Outage::new("globals");
        let begin = Instant::now();
        let told = |outage: &mut Outage, seconds: std::ops::Range<u64>| {
            seconds
                .filter(|second| outage.is_due(begin + Duration::from_secs(*second)))
                .collect::<Vec<_>>()
        };
        assert_eq!(told(&mut outage, 0..150), [0, 60, 120]);
        outage.over();
        assert_eq!(told(&mut outage, 150..220), [150, 210], "another one");
    }
}
