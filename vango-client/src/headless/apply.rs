//! Operations on the view.
//!
//! Invariant: an operation is read whole before it is applied, so that one that can't be applied stops nothing else:
//! template indices and block ids after it stay right. What is lost then is the business of [`Track`].

use vango_protocol::{Address, DecodeError, OwnedSlotKind, PatchReader};

use super::change::{Change, Target, read};
use super::error::Mismatch;
use super::row::edit_rows;
use super::template::Place;
use super::track::Track;
use super::view::{Content, Detached, View};

/// An operation that could not be applied.
pub(crate) struct Failure {
    pub(crate) mismatch: Mismatch,
    /// What to ask a resync for: the block, or 0 for everything.
    pub(crate) resync: u32,
}

/// Applies all operations. Returns what could not be applied, without what was lost before.
pub(crate) fn apply(
    view: &mut View,
    track: &mut Track,
    patch: &mut PatchReader<'_>,
) -> Result<Vec<Failure>, DecodeError> {
    let mut failures = Vec::new();
    while let Some(op) = patch.next_op()? {
        let first = view.next_block;
        let change = match read(view, op, patch) {
            Ok(change) => change,
            Err(error) => {
                track.lose_everything();
                view.unparked.clear();
                view.broken = None;
                return Err(error);
            }
        };
        let ids = first..view.next_block;
        let is_mount = matches!(change, Change::Mount { .. });
        let block = match change.target() {
            Target::Page => 0,
            Target::Block(block) | Target::Parking(block) => block,
        };
        // It was looked for before what the change brings was there.
        if matches!(change.target(), Target::Block(block) if ids.contains(&block)) {
            view.broken = Some(not_shown(block));
        }
        match attempt(view, track, change) {
            Ok(Done::Applied) if is_mount => track.restart(),
            Ok(Done::Applied) => {}
            Ok(Done::Ignored) => track.skip(ids),
            Err(mismatch) => {
                if let Some(resync) = track.lose(view, block) {
                    failures.push(Failure { mismatch, resync });
                }
                track.skip(ids);
            }
        }
        view.unparked.clear();
        track.find(view);
    }
    Ok(failures)
}

/// What became of a change that is no mistake.
enum Done {
    Applied,
    Ignored,
}

fn attempt(view: &mut View, track: &Track, change: Change) -> Result<Done, Mismatch> {
    let broken = view.broken.take();
    match change.target() {
        Target::Block(block) if track.ignores(view, block) => {
            change.discard(view);
            return Ok(Done::Ignored);
        }
        Target::Parking(_) if track.is_lost() => return Ok(Done::Ignored),
        // The server parks and drops what it takes for shown: in a lost component it may never have come.
        Target::Parking(block) if track.ignores(view, block) || track.is_waiting() => {
            return Ok(match perform(view, change) {
                Ok(()) => Done::Applied,
                Err(_) => Done::Ignored,
            });
        }
        _ => {}
    }
    match broken.or_else(|| shown_in_itself(view, &change)) {
        Some(mismatch) => {
            change.discard(view);
            Err(mismatch)
        }
        None => perform(view, change).map(|()| Done::Applied),
    }
}

/// A parked block that comes back can't stand in itself.
fn shown_in_itself(view: &View, change: &Change) -> Option<Mismatch> {
    let Target::Block(block) = change.target() else {
        return None;
    };
    let (inside, _) = view
        .around(block)
        .find(|(around, _)| view.unparked.contains(around))?;
    Some(Mismatch::new(format!(
        "block {inside} is to be shown in itself"
    )))
}

fn perform(view: &mut View, change: Change) -> Result<(), Mismatch> {
    match change {
        Change::Defined => Ok(()),
        Change::Refused(mismatch) => Err(mismatch),
        Change::Mount {
            used,
            first,
            content,
            ..
        } if first < used => {
            let mismatch = Mismatch::new(format!(
                "a mount begins at block {first}, and ids up to {} were given out",
                used - 1
            ));
            refuse(view, content, mismatch)
        }
        Change::Mount {
            first,
            end,
            content,
            ..
        } => {
            mount(view, first, end, content);
            Ok(())
        }
        Change::Attr { at, value } => set_attribute(view, at, value.as_deref()),
        Change::Class { at, on } => {
            let is_class = |kind: &OwnedSlotKind| matches!(kind, OwnedSlotKind::Class(_));
            let place = slot(view, at, is_class)?;
            if let Some(OwnedSlotKind::Class(name)) = view.kind(at).cloned() {
                view.set_class(place, &name, on);
            }
            Ok(())
        }
        Change::Park { block } => view.park(block),
        Change::Drop { block } => view.drop_parked(block),
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

fn not_shown(block: u32) -> Mismatch {
    Mismatch::new(format!("block {block} is not shown"))
}

/// The place of a slot of the right kind.
fn slot(
    view: &View,
    at: Address,
    is_kind: impl Fn(&OwnedSlotKind) -> bool,
) -> Result<Place, Mismatch> {
    let Address { block, slot } = at;
    let Some(found) = view.blocks.get(&block) else {
        return Err(not_shown(block));
    };
    match found.prototype.kinds.get(slot as usize) {
        Some(kind) if is_kind(kind) => Ok(found.places[slot as usize]),
        Some(kind) => Err(Mismatch::new(format!(
            "slot {slot} of block {block} is {kind:?}, not what the operation is for"
        ))),
        None => Err(Mismatch::new(format!("block {block} has no slot {slot}"))),
    }
}

/// An Attr, Style or Spread slot becomes this value.
fn set_attribute(view: &mut View, at: Address, value: Option<&str>) -> Result<(), Mismatch> {
    let place = slot(view, at, |kind| {
        matches!(
            kind,
            OwnedSlotKind::Attr(_) | OwnedSlotKind::Style(_) | OwnedSlotKind::Spread
        )
    })?;
    match view.kind(at).cloned() {
        Some(OwnedSlotKind::Style(name)) => view.set_style(place, &name, value),
        Some(OwnedSlotKind::Spread) => {
            let pairs = view.spread_pairs(value);
            if let Some(mismatch) = view.broken.take() {
                return Err(mismatch);
            }
            let before = std::mem::replace(view.content_mut(at), Content::Nothing);
            *view.content_mut(at) = view.set_spread(place, before, &pairs);
        }
        Some(OwnedSlotKind::Attr(name)) => view.set_attribute(place, &name, value),
        _ => {}
    }
    Ok(())
}

/// Replaces what a slot shows.
fn replace(view: &mut View, at: Address, place: Place, content: Option<Detached>) {
    let before = std::mem::replace(view.content_mut(at), Content::Nothing);
    view.clear(&before);
    let after = content.map_or(Content::Nothing, |built| {
        view.attach(built.fragment, place);
        built.content
    });
    view.show(at, after.blocks());
    *view.content_mut(at) = after;
}
