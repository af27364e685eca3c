//! What a program or the committed files hold, written out.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde::Serialize;
use vango_schema::{Fingerprint, Lifetime, RecordBuf, SchemaBuf};

use crate::state::item::{Committed, LifetimeWord, fingerprint_word};
use crate::state::layout::to_text;
use crate::state::notation::{FieldText, TypeText, Types, VariantText};

/// The version of the JSON.
const VERSION: u32 = 1;

/// An item from one of the sources.
#[derive(Clone, Debug)]
pub struct Shown {
    source: Source,
    path: String,
    /// What is committed has one.
    id: Option<String>,
    lifetime: Lifetime,
    was: Option<String>,
    migrates: Vec<Fingerprint>,
    schema: SchemaBuf,
}

/// Where an item was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Source {
    Artifact,
    Manifest,
    Retired,
}

/// The items of a program.
pub fn of_program(records: &[RecordBuf]) -> Vec<Shown> {
    let shown = records.iter().map(|record| Shown {
        source: Source::Artifact,
        path: record.path.clone(),
        id: None,
        lifetime: record.lifetime,
        was: record.was.clone(),
        migrates: record.migrates.clone(),
        schema: record.schema.clone(),
    });
    shown.collect()
}

/// The items that are committed, those that have gone at the end.
pub fn of_committed(committed: &Committed) -> Vec<Shown> {
    let living = committed.items.iter().map(|item| (Source::Manifest, item));
    let retired = committed.retired.iter().map(|item| (Source::Retired, item));
    let shown = living.chain(retired).map(|(source, item)| Shown {
        source,
        path: item.path.clone(),
        id: Some(item.id.clone()),
        lifetime: item.lifetime,
        was: item.was.clone(),
        migrates: Vec::new(),
        schema: item.schema.clone(),
    });
    shown.collect()
}

/// For people.
pub fn inspect(items: &[Shown]) -> String {
    let mut text = String::new();
    let mut source = None;
    for item in items {
        if source != Some(item.source) {
            if source.is_some() {
                line(&mut text, 0, "");
            }
            source = Some(item.source);
            line(
                &mut text,
                0,
                match item.source {
                    Source::Artifact => "In the program:",
                    Source::Manifest => "Committed:",
                    Source::Retired => "Committed, and gone since:",
                },
            );
        }
        line(&mut text, 0, "");
        write_item(&mut text, item);
    }
    if items.is_empty() {
        line(&mut text, 0, "There are no persisted items.");
    }
    text
}

/// For programs.
pub fn inspect_json(items: &[Shown]) -> String {
    let mut types = Types::default();
    let items = items.iter().map(|item| ItemJson {
        source: item.source,
        path: &item.path,
        id: item.id.as_deref(),
        lifetime: item.lifetime,
        fingerprint: Fingerprint::of_buf(&item.schema),
        was: item.was.as_deref(),
        migrates: item.migrates.iter().map(ToString::to_string).collect(),
        of: types.expression(&item.schema),
    });
    let items = items.collect();
    to_text(&InspectJson {
        version: VERSION,
        items,
        types: types.into_table(),
    })
}

#[derive(Serialize)]
struct InspectJson<'i> {
    version: u32,
    items: Vec<ItemJson<'i>>,
    types: BTreeMap<String, TypeText>,
}

#[derive(Serialize)]
struct ItemJson<'i> {
    source: Source,
    path: &'i str,
    id: Option<&'i str>,
    #[serde(with = "LifetimeWord")]
    lifetime: Lifetime,
    #[serde(with = "fingerprint_word")]
    fingerprint: Fingerprint,
    was: Option<&'i str>,
    migrates: BTreeSet<String>,
    #[serde(rename = "type")]
    of: String,
}

fn line(text: &mut String, level: usize, line: &str) {
    let indent = "  ".repeat(level);
    writeln!(text, "{indent}{line}").expect("texts take what is written");
}

fn write_item(text: &mut String, item: &Shown) {
    let mut types = Types::default();
    let expression = types.expression(&item.schema);
    line(text, 0, &format!("{}: {expression}", item.path));
    line(
        text,
        1,
        &format!(
            "{}, fingerprint {}",
            item.lifetime,
            Fingerprint::of_buf(&item.schema)
        ),
    );
    if let Some(id) = item.id.as_ref().filter(|id| **id != item.path) {
        line(text, 1, &format!("stored as {id}"));
    }
    if let Some(was) = &item.was {
        line(text, 1, &format!("was {was}"));
    }
    for migrates in &item.migrates {
        line(text, 1, &format!("made from {migrates} by a function"));
    }
    for (label, of) in types.in_order() {
        write_type(text, label, of);
    }
}

fn write_type(text: &mut String, label: &str, of: &TypeText) {
    let kind = if of.variants.is_some() {
        "enum"
    } else {
        "struct"
    };
    let mut head = format!("{kind} {label}");
    if let Some(name) = &of.name {
        head = format!("{head}, named {name:?}");
    }
    if let Some(id) = &of.schema {
        head = format!("{head}, schema {id:?}");
    }
    let content = content(of.newtype.as_ref(), of.tuple.as_ref());
    line(text, 1, &format!("{head}{content}"));
    for field in of.fields.iter().flatten() {
        write_field(text, 2, field);
    }
    for variant in of.variants.iter().flatten() {
        write_variant(text, variant);
    }
}

fn write_variant(text: &mut String, variant: &VariantText) {
    let content = content(variant.newtype.as_ref(), variant.tuple.as_ref());
    let noted = noted(false, &variant.aliases);
    line(text, 2, &format!("{}{content}{noted}", variant.name));
    for field in variant.fields.iter().flatten() {
        write_field(text, 3, field);
    }
}

fn write_field(text: &mut String, level: usize, field: &FieldText) {
    let noted = noted(field.default, &field.aliases);
    line(text, level, &format!("{}: {}{noted}", field.name, field.of));
}

/// What stands in brackets: values without names.
fn content(newtype: Option<&String>, tuple: Option<&Vec<String>>) -> String {
    match (newtype, tuple) {
        (Some(of), _) => format!("({of})"),
        (None, Some(members)) => format!("({})", members.join(", ")),
        (None, None) => String::new(),
    }
}

fn noted(has_default: bool, aliases: &[String]) -> String {
    let default = has_default.then(|| "may be missing".to_owned());
    let aliases = (!aliases.is_empty()).then(|| format!("also read as {}", aliases.join(", ")));
    let notes: Vec<String> = default.into_iter().chain(aliases).collect();
    match notes.is_empty() {
        true => String::new(),
        false => format!("  ({})", notes.join("; ")),
    }
}
