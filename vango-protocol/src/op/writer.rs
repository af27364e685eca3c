//! The writing side of operations.
//!
//! Invariant: the hot path of every turn appends to the caller's buffer, allocates nothing of its own and cannot fail.

use super::code;
use crate::codec;
use crate::content::ContentWriter;
use crate::limits::MAX_BLOCK;
use crate::template::Template;

/// Writes one `Patch` frame to the end of a buffer.
///
/// Operations whose content follows (`mount`, `dyn_`, `branch`, `insert`) return a [`ContentWriter`] over the same
/// buffer; [`content`](Self::content) gives it again.
///
/// ```
/// use vango_protocol::PatchWriter;
///
/// let mut frame = Vec::new();
/// let mut patch = PatchWriter::begin(&mut frame, 1, 1);
/// patch.text(3, 1, "42");
/// patch.class(3, 0, true);
/// assert_eq!(patch.ops(), 2);
/// assert_eq!(frame, [1, 1, 1, 2, 6, 1, 2, b'4', b'2', 4, 0, 0, 1]);
/// ```
#[derive(Debug)]
pub struct PatchWriter<'o> {
    out: &'o mut Vec<u8>,
    start: usize,
    previous: u32,
    ops: usize,
}

impl<'o> PatchWriter<'o> {
    /// Appends the head of a frame: the low bytes of the batch's number and of the last event applied.
    #[inline]
    pub fn begin(out: &'o mut Vec<u8>, seq: u8, ack: u8) -> Self {
        let start = out.len();
        codec::put_raw(out, &[1, seq, ack]);
        Self {
            out,
            start,
            previous: 0,
            ops: 0,
        }
    }

    /// How many operations were written.
    #[inline]
    pub fn ops(&self) -> usize {
        self.ops
    }

    /// Whether no operation was written.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.ops == 0
    }

    /// Length of the frame so far, in bytes.
    #[inline]
    pub fn frame_bytes(&self) -> usize {
        self.out.len() - self.start
    }

    /// Takes the frame off the buffer again: a turn that changed nothing sends no patch.
    pub fn discard(self) {
        self.out.truncate(self.start);
    }

    /// The content of the operation that was written last.
    #[inline]
    pub fn content(&mut self) -> ContentWriter<'_> {
        ContentWriter::new(self.out)
    }

    /// Defines the next template.
    pub fn define(&mut self, template: &Template<'_>) {
        self.head(code::DEFINE);
        template.encode(self.out);
    }

    /// Replaces all that is shown; block ids go on from `first`. A `branch` follows.
    pub fn mount(&mut self, first: u32) -> ContentWriter<'_> {
        self.head(code::MOUNT);
        codec::put_u32(self.out, first);
        self.content()
    }

    /// A Dyn slot becomes this text.
    #[inline]
    pub fn text(&mut self, block: u32, slot: u32, text: &str) {
        self.address(code::TEXT, block, slot);
        codec::put_str(self.out, text);
    }

    /// An Attr, Style or Spread slot becomes this value, or absent.
    #[inline]
    pub fn attr(&mut self, block: u32, slot: u32, value: Option<&str>) {
        self.address(code::ATTR, block, slot);
        codec::put_option_str(self.out, value);
    }

    /// A class goes on or off.
    #[inline]
    pub fn class(&mut self, block: u32, slot: u32, on: bool) {
        self.address(code::CLASS, block, slot);
        codec::put_bool(self.out, on);
    }

    /// A Dyn slot is replaced. A `dyn` follows.
    #[inline]
    pub fn dyn_(&mut self, block: u32, slot: u32) -> ContentWriter<'_> {
        self.address(code::DYN, block, slot);
        self.content()
    }

    /// A Branch or Child slot is replaced. A `branch` follows.
    #[inline]
    pub fn branch(&mut self, block: u32, slot: u32) -> ContentWriter<'_> {
        self.address(code::BRANCH, block, slot);
        self.content()
    }

    /// `count` rows of `template` come in, so that the first stands at index `at`. Their blocks follow.
    #[inline]
    pub fn insert(
        &mut self,
        block: u32,
        slot: u32,
        at: u32,
        count: u32,
        template: u32,
    ) -> ContentWriter<'_> {
        self.address(code::INSERT, block, slot);
        codec::put_u32(self.out, at);
        let mut content = self.content();
        content.rows(count, template);
        content
    }

    /// `count` rows from index `at` leave.
    #[inline]
    pub fn remove(&mut self, block: u32, slot: u32, at: u32, count: u32) {
        self.address(code::REMOVE, block, slot);
        codec::put_u32(self.out, at);
        codec::put_u32(self.out, count);
    }

    /// The row at `from` is taken out and put in so that it stands at `to` afterwards.
    #[inline]
    pub fn move_(&mut self, block: u32, slot: u32, from: u32, to: u32) {
        self.address(code::MOVE, block, slot);
        codec::put_u32(self.out, from);
        codec::put_u32(self.out, to);
    }

    /// The rows at `a` and `b` change places.
    #[inline]
    pub fn swap(&mut self, block: u32, slot: u32, a: u32, b: u32) {
        self.address(code::SWAP, block, slot);
        codec::put_u32(self.out, a);
        codec::put_u32(self.out, b);
    }

    /// All rows leave.
    #[inline]
    pub fn clear(&mut self, block: u32, slot: u32) {
        self.address(code::CLEAR, block, slot);
    }

    /// The block, which a Dyn slot shows, leaves the page and is kept with everything in it; that slot shows nothing
    /// from then on. What is in it may still be changed. [`ContentWriter::dyn_parked`] shows it again.
    #[inline]
    pub fn park(&mut self, block: u32) {
        self.block(code::PARK, block);
    }

    /// A parked block and everything in it is forgotten.
    #[inline]
    pub fn drop_parked(&mut self, block: u32) {
        self.block(code::DROP, block);
    }

    #[inline]
    fn head(&mut self, opcode: u8) {
        self.ops += 1;
        codec::put_u8(self.out, opcode);
    }

    #[inline]
    fn address(&mut self, opcode: u8, block: u32, slot: u32) {
        self.block(opcode, block);
        codec::put_u32(self.out, slot);
    }

    #[inline]
    fn block(&mut self, opcode: u8, block: u32) {
        debug_assert!(
            (1..=MAX_BLOCK).contains(&block),
            "block ids run from 1 to MAX_BLOCK"
        );
        self.head(opcode);
        codec::put_i32(self.out, block.wrapping_sub(self.previous).cast_signed());
        self.previous = block;
    }
}
