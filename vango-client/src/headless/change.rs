//! Operations, read with all that they bring.
//!
//! Invariant: reading gives out the ids that an operation's content takes, whether it is applied or not. It changes nothing
//! that is shown, but for a Mount, which forgets the parked blocks: its content can't show one.

use vango_protocol::{Address, DecodeError, Op, PatchReader};

use super::error::Mismatch;
use super::row::RowEdit;
use super::view::{Detached, View};

/// An operation with what it brings, built and standing nowhere.
pub(crate) enum Change {
    /// A template was defined.
    Defined,
    /// A template was refused.
    Refused(Mismatch),
    Mount {
        /// The ids below this one were given out before.
        used: u32,
        first: u32,
        end: u32,
        content: Option<Detached>,
    },
    Attr {
        at: Address,
        value: Option<String>,
    },
    Class {
        at: Address,
        on: bool,
    },
    Dyn {
        at: Address,
        text: String,
        content: Option<Detached>,
    },
    Branch {
        at: Address,
        content: Option<Detached>,
    },
    Rows {
        at: Address,
        edit: RowEdit,
    },
    Park {
        block: u32,
    },
    Drop {
        block: u32,
    },
}

/// What an operation is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// Templates, or everything.
    Page,
    /// What a slot of this block shows.
    Block(u32),
    /// Whether this block is on the page.
    Parking(u32),
}

impl Change {
    pub(crate) fn target(&self) -> Target {
        match self {
            Self::Defined | Self::Refused(_) | Self::Mount { .. } => Target::Page,
            Self::Attr { at, .. }
            | Self::Class { at, .. }
            | Self::Dyn { at, .. }
            | Self::Branch { at, .. }
            | Self::Rows { at, .. } => Target::Block(at.block),
            Self::Park { block } | Self::Drop { block } => Target::Parking(*block),
        }
    }

    /// Takes away what was built for a change that is not made.
    pub(crate) fn discard(self, view: &mut View) {
        let built = match self {
            Self::Dyn { content, .. }
            | Self::Branch { content, .. }
            | Self::Mount { content, .. } => content,
            Self::Rows { edit, .. } => return edit.discard(view),
            _ => None,
        };
        if let Some(built) = built {
            view.discard(built);
        }
    }
}

/// Reads an operation with its content.
pub(crate) fn read(
    view: &mut View,
    op: Op<'_>,
    patch: &mut PatchReader<'_>,
) -> Result<Change, DecodeError> {
    let rows = |at, edit| Change::Rows { at, edit };
    Ok(match op {
        Op::Define { template } => view
            .define(template)
            .map_or_else(Change::Refused, |()| Change::Defined),
        Op::Mount { first } => {
            let used = view.next_block;
            // One that is refused must not be built in place of what is shown.
            view.next_block = first.max(used);
            view.forget_parked();
            let content = view.build_branch(&mut patch.content(), 1)?;
            Change::Mount {
                used,
                first,
                end: view.next_block,
                content,
            }
        }
        Op::Text { at, text } => Change::Dyn {
            at,
            text: text.to_owned(),
            content: None,
        },
        Op::Attr { at, value } => Change::Attr {
            at,
            value: value.map(str::to_owned),
        },
        Op::Class { at, on } => Change::Class { at, on },
        Op::Dyn { at } => {
            let (text, content) = view.build_dyn(&mut patch.content(), 1)?;
            Change::Dyn { at, text, content }
        }
        Op::Branch { at } => Change::Branch {
            at,
            content: view.build_branch(&mut patch.content(), 1)?,
        },
        Op::Insert {
            at,
            index,
            rows: head,
        } => {
            let rows = view.build_rows(&mut patch.content(), head, 1)?;
            Change::Rows {
                at,
                edit: RowEdit::Insert {
                    index: index as usize,
                    rows,
                },
            }
        }
        Op::Remove { at, index, count } => {
            let (index, count) = (index as usize, count as usize);
            rows(at, RowEdit::Remove { index, count })
        }
        Op::Move { at, from, to } => {
            let (from, to) = (from as usize, to as usize);
            rows(at, RowEdit::Move { from, to })
        }
        Op::Swap { at, a, b } => {
            let (a, b) = (a as usize, b as usize);
            rows(at, RowEdit::Swap { a, b })
        }
        Op::Clear { at } => rows(at, RowEdit::Clear),
        Op::Park { block } => Change::Park { block },
        Op::Drop { block } => Change::Drop { block },
    })
}
