//! What stands in a start tag, and what of it is dynamic.
//!
//! Class slots come first, then those of `style:`, then the rest in the order of the source.

use proc_macro2::{Ident, TokenStream};

use super::escape;
use super::program::{Holds, Step};
use super::row::Rows;
use super::template::{Draft, Slot};
use crate::check::bind;
use crate::html::{self, event};
use crate::parse::model::{Attribute, AttributeKind, Element, LiteralValue, Name, Value};

/// An attribute's value as far as it is known at compile time.
pub(super) enum Static {
    Text(String),
    Absent,
}

/// A start tag that is being lowered.
pub(super) struct Tag<'m, 'd> {
    pub(super) element: &'m Element,
    pub(super) rows: &'d Rows,
    pub(super) draft: &'d mut Draft,
    pub(super) steps: &'d mut Vec<Step<'m>>,
}

impl<'m> Tag<'m, '_> {
    /// Writes everything between the tag's name and its `>`.
    pub(super) fn attributes(&mut self) {
        let attributes = &self.element.attributes;
        let own_slots: usize = attributes
            .iter()
            .map(|attribute| slot_count(attribute, self.element))
            .sum();
        if own_slots > 0 {
            self.draft.mark(own_slots);
        }
        self.classes();
        self.styles();
        for attribute in attributes {
            self.single(attribute);
        }
    }

    /// Everything but classes and declarations.
    fn single(&mut self, attribute: &'m Attribute) {
        let value = &attribute.value;
        match &attribute.kind {
            AttributeKind::Plain(name) if is_reserved(&name.text) => salvage(value, self.steps),
            AttributeKind::Plain(name) => {
                let event = event::inline(&name.text).or_else(|| event::hyphenated(&name.text));
                match (event, value) {
                    (Some(event), value) => self.inline_handler(event, name, value),
                    (None, Value::Closure(_)) => salvage(value, self.steps),
                    (None, value) => self.plain(name, value),
                }
            }
            AttributeKind::On {
                event,
                ident,
                modifiers,
            } => self.handler(event, ident, value, modifiers),
            AttributeKind::Bind { property, ident } => self.bound(property, ident, value),
            AttributeKind::Spread => {
                self.draft.slot(Slot::Spread);
                self.steps.push(Step::Spread {
                    value,
                    own: own_names(self.element),
                    span: attribute.place.start(),
                });
            }
            AttributeKind::Class(_) | AttributeKind::Style(_) => {}
            // A reason is for who reads the source.
            AttributeKind::Allow(_) if matches!(value, Value::Literal(_)) => {}
            AttributeKind::Allow(_) | AttributeKind::Unsupported | AttributeKind::Stray => {
                salvage(value, self.steps);
            }
        }
    }

    fn plain(&mut self, name: &'m Name, value: &'m Value) {
        let is_merged = matches!(name.text.as_str(), "class" | "style");
        match static_value(value) {
            // Written with the classes and declarations.
            Some(_) if is_merged => {}
            Some(Static::Absent) => {}
            Some(Static::Text(text)) => {
                let mut escaped = format!(" {}=\"", name.text);
                escape::attribute(&mut escaped, &text);
                escaped.push('"');
                self.draft.both(&escaped);
            }
            None => {
                self.draft.slot(Slot::Attr(name.text.clone()));
                let holds = if html::is_url(&name.text) {
                    Holds::Url
                } else if html::takes_presence(&name.text, &self.element.name.text) {
                    Holds::TextOrPresence
                } else {
                    Holds::Text
                };
                self.steps.push(Step::Attr {
                    value,
                    holds,
                    span: name.ident.span(),
                });
            }
        }
    }

    /// `bind:property=value`. What was refused is kept for editors.
    fn bound(&mut self, property: &str, ident: &'m Ident, value: &'m Value) {
        let (Value::Expr(_), Ok(bind)) = (value, bind::of(self.element, property)) else {
            return salvage(value, self.steps);
        };
        self.draft.slot(Slot::Attr(bind.attribute().to_owned()));
        self.draft.slot(Slot::On {
            event: bind.event().to_owned(),
            payload: true,
        });
        self.steps.push(Step::Bind {
            bind,
            value,
            times: self.rows.times(),
            span: ident.span(),
        });
    }
}

/// How many slots an attribute has.
fn slot_count(attribute: &Attribute, element: &Element) -> usize {
    match &attribute.kind {
        AttributeKind::Plain(name) => {
            usize::from(!is_reserved(&name.text) && static_value(&attribute.value).is_none())
        }
        AttributeKind::Class(_) | AttributeKind::On { .. } => {
            usize::from(has_value(&attribute.value))
        }
        AttributeKind::Style(_) => usize::from(is_dynamic(&attribute.value)),
        AttributeKind::Bind { property, .. } => {
            match (&attribute.value, bind::of(element, property)) {
                (Value::Expr(_), Ok(_)) => 2,
                _ => 0,
            }
        }
        AttributeKind::Spread => 1,
        AttributeKind::Allow(_) | AttributeKind::Unsupported | AttributeKind::Stray => 0,
    }
}

/// `v` is how a template marks the slots of an element (docs/protocol.md).
pub(crate) fn is_reserved(name: &str) -> bool {
    name == "v"
}

/// Keeps what was reported for editors.
pub(super) fn salvage(value: &Value, steps: &mut Vec<Step<'_>>) {
    let tokens = value_tokens(value);
    if !tokens.is_empty() {
        steps.push(Step::Salvage(tokens));
    }
}

/// The attributes that an element has by itself, whatever is spread on it.
fn own_names(element: &Element) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for attribute in &element.attributes {
        let name = match &attribute.kind {
            AttributeKind::Plain(name) => name.text.clone(),
            AttributeKind::Class(_) => "class".to_owned(),
            AttributeKind::Style(_) => "style".to_owned(),
            AttributeKind::Bind { property, .. } => property.clone(),
            _ => continue,
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

pub(super) fn has_value(value: &Value) -> bool {
    !matches!(value, Value::Bare | Value::Missing)
}

pub(super) fn is_dynamic(value: &Value) -> bool {
    matches!(value, Value::Expr(_) | Value::Closure(_))
}

pub(super) fn static_value(value: &Value) -> Option<Static> {
    Some(match value {
        Value::Bare => Static::Text(String::new()),
        Value::Missing => Static::Absent,
        Value::Literal(literal) => match &literal.value {
            LiteralValue::Text(text) | LiteralValue::Number(text) => Static::Text(text.clone()),
            LiteralValue::Bool(true) => Static::Text(String::new()),
            LiteralValue::Bool(false) | LiteralValue::Other => Static::Absent,
        },
        Value::Closure(_) | Value::Expr(_) => return None,
    })
}

/// All tokens of a value.
pub(crate) fn value_tokens(value: &Value) -> TokenStream {
    match value {
        Value::Bare | Value::Missing => TokenStream::new(),
        Value::Literal(literal) => literal.tokens.clone(),
        Value::Expr(tokens) => tokens.clone(),
        Value::Closure(closure) => crate::expand::closure(closure),
    }
}
