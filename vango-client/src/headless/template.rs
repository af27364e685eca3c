//! Templates, parsed: the markup without markers, and where each slot is.
//!
//! Invariant: there is one place for each slot, in slot order; an instance has the same nodes in the same order. A
//! template whose markup and slots don't fit is refused when it is defined.

use std::collections::HashMap;

use vango_protocol::{OwnedSlotKind, OwnedTemplate};

use super::dom::{Dom, NodeId, NodeKind};
use super::error::Mismatch;
use super::parse::parse_part;

/// Where a slot is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Attr, Class, On: the element itself.
    Own(NodeId),
    /// What the slot holds stands before this text node: a Dyn's own text, or an end anchor.
    Before(NodeId),
    /// What the slot holds stands at the end of this element.
    EndOf(NodeId),
}

impl Place {
    /// The node that the place names.
    pub(crate) fn node(self) -> NodeId {
        match self {
            Self::Own(node) | Self::Before(node) | Self::EndOf(node) => node,
        }
    }

    fn map(self, map: impl Fn(NodeId) -> NodeId) -> Self {
        match self {
            Self::Own(node) => Self::Own(map(node)),
            Self::Before(node) => Self::Before(map(node)),
            Self::EndOf(node) => Self::EndOf(map(node)),
        }
    }
}

/// A template ready to be instantiated.
#[derive(Debug)]
pub(crate) struct Prototype {
    pub(crate) dom: Dom,
    /// A fragment with the template's root nodes; at least one.
    pub(crate) root: NodeId,
    pub(crate) kinds: Box<[OwnedSlotKind]>,
    pub(crate) places: Vec<Place>,
    /// The slot whose text node is the first root node: its content begins the block.
    pub(crate) leading: Option<usize>,
}

impl Prototype {
    pub(crate) fn new(template: OwnedTemplate) -> Result<Self, Mismatch> {
        let mut dom = Dom::default();
        let root = dom.fragment();
        let refused = |reason: &dyn std::fmt::Display| {
            Mismatch::new(format!("template `{}`: {reason}", template.html))
        };
        parse_part(&mut dom, root, &template.html).map_err(|error| refused(&error))?;
        let mut collector = Collector {
            dom,
            kinds: &template.slots,
            places: Vec::new(),
        };
        collector.content(root).map_err(|error| refused(&error))?;
        let Collector {
            mut dom, places, ..
        } = collector;
        if places.len() != template.slots.len() {
            let (markers, slots) = (places.len(), template.slots.len());
            return Err(refused(&format!(
                "the markup has {markers} markers for {slots} slots"
            )));
        }
        // A block is a range of nodes: even an empty one has a node.
        if dom.children(root).is_empty() {
            let text = dom.text("");
            dom.append(root, text);
        }
        let first = dom.children(root)[0];
        let leading = places
            .iter()
            .position(|place| *place == Place::Before(first));
        Ok(Self {
            dom,
            root,
            kinds: template.slots,
            places,
            leading,
        })
    }

    /// Copies the template's nodes into a new fragment of `dom`; the places are those of the copy.
    pub(crate) fn instantiate(&self, dom: &mut Dom) -> (NodeId, Vec<Place>) {
        let mut copies = HashMap::new();
        let fragment = self.copy(self.root, dom, &mut copies);
        let places = self
            .places
            .iter()
            .map(|place| place.map(|node| copies[&node]))
            .collect();
        (fragment, places)
    }

    fn copy(&self, node: NodeId, dom: &mut Dom, copies: &mut HashMap<NodeId, NodeId>) -> NodeId {
        let copy = dom.create(self.dom.kind(node).clone());
        copies.insert(node, copy);
        for child in self.dom.children(node) {
            let child = self.copy(*child, dom, copies);
            dom.append(copy, child);
        }
        copy
    }
}

/// Takes the markers out of a template's markup.
struct Collector<'t> {
    dom: Dom,
    kinds: &'t [OwnedSlotKind],
    places: Vec<Place>,
}

impl Collector<'_> {
    fn content(&mut self, parent: NodeId) -> Result<(), String> {
        for node in self.dom.children(parent).to_vec() {
            match self.dom.kind(node) {
                NodeKind::Element(_) => {
                    self.own(node)?;
                    self.content(node)?;
                }
                NodeKind::Comment(text) if text == "v" => self.marker(parent, node)?,
                NodeKind::Comment(text) => return Err(format!("`<!--{text}-->` is no marker")),
                // In `textarea` and `title` a marker is read as text.
                NodeKind::Text(text) if text == "<!--v-->" => self.marker(parent, node)?,
                NodeKind::Text(_) | NodeKind::Fragment => {}
            }
        }
        Ok(())
    }

    /// The slots of the element itself.
    fn own(&mut self, node: NodeId) -> Result<(), String> {
        let element = self.dom.element_mut(node).expect("called for elements");
        let Some(count) = element.attribute("v").map(str::to_owned) else {
            return Ok(());
        };
        element.set_attribute("v", None);
        let slots = count
            .parse::<usize>()
            .map_err(|_| format!("`v=\"{count}\"` is no count of slots"))?;
        for _ in 0..slots {
            match self.kinds.get(self.places.len()) {
                Some(
                    OwnedSlotKind::Attr(_)
                    | OwnedSlotKind::Class(_)
                    | OwnedSlotKind::Style(_)
                    | OwnedSlotKind::Spread
                    | OwnedSlotKind::On { .. }
                    | OwnedSlotKind::OnWith { .. },
                ) => {
                    self.places.push(Place::Own(node));
                }
                other => {
                    return Err(format!(
                        "slot {} of an element is {other:?}",
                        self.places.len()
                    ));
                }
            }
        }
        Ok(())
    }

    fn marker(&mut self, parent: NodeId, marker: NodeId) -> Result<(), String> {
        let is_dyn = match self.kinds.get(self.places.len()) {
            Some(OwnedSlotKind::Dyn) => true,
            Some(OwnedSlotKind::Branch | OwnedSlotKind::Rows | OwnedSlotKind::Child) => false,
            other => {
                return Err(format!(
                    "slot {} at a marker is {other:?}",
                    self.places.len()
                ));
            }
        };
        let index = self.dom.index(marker);
        let is_last = index + 1 == self.dom.children(parent).len();
        self.dom.remove(marker);
        if !is_dyn && is_last && self.dom.element(parent).is_some() {
            self.places.push(Place::EndOf(parent));
        } else {
            let text = self.dom.text("");
            self.dom.insert(parent, index, text);
            self.places.push(Place::Before(text));
        }
        Ok(())
    }
}
