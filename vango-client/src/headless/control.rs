//! Form controls: what they hold, which no attribute shows once the user has touched them.
//!
//! Invariant: a control that the user did not touch holds what its attributes say, as in a browser; for `textarea` and
//! `select` that includes the attribute `value`, which the client makes a property of. An assignment by the server counts,
//! unless the user has touched the control since the last event that the server knows: what is being typed is not
//! overwritten. What is typed is kept by node, so it is forgotten when the node goes, and not when it is parked.

use std::collections::HashMap;

use super::dom::{Dom, NodeId};
use super::view::{Assigned, View};

/// Stands between the values of a `<select multiple>`.
pub(crate) const SEPARATOR: char = '\u{1f}';

/// The state of controls that the user touched.
#[derive(Debug, Default)]
pub(crate) struct Controls {
    values: HashMap<NodeId, Edit<String>>,
    ticks: HashMap<NodeId, Edit<bool>>,
}

#[derive(Clone, Debug)]
struct Edit<T> {
    value: T,
    /// The last event given out when it was made: its own, if anybody hears it.
    event: u32,
}

impl Controls {
    /// The user has typed or chosen; `event` is the number of the last event given out.
    pub(crate) fn set_value(&mut self, node: NodeId, value: &str, event: u32) {
        let value = value.to_owned();
        self.values.insert(node, Edit { value, event });
    }

    /// The user has ticked; of a group of radio buttons the others go off.
    pub(crate) fn set_checked(&mut self, dom: &Dom, node: NodeId, checked: bool, event: u32) {
        if checked {
            self.untick_others(dom, node, event);
        }
        let value = checked;
        self.ticks.insert(node, Edit { value, event });
    }

    fn untick_others(&mut self, dom: &Dom, node: NodeId, event: u32) {
        for other in radio_group(dom, node) {
            let value = false;
            self.ticks.insert(other, Edit { value, event });
        }
    }

    /// After a patch: forgets what was typed where the server has assigned something, and into nodes that have gone.
    pub(crate) fn follow(&mut self, view: &mut View, acknowledged: u32) {
        for node in view.dom.take_freed() {
            self.values.remove(&node);
            self.ticks.remove(&node);
        }
        for (node, assigned) in std::mem::take(&mut view.assigned) {
            match assigned {
                Assigned::Value => {
                    let edit = self.values.get(&node);
                    if edit.is_some_and(|edit| edit.event <= acknowledged) {
                        self.values.remove(&node);
                    }
                }
                Assigned::Checked => self.assign_checked(&view.dom, node, acknowledged),
            }
        }
    }

    fn assign_checked(&mut self, dom: &Dom, node: NodeId, acknowledged: u32) {
        let edit = self.ticks.get(&node);
        if edit.is_some_and(|edit| edit.event > acknowledged) {
            return;
        }
        self.ticks.remove(&node);
        if self.checked(dom, node) {
            self.untick_others(dom, node, 0);
        }
    }

    /// The value that the control has now.
    pub(crate) fn value(&self, dom: &Dom, node: NodeId) -> String {
        if let Some(edit) = self.values.get(&node) {
            return edit.value.clone();
        }
        let Some(element) = dom.element(node) else {
            return String::new();
        };
        match (element.name.as_str(), element.attribute("value")) {
            ("select", value) => selected(dom, node, value),
            (_, Some(value)) => value.to_owned(),
            ("textarea", None) => dom.text_content(node),
            _ if is_tickable(dom, node) => "on".to_owned(),
            ("option", None) => dom.text_content(node).trim().to_owned(),
            _ => String::new(),
        }
    }

    /// Whether a checkbox or radio button is on now.
    pub(crate) fn checked(&self, dom: &Dom, node: NodeId) -> bool {
        let attribute = || has_attribute(dom, node, "checked");
        let edit = self.ticks.get(&node).map(|edit| edit.value);
        is_tickable(dom, node) && edit.unwrap_or_else(attribute)
    }

    /// Name and value of each control of a form that is submitted, in document order.
    pub(crate) fn fields(&self, dom: &Dom, form: NodeId) -> Vec<(String, String)> {
        let mut fields = Vec::new();
        for node in dom.descendants(form) {
            let Some(name) = self.submitted_name(dom, node) else {
                continue;
            };
            let value = self.value(dom, node);
            if is_multiple(dom, node) {
                let chosen = value.split(SEPARATOR).filter(|_| !value.is_empty());
                fields.extend(chosen.map(|value| (name.clone(), value.to_owned())));
            } else {
                fields.push((name, value));
            }
        }
        fields
    }

