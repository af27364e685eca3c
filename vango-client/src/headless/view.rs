//! What is shown: templates, blocks, and the nodes between them.
//!
//! Invariant: a block is a range of siblings that ends with its last root node; every slot's content stands at its place,
//! in order. Ids are given out in pre-order of building and never twice. A parked block's nodes stand in a fragment of
//! their own, where they may still be changed. It changes the model DOM only as operations and content say; it does not
//! read frames.

use std::collections::HashMap;
use std::rc::Rc;

use vango_protocol::{Address, OwnedSlotKind, OwnedTemplate};

use super::dom::{Dom, NodeId};
use super::error::Mismatch;
use super::template::{Place, Prototype};

/// An instance of a template.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) prototype: Rc<Prototype>,
    pub(crate) places: Vec<Place>,
    pub(crate) contents: Vec<Content>,
    /// The slot that shows the block; none for the root and for a parked block.
    pub(crate) shown_by: Option<Address>,
    /// The first and the last root node.
    pub(crate) first: NodeId,
    pub(crate) last: NodeId,
}

/// What a slot shows, as far as the client must know it to take it away again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    Nothing,
    Block(u32),
    Rows(Vec<u32>),
    /// The root nodes of raw HTML.
    Html(Vec<NodeId>),
    /// The names of the attributes that a spread has set.
    Names(Vec<String>),
}

impl Content {
    /// The blocks that stand in the slot itself.
    pub(crate) fn blocks(&self) -> &[u32] {
        match self {
            Self::Block(id) => std::slice::from_ref(id),
            Self::Rows(rows) => rows,
            Self::Nothing | Self::Html(_) | Self::Names(_) => &[],
        }
    }
}

/// All that is shown under one root.
#[derive(Debug)]
pub(crate) struct View {
    pub(crate) dom: Dom,
    pub(crate) root: NodeId,
    pub(crate) templates: Vec<Option<Rc<Prototype>>>,
    pub(crate) blocks: HashMap<u32, Block>,
    pub(crate) next_block: u32,
    /// The fragments that hold the nodes of parked blocks.
    pub(crate) parked: HashMap<u32, NodeId>,
    /// Parked blocks that the operation under way shows again.
    pub(crate) unparked: Vec<u32>,
    /// What is wrong with the content of the operation under way, though it could be read.
    pub(crate) broken: Option<Mismatch>,
    /// Elements whose `value` or `checked` was set: see `control`.
    pub(crate) assigned: Vec<(NodeId, Assigned)>,
}

/// An attribute that decides what a control holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Assigned {
    Value,
    Checked,
}

/// A block, or rows, that stand nowhere yet.
#[derive(Debug)]
pub(crate) struct Detached {
    pub(crate) content: Content,
    pub(crate) fragment: NodeId,
}

impl View {
    pub(crate) fn new(dom: Dom, root: NodeId) -> Self {
        Self {
            dom,
            root,
            templates: Vec::new(),
            blocks: HashMap::new(),
            next_block: 1,
            parked: HashMap::new(),
            unparked: Vec::new(),
            broken: None,
            assigned: Vec::new(),
        }
    }

    /// Defines the next template. One that is refused keeps its index, so that the others keep theirs.
    pub(crate) fn define(&mut self, template: OwnedTemplate) -> Result<(), Mismatch> {
        let (prototype, result) = match Prototype::new(template) {
            Ok(prototype) => (Some(Rc::new(prototype)), Ok(())),
            Err(mismatch) => (None, Err(mismatch)),
        };
        self.templates.push(prototype);
        result
    }

    pub(crate) fn prototype(&self, index: u32) -> Option<Rc<Prototype>> {
        self.templates.get(index as usize)?.clone()
    }

    /// Registers the next block.
    pub(crate) fn next_id(&mut self) -> u32 {
        let id = self.next_block;
        self.next_block += 1;
        id
    }

    pub(crate) fn set_attribute(&mut self, place: Place, name: &str, value: Option<&str>) {
        match name {
            "value" => self.assigned.push((place.node(), Assigned::Value)),
            "checked" => self.assigned.push((place.node(), Assigned::Checked)),
            _ => {}
        }
        if let Some(element) = self.dom.element_mut(place.node()) {
            element.set_attribute(name, value);
        }
    }

    pub(crate) fn set_style(&mut self, place: Place, name: &str, value: Option<&str>) {
        if let Some(element) = self.dom.element_mut(place.node()) {
            element.set_style(name, value);
        }
    }

    /// Sets the attributes of a spread in place of those that it has set before. Returns their names.
    pub(crate) fn set_spread(
        &mut self,
        place: Place,
        before: Content,
        pairs: &[(&str, &str)],
    ) -> Content {
        if let Content::Names(names) = before {
            for name in names {
                if pairs.iter().all(|(kept, _)| *kept != name) {
                    self.set_attribute(place, &name, None);
                }
            }
        }
        for (name, value) in pairs {
            self.set_attribute(place, name, Some(value));
        }
        Content::Names(pairs.iter().map(|(name, _)| (*name).to_owned()).collect())
    }

    pub(crate) fn set_class(&mut self, place: Place, name: &str, on: bool) {
        if let Some(element) = self.dom.element_mut(place.node()) {
            element.set_class(name, on);
        }
    }

    /// Puts nodes where a slot's content ends.
    pub(crate) fn attach(&mut self, fragment: NodeId, place: Place) {
        let (parent, index) = self.end_of(place);
        self.dom.insert_fragment(parent, index, fragment);
    }

