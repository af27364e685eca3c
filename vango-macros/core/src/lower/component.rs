//! Components and named slots: each piece of content is a template of its own, evaluated before the component.

use proc_macro2::Ident;
use quote::ToTokens as _;

use super::program::{Block, Step};
use super::template::{Draft, Slot};
use super::{Lower, attribute};
use crate::check::component::is_island;
use crate::parse::model::{Attribute, AttributeKind, Component, NamedSlot, Node, Value};

impl Lower {
    pub(super) fn component<'m>(
        &mut self,
        component: &'m Component,
        draft: &mut Draft,
        steps: &mut Vec<Step<'m>>,
    ) {
        if is_island(component) {
            return self.island(component, steps);
        }
        draft.node_slot(Slot::Child);
        let lead = component.lead.iter().filter_map(statement).collect();
        let mut slots: Vec<(Ident, Block<'m>)> = Vec::new();
        let mut refused = Vec::new();
        if holds_slots_alone(&component.children) {
            // They stand in the wrong place, which was reported: that is not content as well.
            refused.push(self.block(&component.children));
        } else if !component.children.is_empty() {
            let name = Ident::new("children", component.name.span());
            slots.push((name, self.block(&component.children)));
        }
        for slot in &component.slots {
            let block = self.block(&slot.children);
            let name = &slot.name.ident;
            let is_given = slots.iter().any(|(other, _)| other == name)
                || component.props.iter().any(
                    |prop| matches!(&prop.kind, AttributeKind::Plain(prop) if prop.ident == *name),
                );
            if is_given || *name != slot.name.text[1..] {
                refused.push(block);
            } else {
                slots.push((name.clone(), block));
            }
        }
        let attributes = component.slots.iter().flat_map(|slot| &slot.attributes);
        for attribute in attributes {
            slot_attribute(attribute, steps);
        }
        steps.push(Step::Child {
            component,
            lead,
            slots,
            refused,
        });
    }

    /// There are none yet, which was reported: what it was given stays visible to editors.
    fn island<'m>(&mut self, component: &'m Component, steps: &mut Vec<Step<'m>>) {
        for prop in &component.props {
            attribute::salvage(&prop.value, steps);
        }
        let mut scope: Vec<Step<'m>> = component.lead.iter().filter_map(statement).collect();
        scope.push(Step::Refused(self.block(&component.children)));
        for slot in &component.slots {
            self.refused_slot(slot, &mut scope);
        }
        steps.push(Step::Scope(scope));
    }

    /// A named slot where no component is; reported.
    pub(super) fn refused_slot<'m>(&mut self, slot: &'m NamedSlot, steps: &mut Vec<Step<'m>>) {
        for attribute in &slot.attributes {
            slot_attribute(attribute, steps);
        }
        let block = self.block(&slot.children);
        steps.push(Step::Refused(block));
    }
}

/// Whether control flow with named slots in it is all that there is.
fn holds_slots_alone(nodes: &[Node]) -> bool {
    let is_slot = |node: &Node| match node {
        Node::Slot(_) => true,
        Node::If(model) => {
            let otherwise = model.otherwise.as_deref();
            model
                .branches
                .iter()
                .map(|branch| branch.body.as_slice())
                .chain(otherwise)
                .all(holds_slots_alone)
        }
        Node::Match(model) => model.arms.iter().all(|arm| holds_slots_alone(&arm.body)),
        Node::For(model) => holds_slots_alone(&model.body),
        Node::Each(model) => holds_slots_alone(&model.body),
        _ => false,
    };
    !nodes.is_empty() && nodes.iter().all(is_slot)
}

/// A named slot has none: it was reported, and a word may be what is left of an expression.
fn slot_attribute<'m>(attribute: &'m Attribute, steps: &mut Vec<Step<'m>>) {
    match (&attribute.value, &attribute.word) {
        (Value::Bare, Some(word)) => steps.push(Step::Salvage(word.to_token_stream())),
        (value, _) => attribute::salvage(value, steps),
    }
}

/// What shows nothing.
pub(super) fn statement(node: &Node) -> Option<Step<'_>> {
    match node {
        Node::Let(tokens) => Some(Step::Let(tokens)),
        Node::Salvage(tokens) => Some(Step::Salvage(tokens.clone())),
        _ => None,
    }
}
