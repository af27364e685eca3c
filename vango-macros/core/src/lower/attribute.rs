//! What stands in a start tag: attributes, classes, declarations, handlers, and what of them is dynamic.
//!
//! Class slots come first, then those of `style:`, then the rest in the order of the source: the page's piece before a
//! class or a declaration ends inside of the attribute's value, so that each slot can add to it.

use proc_macro2::{Ident, TokenStream};

use super::escape;
use super::program::{Step, UrlCheck};
use super::template::{Draft, EventOptions, Slot};
use crate::check::bind;
use crate::html;
use crate::html::modifier::{Argument, delay_ms, keys, modifier};
use crate::html::style::declaration;
use crate::parse::model::{
    Attribute, AttributeKind, Element, Literal, LiteralValue, Modifier, Value,
};
use crate::suggest::nearest;

/// An attribute's value as far as it is known at compile time.
enum Static {
    Text(String),
    Absent,
}

/// Writes everything between the tag's name and its `>`.
pub(super) fn attributes<'m>(element: &'m Element, draft: &mut Draft, steps: &mut Vec<Step<'m>>) {
    let own_slots: usize = element
        .attributes
        .iter()
        .map(|attribute| slot_count(attribute, element))
        .sum();
    if own_slots > 0 {
        draft.html(&format!(" v=\"{own_slots}\""));
    }
    classes(element, draft, steps);
    styles(element, draft, steps);
    for attribute in &element.attributes {
        single(attribute, element, draft, steps);
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
        AttributeKind::Unsupported | AttributeKind::Stray => 0,
    }
}

/// `v` is how a template marks the slots of an element (docs/protocol.md).
pub(crate) fn is_reserved(name: &str) -> bool {
    name == "v"
}

/// Everything but classes and declarations.
fn single<'m>(
    attribute: &'m Attribute,
    element: &'m Element,
    draft: &mut Draft,
    steps: &mut Vec<Step<'m>>,
) {
    let value = &attribute.value;
    match &attribute.kind {
        AttributeKind::Plain(name) if is_reserved(&name.text) => salvage(value, steps),
        AttributeKind::Plain(name)
            if matches!(name.text.as_str(), "class" | "style") && static_value(value).is_some() => {
        }
        AttributeKind::Plain(name) => match static_value(value) {
            Some(Static::Absent) => {}
            Some(Static::Text(text)) => {
                let mut escaped = format!(" {}=\"", name.text);
                escape::attribute(&mut escaped, &text);
                escaped.push('"');
                draft.both(&escaped);
            }
            None => {
                draft.slot(Slot::Attr(name.text.clone()));
                let check = if html::is_url(&name.text) {
                    UrlCheck::SafeScheme
                } else {
                    UrlCheck::None
                };
                steps.push(Step::Attr {
                    value,
                    check,
                    span: name.ident.span(),
                });
            }
        },
        AttributeKind::On {
            event,
            ident,
            modifiers,
        } => {
            handler(event, ident, value, modifiers, element, draft, steps);
            for modifier in modifiers {
                unread_arguments(modifier, steps);
            }
        }
        AttributeKind::Bind { property, ident } => {
            bound(property, ident, value, element, draft, steps)
        }
        AttributeKind::Spread => {
            draft.slot(Slot::Spread);
            steps.push(Step::Spread {
                value,
                own: own_names(element),
                span: attribute.place.start(),
            });
        }
        AttributeKind::Class(_) | AttributeKind::Style(_) => {}
        AttributeKind::Unsupported | AttributeKind::Stray => salvage(value, steps),
    }
}

/// Keeps what was reported for editors.
pub(super) fn salvage(value: &Value, steps: &mut Vec<Step<'_>>) {
    let tokens = value_tokens(value);
    if !tokens.is_empty() {
        steps.push(Step::Salvage(tokens));
    }
}

/// The class attribute: static names in the markup, a slot for each `class:name`.
fn classes<'m>(element: &'m Element, draft: &mut Draft, steps: &mut Vec<Step<'m>>) {
    let names = static_texts(element, "class");
    let mut slots = Vec::new();
    for attribute in &element.attributes {
        if let AttributeKind::Class(name) = &attribute.kind
            && has_value(&attribute.value)
        {
            slots.push((name, attribute));
        }
    }
    if names.is_empty() && slots.is_empty() {
        return;
    }
    let mut escaped = String::from(" class=\"");
    escape::attribute(&mut escaped, &names.join(" "));
    draft.both(&escaped);
    for (name, attribute) in slots {
        draft.slot(Slot::Class(name.clone()));
        steps.push(Step::Class {
            value: &attribute.value,
            span: attribute.place.start(),
        });
    }
    draft.both("\"");
}

