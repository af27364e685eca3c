//! Adoption: the page that the server rendered becomes blocks, without being rendered again.
//!
//! Invariant: afterwards the model DOM has the nodes that building from templates would have made, empty texts and end
//! anchors included, and no separators. It compares more than a browser has to (static texts and attributes too): this
//! client exists to find where page and templates differ.

use std::rc::Rc;

use vango_protocol::limits::MAX_BLOCK_DEPTH;
use vango_protocol::{Address, DynShape, OwnedSlotKind, ShapeReader};

use super::attribute::check_attributes;
use super::dom::{Element, NodeId, NodeKind};
use super::error::Mismatch;
use super::html::node_html;
use super::template::{Place, Prototype};
use super::view::{Block, Content, View};

/// Adopts what stands in the view's root.
pub(crate) fn adopt(view: &mut View, shape: &[u8]) -> Result<(), Mismatch> {
    let shape = ShapeReader::new(shape).map_err(undecodable)?;
    let mut walk = Walk {
        shape,
        at: 0,
        parent: view.root,
        view,
    };
    let root = walk.shape.root();
    walk.block(root, 1)?;
    walk.end()?;
    walk.shape.finish().map_err(undecodable)
}

fn undecodable(error: vango_protocol::DecodeError) -> Mismatch {
    Mismatch::new(format!(
        "the page's shape does not fit its templates: {error}"
    ))
}

struct Walk<'v, 's> {
    view: &'v mut View,
    shape: ShapeReader<'s>,
    /// Where the walk stands in the page: before the child `at` of `parent`.
    parent: NodeId,
    at: usize,
}

/// A block under way.
struct Adopted {
    id: u32,
    prototype: Rc<Prototype>,
    places: Vec<Place>,
    contents: Vec<Content>,
    depth: usize,
}

impl Walk<'_, '_> {
    fn block(&mut self, template: u32, depth: usize) -> Result<u32, Mismatch> {
        if depth > MAX_BLOCK_DEPTH {
            return Err(Mismatch::new("blocks are nested too deep"));
        }
        let Some(prototype) = self.view.prototype(template) else {
            return Err(Mismatch::new(format!(
                "the page's shape names template {template}, which is not defined"
            )));
        };
        let id = self.view.next_id();
        let mut block = Adopted {
            id,
            prototype: prototype.clone(),
            places: Vec::new(),
            contents: Vec::new(),
            depth,
        };
        let mut roots = Vec::new();
        for root in prototype.dom.children(prototype.root) {
            roots.push(self.node(*root, &mut block)?);
        }
        let Adopted {
            places, contents, ..
        } = block;
        let (first, last) = (roots[0], roots[roots.len() - 1]);
        for (slot, content) in contents.iter().enumerate() {
            let at = Address {
                block: id,
                slot: slot as u32,
            };
            self.view.show(at, content.blocks());
        }
        self.view.blocks.insert(
            id,
            Block {
                prototype,
                places,
                contents,
                shown_by: None,
                first,
                last,
            },
        );
        Ok(id)
    }

    /// Adopts the page's node for a prototype's node, or makes it.
    fn node(&mut self, model: NodeId, block: &mut Adopted) -> Result<NodeId, Mismatch> {
        let prototype = block.prototype.clone();
        match prototype.dom.kind(model) {
            NodeKind::Element(element) => self.element(model, element, block),
            NodeKind::Text(text) => {
                let slot = block.places.len();
                let is_slot = prototype.places.get(slot) == Some(&Place::Before(model));
                let node = if is_slot {
                    self.slot(block)?
                } else {
                    self.static_text(text)?
                };
                let is_dyn = is_slot && prototype.kinds[slot] == OwnedSlotKind::Dyn;
                if is_dyn || !text.is_empty() {
                    self.separator(model, &prototype)?;
                }
                Ok(node)
            }
            NodeKind::Comment(_) | NodeKind::Fragment => {
                Err(Mismatch::new("a template holds elements and texts only"))
            }
        }
    }

