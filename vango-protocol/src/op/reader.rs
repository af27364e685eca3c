//! The reading side of operations.
//!
//! Invariant: texts are borrowed from the frame; only a `Define` allocates. The caller reads the content that follows
//! an operation, because only the caller knows the templates.

use super::{Address, Op, code};
use crate::codec::Reader;
use crate::content::{ContentReader, read_block, read_rows};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::limits::{MAX_BLOCK, MAX_SERVER_FRAME_BYTES};
use crate::template::OwnedTemplate;

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
                first: read_block(&mut self.reader, "Mount.first")?,
            },
            code::TEXT..=code::CLEAR => {
                let address = self.address()?;
                self.at_address(opcode, address)?
            }
            code::PARK => Op::Park {
                block: self.block()?,
            },
            code::DROP => Op::Drop {
                block: self.block()?,
            },
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

    fn address(&mut self) -> Result<Address, DecodeError> {
        Ok(Address {
            block: self.block()?,
            slot: self.reader.u32("Op.slot")?,
        })
    }

    /// A block id, written as the difference to the previous one.
    fn block(&mut self) -> Result<u32, DecodeError> {
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
        Ok(block)
    }
}
