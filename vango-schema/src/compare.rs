//! Whether values that were stored under one schema can be read under another.
//!
//! Invariant: what is [`Effect::Safe`] loses nothing: every value of the old type is read as the value that it was. The rules are
//! those of the codec (values by name, numbers in the width they need); docs/persistence.md has them as a table, and each row
//! of it is a test that reads bytes which the old type has written.

use std::fmt;

use crate::buffer::{ContentBuf, FieldBuf, SchemaBuf, VariantBuf};

/// What a change does to stored values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// They are read as what they were.
    Safe,
    /// Some cannot be read, or would lose something.
    Lossy,
}

/// One difference between two schemas.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// Where: names of fields and variants, `[]` for what is in a collection. Empty for the value itself.
    pub place: String,
    /// What it does.
    pub effect: Effect,
    /// What has changed and why that is safe or not, for a person.
    pub reason: String,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place.as_str() {
            "" => f.write_str(&self.reason),
            place => write!(f, "{place}: {}", self.reason),
        }
    }
}

/// How `new` differs from `old`; nothing when values are stored alike.
///
/// ```
/// use vango_schema::{Describe, Effect, compare, decode, encode, encoded_len};
/// let schema = |bytes: &[u8]| decode(bytes).unwrap();
/// let old = schema(&encode::<{ encoded_len(u16::SCHEMA) }>(u16::SCHEMA));
/// let new = schema(&encode::<{ encoded_len(u32::SCHEMA) }>(u32::SCHEMA));
/// assert_eq!(compare(&old, &new)[0].effect, Effect::Safe);
/// assert_eq!(compare(&new, &old)[0].to_string(), "u32 is u16 now: a value may not fit any more");
/// ```
pub fn compare(old: &SchemaBuf, new: &SchemaBuf) -> Vec<Change> {
    let mut comparison = Comparison::default();
    comparison.schemas(old, new);
    comparison.changes
}

#[derive(Default)]
struct Comparison {
    changes: Vec<Change>,
    place: Vec<String>,
    /// The named types around what is compared, old and new.
    around: Vec<(String, String)>,
}

impl Comparison {
    fn tell(&mut self, effect: Effect, reason: String) {
        self.changes.push(Change {
            place: self.place.concat().trim_start_matches('.').to_owned(),
            effect,
            reason,
        });
    }

    /// Compares what is in a member.
    fn within(&mut self, place: String, compare: impl FnOnce(&mut Self)) {
        self.place.push(place);
        compare(self);
        self.place.pop();
    }

    fn element(&mut self, old: &SchemaBuf, new: &SchemaBuf) {
        self.within("[]".to_owned(), |this| this.schemas(old, new));
    }

    fn schemas(&mut self, old: &SchemaBuf, new: &SchemaBuf) {
        use SchemaBuf::{
            Bool, Char, Float, List, Map, Named, Option, Recursive, Set, Text, Tuple, Unit,
        };
        match (old, new) {
            (Unit, Unit) | (Bool, Bool) | (Char, Char) | (Text, Text) => {}
            (Char, Text) => self.tell(
                Effect::Safe,
                "a char is text now: it is stored as the same text".to_owned(),
            ),
            (SchemaBuf::Int { .. }, SchemaBuf::Int { .. }) | (Float { .. }, Float { .. }) => {
                self.numbers(old, new);
            }
            (Option(old), Option(new)) => self.schemas(old, new),
            (List(old), List(new)) | (Set(old), Set(new)) => self.element(old, new),
            (Set(old), List(new)) => {
                let reason = "a set is a list now: its values keep their order";
                self.tell(Effect::Safe, reason.to_owned());
                self.element(old, new);
            }
            (Map(old_key, old), Map(new_key, new)) => {
                self.within("[key]".to_owned(), |this| this.schemas(old_key, new_key));
                self.element(old, new);
            }
            (Tuple(old), Tuple(new)) => self.tuples(old, new),
            (Named { .. }, Named { .. }) => self.named(old, new),
            (Recursive(old), Recursive(new)) => self.recursive(old, new),
            (_, Option(new)) if !is_nullable(old) => {
                self.tell(
                    Effect::Safe,
                    "it is optional now: what was stored is there".to_owned(),
                );
                self.schemas(old, new);
            }
            (old, new) => match (newtype(old), newtype(new)) {
                (Some(inner), _) => self.schemas(inner, new),
                (None, Some(inner)) => self.schemas(old, inner),
                (None, None) => {
                    let reason = format!("{old} is {new} now: the one cannot be read as the other");
                    self.tell(Effect::Lossy, reason);
                }
            },
        }
    }

    fn numbers(&mut self, old: &SchemaBuf, new: &SchemaBuf) {
        if old == new {
            return;
        }
        let fits = match (old, new) {
            (SchemaBuf::Float { bits: old }, SchemaBuf::Float { bits: new }) => new > old,
            (
                SchemaBuf::Int {
                    is_signed: was_signed,
                    bits: old,
                },
                SchemaBuf::Int {
                    is_signed,
                    bits: new,
                },
            ) => new > old && (*is_signed || !was_signed),
            _ => false,
        };
        let (effect, why) = match fits {
            true => (Effect::Safe, "every value fits"),
            false => (Effect::Lossy, "a value may not fit any more"),
        };
        self.tell(effect, format!("{old} is {new} now: {why}"));
    }

    fn tuples(&mut self, old: &[SchemaBuf], new: &[SchemaBuf]) {
        if old.len() != new.len() {
            let reason = format!(
                "{} values are {} now: values without names are told apart by their number",
                old.len(),
                new.len()
            );
            return self.tell(Effect::Lossy, reason);
        }
        for (at, (old, new)) in old.iter().zip(new).enumerate() {
            self.within(format!(".{at}"), |this| this.schemas(old, new));
        }
    }

