//! A slot that is being written, apart from its block.
//!
//! Invariant: what writes a slot out of line takes a [`Place`] and the render, never the block. A block that nothing out of line is
//! lent needs no memory: in a view's own function it is a few numbers that the compiler knows.

use super::sink::{Draft, Sink};
use super::slots::Item;
use super::template::SlotKind;
use super::trace::Writer;
use crate::reactive::{Render, SinkRef};

/// A slot of the markup that is being written.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) writer: Writer,
    pub(super) slot: usize,
}

impl Place {
    /// Runs `write` on the draft, after the markup before this slot.
    #[inline]
    pub(super) fn put<R>(
        self,
        render: &Render<'_>,
        write: impl FnOnce(&mut Draft) -> R,
    ) -> Option<R> {
        let mut draft = render.sink()?.draft();
        if let Draft::Html(draft) = &mut *draft {
            draft.piece(self.markup());
        }
        if !cfg!(debug_assertions) {
            return Some(write(&mut draft));
        }
        let before = draft.before();
        let answer = write(&mut draft);
        draft.trace_slot(self.writer, self.slot, before);
        Some(answer)
    }

    /// As [`Place::put`] on a page's markup, where `write` writes text between nodes.
    #[inline(always)]
    pub(super) fn put_page_text(self, page: SinkRef<'_>, write: impl FnOnce(&mut String)) {
        let draft = &mut *page.page();
        draft.html.push_str(self.markup());
        let before = draft.before();
        write(&mut draft.html);
        draft.count_text();
        draft.trace_slot(self.writer, self.slot, before);
    }

    /// An Attr or a Style without a value.
    pub(super) fn put_absent(self, render: &Render<'_>) {
        self.put(render, |draft| {
            if let Draft::Slots(draft) = draft {
                draft.push(Item::Empty);
            }
        });
    }

    /// Writes the markup behind the last slot of a page's branch or row.
    pub(super) fn end(self, page: SinkRef<'_>) {
        page.page().html.push_str(self.markup());
    }

    /// Ends the view that begins at `at`.
    pub(super) fn close(self, render: &Render<'_>, at: u32) {
        match render.sink().map(Sink::draft).as_deref_mut() {
            Some(Draft::Html(draft)) => {
                draft.html.push_str(self.markup());
                draft.close(at);
            }
            Some(Draft::Slots(draft)) => {
                let end = draft.here();
                draft.items[at as usize] = Item::Detached { end };
            }
            None => {}
        }
    }

    pub(super) fn kind(self) -> SlotKind<'static> {
        self.writer.template.slots[self.slot]
    }

    /// The page's markup before the slot.
    #[inline(always)]
    fn markup(self) -> &'static str {
        self.writer.template.pieces[self.slot]
    }
}
