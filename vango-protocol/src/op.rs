//! Operations: what a batch changes, written and read one after the other.
//!
//! Invariant: a block id is written as the difference to the previous operation's in the same frame, so the writer and
//! the reader each keep one number of state. The writer is the hot path of every turn: it appends to the caller's
//! buffer, allocates nothing and cannot fail. It does not check that a block or slot exists: the diff knows.

use crate::codec::{self, Reader};
use crate::content::{ContentReader, ContentWriter, Rows, read_rows};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::limits::{MAX_BLOCK, MAX_SERVER_FRAME_BYTES};
use crate::template::{OwnedTemplate, Template};

mod code {
    //! Opcodes.
    pub(super) const DEFINE: u8 = 0;
    pub(super) const MOUNT: u8 = 1;
    pub(super) const TEXT: u8 = 2;
    pub(super) const ATTR: u8 = 3;
    pub(super) const CLASS: u8 = 4;
    pub(super) const DYN: u8 = 5;
    pub(super) const BRANCH: u8 = 6;
    pub(super) const INSERT: u8 = 7;
    pub(super) const REMOVE: u8 = 8;
    pub(super) const MOVE: u8 = 9;
    pub(super) const SWAP: u8 = 10;
    pub(super) const CLEAR: u8 = 11;
}

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

    /// An attribute becomes this value, or absent.
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

    #[inline]
    fn head(&mut self, opcode: u8) {
        self.ops += 1;
        codec::put_u8(self.out, opcode);
    }

    #[inline]
    fn address(&mut self, opcode: u8, block: u32, slot: u32) {
        debug_assert!(
            (1..=MAX_BLOCK).contains(&block),
            "block ids run from 1 to MAX_BLOCK"
        );
        self.head(opcode);
        codec::put_i32(self.out, block.wrapping_sub(self.previous).cast_signed());
        codec::put_u32(self.out, slot);
        self.previous = block;
    }
}

/// One operation; where content follows it, the caller reads it from [`PatchReader::content`] before the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op<'a> {
    /// See [`PatchWriter::define`].
    Define {
        /// The next template.
        template: OwnedTemplate,
    },
    /// See [`PatchWriter::mount`]. A `branch` follows.
    Mount {
        /// The next block id.
        first: u32,
    },
    /// See [`PatchWriter::text`].
    Text {
        /// Where.
        at: Address,
        /// The new text.
        text: &'a str,
    },
    /// See [`PatchWriter::attr`].
    Attr {
        /// Where.
        at: Address,
        /// The new value; `None` takes the attribute away.
        value: Option<&'a str>,
    },
    /// See [`PatchWriter::class`].
    Class {
        /// Where.
        at: Address,
        /// On or off.
        on: bool,
    },
    /// See [`PatchWriter::dyn_`]. A `dyn` follows.
    Dyn {
        /// Where.
        at: Address,
    },
    /// See [`PatchWriter::branch`]. A `branch` follows.
    Branch {
        /// Where.
        at: Address,
    },
    /// See [`PatchWriter::insert`]. As many blocks as `rows` says follow.
    Insert {
        /// Where.
        at: Address,
        /// Index of the first new row afterwards.
        index: u32,
        /// How many, of which template.
        rows: Rows,
    },
    /// See [`PatchWriter::remove`].
    Remove {
        /// Where.
        at: Address,
        /// Index of the first row that leaves.
        index: u32,
        /// How many leave.
        count: u32,
    },
    /// See [`PatchWriter::move_`].
    Move {
        /// Where.
        at: Address,
        /// Index before.
        from: u32,
        /// Index afterwards.
        to: u32,
    },
    /// See [`PatchWriter::swap`].
    Swap {
        /// Where.
        at: Address,
        /// One index.
        a: u32,
        /// The other.
        b: u32,
    },
    /// See [`PatchWriter::clear`].
    Clear {
        /// Where.
        at: Address,
    },
}

/// A slot of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Address {
    /// The block's id, at least 1.
    pub block: u32,
    /// The slot's index in the block's template.
    pub slot: u32,
}

/// Reads the operations of a `Patch` frame.
#[derive(Clone, Debug)]
pub struct PatchReader<'a> {
    reader: Reader<'a>,
    previous: u32,
}

impl PartialEq for PatchReader<'_> {
    /// Whether the same bytes are left to read, after the same block.
    fn eq(&self, other: &Self) -> bool {
        self.previous == other.previous && self.as_bytes() == other.as_bytes()
    }
}