/// The style attribute: literal declarations in the markup, a slot for each `style:property` with an expression. Where
/// there are slots, the text before them ends with a semicolon: on the page each slot adds `property:value;`.
fn styles<'m>(element: &'m Element, draft: &mut Draft, steps: &mut Vec<Step<'m>>) {
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
    draft.both(&escaped);
    for (property, attribute) in slots {
        draft.slot(Slot::Style(property.clone()));
        steps.push(Step::Style {
            value: &attribute.value,
            span: attribute.place.start(),
        });
    }
    draft.both("\"");
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

/// `bind:property=value`. What was refused is kept for editors.
fn bound<'m>(
    property: &str,
    ident: &'m Ident,
    value: &'m Value,
    element: &Element,
    draft: &mut Draft,
    steps: &mut Vec<Step<'m>>,
) {
    let (Value::Expr(_), Ok(bind)) = (value, bind::of(element, property)) else {
        return salvage(value, steps);
    };
    draft.slot(Slot::Attr(bind.attribute().to_owned()));
    draft.slot(Slot::On {
        event: bind.event().to_owned(),
        payload: true,
    });
    steps.push(Step::Bind {
        bind,
        value,
        span: ident.span(),
    });
}

#[expect(
    clippy::too_many_arguments,
    reason = "the parts of one attribute, and where they go"
)]
fn handler<'m>(
    event: &str,
    ident: &'m Ident,
    value: &'m Value,
    modifiers: &[Modifier],
    element: &Element,
    draft: &mut Draft,
    steps: &mut Vec<Step<'m>>,
) {
    if !has_value(value) {
        return;
    }
    let known = html::event::EVENTS;
    // An unknown event was reported. The nearest one stands in for it, so that the handler's body is still checked.
    let exact = known.iter().copied().find(|name| *name == event);
    let is_custom = exact.is_none() && html::is_custom(&element.name.text) && !event.is_empty();
    let native = exact.or_else(|| nearest(event, known.iter().copied()));
    let (item, name) = match native {
        _ if is_custom => ("custom", event),
        Some(name) => (name, name),
        None => ("click", "click"),
    };
    let payload = match value {
        Value::Closure(closure) => closure.parameter_count > 1,
        _ => true,
    };
    let event_name = name.to_owned();
    let options = options(modifiers);
    draft.slot(if options == EventOptions::default() {
        Slot::On {
            event: event_name,
            payload,
        }
    } else {
        Slot::OnWith {
            event: event_name,
            payload,
            options,
        }
    });
    let written = (name != event).then_some(ident);
    steps.push(Step::On {
        event: Ident::new(item, ident.span()),
        written,
        value,
    });
}

/// What the valid ones of `modifiers` say; the others were reported.
fn options(modifiers: &[Modifier]) -> EventOptions {
    let mut options = EventOptions::default();
    for written in modifiers {
        let Some(info) = modifier(&written.name.to_string()) else {
            continue;
        };
        let arguments = written.arguments.as_ref();
        match info.argument {
            Argument::Flag(bit) => options.flags |= bit,
            Argument::Keys => options.keys = arguments.and_then(keys).unwrap_or_default(),
            Argument::Debounce => options.debounce_ms = arguments.and_then(delay_ms).unwrap_or(0),
            Argument::Throttle => options.throttle_ms = arguments.and_then(delay_ms).unwrap_or(0),
        }
    }
    options
}

/// Arguments that are not literals were refused; editors see them all the same.
fn unread_arguments(modifier: &Modifier, steps: &mut Vec<Step<'_>>) {
    if let Some(arguments) = &modifier.arguments
        && keys(arguments).is_none()
        && delay_ms(arguments).is_none()
        && !arguments.is_empty()
    {
        steps.push(Step::Salvage(arguments.clone()));
    }
}

fn has_value(value: &Value) -> bool {
    !matches!(value, Value::Bare | Value::Missing)
}

fn is_dynamic(value: &Value) -> bool {
    matches!(value, Value::Expr(_) | Value::Closure(_))
}

fn literal_text(literal: &Literal) -> Option<String> {
    match &literal.value {
        LiteralValue::Text(text) | LiteralValue::Number(text) => Some(text.clone()),
        LiteralValue::Bool(_) | LiteralValue::Other => None,
    }
}

fn static_value(value: &Value) -> Option<Static> {
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
