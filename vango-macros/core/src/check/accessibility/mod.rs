//! Accessibility: what a page has to say to those who cannot see it, and what ARIA does not know.
//!
//! Each rule finds what it is about; here it is decided what of that is reported, for an element may have a reason
//! (`allow:missing_alt="…"`). Invariant: where something could be there that the source does not show (a spread, a
//! component around, a tag that is not finished), nothing is reported. Contrast, focus and order are not looked at.

mod aria;
mod image;
mod name;
mod opt_out;

use super::Check;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::html;
use crate::html::namespace::{Namespace, namespaces};
use crate::parse::model::{
    Attribute, AttributeKind, Element, Literal, LiteralValue, Node, Tags, Value,
};

pub(super) use name::Naming;

impl Check<'_> {
    /// `around`: the namespace of what stands where the element does, if it is known.
    pub(super) fn accessible(&mut self, element: &Element, around: Option<Namespace>) {
        let mut found = aria::mistakes(element);
        let is_certain = is_certain(element, around);
        if is_certain && self.naming != Naming::Hidden && !is_hidden(element) {
            let is_html = is_html(element, around);
            found.extend(image::without_text(element, is_html));
            found.extend(name::nameless(element, is_html, self.naming));
        }
        self.opt_outs(element, found, is_certain);
    }
}

fn finding(
    code: Code,
    place: impl Into<Place>,
    message: impl Into<String>,
    help: impl Into<String>,
) -> Diagnostic {
    Diagnostic {
        code,
        message: message.into(),
        help: help.into(),
        place: place.into(),
    }
}

/// Whether the element has all that its author meant it to have: another name for `alt` is one mistake, not two.
fn is_certain(element: &Element, around: Option<Namespace>) -> bool {
    element.tags == Tags::Whole
        && element
            .attributes
            .iter()
            .all(|attribute| match &attribute.kind {
                // The name of the next one may have been read as the value that is missing.
                _ if matches!(attribute.value, Value::Missing) => false,
                AttributeKind::Plain(name) => html::accepts(&element.name.text, &name.text, around),
                AttributeKind::Spread | AttributeKind::Unsupported | AttributeKind::Stray => false,
                _ => true,
            })
}

/// Whether it is an element of HTML. At the root of a view `<a>` may be SVG's: what stands in it says so.
fn is_html(element: &Element, around: Option<Namespace>) -> bool {
    let is_shape = |node: &Node| {
        matches!(node, Node::Element(child)
            if child.name.text != "svg" && namespaces(&child.name.text, None) == [Namespace::Svg])
    };
    match namespaces(&element.name.text, around).as_slice() {
        [only] => *only == Namespace::Html,
        several => several.contains(&Namespace::Html) && !element.children.iter().any(is_shape),
    }
}

/// Whether it is always hidden, at least from who does not see.
fn is_hidden(element: &Element) -> bool {
    let is_on = |name| match element.attribute(name).map(|attribute| &attribute.value) {
        Some(Value::Bare) => name != "aria-hidden",
        Some(Value::Literal(literal)) => match &literal.value {
            LiteralValue::Text(text) => name != "aria-hidden" || text == "true",
            LiteralValue::Bool(is_on) => *is_on,
            _ => false,
        },
        _ => false,
    };
    let is_not_displayed = text(element, "style").is_some_and(|style| {
        style
            .replace(char::is_whitespace, "")
            .contains("display:none")
    });
    is_on("hidden") || is_on("inert") || is_on("aria-hidden") || is_not_displayed
}

/// Whether one of the attributes is there that give any element a name. An `aria-label` without text is reported for
/// itself.
fn has_name(element: &Element) -> bool {
    element.attribute("aria-label").is_some()
        || element.attribute("aria-labelledby").is_some()
        || has_text(element, "title")
}

/// Whether the attribute is there and not known to be blank.
fn has_text(element: &Element, name: &str) -> bool {
    match element.attribute(name).map(|attribute| &attribute.value) {
        None | Some(Value::Bare) => false,
        Some(Value::Literal(literal)) => match &literal.value {
            LiteralValue::Text(text) => !text.trim().is_empty(),
            _ => true,
        },
        Some(_) => true,
    }
}

/// The attribute's text, when it is written as a literal.
fn text<'e>(element: &'e Element, name: &str) -> Option<&'e str> {
    let literal = literal(element.attribute(name)?)?;
    match &literal.value {
        LiteralValue::Text(text) | LiteralValue::Number(text) => Some(text),
        _ => None,
    }
}

fn literal(attribute: &Attribute) -> Option<&Literal> {
    match &attribute.value {
        Value::Literal(literal) => Some(literal),
        _ => None,
    }
}

/// The first of the element's roles.
fn role(element: &Element) -> Option<&str> {
    text(element, "role")?.split_whitespace().next()
}
