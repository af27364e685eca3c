//! Content of components: `<:name>…</:name>`, and what stands beside it.

use super::Check;
use super::component::duplicate;
use crate::diagnostic::Code;
use crate::parse::model::{Component, NamedSlot};

impl Check<'_> {
    /// `given`: the props that the tag sets.
    pub(super) fn slots(&mut self, component: &Component, given: &mut Vec<String>) {
        if let (Some(node), true) = (
            component.children.first(),
            given.iter().any(|name| name == "children"),
        ) {
            let place = node.place().unwrap_or(component.name.span().into());
            self.diagnostics.report(
                Code::DuplicateProp,
                place,
                "the prop `children` is given twice",
                "what stands between the tags is `children`: remove it, or the prop",
            );
        } else if !component.children.is_empty() {
            given.push("children".to_owned());
        }
        for slot in &component.slots {
            let name = &slot.name.text[1..];
            if slot.name.ident != name {
                self.diagnostics.report(
                    Code::SlotPlace,
                    slot.name.place,
                    format!("`<{}>` does not name a prop", slot.name.text),
                    "a prop is a Rust name: write `_` for `-`",
                );
            } else if given.iter().any(|other| other == name) {
                duplicate(self.diagnostics, slot.name.place, name);
            } else {
                given.push(name.to_owned());
            }
            self.slot_content(slot);
        }
    }

    /// `<:name>` in an element, in control flow, or in no component at all.
    pub(super) fn misplaced_slot(&mut self, slot: &NamedSlot) {
        self.diagnostics.report(
            Code::SlotPlace,
            slot.name.place,
            format!(
                "`<{}>` does not stand directly in a component",
                slot.name.text
            ),
            format!(
                "write `<Card><{0}>…</{0}></Card>`; conditions and loops belong inside of it",
                slot.name.text
            ),
        );
        self.slot_content(slot);
    }

    fn slot_content(&mut self, slot: &NamedSlot) {
        if let Some(attribute) = slot.attributes.first() {
            self.diagnostics.report(
                Code::SlotPlace,
                attribute.place,
                format!("`<{}>` takes no attributes", slot.name.text),
                "put them on an element inside of it; what needs an argument is a prop with a closure: `row=move |r, item| { view! { r, … } }`",
            );
        }
        self.nodes(&slot.children, &[]);
    }
}
