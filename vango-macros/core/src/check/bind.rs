//! `bind:value` and `bind:checked`.

use proc_macro2::Ident;

use super::Check;
use crate::diagnostic::Code;
use crate::html::bind::{Bind, PROPERTIES, Unbound, bind};
use crate::parse::model::{Attribute, AttributeKind, Element, LiteralValue, Value};
use crate::suggest::nearest;

/// What `bind:property` is on `element`.
pub(crate) fn of(element: &Element, property: &str) -> Result<Bind, Unbound> {
    let kind = match element.attribute("type").map(|attribute| &attribute.value) {
        None => Some("text"),
        Some(Value::Literal(literal)) => match &literal.value {
            LiteralValue::Text(text) => Some(text.as_str()),
            _ => None,
        },
        Some(_) => None,
    };
    let is_multiple = element.attribute("multiple").is_some();
    bind(&element.name.text, property, kind, is_multiple)
}

impl Check<'_> {
    pub(super) fn bind(
        &mut self,
        attribute: &Attribute,
        property: &str,
        ident: &Ident,
        element: &Element,
    ) {
        if property.is_empty() {
            return;
        }
        self.is_alive(attribute.place);
        match of(element, property) {
            Ok(bind) => {
                self.bound_value(attribute, bind);
                self.bind_conflict(attribute, bind, element);
            }
            Err(reason) => self.unbound(property, ident, reason, element),
        }
    }

    fn bound_value(&mut self, attribute: &Attribute, bind: Bind) {
        let name = bind.attribute();
        match &attribute.value {
            Value::Bare => self.diagnostics.report(
                Code::MissingValue,
                attribute.place,
                format!("`bind:{name}` needs something to bind"),
                format!("write `bind:{name}=signal`, with a signal or a lens"),
            ),
            Value::Literal(literal) => self.diagnostics.report(
                Code::BindTarget,
                literal.span,
                "a literal cannot change with what the user does",
                format!("write `bind:{name}=signal`, or `{name}={}` when it only begins so", literal.tokens),
            ),
            Value::Closure(closure) => self.diagnostics.report(
                Code::BindTarget,
                closure.bars.0.span(),
                "`bind:` takes a signal or a lens, not a closure",
                format!("write `bind:{name}=signal`, or both directions: `{name}={{…}}` and `on:{}=move |tx, ev| {{ … }}`", bind.event()),
            ),
            Value::Missing | Value::Expr(_) => {}
        }
    }

    /// `bind:value` with `value=`. The same property twice is [`Code::DuplicateAttribute`]'s kin and has this code too.
    fn bind_conflict(&mut self, attribute: &Attribute, bind: Bind, element: &Element) {
        let name = bind.attribute();
        if let Some(other) = element.attribute(name) {
            self.diagnostics.report(
                Code::BindConflict,
                other.place,
                format!("`{name}` is already written by `bind:{name}`"),
                "remove it: the control shows what the signal holds from the beginning",
            );
        }
        let first = element.attributes.iter().find(
            |other| matches!(&other.kind, AttributeKind::Bind { property, .. } if property == name),
        );
        if !first.is_some_and(|first| std::ptr::eq(first, attribute)) {
            self.diagnostics.report(
                Code::BindConflict,
                attribute.place,
                format!("`{name}` is bound twice"),
                "remove one of the two: a control shows one value",
            );
        }
    }

    fn unbound(&mut self, property: &str, ident: &Ident, reason: Unbound, element: &Element) {
        let tag = element.name.text.as_str();
        let (message, help) = match reason {
            Unbound::Property => (
                format!("there is no `bind:{property}`"),
                match nearest(property, PROPERTIES.iter().copied()) {
                    Some(name) => format!("did you mean `bind:{name}`?"),
                    None => "there are `bind:value` and `bind:checked`; other properties are written with `name={…}` and read with `on:event=move |tx, ev| { … }`".to_owned(),
                },
            ),
            Unbound::Element => (
                format!("`<{tag}>` has nothing that the user changes as its `{property}`"),
                match property {
                    "checked" => "`bind:checked` belongs on `<input type=\"checkbox\">`".to_owned(),
                    _ => "`bind:value` belongs on `<input>`, `<textarea>` and `<select>`".to_owned(),
                },
            ),
            Unbound::Multiple => (
                "`bind:value` holds one value, and `<select multiple>` has many".to_owned(),
                "write `selected=(…)` on each `<option>` and read with `on:change=move |tx, ev| { … }`: `ev.values()` are the chosen ones".to_owned(),
            ),
            Unbound::Type => unbound_type(property, element),
        };
        self.diagnostics
            .report(Code::BindTarget, ident.span(), message, help);
    }
}

/// An `<input>` of a type that does not fit.
fn unbound_type(property: &str, element: &Element) -> (String, String) {
    match property {
        "value" if of(element, "checked").is_ok() => (
            "what the user changes of a checkbox is not its `value`".to_owned(),
            "write `bind:checked=flag`, with a signal of a `bool`".to_owned(),
        ),
        "checked" => (
            "`bind:checked` needs `type=\"checkbox\"`".to_owned(),
            "write `<input type=\"checkbox\" bind:checked=flag>`; a radio button does not say when another one switches it off: write `checked=(…)` and `on:change=move |tx| { … }`".to_owned(),
        ),
        _ => (
            "`bind:value` is for an `<input>` that the user types into".to_owned(),
            "a checkbox has `bind:checked`; for others write `value=\"…\"` and `on:change=move |tx, ev| { … }`".to_owned(),
        ),
    }
}
