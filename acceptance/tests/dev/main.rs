//! What a development run finds: each rule with a page that breaks it and the text of the report, and correct apps, of which
//! nothing is reported. `docs/errors/VG12nn.md` explains the rules.

#![cfg(debug_assertions)]

mod correct;
mod effect;
mod key;
mod nesting;
mod purity;
mod slot;
mod slow;

use vango_acceptance::Tab;

/// The line of `source` after the comment `marker`.
fn line_after(source: &str, marker: &str) -> usize {
    let marker = format!("// {marker}");
    let found = source.lines().position(|line| line.trim() == marker);
    found.expect("the marker stands in the file") + 2
}

/// Checks that exactly this is reported.
#[track_caller]
fn check(tab: &Tab, expected: &[&str]) {
    assert_eq!(tab.findings(), expected, "{:#?}", tab.reports);
}
