//! From text to schemas.
//!
//! Invariant: depth, members, names and the number of types are bounded while a schema is made, not after: a table whose
//! types hold one another would grow without end.

use std::collections::BTreeMap;

use vango_schema::limits::{MAX_DEPTH, MAX_MEMBERS, MAX_NAME_BYTES, MAX_SCHEMA_BYTES};
use vango_schema::{ContentBuf, FieldBuf, SchemaBuf, VariantBuf};

use crate::state::limits::MAX_NODES;
use crate::state::notation::{FieldText, Problem, TypeText, VariantText, is_inner, is_plain};

/// The most that is shown of a text that cannot be read, in characters.
const SHOWN: usize = 40;

type Read<T> = Result<T, Problem>;

/// Reads expressions by a table.
pub(crate) struct Reader<'t> {
    types: &'t BTreeMap<String, TypeText>,
    /// What all schemas together may still hold.
    left: usize,
    /// What the one that is read may still hold.
    left_of_one: usize,
}

impl<'t> Reader<'t> {
    pub(crate) fn new(types: &'t BTreeMap<String, TypeText>) -> Self {
        Self {
            types,
            left: MAX_NODES,
            left_of_one: 0,
        }
    }

    /// The schema that an expression describes.
    pub(crate) fn schema(&mut self, text: &str) -> Read<SchemaBuf> {
        self.left_of_one = MAX_SCHEMA_BYTES;
        self.whole(text, 0)
    }

    fn whole(&mut self, text: &str, depth: usize) -> Read<SchemaBuf> {
        let mut expression = Expression { text, at: 0 };
        let schema = self.expression(&mut expression, depth)?;
        match expression.rest() {
            "" => Ok(schema),
            _ => Err(expression.problem("nothing should follow the type")),
        }
    }

    fn expression(&mut self, text: &mut Expression<'_>, depth: usize) -> Read<SchemaBuf> {
        self.count(depth)?;
        if text.take("(") {
            return self.tuple(text, depth);
        }
        let before = *text;
        let word = text.word();
        Ok(match word {
            "bool" => SchemaBuf::Bool,
            "char" => SchemaBuf::Char,
            "Text" => SchemaBuf::Text,
            "u8" | "u16" | "u32" | "u64" | "i8" | "i16" | "i32" | "i64" => SchemaBuf::Int {
                is_signed: word.starts_with('i'),
                bits: bits(word),
            },
            "f32" | "f64" => SchemaBuf::Float { bits: bits(word) },
            "Option" => SchemaBuf::Option(self.one(text, depth)?),
            "List" => SchemaBuf::List(self.one(text, depth)?),
            "Set" => SchemaBuf::Set(self.one(text, depth)?),
            "Map" => {
                text.expect("<")?;
                let key = self.expression(text, depth + 1)?;
                text.expect(",")?;
                let value = self.expression(text, depth + 1)?;
                text.expect(">")?;
                SchemaBuf::Map(Box::new(key), Box::new(value))
            }
            "Recursive" => {
                text.expect("<")?;
                let name = text.name()?;
                text.expect(">")?;
                SchemaBuf::Recursive(bounded(name)?)
            }
            label => {
                let Some((label, of)) = self.types.get_key_value(label) else {
                    return Err(before.problem(
                        "no type is called so, neither by the notation nor under `types`",
                    ));
                };
                let named = self.named(label, of, depth);
                named.map_err(|problem| problem.at(format!("types, {label}")))?
            }
        })
    }

    /// What follows the opening bracket.
    fn tuple(&mut self, text: &mut Expression<'_>, depth: usize) -> Read<SchemaBuf> {
        if text.take(")") {
            return Ok(SchemaBuf::Unit);
        }
        let mut members = Vec::new();
        if text.take(",") {
            text.expect(")")?;
            return Ok(SchemaBuf::Tuple(members));
        }
        loop {
            members.push(self.expression(text, depth + 1)?);
            few(members.len())?;
            if text.take(")") {
                break;
            }
            text.expect(",")?;
            if members.len() == 1 && text.take(")") {
                break;
            }
        }
        Ok(SchemaBuf::Tuple(members))
    }

    fn one(&mut self, text: &mut Expression<'_>, depth: usize) -> Read<Box<SchemaBuf>> {
        text.expect("<")?;
        let of = self.expression(text, depth + 1)?;
        text.expect(">")?;
        Ok(Box::new(of))
    }

    fn named(&mut self, label: &str, of: &'t TypeText, depth: usize) -> Read<SchemaBuf> {
        let name = match &of.name {
            Some(name) => name,
            None => label.split('#').next().unwrap_or_default(),
        };
        let content = match (&of.variants, &of.newtype, &of.tuple, &of.fields) {
            (Some(variants), None, None, None) => {
                few(variants.len())?;
                let read = variants.iter().enumerate().map(|(at, variant)| {
                    let read = self.variant(variant, depth + 1);
                    read.map_err(|problem| {
                        problem.at(format!("variant {at} ({})", shortened(&variant.name)))
                    })
                });
                ContentBuf::Enum(read.collect::<Read<_>>()?)
            }
            (None, newtype, tuple, fields) => {
                self.content(newtype.as_ref(), tuple.as_ref(), fields.as_ref(), depth)?
            }
            _ => return Err(one_content()),
        };
        Ok(SchemaBuf::Named {
            name: bounded(name.to_owned())?,
            id: of
                .schema
                .clone()
                .map(bounded)
                .transpose()?
                .filter(|id| !id.is_empty()),
            content,
        })
    }

