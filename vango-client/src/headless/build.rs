//! Content, read and built: blocks that stand nowhere yet.
//!
//! Invariant: content is read to its end whatever is wrong with it, so that ids and what follows stay right; what is wrong
//! is left in [`View::broken`] for the operation. Only what makes reading on impossible (an unknown template) is an error.

use vango_protocol::limits::MAX_BLOCK_DEPTH;
use vango_protocol::{Address, ContentReader, DecodeError, DecodeErrorKind, Dyn, OwnedSlotKind};

use super::dom::NodeId;
use super::error::Mismatch;
use super::parse::parse_part;
use super::template::Place;
use super::view::{Block, Content, Detached, View};

impl View {
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
            let at = Address {
                block: id,
                slot: slot as u32,
            };
            self.show(at, contents[slot].blocks());
        }
        self.blocks.insert(
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
                let pairs = self.spread_pairs(reader.attr()?);
                return Ok(self.set_spread(place, Content::Nothing, &pairs));
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
        let content = match reader.dyn_()? {
            Dyn::Empty => None,
            Dyn::Text(text) => return Ok((text.to_owned(), None)),
            Dyn::View(template) => {
                let (id, fragment) = self.build_block(reader, template, depth)?;
                Some(Detached {
                    content: Content::Block(id),
                    fragment,
                })
            }
            Dyn::Html(html) => self.build_html(html),
            Dyn::Parked(block) => self.unpark(block),
        };
        Ok((String::new(), content))
    }

    fn build_html(&mut self, html: &str) -> Option<Detached> {
        let fragment = self.dom.fragment();
        match parse_part(&mut self.dom, fragment, html) {
            Ok(()) => Some(Detached {
                content: Content::Html(self.dom.children(fragment).to_vec()),
                fragment,
            }),
            Err(error) => {
                self.dom.remove(fragment);
                self.break_off(format!("raw HTML: {error}"));
                None
            }
        }
    }

    fn unpark(&mut self, block: u32) -> Option<Detached> {
        let Some(fragment) = self.parked.remove(&block) else {
            self.break_off(format!("block {block} is not parked"));
            return None;
        };
        self.unparked.push(block);
        Some(Detached {
            content: Content::Block(block),
            fragment,
        })
    }

    /// Names and values of a spread: `name NUL value NUL …`.
    pub(crate) fn spread_pairs<'v>(&mut self, value: Option<&'v str>) -> Vec<(&'v str, &'v str)> {
        let Some(pairs) = value.filter(|value| !value.is_empty()) else {
            return Vec::new();
        };
        let parts: Vec<&str> = match pairs.strip_suffix('\0') {
            Some(inner) => inner.split('\0').collect(),
            None => Vec::new(),
        };
        if parts.is_empty() || !parts.len().is_multiple_of(2) {
            self.break_off("a spread is no list of names and values".to_owned());
            return Vec::new();
        }
        parts.chunks(2).map(|pair| (pair[0], pair[1])).collect()
    }

    /// The content can be read on, and must not be shown.
    fn break_off(&mut self, reason: String) {
        self.broken.get_or_insert_with(|| Mismatch::new(reason));
    }
}