    fn here(&self) -> Option<NodeId> {
        self.view.dom.children(self.parent).get(self.at).copied()
    }

    fn found(&self) -> String {
        let parent = match self.view.dom.kind(self.parent) {
            NodeKind::Element(element) => element.name.clone(),
            _ => "the root".to_owned(),
        };
        match self.here() {
            None => format!("nothing is left in `{parent}`"),
            Some(node) => match self.view.dom.kind(node) {
                NodeKind::Comment(text) => format!("`<!--{text}-->` stands in `{parent}`"),
                _ => format!("`{}` stands in `{parent}`", node_html(&self.view.dom, node)),
            },
        }
    }

    /// Nothing may be left in the parent.
    fn end(&self) -> Result<(), Mismatch> {
        match self.here() {
            None => Ok(()),
            Some(_) => Err(Mismatch::new(format!(
                "the template ends, and {}",
                self.found()
            ))),
        }
    }

    fn element(
        &mut self,
        model: NodeId,
        wanted: &Element,
        block: &mut Adopted,
    ) -> Result<NodeId, Mismatch> {
        let fail = |walk: &Self| {
            Mismatch::new(format!(
                "`<{}>` is expected, and {}",
                wanted.name,
                walk.found()
            ))
        };
        let node = self.here().ok_or_else(|| fail(self))?;
        let element = self.view.dom.element(node).ok_or_else(|| fail(self))?;
        if element.name != wanted.name {
            return Err(fail(self));
        }
        let prototype = block.prototype.clone();
        let own = prototype.places[block.places.len()..]
            .iter()
            .take_while(|place| **place == Place::Own(model));
        let own = &prototype.kinds[block.places.len()..block.places.len() + own.count()];
        let spread = check_attributes(element, wanted, own)?;
        for kind in own {
            block.places.push(Place::Own(node));
            block.contents.push(match kind {
                OwnedSlotKind::Spread => Content::Names(spread.clone()),
                _ => Content::Nothing,
            });
            if matches!(
                kind,
                OwnedSlotKind::On { .. } | OwnedSlotKind::OnWith { .. }
            ) {
                self.view.dom.set_listener(node, block.id);
            }
        }
        let outside = (
            std::mem::replace(&mut self.parent, node),
            std::mem::replace(&mut self.at, 0),
        );
        for child in prototype.dom.children(model) {
            self.node(*child, block)?;
        }
        if prototype.places.get(block.places.len()) == Some(&Place::EndOf(model)) {
            self.content(Place::EndOf(node), block)?;
        }
        self.end()?;
        (self.parent, self.at) = outside;
        self.at += 1;
        Ok(node)
    }

    fn static_text(&mut self, text: &str) -> Result<NodeId, Mismatch> {
        // Only the text of an empty template is empty, and a page can't hold it.
        if text.is_empty() {
            return Ok(self.make_text());
        }
        match self.here() {
            Some(node) if *self.view.dom.kind(node) == NodeKind::Text(text.to_owned()) => {
                self.at += 1;
                Ok(node)
            }
            _ => Err(Mismatch::new(format!(
                "the text `{text}` is expected, and {}",
                self.found()
            ))),
        }
    }

    /// A slot with a text node of its own: a Dyn, or one with an end anchor.
    fn slot(&mut self, block: &mut Adopted) -> Result<NodeId, Mismatch> {
        let slot = block.places.len();
        if block.prototype.kinds[slot] != OwnedSlotKind::Dyn {
            let slot = self.open(block);
            let content = self.branch_or_rows(slot, block)?;
            return Ok(self.close(slot, content, block));
        }
        match self.shape.dyn_().map_err(undecodable)? {
            DynShape::Text => {
                let slot = self.open(block);
                let node = match self.here().filter(|node| self.view.dom.is_text(*node)) {
                    Some(node) => {
                        self.at += 1;
                        node
                    }
                    None => self.make_text(),
                };
                block.places[slot] = Place::Before(node);
                Ok(node)
            }
            DynShape::Html => {
                let slot = self.open(block);
                let content = Content::Html(self.html()?);
                Ok(self.close(slot, content, block))
            }
            DynShape::Empty => {
                let slot = self.open(block);
                Ok(self.close(slot, Content::Nothing, block))
            }
            DynShape::View(template) => {
                let slot = self.open(block);
                let content = Content::Block(self.block(template, block.depth + 1)?);
                // The page's static markup has a Dyn slot's separator whatever the slot shows.
                Ok(self.close(slot, content, block))
            }
        }
    }

