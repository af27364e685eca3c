//! The shape of a page: what stands in its slots, so that the client can adopt the page's DOM without rendering.
//!
//! Invariant: written and read in pre-order, the order in which block ids are given out. Texts are most of what a page
//! has, so they are only counted: `root, texts, (item, texts)*`, where an item is what one slot shows (`0`
//! nothing, `1` raw HTML, `n+2` a block of template n) or the head of a `rows`. It holds no text, no attribute and no
//! HTML: those are in the page.

use crate::codec::{self, Reader};
use crate::content::{Rows, read_rows, read_template};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::limits::{MAX_SERVER_FRAME_BYTES, MAX_TEMPLATES};

/// Writes a shape. Call it for the Dyn, Branch, Child and Rows slots of each block in pre-order; the kinds of an
/// element (Attr, Class, Style, Spread, On, OnWith) leave no trace.
///
/// ```
/// use vango_protocol::ShapeWriter;
///
/// // template 0 has two texts and a Branch that shows template 1, which has one text
/// let mut bytes = Vec::new();
/// let mut shape = ShapeWriter::begin(&mut bytes, 0);
/// shape.text();
/// shape.text();
/// shape.branch(1);
/// shape.text();
/// shape.finish();
/// assert_eq!(bytes, [0, 2, 3, 1]);
/// ```
#[derive(Debug)]
pub struct ShapeWriter<'o> {
    out: &'o mut Vec<u8>,
    texts: u32,
}

impl<'o> ShapeWriter<'o> {
    /// Begins with the root block's template.
    pub fn begin(out: &'o mut Vec<u8>, root: u32) -> Self {
        codec::put_u32(out, root);
        Self { out, texts: 0 }
    }

    /// A Dyn slot that holds text, be it empty.
    #[inline]
    pub fn text(&mut self) {
        self.texts += 1;
    }

    /// A Dyn, Branch or Child slot that shows nothing.
    #[inline]
    pub fn empty(&mut self) {
        self.flush();
        codec::put_u32(self.out, 0);
    }

    /// A Dyn slot that shows raw HTML, whose last node in the page is the comment `/v`.
    #[inline]
    pub fn html(&mut self) {
        self.flush();
        codec::put_u32(self.out, 1);
    }

    /// A Dyn, Branch or Child slot that shows a block of `template`; that block's slots follow.
    #[inline]
    pub fn branch(&mut self, template: u32) {
        self.flush();
        codec::put_u32(self.out, template + 2);
    }

    /// A Rows slot; the slots of `count` blocks follow.
    #[inline]
    pub fn rows(&mut self, count: u32, template: u32) {
        self.flush();
        codec::put_u32(self.out, count);
        if count > 0 {
            codec::put_u32(self.out, template);
        }
    }

    /// Ends the shape.
    pub fn finish(mut self) {
        self.flush();
    }

    #[inline]
    fn flush(&mut self) {
        codec::put_u32(self.out, self.texts);
        self.texts = 0;
    }
}

/// What the shape says about a Dyn slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DynShape {
    /// Text, be it empty.
    Text,
    /// Nothing.
    Empty,
    /// Raw HTML, up to the comment `/v`.
    Html,
    /// A block of this template; its slots come next.
    View(u32),
}

/// Reads a shape, driven by the caller, who walks the templates.
#[derive(Debug)]
pub struct ShapeReader<'a> {
    reader: Reader<'a>,
    root: u32,
    texts: u32,
}

impl<'a> ShapeReader<'a> {
    /// Reads the root's template and the first count.
    ///
    /// # Errors
    /// When the bytes end before, or are over the limit.
    pub fn new(shape: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(shape, MAX_SERVER_FRAME_BYTES, "shape")?;
        let root = read_template(&mut reader, "shape.root")?;
        let texts = reader.u32("shape.texts")?;
        Ok(Self {
            reader,
            root,
            texts,
        })
    }

    /// The root block's template.
    pub fn root(&self) -> u32 {
        self.root
    }

    /// The next slot is a Dyn.
    ///
    /// # Errors
    /// When the shape ends, or holds no such item there.
    pub fn dyn_(&mut self) -> Result<DynShape, DecodeError> {
        if let Some(texts) = self.texts.checked_sub(1) {
            self.texts = texts;
            return Ok(DynShape::Text);
        }
        self.shown("shape.dyn")
    }

    /// The next slot is a Branch or Child.
    ///
    /// # Errors
    /// When the shape ends, or holds no such item there.
    pub fn branch(&mut self) -> Result<Option<u32>, DecodeError> {
        let at = self.reader.offset();
        match self.shown("shape.branch")? {
            DynShape::Empty => Ok(None),
            DynShape::View(template) => Ok(Some(template)),
            DynShape::Html | DynShape::Text => {
                Err(self
                    .reader
                    .error(DecodeErrorKind::SlotMismatch, "shape.branch", at))
            }
        }
    }

    /// The next slot is a Rows.
    ///
    /// # Errors
    /// When the shape ends, or holds no such item there.
    pub fn rows(&mut self) -> Result<Rows, DecodeError> {
        self.item("shape.rows")?;
        let rows = read_rows(&mut self.reader, "shape.rows")?;
        self.texts = self.reader.u32("shape.texts")?;
        Ok(rows)
    }

    /// The last slot was read: nothing may be left.
    ///
    /// # Errors
    /// When texts or bytes are left.
    pub fn finish(&self) -> Result<(), DecodeError> {
        self.item("shape")?;
        self.reader.finish("shape")
    }

    /// The item of a Dyn, Branch or Child slot, and the count of texts after it.
    fn shown(&mut self, what: &'static str) -> Result<DynShape, DecodeError> {
        self.item(what)?;
        let at = self.reader.offset();
        let shown = match self.reader.u32(what)? {
            0 => DynShape::Empty,
            1 => DynShape::Html,
            item if item as usize > MAX_TEMPLATES + 1 => {
                return Err(self.reader.error(DecodeErrorKind::OverLimit, what, at));
            }
            item => DynShape::View(item - 2),
        };
        self.texts = self.reader.u32("shape.texts")?;
        Ok(shown)
    }

    /// An item may stand here only when all texts before it were taken.
    fn item(&self, what: &'static str) -> Result<(), DecodeError> {
        if self.texts > 0 {
            return Err(self.reader.error(
                DecodeErrorKind::SlotMismatch,
                what,
                self.reader.offset(),
            ));
        }
        Ok(())
    }
}
