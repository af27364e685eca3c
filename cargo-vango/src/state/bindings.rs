//! `vango_state_bindings.rs`: which path has which id, as a Rust expression that the app includes.
//!
//! Invariant: all items stand in it, one a line, by path; nothing in it depends on where the app puts the file.

use std::fmt::Write as _;

use crate::state::item::Item;

/// How the file begins: by it `apply` knows its own.
pub(crate) const HEADER: &str =
    "// Written by `cargo vango state apply`; commit it, don't edit it.";

const PURPOSE: &str = "\
// Which persisted item is stored under which id, so that one that moves keeps its values. The app includes it:
// `App::new().state(include!(\"../vango_state_bindings.rs\"))`.
";

/// The text for these items.
pub(crate) fn render(items: &[Item]) -> String {
    let mut text = format!("{HEADER}\n{PURPOSE}::vango::persist::Bindings::new(&[\n");
    let mut by_path: Vec<&Item> = items.iter().collect();
    by_path.sort_by(|one, other| one.path.cmp(&other.path));
    for Item { path, id, .. } in by_path {
        let line = writeln!(
            text,
            "    ::vango::persist::Binding {{ path: {path:?}, id: {id:?} }},"
        );
        line.expect("texts take what is written");
    }
    text + "])\n"
}
