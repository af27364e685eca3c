//! `allow:rule="reason"`: an element that breaks a rule of accessibility on purpose says why.
//!
//! As `#[expect]` does: a reason that is not needed any more is a mistake, and so is one for a rule that does not exist.

use super::finding;
use crate::check::Check;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::parse::model::{Attribute, AttributeKind, Element, LiteralValue, Value};
use crate::suggest::nearest;

/// The rules that an element may break on purpose.
const RULES: &[Code] = &[
    Code::MissingAlt,
    Code::MissingName,
    Code::PositiveTabindex,
    Code::UnknownRole,
    Code::AriaValue,
];

impl Check<'_> {
    /// Reports what was found on `element` and has no reason, and reasons that are none. `is_certain`: a rule that was
    /// not found broken is kept.
    pub(super) fn opt_outs(
        &mut self,
        element: &Element,
        mut found: Vec<Diagnostic>,
        is_certain: bool,
    ) {
        let mut wrong = Vec::new();
        let mut seen: Vec<&str> = Vec::new();
        for attribute in &element.attributes {
            let AttributeKind::Allow(name) = &attribute.kind else {
                continue;
            };
            if seen.contains(&name.as_str()) {
                wrong.push(report(
                    attribute.place,
                    format!("`allow:{name}` is given twice"),
                    "remove one of the two",
                ));
                continue;
            }
            seen.push(name);
            let rule = RULES.iter().find(|rule| rule.file_name() == *name);
            let meant = rule.copied().or_else(|| nearest_rule(name));
            let is_broken = found.iter().any(|it| Some(it.code) == meant);
            // One mistake: what a misspelled or groundless opt-out was meant for is not reported beside it.
            found.retain(|it| Some(it.code) != meant);
            if rule.is_none() {
                wrong.push(unknown(attribute.place, name, meant));
            } else if !is_broken && is_certain {
                let tag = &element.name.text;
                wrong.push(report(
                    attribute.place,
                    format!("`allow:{name}` is not needed: this `<{tag}>` keeps the rule"),
                    "remove it",
                ));
            } else {
                wrong.extend(groundless(attribute, name));
            }
        }
        for it in found.into_iter().chain(wrong) {
            self.diagnostics
                .report(it.code, it.place, it.message, it.help);
        }
    }

    /// On a component.
    pub(in crate::check) fn misplaced_opt_out(&mut self, attribute: &Attribute, component: &str) {
        self.diagnostics.report(
            Code::AccessibilityReason,
            attribute.place,
            format!("`<{component}>` is a component: only an element can break such a rule"),
            "write it on the element that does, in the component's own markup",
        );
    }
}

fn report(place: Place, message: String, help: impl Into<String>) -> Diagnostic {
    finding(Code::AccessibilityReason, place, message, help)
}

fn nearest_rule(name: &str) -> Option<Code> {
    let names: Vec<String> = RULES.iter().map(|rule| rule.file_name()).collect();
    let meant = nearest(name, names.iter().map(String::as_str))?;
    RULES.iter().copied().find(|rule| rule.file_name() == meant)
}

fn unknown(place: Place, name: &str, meant: Option<Code>) -> Diagnostic {
    let help = match meant {
        Some(rule) => format!("did you mean `allow:{}`?", rule.file_name()),
        None => {
            let names: Vec<String> = RULES
                .iter()
                .map(|rule| format!("`{}`", rule.file_name()))
                .collect();
            format!("there are {}", names.join(", "))
        }
    };
    report(place, format!("there is no rule `{name}` to allow"), help)
}

/// A reason is text, for who reads the source.
fn groundless(attribute: &Attribute, name: &str) -> Option<Diagnostic> {
    let has_reason = match &attribute.value {
        Value::Literal(literal) => match &literal.value {
            LiteralValue::Text(text) => !text.trim().is_empty(),
            // The parser has reported the last one.
            LiteralValue::Other => true,
            LiteralValue::Number(_) | LiteralValue::Bool(_) => false,
        },
        // Reported by the parser.
        Value::Missing => true,
        Value::Bare | Value::Closure(_) | Value::Expr(_) => false,
    };
    (!has_reason).then(|| {
        report(
            attribute.place,
            format!("`allow:{name}` needs a reason"),
            format!("say in quotes why it is right here: `allow:{name}=\"…\"`"),
        )
    })
}
