//! Operations: what a batch changes, written and read one after the other.
//!
//! Invariant: a block id is written as the difference to the previous operation's in the same frame, so the writer and
//! the reader each keep one number of state. Whether a block or slot exists is not checked here: the diff and the
//! client know.

mod reader;
mod writer;

pub use reader::PatchReader;
pub use writer::PatchWriter;

use crate::content::Rows;
use crate::template::OwnedTemplate;

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
    /// See [`PatchWriter::park`].
    Park {
        /// The block that a Dyn slot shows.
        block: u32,
    },
    /// See [`PatchWriter::drop_parked`].
    Drop {
        /// The parked block.
        block: u32,
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

mod code {
    //! Opcodes.
    pub(crate) const DEFINE: u8 = 0;
    pub(crate) const MOUNT: u8 = 1;
    pub(crate) const TEXT: u8 = 2;
    pub(crate) const ATTR: u8 = 3;
    pub(crate) const CLASS: u8 = 4;
    pub(crate) const DYN: u8 = 5;
    pub(crate) const BRANCH: u8 = 6;
    pub(crate) const INSERT: u8 = 7;
    pub(crate) const REMOVE: u8 = 8;
    pub(crate) const MOVE: u8 = 9;
    pub(crate) const SWAP: u8 = 10;
    pub(crate) const CLEAR: u8 = 11;
    pub(crate) const PARK: u8 = 12;
    pub(crate) const DROP: u8 = 13;
}
