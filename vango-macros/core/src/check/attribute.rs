//! Attributes of elements: names, values, and two of a kind.

use super::Check;
use crate::diagnostic::{Code, Place};
use crate::html;
use crate::html::attribute::{ARIA, MARKUP_ATTRIBUTES, OPTIONAL_VALUE_ATTRIBUTES, is_safe_url};
use crate::html::event::{hyphenated, inline};
use crate::html::namespace::{Namespace, namespaces};
use crate::html::style::css_case;
use crate::lower::is_reserved;
use crate::parse::model::{
    Attribute, AttributeKind, Closure, Element, Literal, LiteralValue, Name, Value,
};
use crate::suggest::nearest;
use crate::token::is_brace;

impl Check<'_> {
    /// `around`: the namespace of what stands where the element does, if it is known.
    pub(super) fn attributes(&mut self, element: &Element, around: Option<Namespace>) {
        let mut seen: Vec<(String, &Attribute)> = Vec::new();
        for attribute in &element.attributes {
            if let Value::Expr(tokens) = &attribute.value {
                self.render_code(tokens);
            }
            let name = match &attribute.kind {
                AttributeKind::Plain(name) => {
                    self.plain(name, attribute, element, around);
                    name.text.clone()
                }
                AttributeKind::Class(name) => {
                    self.class(name, attribute, element);
                    format!("class:{name}")
                }
                AttributeKind::Style(property) => {
                    self.style(property, attribute, element);
                    format!("style:{property}")
                }
                AttributeKind::On {
                    event,
                    ident,
                    modifiers,
                } => {
                    self.event(attribute, event, ident, element);
                    self.modifiers(modifiers, event);
                    // Two handlers of one event may tell its keys or its way apart.
                    if modifiers.is_empty() {
                        format!("on:{event}")
                    } else {
                        continue;
                    }
                }
                AttributeKind::Bind { property, ident } => {
                    self.bind(attribute, property, ident, element);
                    continue;
                }
                AttributeKind::Spread => "{..}".to_owned(),
                AttributeKind::Allow(_) | AttributeKind::Unsupported | AttributeKind::Stray => {
                    continue;
                }
            };
            self.duplicate(&name, attribute, &seen);
            seen.push((name, attribute));
        }
    }

    fn duplicate(&mut self, name: &str, attribute: &Attribute, seen: &[(String, &Attribute)]) {
        if !seen.iter().any(|(other, _)| other == name) {
            return;
        }
        let help = match name {
            "class" => {
                "write all classes into one `class=\"…\"`, and those that come and go as `class:name=(condition)`"
            }
            "{..}" => "spread one: `{..attributes}` can hold all of them",
            _ if name.starts_with("on:") => "do both in one handler",
            _ => "remove one of the two",
        };
        self.diagnostics.report(
            Code::DuplicateAttribute,
            attribute.place,
            format!("`{name}` is given twice"),
            help,
        );
    }

    fn class(&mut self, name: &str, attribute: &Attribute, element: &Element) {
        if name.is_empty() || name.contains(char::is_whitespace) {
            self.diagnostics.report(
                Code::UnknownAttribute,
                attribute.place,
                format!("`{name}` is not one class name"),
                "write one `class:name=(condition)` for each class",
            );
        }
        match &attribute.value {
            Value::Bare => self.diagnostics.report(
                Code::MissingValue,
                attribute.place,
                format!("`class:{name}` needs a condition"),
                format!(
                    "write `class:{name}=(condition)`, or `class=\"{name}\"` when it is always on"
                ),
            ),
            Value::Literal(literal) if !matches!(literal.value, LiteralValue::Bool(_)) => {
                self.diagnostics.report(
                    Code::TextOnBoolean,
                    literal.span,
                    format!("`class:{name}` is on or off"),
                    format!("write a condition: `class:{name}=(…)`"),
                );
            }
            Value::Closure(closure) => self.closure(&format!("class:{name}"), closure),
            _ => {}
        }
        let dynamic = element.attributes.iter().find(|other| {
            matches!(&other.kind, AttributeKind::Plain(name) if name.text == "class")
                && matches!(other.value, Value::Expr(_) | Value::Closure(_))
        });
        if let Some(dynamic) = dynamic {
            self.diagnostics.report(
                Code::MixedClass,
                Place::new(dynamic.place.start(), dynamic.place.end()),
                format!("`class={{…}}` and `class:{name}` cannot stand on one element yet"),
                "write the names that never change as `class=\"…\"` and the others as `class:name=(condition)`; or compute all of them in `class={…}`",
            );
        }
    }

    fn plain(
        &mut self,
        name: &Name,
        attribute: &Attribute,
        element: &Element,
        around: Option<Namespace>,
    ) {
        if is_reserved(&name.text) {
            return self.diagnostics.report(
                Code::UnknownAttribute,
                name.place,
                "the attribute `v` is Vango's own: it marks what is dynamic",
                "choose another name, such as `data-v`",
            );
        }
        if !html::accepts(&element.name.text, &name.text, around) {
            return self.unknown_attribute(name, element, around);
        }
        if name.text == "attributeName" {
            self.animated(name, attribute);
        }
        if MARKUP_ATTRIBUTES.contains(&name.text.as_str()) {
            self.diagnostics.report(
                Code::MarkupAttribute,
                name.place,
                format!("`{}` takes markup, and `view!` writes text", name.text),
                "serve the document at an address of its own and write `src=\"…\"`",
            );
        }
        match &attribute.value {
            Value::Literal(literal) => {
                self.literal(name, literal);
                self.braces_in_attribute(name, &element.name.text, literal);
            }
            Value::Closure(closure) => self.closure(&name.text, closure),
            _ => {}
        }
    }

    /// Anything that is not a handler with a closure as its value.
    fn closure(&mut self, name: &str, closure: &Closure) {
        if !closure
            .body
            .clone()
            .into_iter()
            .any(|token| is_brace(&token))
        {
            // That its body needs braces was reported.
            return;
        }
        self.diagnostics.report(
            Code::AttributeValue,
            Place::new(closure.bars.0.span(), closure.bars.1.span()),
            "a closure cannot be the value of an attribute",
            format!("write what it returns, `{name}={{…}}`: render runs again by itself when what it has read changes"),
        );
    }

    fn literal(&mut self, name: &Name, literal: &Literal) {
        let text = name.text.as_str();
        if let LiteralValue::Text(value) = &literal.value {
            self.entity(value, literal.span);
        }
        match &literal.value {
            LiteralValue::Bool(_)
                if !html::is_boolean(text) && !OPTIONAL_VALUE_ATTRIBUTES.contains(&text) =>
            {
                self.diagnostics.report(
                    Code::BooleanOnText,
                    literal.span,
                    format!("`{text}` is not a boolean attribute"),
                    format!(
                        "write the text that HTML knows: `{text}=\"{}\"`",
                        literal.tokens
                    ),
                );
            }
            LiteralValue::Text(value)
                if html::is_boolean(text) && !value.is_empty() && value != text =>
            {
                self.diagnostics.report(
                    Code::TextOnBoolean,
                    literal.span,
                    format!(
                        "`{text}` is a boolean attribute: any text, even \"false\", switches it on"
                    ),
                    format!("write `{text}`, `{text}=true`, or `{text}=(condition)`"),
                );
            }
            LiteralValue::Text(value) if html::is_url(text) && !is_safe_url(value) => {
                self.diagnostics.report(
                    Code::UnsafeUrl,
                    literal.span,
                    format!("`{text}` with this scheme can run script"),
                    "write a path or an `https:` address; what a click does belongs in `on:click`",
                );
            }
            _ => {}
        }
    }

    /// An SVG animation writes an attribute behind the back of every check of its value.
    fn animated(&mut self, name: &Name, attribute: &Attribute) {
        let animates_url = match &attribute.value {
            Value::Literal(literal) => matches!(&literal.value, LiteralValue::Text(text)
                if html::is_url(&text.to_ascii_lowercase()) || text.contains(':')),
            _ => true,
        };
        if animates_url {
            self.diagnostics.report(
                Code::UnsafeUrl,
                name.place,
                "an animation of an address could run script",
                "write the attribute that moves as a literal: `attributeName=\"opacity\"`; an address changes with `href={…}`",
            );
        }
    }

    fn unknown_attribute(&mut self, name: &Name, element: &Element, around: Option<Namespace>) {
        let tag = element.name.text.as_str();
        let text = name.text.as_str();
        if let Some(event) = inline(text) {
            return self.diagnostics.report(
                Code::InlineHandler,
                name.place,
                format!("`{text}` would run script in the browser"),
                format!("write `on:{event}=move |tx| {{ … }}`: it runs on the server"),
            );
        }
        if text == "key" && std::mem::take(&mut self.has_loose_key) {
            return;
        }
        let candidates = namespaces(tag, around);
        let owners: Vec<&str> = candidates
            .iter()
            .flat_map(|namespace| html::owners(text, *namespace))
            .collect();
        let help = match (suggestion(text, tag, &candidates), owners.is_empty()) {
            (Some(nearest), true) => format!("did you mean `{nearest}`?"),
            (_, false) => format!("`{text}` belongs on {}", list(&owners)),
            (None, true) => "data of your own goes into `data-…`".to_owned(),
        };
        let help = match (tag, text) {
            _ if hyphenated(text).is_some() => {
                format!("write `{}=move |tx| {{ … }}`", text.replacen('-', ":", 1))
            }
            (_, "key") => {
                "the key of a row stands in the header of its `for`: `for item in items, key = item.id { … }`".to_owned()
            }
            ("textarea" | "select", "value") => {
                "write `bind:value=signal`, which shows and reads what the user enters".to_owned()
            }
            _ => help,
        };
        self.diagnostics.report(
            Code::UnknownAttribute,
            name.place,
            format!("`<{tag}>` has no attribute `{text}`"),
            help,
        );
    }
}

fn suggestion(name: &str, tag: &str, candidates: &[Namespace]) -> Option<String> {
    if let Some(alias) = html::alias(name) {
        return Some(alias.to_owned());
    }
    if let Some(word) = name.strip_prefix("aria-") {
        return nearest(word, ARIA.iter().copied()).map(|word| format!("aria-{word}"));
    }
    let own = || {
        candidates
            .iter()
            .flat_map(|namespace| html::own_attributes(tag, *namespace))
    };
    // `strokeWidth` is `stroke-width`.
    let hyphenated = css_case(name);
    own()
        .find(|own| *own == hyphenated)
        .or_else(|| nearest(name, own()))
        .map(str::to_owned)
}

/// The first few elements of a list, as prose.
fn list(elements: &[&str]) -> String {
    const SHOWN: usize = 4;
    let shown: Vec<String> = elements
        .iter()
        .take(SHOWN)
        .map(|name| format!("`<{name}>`"))
        .collect();
    let more = if elements.len() > SHOWN {
        " and others"
    } else {
        ""
    };
    format!("{}{more}", shown.join(", "))
}
