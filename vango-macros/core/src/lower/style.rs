//! The class and style attributes: static parts and slots share one attribute.
//!
//! The page's piece before a slot ends inside of the attribute's value, so that each slot can add to it.

use super::attribute::{Static, Tag, has_value, is_dynamic, salvage, static_value};
use super::escape;
use super::program::Step;
use super::template::Slot;
use crate::html::style::declaration;
use crate::parse::model::{AttributeKind, Element, Literal, LiteralValue, Value};

impl Tag<'_, '_> {
    /// The class attribute: static names in the markup, a slot for each `class:name`.
    pub(super) fn classes(&mut self) {
        let element = self.element;
        let names = static_texts(element, "class");
        let mut slots = Vec::new();
        for attribute in &element.attributes {
            let AttributeKind::Class(name) = &attribute.kind else {
                continue;
            };
            match &attribute.value {
                // It was reported.
                Value::Closure(_) => salvage(&attribute.value, self.steps),
                value if has_value(value) => slots.push((name, attribute)),
                _ => {}
            }
        }
        if names.is_empty() && slots.is_empty() {
            return;
        }
        let mut escaped = String::from(" class=\"");
        escape::attribute(&mut escaped, &names.join(" "));
        self.draft.both(&escaped);
        for (name, attribute) in slots {
            self.draft.slot(Slot::Class(name.clone()));
            self.steps.push(Step::Class {
                value: &attribute.value,
                span: attribute.place.start(),
            });
        }
        self.draft.both("\"");
    }

    /// The style attribute: literal declarations in the markup, a slot for each `style:property` with an expression. Where
    /// there are slots, the text before them ends with a semicolon: on the page each slot adds `property:value;`.
    pub(super) fn styles(&mut self) {
        let element = self.element;
        let mut text = static_texts(element, "style").join(";");
        let mut slots = Vec::new();
        for attribute in &element.attributes {
            let AttributeKind::Style(property) = &attribute.kind else {
                continue;
            };
            match &attribute.value {
                Value::Literal(literal) => {
                    if let Some(value) = literal_text(literal) {
                        terminate(&mut text);
                        text.push_str(&declaration(property, &value));
                    }
                }
                value if is_dynamic(value) => slots.push((property, attribute)),
                _ => {}
            }
        }
        if text.is_empty() && slots.is_empty() {
            return;
        }
        if !slots.is_empty() {
            terminate(&mut text);
        }
        let mut escaped = String::from(" style=\"");
        escape::attribute(&mut escaped, &text);
        self.draft.both(&escaped);
        for (property, attribute) in slots {
            self.draft.slot(Slot::Style(property.clone()));
            self.steps.push(Step::Style {
                value: &attribute.value,
                span: attribute.place.start(),
            });
        }
        self.draft.both("\"");
    }
}

fn terminate(declarations: &mut String) {
    if !declarations.is_empty() && !declarations.trim_end().ends_with(';') {
        declarations.push(';');
    }
}

/// The literal values of an attribute.
fn static_texts(element: &Element, name: &str) -> Vec<String> {
    element
        .attributes
        .iter()
        .filter(
            |attribute| matches!(&attribute.kind, AttributeKind::Plain(own) if own.text == name),
        )
        .filter_map(|attribute| match static_value(&attribute.value) {
            Some(Static::Text(text)) => Some(text),
            _ => None,
        })
        .collect()
}

fn literal_text(literal: &Literal) -> Option<String> {
    match &literal.value {
        LiteralValue::Text(text) | LiteralValue::Number(text) => Some(text.clone()),
        LiteralValue::Bool(_) | LiteralValue::Other => None,
    }
}
