//! Two renders of one state, compared.

use super::value::{Traced, Value};
use super::{What, Wrote};
use crate::view::template::SlotKind;

/// Differences that one comparison tells of.
const DIFFERENCES_MAX: usize = 8;

/// So much of the markup before a slot is shown.
const MARKUP_MAX_BYTES: usize = 60;

/// What two renders of one state have shown differently.
#[derive(Debug)]
pub(crate) struct Difference {
    /// Where, so that the author finds it.
    pub(crate) place: String,
    pub(crate) first: String,
    pub(crate) second: String,
}

/// Where two renders that were traced differ.
pub(crate) fn differences(first: &impl Traced, second: &impl Traced) -> Vec<Difference> {
    let (ours, theirs) = (first.steps(), second.steps());
    let mut found = Vec::new();
    for (own, other) in ours.iter().zip(theirs) {
        let (before, after) = (first.value(own), second.value(other));
        let is_same_place = own.what == other.what && own.template.hash == other.template.hash;
        if is_same_place && before == after {
            continue;
        }
        // What follows a place that is not the same one cannot be compared; mostly what led here was told of.
        if !is_same_place && !found.is_empty() {
            break;
        }
        found.push(difference(own, before, after));
        let goes_on = is_same_place && !before.holds_more() && !after.holds_more();
        if !goes_on || found.len() == DIFFERENCES_MAX {
            return found;
        }
    }
    if let (true, Some(last)) = (found.is_empty() && ours.len() != theirs.len(), ours.last()) {
        found.push(Difference {
            place: place(last),
            first: format!("{} slots and views", ours.len()),
            second: theirs.len().to_string(),
        });
    }
    found
}

fn difference(step: &Wrote, first: Value<'_>, second: Value<'_>) -> Difference {
    Difference {
        place: place(step),
        first: first.to_string(),
        second: second.to_string(),
    }
}

fn place(step: &Wrote) -> String {
    format!("{}, {}", step.site, within(step))
}

/// Where in the `view!` it stands.
fn within(step: &Wrote) -> String {
    let slot = match step.what {
        What::View => return "the markup as a whole".to_owned(),
        What::Key => return format!("the key of the row `{}`", markup(step, 0)),
        What::Slot(slot) => slot,
    };
    let before = markup(step, slot);
    let element = before.split([' ', '>']).next().unwrap_or_default();
    match step.template.slots.get(slot) {
        Some(SlotKind::Attr(name)) => format!("the attribute `{name}` of `{element}>`"),
        Some(SlotKind::Class(name)) => format!("the class `{name}` of `{element}>`"),
        Some(SlotKind::Style(name)) => format!("the style `{name}` of `{element}>`"),
        Some(SlotKind::Spread) => format!("the attributes that are spread on `{element}>`"),
        Some(kind) => {
            let what = match kind {
                SlotKind::Branch => "the `if` or `match`",
                SlotKind::Rows => "the rows",
                SlotKind::Child => "the component",
                _ => "what stands",
            };
            match &*before {
                "" => format!("{what} at the beginning"),
                before => format!("{what} after `{before}`"),
            }
        }
        None => "the markup as a whole".to_owned(),
    }
}

/// The end of the static markup before a slot, from its last tag on.
fn markup(step: &Wrote, slot: usize) -> String {
    let pieces = step.template.pieces.iter().take(slot + 1);
    let before = pieces.copied().collect::<String>().replace("<!---->", "");
    let tag = before.rfind('<').unwrap_or_default();
    let start = tag.max(before.ceil_char_boundary(before.len().saturating_sub(MARKUP_MAX_BYTES)));
    before[start..].to_owned()
}
