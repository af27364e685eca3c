//! From schemas to text.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use vango_schema::{ContentBuf, FieldBuf, SchemaBuf, VariantBuf};

use crate::state::notation::{FieldText, TypeText, VariantText, WORDS, is_plain};

/// The label of types whose name cannot be one.
const NAMELESS: &str = "Type";

/// The table of named types, which grows with the schemas that are written.
#[derive(Default)]
pub(crate) struct Types<'s> {
    /// By what the labels begin with: each type that is labelled so.
    labelled: BTreeMap<String, Vec<Labelled<'s>>>,
    /// In the order in which they were met.
    order: Vec<(String, usize)>,
}

struct Labelled<'s> {
    schema: &'s SchemaBuf,
    label: String,
    text: TypeText,
}

impl<'s> Types<'s> {
    /// The expression of a schema. Named types in it get their place in the table.
    pub(crate) fn expression(&mut self, schema: &'s SchemaBuf) -> String {
        match schema {
            SchemaBuf::Option(of) => format!("Option<{}>", self.expression(of)),
            SchemaBuf::List(of) => format!("List<{}>", self.expression(of)),
            SchemaBuf::Set(of) => format!("Set<{}>", self.expression(of)),
            SchemaBuf::Map(key, value) => {
                format!("Map<{}, {}>", self.expression(key), self.expression(value))
            }
            SchemaBuf::Tuple(members) => match self.expressions(members).as_slice() {
                [] => "(,)".to_owned(),
                [one] => format!("({one},)"),
                several => format!("({})", several.join(", ")),
            },
            SchemaBuf::Named { .. } => self.label(schema),
            SchemaBuf::Recursive(name) => match is_plain(name) {
                true => format!("Recursive<{name}>"),
                false => format!("Recursive<{}>", quoted(name)),
            },
            plain => plain.to_string(),
        }
    }

    /// The table, by label.
    pub(crate) fn into_table(self) -> BTreeMap<String, TypeText> {
        let labelled = self.labelled.into_values().flatten();
        labelled.map(|known| (known.label, known.text)).collect()
    }

    /// The table in the order in which the types were met, an outer one before what is in it.
    pub(crate) fn in_order(&self) -> impl Iterator<Item = (&str, &TypeText)> {
        self.order.iter().map(|(base, at)| {
            let known = &self.labelled[base][*at];
            (known.label.as_str(), &known.text)
        })
    }

    fn expressions(&mut self, members: &'s [SchemaBuf]) -> Vec<String> {
        members
            .iter()
            .map(|member| self.expression(member))
            .collect()
    }

    fn label(&mut self, schema: &'s SchemaBuf) -> String {
        let SchemaBuf::Named { name, id, content } = schema else {
            unreachable!("only types with a name are labelled");
        };
        let is_label = is_plain(name) && !WORDS.contains(&name.as_str());
        let base = if is_label { name } else { NAMELESS };
        let labelled = self.labelled.entry(base.to_owned()).or_default();
        if let Some(known) = labelled.iter().find(|known| known.schema == schema) {
            return known.label.clone();
        }
        let at = labelled.len();
        let mut label = base.to_owned();
        if at > 0 {
            write!(label, "#{}", at + 1).expect("texts take what is written");
        }
        labelled.push(Labelled {
            schema,
            label: label.clone(),
            text: TypeText::default(),
        });
        self.order.push((base.to_owned(), at));
        let text = TypeText {
            name: Some(name.clone()).filter(|name| name != base),
            schema: id.clone(),
            ..self.content(content)
        };
        let labelled = self.labelled.get_mut(base);
        labelled.expect("it was put there above")[at].text = text;
        label
    }

    fn content(&mut self, content: &'s ContentBuf) -> TypeText {
        let mut text = TypeText::default();
        match content {
            ContentBuf::Unit => {}
            ContentBuf::Newtype(of) => text.newtype = Some(self.expression(of)),
            ContentBuf::Tuple(members) => text.tuple = Some(self.expressions(members)),
            ContentBuf::Struct(fields) => text.fields = Some(self.fields(fields)),
            ContentBuf::Enum(variants) => {
                let variants = variants.iter().map(|variant| self.variant(variant));
                text.variants = Some(variants.collect());
            }
        }
        text
    }

    fn fields(&mut self, fields: &'s [FieldBuf]) -> Vec<FieldText> {
        let field = |field: &'s FieldBuf| FieldText {
            name: field.name.clone(),
            of: self.expression(&field.schema),
            default: field.has_default,
            aliases: field.aliases.clone(),
        };
        fields.iter().map(field).collect()
    }

    fn variant(&mut self, variant: &'s VariantBuf) -> VariantText {
        let TypeText {
            newtype,
            tuple,
            fields,
            ..
        } = self.content(&variant.content);
        VariantText {
            name: variant.name.clone(),
            aliases: variant.aliases.clone(),
            newtype,
            tuple,
            fields,
        }
    }
}

fn quoted(name: &str) -> String {
    serde_json::to_string(name).expect("a text can be written as JSON")
}
