//! askama: templates in files, compiled; the buffer starts at the template's size hint.

use askama::Template;

use crate::data::{Profile, Row};

#[derive(Template)]
#[template(path = "table.html")]
struct Table<'d> {
    rows: &'d [Row],
}

#[derive(Template)]
#[template(path = "page.html")]
struct Page<'d> {
    profile: &'d Profile,
}

/// The table.
///
/// # Panics
/// Never: writing to a string cannot fail, and no value's own formatting fails.
pub fn table(rows: &[Row]) -> String {
    Table { rows }.render().expect("nothing in it can fail")
}

/// The small page.
///
/// # Panics
/// As [`table`].
pub fn page(profile: &Profile) -> String {
    Page { profile }.render().expect("nothing in it can fail")
}
