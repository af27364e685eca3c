//! Form controls: what the user has typed and ticked, which no attribute shows.
//!
//! Invariant: a control that the user did not touch has the value of its attributes, as in a browser. What is typed is
//! kept by node, so it is forgotten when the node leaves the page.

use std::collections::HashMap;

use super::dom::{Dom, NodeId};
use super::view::View;

/// The state of controls that the user touched.
#[derive(Debug, Default)]
pub(crate) struct Controls {
    values: HashMap<NodeId, String>,
    ticks: HashMap<NodeId, bool>,
}

impl Controls {
    pub(crate) fn set_value(&mut self, node: NodeId, value: &str) {
        self.values.insert(node, value.to_owned());
    }

    pub(crate) fn set_checked(&mut self, node: NodeId, checked: bool) {
        self.ticks.insert(node, checked);
    }

    /// The value that the control has now.
    pub(crate) fn value(&self, dom: &Dom, node: NodeId) -> String {
        if let Some(value) = self.values.get(&node) {
            return value.clone();
        }
        let Some(element) = dom.element(node) else {
            return String::new();
        };
        match (element.name.as_str(), element.attribute("value")) {
            ("textarea", _) => dom.text_content(node),
            ("select", _) => selected(dom, node),
            (_, Some(value)) => value.to_owned(),
            _ if is_tickable(dom, node) => "on".to_owned(),
            ("option", None) => dom.text_content(node).trim().to_owned(),
            _ => String::new(),
        }
    }

    /// Whether a checkbox or radio button is on now.
    pub(crate) fn checked(&self, dom: &Dom, node: NodeId) -> bool {
        let attribute = || {
            dom.element(node)
                .is_some_and(|element| element.attribute("checked").is_some())
        };
        is_tickable(dom, node) && self.ticks.get(&node).copied().unwrap_or_else(attribute)
    }

    /// Name and value of each control of a form that is submitted, in document order.
    pub(crate) fn fields(&self, dom: &Dom, form: NodeId) -> Vec<(String, String)> {
        dom.descendants(form)
            .filter_map(|node| {
                let element = dom.element(node)?;
                let kind = element.attribute("type").unwrap_or_default();
                let is_control = matches!(element.name.as_str(), "input" | "textarea" | "select");
                let is_silent = matches!(kind, "submit" | "button" | "reset" | "image" | "file");
                let name = element.attribute("name").filter(|name| !name.is_empty())?;
                let is_off = is_tickable(dom, node) && !self.checked(dom, node);
                let is_successful =
                    is_control && !is_silent && !is_off && element.attribute("disabled").is_none();
                is_successful.then(|| (name.to_owned(), self.value(dom, node)))
            })
            .collect()
    }

    /// Forgets what stood in elements that are no longer on the page.
    pub(crate) fn keep(&mut self, view: &View) {
        if self.values.is_empty() && self.ticks.is_empty() {
            return;
        }
        let shown: std::collections::HashSet<NodeId> = view.dom.descendants(view.root).collect();
        self.values.retain(|node, _| shown.contains(node));
        self.ticks.retain(|node, _| shown.contains(node));
    }
}

pub(crate) fn is_tickable(dom: &Dom, node: NodeId) -> bool {
    dom.element(node).is_some_and(|element| {
        element.name == "input" && matches!(element.attribute("type"), Some("checkbox" | "radio"))
    })
}

fn selected(dom: &Dom, select: NodeId) -> String {
    let options: Vec<NodeId> = dom
        .descendants(select)
        .filter(|node| {
            dom.element(*node)
                .is_some_and(|element| element.name == "option")
        })
        .collect();
    let is_selected = |node: &&NodeId| {
        dom.element(**node)
            .is_some_and(|element| element.attribute("selected").is_some())
    };
    let option = options.iter().find(is_selected).or(options.first());
    option.map_or_else(String::new, |option| {
        Controls::default().value(dom, *option)
    })
}