    fn content(
        &mut self,
        newtype: Option<&String>,
        tuple: Option<&Vec<String>>,
        fields: Option<&'t Vec<FieldText>>,
        depth: usize,
    ) -> Read<ContentBuf> {
        Ok(match (newtype, tuple, fields) {
            (None, None, None) => ContentBuf::Unit,
            (Some(of), None, None) => {
                let read = self.whole(of, depth + 1);
                let read = read.map_err(|problem| problem.at("newtype"));
                ContentBuf::Newtype(Box::new(read?))
            }
            (None, Some(members), None) => {
                few(members.len())?;
                let read = members.iter().enumerate().map(|(at, of)| {
                    let read = self.whole(of, depth + 1);
                    read.map_err(|problem| problem.at(format!("tuple, place {at}")))
                });
                ContentBuf::Tuple(read.collect::<Read<_>>()?)
            }
            (None, None, Some(fields)) => {
                few(fields.len())?;
                let read = fields.iter().enumerate().map(|(at, field)| {
                    let read = self.field(field, depth + 1);
                    read.map_err(|problem| {
                        problem.at(format!("field {at} ({})", shortened(&field.name)))
                    })
                });
                ContentBuf::Struct(read.collect::<Read<_>>()?)
            }
            _ => return Err(one_content()),
        })
    }

    fn field(&mut self, field: &FieldText, depth: usize) -> Read<FieldBuf> {
        Ok(FieldBuf {
            name: bounded(field.name.clone())?,
            aliases: aliases(&field.aliases)?,
            has_default: field.default,
            schema: self.whole(&field.of, depth)?,
        })
    }

    fn variant(&mut self, variant: &'t VariantText, depth: usize) -> Read<VariantBuf> {
        self.count(depth)?;
        Ok(VariantBuf {
            name: bounded(variant.name.clone())?,
            aliases: aliases(&variant.aliases)?,
            content: self.content(
                variant.newtype.as_ref(),
                variant.tuple.as_ref(),
                variant.fields.as_ref(),
                depth,
            )?,
        })
    }

    /// Takes account of one more type.
    fn count(&mut self, depth: usize) -> Read<()> {
        if depth >= MAX_DEPTH {
            let what = format!(
                "types stand more than {MAX_DEPTH} deep in one another, or one holds itself without `Recursive`"
            );
            return Err(Problem::new(what));
        }
        if self.left == 0 || self.left_of_one == 0 {
            return Err(Problem::new("the schema is larger than one may be"));
        }
        self.left -= 1;
        self.left_of_one -= 1;
        Ok(())
    }
}

fn bits(word: &str) -> u8 {
    word[1..]
        .parse()
        .expect("the words that are read so end in a number")
}

fn one_content() -> Problem {
    Problem::new("a type has at most one of `newtype`, `tuple`, `fields` and `variants`")
}

fn few(count: usize) -> Read<()> {
    match count <= MAX_MEMBERS {
        true => Ok(()),
        false => Err(Problem::new(format!("more than {MAX_MEMBERS} members"))),
    }
}

fn bounded(name: String) -> Read<String> {
    match name.len() <= MAX_NAME_BYTES {
        true => Ok(name),
        false => Err(Problem::new(format!(
            "a name of more than {MAX_NAME_BYTES} bytes"
        ))),
    }
}

fn aliases(names: &[String]) -> Read<Vec<String>> {
    few(names.len())?;
    names.iter().cloned().map(bounded).collect()
}

fn shortened(text: &str) -> String {
    let mut characters = text.chars();
    let shown: String = characters.by_ref().take(SHOWN).collect();
    match characters.next() {
        Some(_) => shown + "…",
        None => shown,
    }
}

/// A text and how much of it was read.
#[derive(Clone, Copy)]
struct Expression<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Expression<'t> {
    /// What follows, without the spaces before it.
    fn rest(&self) -> &'t str {
        self.text[self.at..].trim_start_matches(' ')
    }

    fn skip(&mut self, rest: &str) {
        self.at = self.text.len() - rest.len();
    }

    fn take(&mut self, sign: &str) -> bool {
        let rest = self.rest().strip_prefix(sign);
        if let Some(rest) = rest {
            self.skip(rest);
        }
        rest.is_some()
    }

    fn expect(&mut self, sign: &str) -> Read<()> {
        match self.take(sign) {
            true => Ok(()),
            false => Err(self.problem(&format!("`{sign}` should stand here"))),
        }
    }

    /// A word of the notation or a label; empty when there is neither.
    fn word(&mut self) -> &'t str {
        let rest = self.rest();
        let is_part = |character| is_inner(character) || character == '#';
        let end = rest
            .find(|character| !is_part(character))
            .unwrap_or(rest.len());
        self.skip(&rest[end..]);
        &rest[..end]
    }

    /// A name as it is or as a JSON string.
    fn name(&mut self) -> Read<String> {
        let before = *self;
        let rest = self.rest();
        if !rest.starts_with('"') {
            let name = self.word();
            return match is_plain(name) {
                true => Ok(name.to_owned()),
                false => Err(before.problem("a name should stand here")),
            };
        }
        let mut strings = serde_json::Deserializer::from_str(rest).into_iter::<String>();
        match strings.next() {
            Some(Ok(name)) => {
                self.skip(&rest[strings.byte_offset()..]);
                Ok(name)
            }
            _ => Err(before.problem("a name should end in `\"`")),
        }
    }

    fn problem(&self, what: &str) -> Problem {
        let rest = self.rest();
        let at = self.text[..self.text.len() - rest.len()].chars().count() + 1;
        let shown = match rest {
            "" => "the end of".to_owned(),
            rest => format!("`{}` in", shortened(rest)),
        };
        Problem::new(format!(
            "character {at}, {shown} `{}`: {what}",
            shortened(self.text)
        ))
    }
}