    /// The name of a control whose value is submitted.
    fn submitted_name(&self, dom: &Dom, node: NodeId) -> Option<String> {
        let element = dom.element(node)?;
        let kind = element.attribute("type").unwrap_or_default();
        let is_control = matches!(element.name.as_str(), "input" | "textarea" | "select");
        let is_silent = matches!(kind, "submit" | "button" | "reset" | "image" | "file");
        let name = element.attribute("name").filter(|name| !name.is_empty())?;
        let is_off = is_tickable(dom, node) && !self.checked(dom, node);
        (is_control && !is_silent && !is_off && !is_disabled(dom, node)).then(|| name.to_owned())
    }
}

pub(crate) fn is_tickable(dom: &Dom, node: NodeId) -> bool {
    is_input(dom, node, &["checkbox", "radio"])
}

pub(crate) fn is_radio(dom: &Dom, node: NodeId) -> bool {
    is_input(dom, node, &["radio"])
}

fn is_input(dom: &Dom, node: NodeId, kinds: &[&str]) -> bool {
    dom.element(node).is_some_and(|element| {
        let kind = element.attribute("type").unwrap_or_default();
        element.name == "input" && kinds.contains(&kind)
    })
}

/// Whether the control itself is disabled, or a fieldset around it.
pub(crate) fn is_disabled(dom: &Dom, node: NodeId) -> bool {
    let is_own = dom.element(node).is_some_and(|element| {
        matches!(
            element.name.as_str(),
            "button" | "input" | "select" | "textarea" | "option" | "fieldset"
        )
    });
    is_own && (has_attribute(dom, node, "disabled") || is_in_disabled_fieldset(dom, node))
}

fn is_in_disabled_fieldset(dom: &Dom, node: NodeId) -> bool {
    let mut around = std::iter::successors(dom.parent(node), |node| dom.parent(*node));
    around.any(|node| is_named(dom, node, "fieldset") && has_attribute(dom, node, "disabled"))
}

fn has_attribute(dom: &Dom, node: NodeId, name: &str) -> bool {
    let element = dom.element(node);
    element.is_some_and(|element| element.attribute(name).is_some())
}

fn is_named(dom: &Dom, node: NodeId, name: &str) -> bool {
    dom.element(node)
        .is_some_and(|element| element.name == name)
}

fn is_multiple(dom: &Dom, node: NodeId) -> bool {
    is_named(dom, node, "select") && has_attribute(dom, node, "multiple")
}

/// The other radio buttons with the same name in the same form, or on the page.
fn radio_group(dom: &Dom, node: NodeId) -> Vec<NodeId> {
    let name = |node| dom.element(node)?.attribute("name").map(str::to_owned);
    let (true, Some(wanted)) = (is_radio(dom, node), name(node)) else {
        return Vec::new();
    };
    let form = |node: NodeId| {
        let mut around = std::iter::successors(dom.parent(node), |node| dom.parent(*node));
        around.find(|node| is_named(dom, *node, "form"))
    };
    let root = std::iter::successors(Some(node), |node| dom.parent(*node)).last();
    let all = root.into_iter().flat_map(|root| dom.descendants(root));
    all.filter(|other| *other != node && is_radio(dom, *other))
        .filter(|other| name(*other).as_ref() == Some(&wanted) && form(*other) == form(node))
        .collect()
}

/// The options of a select, each with its value.
pub(crate) fn options(dom: &Dom, select: NodeId) -> Vec<(NodeId, String)> {
    let controls = Controls::default();
    dom.descendants(select)
        .filter(|node| is_named(dom, *node, "option"))
        .map(|node| (node, controls.value(dom, node)))
        .collect()
}

/// What a select has chosen that the user did not touch; `assigned` is its attribute `value`.
fn selected(dom: &Dom, select: NodeId, assigned: Option<&str>) -> String {
    let options = options(dom, select);
    let is_selected = |node: NodeId| has_attribute(dom, node, "selected");
    let mut chosen: Vec<&str> = match assigned {
        Some(assigned) => {
            let wanted: Vec<&str> = assigned.split(SEPARATOR).collect();
            let known = options.iter().map(|(_, value)| value.as_str());
            known.filter(|value| wanted.contains(value)).collect()
        }
        None => {
            let marked = options.iter().filter(|(node, _)| is_selected(*node));
            marked.map(|(_, value)| value.as_str()).collect()
        }
    };
    if is_multiple(dom, select) {
        return chosen.join(&SEPARATOR.to_string());
    }
    if chosen.is_empty() && assigned.is_none() {
        chosen.extend(options.first().map(|(_, value)| value.as_str()));
    }
    chosen.first().copied().unwrap_or_default().to_owned()
}
