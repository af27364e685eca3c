//! `style:property=value`.

use super::Check;
use crate::diagnostic::Code;
use crate::html::style::{PROPERTIES, css_case, is_property_name, is_single_value};
use crate::parse::model::{Attribute, Element, LiteralValue, Value};
use crate::suggest::nearest;

impl Check<'_> {
    pub(super) fn style(&mut self, property: &str, attribute: &Attribute, element: &Element) {
        self.property(property, attribute);
        match &attribute.value {
            Value::Bare => self.diagnostics.report(
                Code::MissingValue,
                attribute.place,
                format!("`style:{property}` needs a value"),
                format!("write `style:{property}={{…}}`"),
            ),
            Value::Literal(literal) => {
                let is_value = match &literal.value {
                    LiteralValue::Text(text) => is_single_value(text),
                    LiteralValue::Number(_) => true,
                    // Reported by the parser.
                    LiteralValue::Other => true,
                    LiteralValue::Bool(_) => false,
                };
                if !is_value {
                    self.diagnostics.report(
                        Code::StyleProperty,
                        literal.span,
                        "this is not the value of one declaration",
                        format!("write what CSS has behind `{property}:`, without a semicolon, with quotes and parentheses closed"),
                    );
                }
            }
            Value::Closure(closure) => self.diagnostics.report(
                Code::StyleProperty,
                closure.bars.0.span(),
                "the value of a declaration is text, not a closure",
                format!("write `style:{property}={{…}}`: it is computed with each render"),
            ),
            Value::Missing | Value::Expr(_) => {}
        }
        let mixed = element
            .attribute("style")
            .is_some_and(|style| matches!(style.value, Value::Expr(_) | Value::Closure(_)));
        if mixed {
            self.diagnostics.report(
                Code::MixedStyle,
                attribute.place,
                format!("`style={{…}}` and `style:{property}` cannot stand on one element"),
                "write what never changes as `style=\"…\"` and the rest as `style:property={…}`",
            );
        }
    }

    fn property(&mut self, property: &str, attribute: &Attribute) {
        let is_known = PROPERTIES.binary_search(&property).is_ok();
        if is_known || property.starts_with("--") && is_property_name(property) {
            return;
        }
        let css = css_case(property);
        let help = if is_property_name(property) {
            // Vendors' and new properties are not in the table: only what looks like a typing error is one.
            if property.starts_with('-') {
                return;
            }
            match nearest(property, PROPERTIES.iter().copied()) {
                Some(nearest) => format!("did you mean `style:{nearest}`?"),
                None => return,
            }
        } else if is_property_name(&css) {
            format!("write `style:{css}`")
        } else {
            "write a property as CSS spells it: `style:background-color={…}`, `style:--accent={…}`"
                .to_owned()
        };
        self.diagnostics.report(
            Code::StyleProperty,
            attribute.place,
            format!("CSS has no property `{property}`"),
            help,
        );
    }
}