    fn named(&mut self, old: &SchemaBuf, new: &SchemaBuf) {
        let (
            SchemaBuf::Named {
                name: old_name,
                id: old_id,
                content: old,
            },
            SchemaBuf::Named {
                name: new_name,
                id: new_id,
                content: new,
            },
        ) = (old, new)
        else {
            return;
        };
        if let (Some(old_id), Some(new_id)) = (old_id, new_id)
            && old_id != new_id
        {
            let reason = format!(
                "the schema `{old_id}` is `{new_id}` now: whoever changes an id says that values have another meaning"
            );
            return self.tell(Effect::Lossy, reason);
        }
        self.around.push((old_name.clone(), new_name.clone()));
        self.contents(old, new);
        self.around.pop();
    }

    /// Both mean the same type around them, or it is another tree.
    fn recursive(&mut self, old: &str, new: &str) {
        let depth_of_old = self.around.iter().rev().position(|around| around.0 == old);
        let depth_of_new = self.around.iter().rev().position(|around| around.1 == new);
        if depth_of_old.is_none() || depth_of_old != depth_of_new {
            let reason = format!("it held {old}, which holds itself, and holds {new} now");
            self.tell(Effect::Lossy, reason);
        }
    }

    fn contents(&mut self, old: &ContentBuf, new: &ContentBuf) {
        match (old, new) {
            (ContentBuf::Unit, ContentBuf::Unit) => {}
            (ContentBuf::Newtype(old), ContentBuf::Newtype(new)) => self.schemas(old, new),
            (ContentBuf::Tuple(old), ContentBuf::Tuple(new)) => self.tuples(old, new),
            (ContentBuf::Struct(old), ContentBuf::Struct(new)) => self.fields(old, new),
            (ContentBuf::Enum(old), ContentBuf::Enum(new)) => self.variants(old, new),
            (old, new) => {
                let reason = format!(
                    "{} now: the one cannot be read as the other",
                    turned(old, new)
                );
                self.tell(Effect::Lossy, reason);
            }
        }
    }

    fn fields(&mut self, old: &[FieldBuf], new: &[FieldBuf]) {
        for field in old {
            let found = new.iter().find(|other| other.is_called(&field.name));
            self.within(format!(".{}", field.name), |this| match found {
                Some(other) => this.schemas(&field.schema, &other.schema),
                None => this.tell(
                    Effect::Lossy,
                    "the field is gone, and what is stored in it would be: if it was renamed, give it `#[serde(alias)]`"
                        .to_owned(),
                ),
            });
        }
        for field in new {
            if old.iter().any(|other| field.is_called(&other.name)) {
                continue;
            }
            self.within(format!(".{}", field.name), |this| this.added(field));
        }
    }

    fn added(&mut self, field: &FieldBuf) {
        let is_optional = matches!(field.schema, SchemaBuf::Option(_));
        let (effect, reason) = match field.has_default || is_optional {
            true => (Effect::Safe, "the field is new, and has a default"),
            false => (
                Effect::Lossy,
                "the field is new, and stored values have none: give it `#[serde(default)]`",
            ),
        };
        self.tell(effect, reason.to_owned());
    }

    fn variants(&mut self, old: &[VariantBuf], new: &[VariantBuf]) {
        for variant in old {
            let found = new.iter().find(|other| other.is_called(&variant.name));
            self.within(format!("::{}", variant.name), |this| match found {
                Some(other) => this.contents(&variant.content, &other.content),
                None => this.tell(
                    Effect::Lossy,
                    "the variant is gone: if it was renamed, give it `#[serde(alias)]`".to_owned(),
                ),
            });
        }
        for variant in new {
            if old.iter().any(|other| variant.is_called(&other.name)) {
                continue;
            }
            self.within(format!("::{}", variant.name), |this| {
                this.tell(Effect::Safe, "the variant is new".to_owned());
            });
        }
    }
}

impl FieldBuf {
    fn is_called(&self, name: &str) -> bool {
        is_one_of(name, &self.name, &self.aliases)
    }
}

impl VariantBuf {
    fn is_called(&self, name: &str) -> bool {
        is_one_of(name, &self.name, &self.aliases)
    }
}

fn is_one_of(name: &str, own: &str, aliases: &[String]) -> bool {
    own == name || aliases.iter().any(|alias| alias == name)
}

/// The value that a newtype is stored as.
fn newtype(schema: &SchemaBuf) -> Option<&SchemaBuf> {
    match schema {
        SchemaBuf::Named {
            content: ContentBuf::Newtype(inner),
            ..
        } => Some(inner),
        _ => None,
    }
}

/// Whether a value of it may be stored as nothing, which an `Option` around it would read as `None`.
fn is_nullable(schema: &SchemaBuf) -> bool {
    match schema {
        SchemaBuf::Unit | SchemaBuf::Option(_) => true,
        SchemaBuf::Named { content, .. } => match content {
            ContentBuf::Unit => true,
            ContentBuf::Newtype(inner) => is_nullable(inner),
            _ => false,
        },
        // What it is is known further out.
        SchemaBuf::Recursive(_) => true,
        _ => false,
    }
}

fn turned(old: &ContentBuf, new: &ContentBuf) -> String {
    let kind = |content: &ContentBuf| match content {
        ContentBuf::Unit => "nothing",
        ContentBuf::Newtype(_) => "one value",
        ContentBuf::Tuple(_) => "values without names",
        ContentBuf::Struct(_) => "named fields",
        ContentBuf::Enum(_) => "variants",
    };
    format!("it held {} and holds {}", kind(old), kind(new))
}
