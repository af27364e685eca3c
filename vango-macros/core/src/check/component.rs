//! Components in markup. Whether a prop exists, is required and has the right type is rustc's to say, on the prop's own
//! token.

use super::Check;
use crate::diagnostic::{Code, Diagnostics, Place};
use crate::parse::model::{Attribute, AttributeKind, Component, Value};
use crate::phase;

/// `<Island …/>`, which does not exist yet.
pub(crate) fn is_island(component: &Component) -> bool {
    component.path.to_string() == "Island"
}

impl Check<'_> {
    pub(super) fn component(&mut self, component: &Component) {
        let name = component.name.to_string();
        if is_island(component) {
            self.diagnostics.report(
                Code::NotYet,
                component.name.span(),
                "`<Island>` does not exist yet",
                "for now keep the behaviour on the server",
            );
        }
        let mut seen: Vec<String> = Vec::new();
        for prop in &component.props {
            match &prop.value {
                Value::Expr(tokens) => {
                    self.stays_in_markup(tokens);
                    phase::check_prop(tokens, self.diagnostics);
                }
                Value::Closure(closure) => phase::check_closure(closure, self.diagnostics),
                Value::Literal(_) | Value::Bare | Value::Missing => {}
            }
            match &prop.kind {
                AttributeKind::Plain(prop_name) => {
                    if prop_name.ident != prop_name.text {
                        self.not_a_prop(prop, &name, "a prop is a Rust name: write `_` for `-`");
                    } else if seen.contains(&prop_name.text) {
                        duplicate(self.diagnostics, prop.place, &prop_name.text);
                    } else {
                        seen.push(prop_name.text.clone());
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
                AttributeKind::Style(_) => {
                    self.not_a_prop(
                        prop,
                        &name,
                        "styles belong on elements: pass the value as a prop",
                    );
                }
                AttributeKind::Bind { .. } => {
                    self.not_a_prop(
                        prop,
                        &name,
                        "`bind:` belongs on `<input>`, `<textarea>` and `<select>`: pass the value and a callback as props",
                    );
                }
                AttributeKind::Spread => {
                    self.not_a_prop(
                        prop,
                        &name,
                        "a component takes its props by name: `name={…}`",
                    );
                }
                AttributeKind::Allow(_) => self.misplaced_opt_out(prop, &name),
                AttributeKind::Unsupported | AttributeKind::Stray => {}
            }
        }
        self.component_content(component, &mut seen);
    }

    /// What stands between the tags. `given`: the props that the tag sets.
    fn component_content(&mut self, component: &Component, given: &mut Vec<String>) {
        for node in &component.lead {
            self.node(node, &[]);
        }
        let outer = self.naming;
        self.naming = outer.inside_component();
        self.slots(component, given);
        self.nodes(&component.children, &[]);
        self.naming = outer;
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

pub(super) fn duplicate(diagnostics: &mut Diagnostics, place: Place, name: &str) {
    diagnostics.report(
        Code::DuplicateProp,
        place,
        format!("the prop `{name}` is given twice"),
        "remove one of the two",
    );
}
