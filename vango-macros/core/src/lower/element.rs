//! Elements: tags, attributes, and what of them is dynamic.

use proc_macro2::{Ident, TokenStream};

use super::program::{Step, UrlCheck};
use super::template::{Draft, Slot};
use super::{Level, Lower, escape};
use crate::html;
use crate::parse::model::{Attribute, AttributeKind, Element, LiteralValue, Node, Value};
use crate::suggest::nearest;

/// An attribute's value as far as it is known at compile time.
enum Static {
    Text(String),
    Absent,
}

impl Lower {
    pub(super) fn element<'m>(
        &mut self,
        element: &'m Element,
        draft: &mut Draft,
        steps: &mut Vec<Step<'m>>,
    ) {
        let tag = element.name.text.as_str();
        draft.both("<");
        draft.both(tag);
        let own_slots = element
            .attributes
            .iter()
            .filter(|attribute| is_slot(attribute))
            .count();
        if own_slots > 0 {
            draft.html(&format!(" v=\"{own_slots}\""));
        }
        classes(element, draft, steps);
        for attribute in &element.attributes {
            self.attribute(attribute, draft, steps);
        }
        draft.both(">");
        if html::is_void(tag) {
            return;
        }
        if html::drops_newline(tag) {
            draft.both("\n");
        }
        if element
            .children
            .iter()
            .any(|child| matches!(child, Node::Let(_)))
        {
            let mut scope = Vec::new();
            self.nodes(&element.children, Level::Children, draft, &mut scope);
            steps.push(Step::Scope(scope));
        } else {
            self.nodes(&element.children, Level::Children, draft, steps);
        }
        draft.both(&format!("</{tag}>"));
    }

    /// Everything but classes.
    fn attribute<'m>(
        &mut self,
        attribute: &'m Attribute,
        draft: &mut Draft,
        steps: &mut Vec<Step<'m>>,
    ) {
        match &attribute.kind {
            AttributeKind::Plain(name)
                if name.text == "class" && static_value(&attribute.value).is_some() => {}
            AttributeKind::Plain(name) => match static_value(&attribute.value) {
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
                        value: &attribute.value,
                        check,
                        span: name.ident.span(),
                    });
                }
            },
            AttributeKind::On { event, ident } => {
                handler(event, ident, &attribute.value, draft, steps);
            }
            AttributeKind::Class(_) => {}
            AttributeKind::Unsupported | AttributeKind::Stray => {
                let tokens = value_tokens(&attribute.value);
                if !tokens.is_empty() {
                    steps.push(Step::Salvage(tokens));
                }
            }
        }
    }
}

/// The class attribute: static names in the markup, a slot for each `class:name`. The page's piece ends inside of the
/// value, so that each slot can add its name.
fn classes<'m>(element: &'m Element, draft: &mut Draft, steps: &mut Vec<Step<'m>>) {
    let mut names = Vec::new();
    let mut slots = Vec::new();
    for attribute in &element.attributes {
        match &attribute.kind {
            AttributeKind::Plain(name) if name.text == "class" => {
                if let Some(Static::Text(text)) = static_value(&attribute.value) {
                    names.push(text);
                }
            }
            AttributeKind::Class(name) if has_value(&attribute.value) => {
                slots.push((name, attribute));
            }
            _ => {}
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

fn handler<'m>(
    event: &str,
    ident: &'m Ident,
    value: &'m Value,
    draft: &mut Draft,
    steps: &mut Vec<Step<'m>>,
) {
    if !has_value(value) {
        return;
    }
    let known = html::event::EVENTS;
    // An unknown event was reported. The nearest one stands in for it, so that the handler's body is still checked.
    let name = known
        .iter()
        .copied()
        .find(|name| *name == event)
        .or_else(|| nearest(event, known.iter().copied()));
    let name = name.unwrap_or("click");
    let payload = match value {
        Value::Closure(closure) => closure.parameter_count > 1,
        _ => true,
    };
    draft.slot(Slot::On {
        event: name.to_owned(),
        payload,
    });
    let written = (name != event).then_some(ident);
    steps.push(Step::On {
        event: Ident::new(name, ident.span()),
        written,
        value,
    });
}

fn is_slot(attribute: &Attribute) -> bool {
    match &attribute.kind {
        AttributeKind::Plain(_) => static_value(&attribute.value).is_none(),
        AttributeKind::Class(_) | AttributeKind::On { .. } => has_value(&attribute.value),
        AttributeKind::Unsupported | AttributeKind::Stray => false,
    }
}

fn has_value(value: &Value) -> bool {
    !matches!(value, Value::Bare | Value::Missing)
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
