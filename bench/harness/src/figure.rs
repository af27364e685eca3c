//! One measured figure, with the bar that it is held against and what it was measured under.

use std::io::Write as _;

use anyhow::Result;
use serde::Serialize;

/// What a figure has to reach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bar {
    /// At most this.
    AtMost(f64),
    /// At least this.
    AtLeast(f64),
    /// It is only told.
    None,
}

/// One row of the table.
#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    /// `suite/what`, unique and stable: scripts select by it.
    pub name: String,
    /// What was measured.
    pub value: f64,
    /// `×` (a ratio), `µs`, `B`, `KiB`, `%`, …
    pub unit: &'static str,
    /// `<= 1.5`, `>= 80`, or nothing.
    pub bar: Option<String>,
    /// Whether the bar was reached; true without one.
    pub met: bool,
    /// Who it was measured beside, in the same run, and what that one came to.
    pub peer: Option<String>,
    /// Rounds, clients, sizes, spread: all that the value depends on.
    pub conditions: String,
}

impl Figure {
    /// A figure without bar and peer.
    pub fn new(name: impl Into<String>, value: f64, unit: &'static str) -> Self {
        Self {
            name: name.into(),
            value,
            unit,
            bar: None,
            met: true,
            peer: None,
            conditions: String::new(),
        }
    }

    /// Holds it against a bar.
    #[must_use]
    pub fn bar(mut self, bar: Bar) -> Self {
        (self.bar, self.met) = match bar {
            Bar::AtMost(most) => (Some(format!("<= {most}")), self.value <= most),
            Bar::AtLeast(least) => (Some(format!(">= {least}")), self.value >= least),
            Bar::None => (None, true),
        };
        self
    }

    /// Names the peer and its value.
    #[must_use]
    pub fn peer(mut self, peer: impl Into<String>) -> Self {
        self.peer = Some(peer.into());
        self
    }

    /// Says what it was measured under.
    #[must_use]
    pub fn conditions(mut self, conditions: impl Into<String>) -> Self {
        self.conditions = conditions.into();
        self
    }
}

/// Prints the figures for `cargo xtask bench`. A suite calls it once, at its end.
///
/// # Errors
/// When standard output is closed.
pub fn report(figures: &[Figure]) -> Result<()> {
    #[derive(Serialize)]
    struct Report<'a> {
        figures: &'a [Figure],
    }
    let mut out = std::io::stdout().lock();
    serde_json::to_writer(&mut out, &Report { figures })?;
    writeln!(out)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_met_from_its_own_side() {
        let figure = || Figure::new("a/b", 2.0, "×");
        assert!(figure().bar(Bar::AtMost(2.0)).met);
        assert!(!figure().bar(Bar::AtMost(1.9)).met);
        assert!(figure().bar(Bar::AtLeast(2.0)).met);
        assert!(!figure().bar(Bar::AtLeast(2.1)).met);
        assert!(figure().bar(Bar::None).met);
    }
}
