//! The model DOM: elements, texts and comments in an arena.
//!
//! Invariant: a node has at most one parent and stands once among its children; ids of freed nodes are used again, so
//! whoever frees nodes forgets their ids. It knows nothing of templates, blocks or frames.

use super::style::set_property;

/// A node of a [`Dom`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct NodeId(u32);

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NodeKind {
    /// A root without a name: a document, or nodes on their way into one.
    Fragment,
    Element(Element),
    Text(String),
    Comment(String),
}

/// An element without its children.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Element {
    pub(crate) name: String,
    /// In source order; no name twice.
    pub(crate) attributes: Vec<(String, String)>,
}

#[derive(Clone, Debug)]
struct Node {
    kind: NodeKind,
    parent: Option<NodeId>,
    children: Vec<NodeId>,
    /// The block that listens to events on this element.
    listener: Option<u32>,
}

/// An arena of nodes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dom {
    nodes: Vec<Node>,
    free: Vec<NodeId>,
    /// Nodes that were freed since somebody asked.
    freed: Vec<NodeId>,
}

impl Element {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// Sets an attribute, or takes it away.
    pub(crate) fn set_attribute(&mut self, name: &str, value: Option<&str>) {
        let known = self.attributes.iter().position(|(known, _)| known == name);
        match (known, value) {
            (Some(index), Some(value)) => self.attributes[index].1 = value.to_owned(),
            (Some(index), None) => drop(self.attributes.remove(index)),
            (None, Some(value)) => self.attributes.push((name.to_owned(), value.to_owned())),
            (None, None) => {}
        }
    }

    /// Sets a property of the `style` attribute, or takes it away.
    pub(crate) fn set_style(&mut self, name: &str, value: Option<&str>) {
        let before = self.attribute("style").unwrap_or_default();
        let after = set_property(before, name, value);
        self.set_attribute("style", Some(&after));
    }

    /// Switches a class on or off.
    pub(crate) fn set_class(&mut self, name: &str, on: bool) {
        let mut tokens: Vec<&str> = self.classes().filter(|token| *token != name).collect();
        if on {
            tokens.push(name);
        }
        let value = tokens.join(" ");
        self.set_attribute("class", Some(&value));
    }

    /// The tokens of the `class` attribute.
    pub(crate) fn classes(&self) -> impl Iterator<Item = &str> {
        self.attribute("class")
            .unwrap_or_default()
            .split_ascii_whitespace()
    }
}

impl Dom {
    /// A new node without parent.
    pub(crate) fn create(&mut self, kind: NodeKind) -> NodeId {
        let node = Node {
            kind,
            parent: None,
            children: Vec::new(),
            listener: None,
        };
        if let Some(id) = self.free.pop() {
            self.nodes[id.0 as usize] = node;
            return id;
        }
        self.nodes.push(node);
        NodeId(u32::try_from(self.nodes.len() - 1).expect("fewer nodes than u32 counts"))
    }

    pub(crate) fn text(&mut self, text: &str) -> NodeId {
        self.create(NodeKind::Text(text.to_owned()))
    }

    pub(crate) fn fragment(&mut self) -> NodeId {
        self.create(NodeKind::Fragment)
    }

    fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.0 as usize]
    }

    pub(crate) fn kind(&self, id: NodeId) -> &NodeKind {
        &self.node(id).kind
    }

    pub(crate) fn element(&self, id: NodeId) -> Option<&Element> {
        match &self.node(id).kind {
            NodeKind::Element(element) => Some(element),
            _ => None,
        }
    }

    pub(crate) fn element_mut(&mut self, id: NodeId) -> Option<&mut Element> {
        match &mut self.node_mut(id).kind {
            NodeKind::Element(element) => Some(element),
            _ => None,
        }
    }

    pub(crate) fn is_text(&self, id: NodeId) -> bool {
        matches!(self.kind(id), NodeKind::Text(_))
    }

    /// Replaces a text node's text.
    pub(crate) fn set_text(&mut self, id: NodeId, text: &str) {
        if let NodeKind::Text(known) = &mut self.node_mut(id).kind {
            text.clone_into(known);
        }
    }

    pub(crate) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).parent
    }

    pub(crate) fn children(&self, id: NodeId) -> &[NodeId] {
        &self.node(id).children
    }

    pub(crate) fn listener(&self, id: NodeId) -> Option<u32> {
        self.node(id).listener
    }

    pub(crate) fn set_listener(&mut self, id: NodeId, block: u32) {
        self.node_mut(id).listener = Some(block);
    }

    /// Where a node stands among its siblings; 0 for a node without parent.
    pub(crate) fn index(&self, id: NodeId) -> usize {
        let siblings = self
            .parent(id)
            .map_or(&[] as &[NodeId], |parent| self.children(parent));
        // From the end: rows are appended far more often than they are inserted at the front.
        siblings
            .iter()
            .rposition(|sibling| *sibling == id)
            .unwrap_or(0)
    }

    /// Puts a node without parent into `parent`, so that it stands at `index`.
    pub(crate) fn insert(&mut self, parent: NodeId, index: usize, node: NodeId) {
        debug_assert!(self.parent(node).is_none(), "a node has one parent");
        self.node_mut(parent).children.insert(index, node);
        self.node_mut(node).parent = Some(parent);
    }

    pub(crate) fn append(&mut self, parent: NodeId, node: NodeId) {
        self.insert(parent, self.children(parent).len(), node);
    }

    /// Moves the children `from..to` of `parent` into a new fragment.
    pub(crate) fn detach_range(&mut self, parent: NodeId, from: usize, to: usize) -> NodeId {
        let fragment = self.fragment();
        let moved: Vec<NodeId> = self.node_mut(parent).children.drain(from..to).collect();
        for node in &moved {
            self.node_mut(*node).parent = Some(fragment);
        }
        self.node_mut(fragment).children = moved;
        fragment
    }

    /// Moves a fragment's children into `parent`, so that the first stands at `index`; the fragment is freed.
    pub(crate) fn insert_fragment(&mut self, parent: NodeId, index: usize, fragment: NodeId) {
        let moved = std::mem::take(&mut self.node_mut(fragment).children);
        for node in &moved {
            self.node_mut(*node).parent = Some(parent);
        }
        self.node_mut(parent).children.splice(index..index, moved);
        self.free(fragment);
    }

    /// Takes a node out of its parent and frees it with all that is in it.
    pub(crate) fn remove(&mut self, id: NodeId) {
        if let Some(parent) = self.parent(id) {
            let index = self.index(id);
            self.node_mut(parent).children.remove(index);
        }
        self.free(id);
    }

    fn free(&mut self, id: NodeId) {
        let mut waiting = vec![id];
        while let Some(id) = waiting.pop() {
            let node = self.node_mut(id);
            waiting.append(&mut node.children);
            node.parent = None;
            node.listener = None;
            node.kind = NodeKind::Fragment;
            self.free.push(id);
            self.freed.push(id);
        }
    }

    /// The nodes that were freed since the last call; some of them are in use again.
    pub(crate) fn take_freed(&mut self) -> Vec<NodeId> {
        std::mem::take(&mut self.freed)
    }

    /// The node and all in it, in document order.
    pub(crate) fn descendants(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let mut waiting = vec![id];
        std::iter::from_fn(move || {
            let node = waiting.pop()?;
            waiting.extend(self.children(node).iter().rev());
            Some(node)
        })
    }

    /// All text in a node.
    pub(crate) fn text_content(&self, id: NodeId) -> String {
        self.descendants(id)
            .filter_map(|node| match self.kind(node) {
                NodeKind::Text(text) => Some(text.as_str()),
                _ => None,
            })
            .collect()
    }
}
