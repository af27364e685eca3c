//! Content: what stands in the slots of a block, without names or lengths; the template says what comes next.
//!
//! Invariant: writer and reader walk the slots of the same templates in the same order. The writer appends to one
//! buffer and never allocates for itself. Neither assigns block ids: both sides count blocks as they pass. Raw HTML and a
//! parked block that comes back take no id.
//!
//! ```text
//! block  = for each slot: Attr, Style, Spread -> attr | Class -> bool | On, OnWith -> nothing | Dyn -> dyn
//!          | Branch, Child -> branch | Rows -> rows
//! branch = 0 (empty) | n+1, block of template n
//! dyn    = 0 (empty) | 1, template, block | 2, html | 3, block id | len+4, text
//! rows   = 0 | count, template, count * block
//! ```

use crate::codec::{self, Reader};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::limits::{MAX_BLOCK, MAX_ROWS, MAX_SERVER_FRAME_BYTES, MAX_TEMPLATES};

/// Appends content to a buffer.
///
/// ```
/// use vango_protocol::ContentWriter;
///
/// let mut bytes = Vec::new();
/// let mut content = ContentWriter::new(&mut bytes);
/// content.branch(4); // a block of template 4, whose slots are an Attr and a Dyn:
/// content.attr(Some("a"));
/// content.dyn_text("hi");
/// assert_eq!(bytes, [5, 1, 1, b'a', 6, b'h', b'i']);
/// ```
#[derive(Debug)]
pub struct ContentWriter<'o> {
    out: &'o mut Vec<u8>,
}

impl<'o> ContentWriter<'o> {
    /// Appends to `out`.
    #[inline]
    pub fn new(out: &'o mut Vec<u8>) -> Self {
        Self { out }
    }

    /// An Attr, Style or Spread slot: absent or its value.
    #[inline]
    pub fn attr(&mut self, value: Option<&str>) {
        codec::put_option_str(self.out, value);
    }

    /// A Class slot.
    #[inline]
    pub fn class(&mut self, on: bool) {
        codec::put_bool(self.out, on);
    }

    /// A Branch or Child slot that shows nothing.
    #[inline]
    pub fn branch_empty(&mut self) {
        codec::put_u32(self.out, 0);
    }

    /// A Branch or Child slot that shows a block of `template`; its slots follow.
    #[inline]
    pub fn branch(&mut self, template: u32) {
        codec::put_u32(self.out, template + 1);
    }

    /// A Dyn slot that shows nothing.
    #[inline]
    pub fn dyn_empty(&mut self) {
        codec::put_u32(self.out, 0);
    }

    /// A Dyn slot that shows a block of `template`; its slots follow.
    #[inline]
    pub fn dyn_view(&mut self, template: u32) {
        codec::put_u32(self.out, 1);
        codec::put_u32(self.out, template);
    }

    /// A Dyn slot that shows raw HTML. It takes no block id.
    #[inline]
    pub fn dyn_html(&mut self, html: &str) {
        codec::put_u32(self.out, 2);
        codec::put_str(self.out, html);
    }

    /// A Dyn slot that shows a parked block again, with everything in it and all ids.
    #[inline]
    pub fn dyn_parked(&mut self, block: u32) {
        debug_assert!(
            (1..=MAX_BLOCK).contains(&block),
            "block ids run from 1 to MAX_BLOCK"
        );
        codec::put_u32(self.out, 3);
        codec::put_u32(self.out, block);
    }

    /// A Dyn slot that shows text.
    #[inline]
    pub fn dyn_text(&mut self, text: &str) {
        codec::put_len(self.out, text.len() + 4);
        codec::put_raw(self.out, text.as_bytes());
    }

    /// A Rows slot, or inserted rows: `count` blocks of `template` follow. With a `count` of 0 the template is not
    /// written.
    #[inline]
    pub fn rows(&mut self, count: u32, template: u32) {
        codec::put_u32(self.out, count);
        if count > 0 {
            codec::put_u32(self.out, template);
        }
    }
}

/// What stands in a Dyn slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dyn<'a> {
    /// Nothing.
    Empty,
    /// A block of this template; its slots follow.
    View(u32),
    /// Raw HTML, which takes no block id.
    Html(&'a str),
    /// The parked block with this id.
    Parked(u32),
    /// Text.
    Text(&'a str),
}

/// How many rows follow, and of which template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rows {
    /// How many blocks follow.
    pub count: u32,
    /// Their template; `None` when there are none.
    pub template: Option<u32>,
}