impl Eq for PatchReader<'_> {}

impl<'a> PatchReader<'a> {
    /// Reads operations without the head of their frame.
    ///
    /// # Errors
    /// When there are more bytes than a frame may have.
    pub fn new(ops: &'a [u8]) -> Result<Self, DecodeError> {
        Reader::new(ops, MAX_SERVER_FRAME_BYTES, "Patch.ops").map(Self::over)
    }

    pub(crate) fn over(reader: Reader<'a>) -> Self {
        Self {
            reader,
            previous: 0,
        }
    }

    /// The bytes that are left to read.
    pub fn as_bytes(&self) -> &'a [u8] {
        self.reader.clone().rest()
    }

    /// Where the next value starts, in bytes from the start of the frame.
    pub fn offset(&self) -> usize {
        self.reader.offset()
    }

    /// The content of the operation that was read last.
    pub fn content(&mut self) -> ContentReader<'_, 'a> {
        ContentReader::over(&mut self.reader)
    }

    /// Reads the next operation; `None` at the end of the frame.
    ///
    /// # Errors
    /// When the bytes are no operation, or an address is out of range. After an error, or when the content of the
    /// last operation was not read, what follows means nothing.
    pub fn next_op(&mut self) -> Result<Option<Op<'a>>, DecodeError> {
        if self.reader.remaining() == 0 {
            return Ok(None);
        }
        let at = self.reader.offset();
        let opcode = self.reader.u32("Op")?;
        let Ok(opcode) = u8::try_from(opcode) else {
            return Err(self.reader.error(DecodeErrorKind::UnknownVariant, "Op", at));
        };
        let op = match opcode {
            code::DEFINE => Op::Define {
                template: OwnedTemplate::read(&mut self.reader)?,
            },
            code::MOUNT => Op::Mount {
                first: self.first()?,
            },
            code::TEXT..=code::CLEAR => {
                let address = self.address()?;
                self.at_address(opcode, address)?
            }
            _ => return Err(self.reader.error(DecodeErrorKind::UnknownVariant, "Op", at)),
        };
        Ok(Some(op))
    }

    fn at_address(&mut self, opcode: u8, at: Address) -> Result<Op<'a>, DecodeError> {
        let reader = &mut self.reader;
        Ok(match opcode {
            code::TEXT => Op::Text {
                at,
                text: reader.str(MAX_SERVER_FRAME_BYTES, "Text.text")?,
            },
            code::ATTR => Op::Attr {
                at,
                value: reader.option_str(MAX_SERVER_FRAME_BYTES, "Attr.value")?,
            },
            code::CLASS => Op::Class {
                at,
                on: reader.bool("Class.on")?,
            },
            code::DYN => Op::Dyn { at },
            code::BRANCH => Op::Branch { at },
            code::INSERT => Op::Insert {
                at,
                index: reader.u32("Insert.at")?,
                rows: read_rows(reader, "Insert.rows")?,
            },
            code::REMOVE => Op::Remove {
                at,
                index: reader.u32("Remove.at")?,
                count: reader.u32("Remove.count")?,
            },
            code::MOVE => Op::Move {
                at,
                from: reader.u32("Move.from")?,
                to: reader.u32("Move.to")?,
            },
            code::SWAP => Op::Swap {
                at,
                a: reader.u32("Swap.a")?,
                b: reader.u32("Swap.b")?,
            },
            // The caller passes the opcodes up to `CLEAR`.
            _ => Op::Clear { at },
        })
    }

    fn first(&mut self) -> Result<u32, DecodeError> {
        let at = self.reader.offset();
        let first = self.reader.u32("Mount.first")?;
        if !(1..=MAX_BLOCK).contains(&first) {
            return Err(self
                .reader
                .error(DecodeErrorKind::OutOfRange, "Mount.first", at));
        }
        Ok(first)
    }

    fn address(&mut self) -> Result<Address, DecodeError> {
        let at = self.reader.offset();
        let block = self
            .previous
            .checked_add_signed(self.reader.i32("Op.block")?);
        let Some(block @ 1..=MAX_BLOCK) = block else {
            return Err(self
                .reader
                .error(DecodeErrorKind::OutOfRange, "Op.block", at));
        };
        self.previous = block;
        Ok(Address {
            block,
            slot: self.reader.u32("Op.slot")?,
        })
    }
}