    /// Parent and index where a slot's content ends.
    pub(crate) fn end_of(&self, place: Place) -> (NodeId, usize) {
        match place {
            Place::EndOf(parent) => (parent, self.dom.children(parent).len()),
            Place::Before(node) | Place::Own(node) => {
                let parent = self
                    .dom
                    .parent(node)
                    .expect("a slot's anchor stands in a block's nodes");
                (parent, self.dom.index(node))
            }
        }
    }

    /// Where a block begins now: its first slot's content may stand before its first root node.
    pub(crate) fn first_node(&self, id: u32) -> NodeId {
        let block = &self.blocks[&id];
        let Some(slot) = block.prototype.leading else {
            return block.first;
        };
        match &block.contents[slot] {
            Content::Html(nodes) => nodes.first().copied().unwrap_or(block.first),
            content => match content.blocks().first() {
                Some(inner) => self.first_node(*inner),
                None => block.first,
            },
        }
    }

    /// What a slot shows; the slot was looked up before.
    pub(crate) fn content_mut(&mut self, at: Address) -> &mut Content {
        let block = self
            .blocks
            .get_mut(&at.block)
            .expect("the slot was looked up before");
        &mut block.contents[at.slot as usize]
    }

    /// Takes a block's nodes out of the page, into a fragment.
    pub(crate) fn detach(&mut self, id: u32) -> NodeId {
        let (first, last) = (self.first_node(id), self.blocks[&id].last);
        let parent = self
            .dom
            .parent(last)
            .expect("a shown block stands in an element or a fragment");
        let (from, to) = (self.dom.index(first), self.dom.index(last) + 1);
        self.dom.detach_range(parent, from, to)
    }

    /// Takes a block and all in it away, nodes and ids.
    pub(crate) fn remove(&mut self, id: u32) {
        let fragment = self.detach(id);
        self.forget(id);
        self.dom.remove(fragment);
    }

    fn forget(&mut self, id: u32) {
        let Some(block) = self.blocks.remove(&id) else {
            return;
        };
        for content in block.contents {
            content.blocks().iter().for_each(|id| self.forget(*id));
        }
    }

    /// Takes away what was built and never shown; the parked blocks in it are parked again.
    pub(crate) fn discard(&mut self, built: Detached) {
        for id in std::mem::take(&mut self.unparked) {
            // It may be the whole of what was built, and then it stands in the fragment that goes.
            let fragment = self.detach(id);
            self.leave_slot(id);
            self.parked.insert(id, fragment);
        }
        for id in built.content.blocks() {
            if !self.parked.contains_key(id) {
                self.forget(*id);
            }
        }
        self.dom.remove(built.fragment);
    }

    /// Takes away what a slot shows, but not a Dyn's own text.
    pub(crate) fn clear(&mut self, content: &Content) {
        match content {
            Content::Html(nodes) => nodes.iter().for_each(|node| self.dom.remove(*node)),
            content => content.blocks().iter().for_each(|id| self.remove(*id)),
        }
    }

    /// Remembers that a slot shows these blocks.
    pub(crate) fn show(&mut self, at: Address, blocks: &[u32]) {
        for id in blocks {
            if let Some(block) = self.blocks.get_mut(id) {
                block.shown_by = Some(at);
            }
        }
    }

    /// The slot that shows a block shows nothing any more.
    fn leave_slot(&mut self, id: u32) {
        let shown_by = self
            .blocks
            .get_mut(&id)
            .and_then(|block| block.shown_by.take());
        if let Some(at) = shown_by
            && let Some(block) = self.blocks.get_mut(&at.block)
        {
            block.contents[at.slot as usize] = Content::Nothing;
        }
    }

    /// Takes a block off the page and keeps it.
    pub(crate) fn park(&mut self, id: u32) -> Result<(), Mismatch> {
        let Some(block) = self.blocks.get(&id) else {
            return Err(Mismatch::new(format!("block {id} is not shown")));
        };
        let kind = block.shown_by.map(|at| self.kind(at));
        if !matches!(kind, Some(Some(OwnedSlotKind::Dyn))) {
            return Err(Mismatch::new(format!(
                "block {id} can't be parked: no Dyn slot shows it"
            )));
        }
        let fragment = self.detach(id);
        self.leave_slot(id);
        self.parked.insert(id, fragment);
        Ok(())
    }

    /// Forgets a parked block and all in it.
    pub(crate) fn drop_parked(&mut self, id: u32) -> Result<(), Mismatch> {
        let Some(fragment) = self.parked.remove(&id) else {
            return Err(Mismatch::new(format!("block {id} is not parked")));
        };
        self.forget(id);
        self.dom.remove(fragment);
        Ok(())
    }

    /// The kind of a slot of a block that is shown.
    pub(crate) fn kind(&self, at: Address) -> Option<&OwnedSlotKind> {
        let block = self.blocks.get(&at.block)?;
        block.prototype.kinds.get(at.slot as usize)
    }

    /// The block and those around it, innermost first.
    pub(crate) fn around(&self, id: u32) -> impl Iterator<Item = (u32, Option<Address>)> {
        let mut next = Some(id);
        std::iter::from_fn(move || {
            let id = next?;
            let shown_by = self.blocks.get(&id)?.shown_by;
            next = shown_by.map(|at| at.block);
            Some((id, shown_by))
        })
    }

    /// Takes everything away; ids go on from `first`.
    pub(crate) fn reset(&mut self, first: u32) {
        self.blocks.clear();
        self.forget_parked();
        self.next_block = first;
        for child in self.dom.children(self.root).to_vec() {
            self.dom.remove(child);
        }
    }

    /// Frees the nodes of all parked blocks; their ids are the caller's business.
    pub(crate) fn forget_parked(&mut self) {
        for (_, fragment) in std::mem::take(&mut self.parked) {
            self.dom.remove(fragment);
        }
    }
}
