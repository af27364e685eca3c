//! `role`, `aria-…` and `tabindex`: literal values that mean nothing, or the wrong thing.

use super::finding;
use crate::check::placeholder;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::html::aria::{ABSTRACT_ROLES, AriaValue, ROLES, value_of};
use crate::parse::model::{Attribute, AttributeKind, Element, LiteralValue, Value};
use crate::suggest::nearest;

/// What some write who mean a role, and the role.
const ALIASES: &[(&str, &str)] = &[
    ("aside", "complementary"),
    ("dropdown", "listbox"),
    ("footer", "contentinfo"),
    ("header", "banner"),
    ("loading", "status"),
    ("modal", "dialog"),
    ("nav", "navigation"),
    ("popup", "dialog"),
    ("spinner", "status"),
    ("submit", "button"),
    ("tabs", "tablist"),
    ("textfield", "textbox"),
    ("toast", "status"),
    ("toggle", "switch"),
];

/// Every mistake of this kind on one element.
pub(super) fn mistakes(element: &Element) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for attribute in &element.attributes {
        let AttributeKind::Plain(name) = &attribute.kind else {
            continue;
        };
        let Some((text, place)) = written(attribute) else {
            continue;
        };
        match name.text.as_str() {
            "tabindex" => found.extend(positive(&text, place)),
            "role" => found.extend(roles(&text, place)),
            name => {
                let value = name.strip_prefix("aria-").and_then(value_of);
                found.extend(value.and_then(|value| {
                    let is_bare = matches!(attribute.value, Value::Bare);
                    aria(name, value, (!is_bare).then_some(&text), place)
                }));
            }
        }
    }
    found
}

/// What the page gets, when that is known; a word in braces in it is another mistake.
fn written(attribute: &Attribute) -> Option<(String, Place)> {
    match &attribute.value {
        Value::Bare => Some((String::new(), attribute.place)),
        Value::Literal(literal) => match &literal.value {
            LiteralValue::Text(text) if placeholder::find(text).is_some() => None,
            LiteralValue::Text(text) | LiteralValue::Number(text) => {
                Some((text.clone(), literal.span.into()))
            }
            LiteralValue::Bool(_) | LiteralValue::Other => None,
        },
        Value::Missing | Value::Closure(_) | Value::Expr(_) => None,
    }
}

fn positive(text: &str, place: Place) -> Option<Diagnostic> {
    let index: i64 = text.trim().parse().ok()?;
    (index > 0).then(|| {
        finding(
            Code::PositiveTabindex,
            place,
            format!("`tabindex={index}` puts this element before all others of the page"),
            "write `tabindex=0`, and move the element to where it is to be reached",
        )
    })
}

/// Several roles are tried one after the other.
fn roles(text: &str, place: Place) -> Option<Diagnostic> {
    let report =
        |message: String, help: String| Some(finding(Code::UnknownRole, place, message, help));
    if text.trim().is_empty() {
        return report(
            "`role` names no role".to_owned(),
            "write one, such as `role=\"dialog\"`, or remove it".to_owned(),
        );
    }
    for role in text.split_whitespace() {
        let role = role.to_ascii_lowercase();
        if ROLES.binary_search(&role.as_str()).is_ok() {
            continue;
        }
        let find = |table: &[(&str, &'static str)]| {
            let row = table.iter().find(|(name, _)| *name == role)?;
            Some(row.1)
        };
        if let Some(meant) = find(ABSTRACT_ROLES) {
            return report(
                format!(
                    "`{role}` is an abstract role: it orders other roles, and no element has it"
                ),
                format!("write {meant}"),
            );
        }
        let help = match find(ALIASES).or_else(|| nearest(&role, ROLES.iter().copied())) {
            Some(meant) => format!("did you mean `role=\"{meant}\"`?"),
            None => {
                "write one that WAI-ARIA has, such as `dialog` or `region`, or remove it".to_owned()
            }
        };
        return report(format!("ARIA has no role `{role}`"), help);
    }
    None
}

/// `text` is `None` without a value.
fn aria(name: &str, value: AriaValue, text: Option<&String>, place: Place) -> Option<Diagnostic> {
    let help = expected(name, value);
    let message = match text {
        None => format!("`{name}` needs a value: its presence alone says nothing"),
        Some(text) => match wrong(value, text.trim())? {
            Wrong::Empty => format!("`{name}` is empty"),
            Wrong::Several => format!("`{name}` names one element, not several"),
            Wrong::Value => format!("`{name}` does not take `{}`", text.trim()),
        },
    };
    Some(finding(Code::AriaValue, place, message, help))
}

enum Wrong {
    Empty,
    Several,
    Value,
}

fn wrong(value: AriaValue, text: &str) -> Option<Wrong> {
    let is_one_of = |words: &[&str], text: &str| {
        let mut words = words.iter();
        words.any(|word| word.eq_ignore_ascii_case(text))
    };
    let is_right = match value {
        _ if text.is_empty() => return Some(Wrong::Empty),
        AriaValue::Id if text.contains(char::is_whitespace) => return Some(Wrong::Several),
        AriaValue::Id | AriaValue::Ids | AriaValue::Text => true,
        AriaValue::Word(words) => is_one_of(words, text),
        AriaValue::Words(words) => text.split_whitespace().all(|word| is_one_of(words, word)),
        AriaValue::Integer(least) => text.parse().is_ok_and(|number: i64| number >= least),
        AriaValue::Number => text.parse().is_ok_and(f64::is_finite),
    };
    (!is_right).then_some(Wrong::Value)
}

/// What to write instead.
fn expected(name: &str, value: AriaValue) -> String {
    match value {
        AriaValue::Word(words) => format!("write {}", one_of(words)),
        AriaValue::Words(words) => {
            format!("write {}, or several of them with spaces", one_of(words))
        }
        AriaValue::Id => format!("write the `id` of one element: `{name}=\"…\"`"),
        AriaValue::Ids => {
            format!("write the `id` of an element, or of several with spaces: `{name}=\"…\"`")
        }
        AriaValue::Integer(least) => format!("write a whole number, not below {least}"),
        AriaValue::Number => {
            "write a number; what is to be read aloud instead of it goes into `aria-valuetext`"
                .to_owned()
        }
        AriaValue::Text => format!("write the text, `{name}=\"…\"`, or remove the attribute"),
    }
}

/// The words as prose; `undefined` is what an attribute says that is not there.
fn one_of(words: &[&str]) -> String {
    let words: Vec<String> = words
        .iter()
        .filter(|word| **word != "undefined")
        .map(|word| format!("`\"{word}\"`"))
        .collect();
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}
