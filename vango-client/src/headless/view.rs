//! What is shown: templates, blocks, and the nodes between them.
//!
//! Invariant: a block is a range of siblings that ends with its last root node; every slot's content stands at its place,
//! in order. Ids are given out in pre-order of building and never twice. It changes the model DOM only as operations and
//! content say; it does not read frames.

use std::collections::HashMap;
use std::rc::Rc;

use vango_protocol::limits::MAX_BLOCK_DEPTH;
use vango_protocol::{
    Address, ContentReader, DecodeError, DecodeErrorKind, Dyn, OwnedSlotKind, OwnedTemplate,
};

use super::dom::{Dom, NodeId};
use super::error::Mismatch;
use super::template::{Place, Prototype};

/// An instance of a template.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) prototype: Rc<Prototype>,
    pub(crate) places: Vec<Place>,
    pub(crate) contents: Vec<Content>,
    /// The first and the last root node.
    pub(crate) first: NodeId,
    pub(crate) last: NodeId,
}

/// Which blocks a slot shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    Nothing,
    Block(u32),
    Rows(Vec<u32>),
}

/// All that is shown under one root.
#[derive(Debug)]
pub(crate) struct View {
    pub(crate) dom: Dom,
    pub(crate) root: NodeId,
    pub(crate) templates: Vec<Option<Rc<Prototype>>>,
    pub(crate) blocks: HashMap<u32, Block>,
    pub(crate) next_block: u32,
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

    /// Reads and builds a `branch`.
    pub(crate) fn build_branch(
        &mut self,
        reader: &mut ContentReader<'_, '_>,
        depth: usize,
    ) -> Result<Option<Detached>, DecodeError> {
        match reader.branch()? {
            None => Ok(None),
            Some(template) => {
                let (id, fragment) = self.build_block(reader, template, depth)?;
                Ok(Some(Detached {
                    content: Content::Block(id),
                    fragment,
                }))
            }
        }
    }

    /// Reads and builds `count` rows.
    pub(crate) fn build_rows(
        &mut self,
        reader: &mut ContentReader<'_, '_>,
        rows: vango_protocol::Rows,
        depth: usize,
    ) -> Result<Detached, DecodeError> {
        let all = self.dom.fragment();
        let mut ids = Vec::new();
        for _ in 0..rows.count {
            let (id, fragment) =
                self.build_block(reader, rows.template.unwrap_or_default(), depth)?;
            ids.push(id);
            let end = self.dom.children(all).len();
            self.dom.insert_fragment(all, end, fragment);
        }
        Ok(Detached {
            content: Content::Rows(ids),
            fragment: all,
        })
    }

    fn build_block(
        &mut self,
        reader: &mut ContentReader<'_, '_>,
        template: u32,
        depth: usize,
    ) -> Result<(u32, NodeId), DecodeError> {
        let fail = |kind| DecodeError::new(kind, "content", reader.offset());
        if depth > MAX_BLOCK_DEPTH {
            return Err(fail(DecodeErrorKind::TooDeep));
        }
        let prototype = self
            .prototype(template)
            .ok_or_else(|| fail(DecodeErrorKind::UnknownTemplate))?;
        let id = self.next_id();
        let (fragment, places) = prototype.instantiate(&mut self.dom);
        let roots = self.dom.children(fragment);
        let (first, last) = (roots[0], roots[roots.len() - 1]);
        let mut contents = vec![Content::Nothing; places.len()];
        for (slot, kind) in prototype.kinds.iter().enumerate() {
            contents[slot] = self.build_slot(reader, id, kind, places[slot], depth)?;
        }
        self.blocks.insert(
            id,
            Block {
                prototype,
                places,
                contents,
                first,
                last,
            },
        );
        Ok((id, fragment))
    }

