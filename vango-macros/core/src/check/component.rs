//! Components in markup. Whether a prop exists, is required and has the right type is rustc's to say, on the prop's own
//! token.

use super::Check;
use crate::diagnostic::{Code, Diagnostics};
use crate::parse::model::{Attribute, AttributeKind, Component, Value};

impl Check<'_> {
    pub(super) fn component(&mut self, component: &Component) {
        let name = component.name.to_string();
        if name == "Island" {
            self.diagnostics.report(
                Code::NotYet,
                component.name.span(),
                "`<Island>` does not exist yet",
                "for now keep the behaviour on the server",
            );
        }
        let mut seen: Vec<&str> = Vec::new();
        for prop in &component.props {
            if let Value::Expr(tokens) = &prop.value {
                self.stays_in_markup(tokens);
            }
            match &prop.kind {
                AttributeKind::Plain(prop_name) => {
                    if prop_name.ident != prop_name.text {
                        self.not_a_prop(prop, &name, "a prop is a Rust name: write `_` for `-`");
                    } else if seen.contains(&prop_name.text.as_str()) {
                        duplicate(self.diagnostics, prop, &prop_name.text);
                    } else {
                        seen.push(&prop_name.text);
                    }
                }
                AttributeKind::On { .. } => {
                    self.not_a_prop(prop, &name, "events belong on elements: handle it inside of the component, and pass what it needs as props");
                }
                AttributeKind::Class(_) => {
                    self.not_a_prop(
                        prop,
                        &name,
                        "classes belong on elements: pass the condition as a prop",
                    );
                }
                AttributeKind::Unsupported | AttributeKind::Stray => {}
            }
        }
        if !component.children.is_empty() {
            self.diagnostics.report(
                Code::NotYet,
                component.name.span(),
                format!("`<{name}>` cannot have children yet"),
                format!("close the tag with `/>` and pass what it shows as props: `<{name} title=\"…\"/>`"),
            );
            self.nodes(&component.children, &[]);
        }
    }

    fn not_a_prop(&mut self, prop: &Attribute, component: &str, help: &str) {
        self.diagnostics.report(
            Code::NotAProp,
            prop.place,
            format!("this is not a prop of `<{component}>`"),
            help,
        );
    }
}

fn duplicate(diagnostics: &mut Diagnostics, prop: &Attribute, name: &str) {
    diagnostics.report(
        Code::DuplicateProp,
        prop.place,
        format!("the prop `{name}` is given twice"),
        "remove one of the two",
    );
}
