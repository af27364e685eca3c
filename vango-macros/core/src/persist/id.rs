//! Schema ids, on a type and on an item.

use crate::diagnostic::{Code, Diagnostics, Place};

/// The id when it is one; otherwise that is reported.
pub(crate) fn check(id: &str, place: Place, diagnostics: &mut Diagnostics) -> Option<String> {
    let is_known = |letter: char| letter.is_ascii_alphanumeric() || ":._-/".contains(letter);
    if id.is_empty() || id.len() > 128 || !id.chars().all(is_known) {
        diagnostics.report(
            Code::PersistSchemaId,
            place,
            "a schema id is 1 to 128 letters, digits and `:._-/`",
            "name the app, the type and a version: `schema = \"shop:Cart:v1\"`",
        );
        return None;
    }
    Some(id.to_owned())
}
