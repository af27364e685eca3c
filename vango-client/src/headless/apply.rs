//! Operations on the view.
//!
//! Invariant: an operation is read whole before it is applied, so that one that can't be applied stops nothing else:
//! template indices and block ids after it stay right. After the first that can't be applied none is until a Mount, because
//! what the server takes for shown is no longer what is shown.

use vango_protocol::{Address, DecodeError, Op, OwnedSlotKind, PatchReader};

use super::error::Mismatch;
use super::row::{RowEdit, edit_rows};
use super::template::Place;
use super::view::{Content, Detached, View};

/// Whether the view shows what the server takes for shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Track {
    Kept,
    Lost,
}

/// Applies all operations. Returns the first mismatch, when the track was kept before it.
pub(crate) fn apply(
    view: &mut View,
    track: &mut Track,
    patch: &mut PatchReader<'_>,
) -> Result<Option<Mismatch>, DecodeError> {
    let mut first = None;
    while let Some(op) = patch.next_op()? {
        let change = read(view, op, patch)?;
        if *track == Track::Lost && !matches!(change, Change::Mount { .. } | Change::Refused(_)) {
            drop_change(view, change);
            continue;
        }
        let is_mount = matches!(change, Change::Mount { .. });
        match perform(view, change) {
            Ok(()) if is_mount => *track = Track::Kept,
            Ok(()) => {}
            Err(mismatch) => {
                if *track == Track::Kept {
                    first.get_or_insert(mismatch);
                }
                *track = Track::Lost;
            }
        }
    }
    Ok(first)
}

/// An operation with what it brings, built and standing nowhere.
enum Change {
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
}

fn read(view: &mut View, op: Op<'_>, patch: &mut PatchReader<'_>) -> Result<Change, DecodeError> {
    let rows = |at, edit| Change::Rows { at, edit };
    Ok(match op {
        Op::Define { template } => view
            .define(template)
            .map_or_else(Change::Refused, |()| Change::Defined),
        Op::Mount { first } => {
            let used = view.next_block;
            view.next_block = first;
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
        Op::Park { block } | Op::Drop { block } => {
            Change::Refused(Mismatch::new(format!("block {block} can't be parked")))
        }
    })
}

fn drop_change(view: &mut View, change: Change) {
    let built = match change {
        Change::Dyn { content, .. }
        | Change::Branch { content, .. }
        | Change::Mount { content, .. } => content,
        Change::Rows {
            edit: RowEdit::Insert { rows, .. },
            ..
        } => Some(rows),
        _ => None,
    };
    if let Some(built) = built {
        view.discard(built);
    }
}

fn perform(view: &mut View, change: Change) -> Result<(), Mismatch> {
    match change {
        Change::Defined => Ok(()),
        Change::Refused(mismatch) => Err(mismatch),
        Change::Mount { used, first, .. } if first < used => Err(Mismatch::new(format!(
            "a mount begins at block {first}, and ids up to {} were given out",
            used - 1
        ))),
        Change::Mount {
            first,
            end,
            content,
            ..
        } => {
            mount(view, first, end, content);
            Ok(())
        }
        Change::Attr { at, value } => {
            let (place, name) = own(view, at, |kind| match kind {
                OwnedSlotKind::Attr(name) => Some(name.to_string()),
                _ => None,
            })?;
            view.set_attribute(place, &name, value.as_deref());
            Ok(())
        }
        Change::Class { at, on } => {
            let (place, name) = own(view, at, |kind| match kind {
                OwnedSlotKind::Class(name) => Some(name.to_string()),
                _ => None,
            })?;
            view.set_class(place, &name, on);
            Ok(())
        }
        Change::Dyn { at, text, content } => {
            let place = match slot(view, at, |kind| *kind == OwnedSlotKind::Dyn) {
                Ok(place) => place,
                Err(mismatch) => return refuse(view, content, mismatch),
            };
            replace(view, at, place, content);
            view.dom.set_text(place.node(), &text);
            Ok(())
        }
        Change::Branch { at, content } => {
            let is_branch =
                |kind: &OwnedSlotKind| matches!(kind, OwnedSlotKind::Branch | OwnedSlotKind::Child);
            match slot(view, at, is_branch) {
                Ok(place) => {
                    replace(view, at, place, content);
                    Ok(())
                }
                Err(mismatch) => refuse(view, content, mismatch),
            }
        }
        Change::Rows { at, edit } => match slot(view, at, |kind| *kind == OwnedSlotKind::Rows) {
            Ok(place) => edit_rows(view, at, place, edit),
            Err(mismatch) => {
                edit.discard(view);
                Err(mismatch)
            }
        },
    }
}

fn refuse(view: &mut View, content: Option<Detached>, mismatch: Mismatch) -> Result<(), Mismatch> {
    if let Some(content) = content {
        view.discard(content);
    }
    Err(mismatch)
}

/// Everything leaves but what the mount has brought.
fn mount(view: &mut View, first: u32, end: u32, content: Option<Detached>) {
    let brought: Vec<u32> = (first..end).collect();
    let kept: Vec<_> = brought
        .iter()
        .filter_map(|id| Some((*id, view.blocks.remove(id)?)))
        .collect();
    view.reset(end);
    view.blocks.extend(kept);
    if let Some(content) = content {
        view.dom.insert_fragment(view.root, 0, content.fragment);
    }
}

/// The place of a slot of the right kind.
fn slot(
    view: &View,
    at: Address,
    is_kind: impl Fn(&OwnedSlotKind) -> bool,
) -> Result<Place, Mismatch> {
    let Address { block, slot } = at;
    let Some(found) = view.blocks.get(&block) else {
        return Err(Mismatch::new(format!("block {block} is not shown")));
    };
    match found.prototype.kinds.get(slot as usize) {
        Some(kind) if is_kind(kind) => Ok(found.places[slot as usize]),
        Some(kind) => Err(Mismatch::new(format!(
            "slot {slot} of block {block} is {kind:?}, not what the operation is for"
        ))),
        None => Err(Mismatch::new(format!("block {block} has no slot {slot}"))),
    }
}

fn own(
    view: &View,
    at: Address,
    name: impl Fn(&OwnedSlotKind) -> Option<String>,
) -> Result<(Place, String), Mismatch> {
    let place = slot(view, at, |kind| name(kind).is_some())?;
    let kind = &view.blocks[&at.block].prototype.kinds[at.slot as usize];
    Ok((place, name(kind).unwrap_or_default()))
}

/// Replaces the block that a slot shows.
fn replace(view: &mut View, at: Address, place: Place, content: Option<Detached>) {
    if let Content::Block(before) = *view.content_mut(at) {
        view.remove(before);
    }
    let after = content.map_or(Content::Nothing, |built| {
        view.attach(built.fragment, place);
        built.content
    });
    *view.content_mut(at) = after;
}