    fn build_slot(
        &mut self,
        reader: &mut ContentReader<'_, '_>,
        id: u32,
        kind: &OwnedSlotKind,
        place: Place,
        depth: usize,
    ) -> Result<Content, DecodeError> {
        let built = match kind {
            OwnedSlotKind::Attr(name) => {
                let value = reader.attr()?;
                self.set_attribute(place, name, value);
                None
            }
            OwnedSlotKind::Class(name) => {
                let on = reader.class()?;
                self.set_class(place, name, on);
                None
            }
            OwnedSlotKind::Style(name) => {
                let value = reader.attr()?;
                self.set_style(place, name, value);
                None
            }
            OwnedSlotKind::Spread => {
                let value = reader.attr()?;
                self.set_spread(place, value);
                None
            }
            OwnedSlotKind::On { .. } | OwnedSlotKind::OnWith { .. } => {
                self.dom.set_listener(place.node(), id);
                None
            }
            OwnedSlotKind::Dyn => {
                let (text, block) = self.build_dyn(reader, depth + 1)?;
                self.dom.set_text(place.node(), &text);
                block
            }
            OwnedSlotKind::Branch | OwnedSlotKind::Child => self.build_branch(reader, depth + 1)?,
            OwnedSlotKind::Rows => {
                let rows = reader.rows()?;
                Some(self.build_rows(reader, rows, depth + 1)?)
            }
        };
        Ok(built.map_or(Content::Nothing, |built| {
            self.attach(built.fragment, place);
            built.content
        }))
    }

    /// Reads a `dyn`: its text, or the block that it builds.
    pub(crate) fn build_dyn(
        &mut self,
        reader: &mut ContentReader<'_, '_>,
        depth: usize,
    ) -> Result<(String, Option<Detached>), DecodeError> {
        Ok(match reader.dyn_()? {
            Dyn::Empty => (String::new(), None),
            Dyn::Text(text) => (text.to_owned(), None),
            Dyn::Html(_) | Dyn::Parked(_) => {
                let kind = DecodeErrorKind::UnknownVariant;
                return Err(DecodeError::new(kind, "content.dyn", reader.offset()));
            }
            Dyn::View(template) => {
                let (id, fragment) = self.build_block(reader, template, depth)?;
                (
                    String::new(),
                    Some(Detached {
                        content: Content::Block(id),
                        fragment,
                    }),
                )
            }
        })
    }

    pub(crate) fn set_attribute(&mut self, place: Place, name: &str, value: Option<&str>) {
        if let Some(element) = self.dom.element_mut(place.node()) {
            element.set_attribute(name, value);
        }
    }

    pub(crate) fn set_style(&mut self, place: Place, name: &str, value: Option<&str>) {
        if let Some(element) = self.dom.element_mut(place.node()) {
            element.set_style(name, value);
        }
    }

    /// Sets the attributes of a spread: `name NUL value NUL …`.
    pub(crate) fn set_spread(&mut self, place: Place, value: Option<&str>) {
        if let Some(element) = self.dom.element_mut(place.node()) {
            let mut parts = value.unwrap_or_default().split('\0');
            while let (Some(name), Some(value)) = (parts.next(), parts.next()) {
                element.set_attribute(name, Some(value));
            }
        }
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
        let inner = block
            .prototype
            .leading
            .and_then(|slot| match &block.contents[slot] {
                Content::Nothing => None,
                Content::Block(inner) => Some(*inner),
                Content::Rows(rows) => rows.first().copied(),
            });
        inner.map_or(block.first, |inner| self.first_node(inner))
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
            match content {
                Content::Nothing => {}
                Content::Block(id) => self.forget(id),
                Content::Rows(rows) => rows.into_iter().for_each(|id| self.forget(id)),
            }
        }
    }

    /// Takes away what was built and never shown.
    pub(crate) fn discard(&mut self, built: Detached) {
        match built.content {
            Content::Nothing => {}
            Content::Block(id) => self.forget(id),
            Content::Rows(rows) => rows.into_iter().for_each(|id| self.forget(id)),
        }
        self.dom.remove(built.fragment);
    }

    /// Takes everything away; ids go on from `first`.
    pub(crate) fn reset(&mut self, first: u32) {
        self.blocks.clear();
        self.next_block = first;
        for child in self.dom.children(self.root).to_vec() {
            self.dom.remove(child);
        }
    }
}