    /// A slot whose content ends where its parent ends.
    fn content(&mut self, place: Place, block: &mut Adopted) -> Result<(), Mismatch> {
        let slot = self.open(block);
        block.places[slot] = place;
        block.contents[slot] = self.branch_or_rows(slot, block)?;
        Ok(())
    }

    /// Takes the next slot; its place is known when its content has been walked.
    fn open(&self, block: &mut Adopted) -> usize {
        block.places.push(Place::Before(self.parent));
        block.contents.push(Content::Nothing);
        block.places.len() - 1
    }

    /// Makes the text node after a slot's content.
    fn close(&mut self, slot: usize, content: Content, block: &mut Adopted) -> NodeId {
        let node = self.make_text();
        block.places[slot] = Place::Before(node);
        block.contents[slot] = content;
        node
    }

    fn branch_or_rows(&mut self, slot: usize, block: &Adopted) -> Result<Content, Mismatch> {
        if block.prototype.kinds[slot] == OwnedSlotKind::Rows {
            let rows = self.shape.rows().map_err(undecodable)?;
            let template = rows.template.unwrap_or_default();
            let ids = (0..rows.count).map(|_| self.block(template, block.depth + 1));
            return Ok(Content::Rows(ids.collect::<Result<_, _>>()?));
        }
        Ok(match self.shape.branch().map_err(undecodable)? {
            None => Content::Nothing,
            Some(template) => Content::Block(self.block(template, block.depth + 1)?),
        })
    }

    /// Takes the nodes of raw HTML, and the comment that ends them.
    fn html(&mut self) -> Result<Vec<NodeId>, Mismatch> {
        let mut nodes = Vec::new();
        loop {
            let Some(node) = self.here() else {
                return Err(Mismatch::new("raw HTML goes on to the end of its parent"));
            };
            if *self.view.dom.kind(node) == NodeKind::Comment("/v".to_owned()) {
                self.view.dom.remove(node);
                return Ok(nodes);
            }
            nodes.push(node);
            self.at += 1;
        }
    }

    /// Makes an empty text node here.
    fn make_text(&mut self) -> NodeId {
        let node = self.view.dom.text("");
        self.view.dom.insert(self.parent, self.at, node);
        self.at += 1;
        node
    }

    /// Takes the separator after a static text or a Dyn, where the template asks for one.
    fn separator(&mut self, model: NodeId, prototype: &Prototype) -> Result<(), Mismatch> {
        if !is_separated(model, prototype) {
            return Ok(());
        }
        match self.here() {
            Some(node) if *self.view.dom.kind(node) == NodeKind::Comment(String::new()) => {
                self.view.dom.remove(node);
                Ok(())
            }
            _ => Err(Mismatch::new(format!(
                "a separator is expected, and {}",
                self.found()
            ))),
        }
    }
}

/// Whether a text or a marker comes next in the template, or the root ends; a marker that was dropped for its element's
/// end is one too.
fn is_separated(model: NodeId, prototype: &Prototype) -> bool {
    let parent = prototype
        .dom
        .parent(model)
        .expect("a template's nodes stand in its fragment");
    match prototype
        .dom
        .children(parent)
        .get(prototype.dom.index(model) + 1)
    {
        Some(next) => prototype.dom.is_text(*next),
        None => parent == prototype.root || prototype.places.contains(&Place::EndOf(parent)),
    }
}