/// Reads content, driven by the caller, who knows the templates.
#[derive(Debug)]
pub struct ContentReader<'r, 'a> {
    reader: &'r mut Reader<'a>,
}

impl<'r, 'a> ContentReader<'r, 'a> {
    #[inline]
    pub(crate) fn over(reader: &'r mut Reader<'a>) -> Self {
        Self { reader }
    }

    /// Where the next value starts, in bytes from the start of the frame: for errors that the caller finds.
    #[inline]
    pub fn offset(&self) -> usize {
        self.reader.offset()
    }

    /// Reads an Attr, Style or Spread slot.
    ///
    /// # Errors
    /// When the bytes are no option of a string.
    #[inline]
    pub fn attr(&mut self) -> Result<Option<&'a str>, DecodeError> {
        self.reader
            .option_str(MAX_SERVER_FRAME_BYTES, "content.attr")
    }

    /// Reads a Class slot.
    ///
    /// # Errors
    /// When the byte is no boolean.
    #[inline]
    pub fn class(&mut self) -> Result<bool, DecodeError> {
        self.reader.bool("content.class")
    }

    /// Reads the head of a Branch or Child slot: nothing, or the template of the block that follows.
    ///
    /// # Errors
    /// When the bytes are no such head, or the template's index is over the limit.
    #[inline]
    pub fn branch(&mut self) -> Result<Option<u32>, DecodeError> {
        let at = self.reader.offset();
        let head = self.reader.u32("content.branch")?;
        if head as usize > MAX_TEMPLATES {
            let kind = DecodeErrorKind::OverLimit;
            return Err(self.reader.error(kind, "content.branch", at));
        }
        Ok(head.checked_sub(1))
    }

    /// Reads a Dyn slot, or the head of the block in it.
    ///
    /// # Errors
    /// When the bytes are no such head, a text is cut or not UTF-8, or a block id is out of range.
    #[inline]
    pub fn dyn_(&mut self) -> Result<Dyn<'a>, DecodeError> {
        match self.reader.len(MAX_SERVER_FRAME_BYTES, "content.dyn")? {
            0 => Ok(Dyn::Empty),
            1 => read_template(self.reader, "content.dyn.template").map(Dyn::View),
            2 => self
                .reader
                .str(MAX_SERVER_FRAME_BYTES, "content.dyn.html")
                .map(Dyn::Html),
            3 => read_block(self.reader, "content.dyn.block").map(Dyn::Parked),
            n => self.reader.text(n - 4, "content.dyn.text").map(Dyn::Text),
        }
    }

    /// Reads the head of a Rows slot; `count` blocks follow.
    ///
    /// # Errors
    /// When the bytes are no such head, or the count is over the limit.
    #[inline]
    pub fn rows(&mut self) -> Result<Rows, DecodeError> {
        read_rows(self.reader, "content.rows")
    }
}

pub(crate) fn read_template(
    reader: &mut Reader<'_>,
    what: &'static str,
) -> Result<u32, DecodeError> {
    let at = reader.offset();
    let template = reader.u32(what)?;
    if template as usize >= MAX_TEMPLATES {
        return Err(reader.error(DecodeErrorKind::OverLimit, what, at));
    }
    Ok(template)
}

/// A block id that stands for itself; shared with `op`.
pub(crate) fn read_block(reader: &mut Reader<'_>, what: &'static str) -> Result<u32, DecodeError> {
    let at = reader.offset();
    let block = reader.u32(what)?;
    if !(1..=MAX_BLOCK).contains(&block) {
        return Err(reader.error(DecodeErrorKind::OutOfRange, what, at));
    }
    Ok(block)
}

/// Shared with `op` and `shape`, which write rows the same way.
pub(crate) fn read_rows(reader: &mut Reader<'_>, what: &'static str) -> Result<Rows, DecodeError> {
    let at = reader.offset();
    let count = reader.u32(what)?;
    if count > MAX_ROWS {
        return Err(reader.error(DecodeErrorKind::OverLimit, what, at));
    }
    let template = if count > 0 {
        Some(read_template(reader, what)?)
    } else {
        None
    };
    Ok(Rows { count, template })
}
