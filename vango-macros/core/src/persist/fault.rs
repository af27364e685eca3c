//! What is refused in a persisted type, in words.

use super::attribute::Refused;
use crate::diagnostic::{Code, Diagnostics};

pub(super) const KNOWN: &str = "`#[persist(schema = \"app:Name:v1\")]`, and of serde's `rename`, `rename_all`, `alias`, `default`, `skip` and \
                                `transparent`";

/// Each of serde's attributes that stands there though the schema could not say what it stores.
pub(super) fn refuse(attributes: &[(&str, Option<Refused>)], diagnostics: &mut Diagnostics) {
    for (name, refused) in attributes {
        let Some(Refused(span)) = refused else {
            continue;
        };
        let help = match *name {
            "flatten" => "write the fields out, or keep the value in a field of its own",
            "tag" | "content" | "untagged" => {
                "leave it out: variants are stored with their names, so that others can be added"
            }
            "skip_serializing" | "skip_deserializing" => {
                "use `skip`, which leaves the field out both ways and takes its default"
            }
            "borrow" => "a persisted value owns what is in it: use `String` or `Cow<'static, str>`",
            _ => {
                "persist a type of your own that says what is stored, and convert it where it is used"
            }
        };
        diagnostics.report(
            Code::PersistAttribute,
            *span,
            format!("`#[serde({name})]` stores something that this type does not show, so no deploy could be judged"),
            help,
        );
    }
}
