//! What a development run finds: each rule with a page that breaks it and the text of the report, and correct apps, of which
//! nothing is reported. `docs/errors/VG12nn.md` explains the rules. Without debug assertions: that nothing is looked for.

#[cfg(debug_assertions)]
mod correct;
#[cfg(debug_assertions)]
mod effect;
#[cfg(debug_assertions)]
mod key;
#[cfg(debug_assertions)]
mod nesting;
#[cfg(debug_assertions)]
mod page;
#[cfg(debug_assertions)]
mod purity;
#[cfg(not(debug_assertions))]
mod release;
#[cfg(debug_assertions)]
mod service;
#[cfg(debug_assertions)]
mod slot;
#[cfg(debug_assertions)]
mod slow;

/// The line of `source` after the comment `marker`.
#[cfg(debug_assertions)]
fn line_after(source: &str, marker: &str) -> usize {
    let marker = format!("// {marker}");
    let found = source.lines().position(|line| line.trim() == marker);
    found.expect("the marker stands in the file") + 2
}

/// Checks that exactly this is reported.
#[cfg(debug_assertions)]
#[track_caller]
fn check(tab: &vango_acceptance::Tab, expected: &[&str]) {
    assert_eq!(tab.findings(), expected, "{:#?}", tab.reports);
}
