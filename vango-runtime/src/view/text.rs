//! What a block writes straight into a page: text, which most slots hold, and the markup around it; hence in few steps.
//!
//! Invariant: a page's text goes into its markup, escaped; for the diff it becomes an item.

use super::block::Block;
use super::content::{KnownText, Text, TextOut};
use super::escape;
use super::sink::Draft;
use super::slots::Item;
use super::trace::Writer;
use crate::reactive::SinkRef;

/// A slot of the markup that is being written.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) writer: Writer,
    pub(super) slot: usize,
}

impl Block<'_> {
    #[inline]
    pub(crate) fn put_text<T: Text + ?Sized>(&mut self, text: &T) {
        match self.page_slot() {
            Some((page, place)) => match text.known() {
                KnownText::Str(text) => place.put_text(page, text),
                KnownText::Uint(number) => place.put_uint(page, number),
                KnownText::Int(number) => place.put_int(page, number),
                KnownText::No => place.put_value(page, text),
            },
            None => self.put_item(text),
        }
    }

    #[inline(never)]
    fn put_item<T: Text + ?Sized>(&mut self, text: &T) {
        self.put(|draft| {
            if let Draft::Slots(draft) = draft {
                let mut item = Item::Text { at: 0, len: 0 };
                text.text(TextOut::item(draft, &mut item));
                draft.push(item);
            }
        });
    }
}

impl Place {
    /// What most slots of a page hold, in one piece for all views.
    fn put_text(self, page: SinkRef<'_>, text: &str) {
        self.put(page, |html| escape::text_inline(html, text));
    }

    /// As [`Place::put_text`].
    fn put_uint(self, page: SinkRef<'_>, number: u64) {
        self.put(page, |html| {
            html.push_str(itoa::Buffer::new().format(number));
        });
    }

    /// As [`Place::put_text`].
    fn put_int(self, page: SinkRef<'_>, number: i64) {
        self.put(page, |html| {
            html.push_str(itoa::Buffer::new().format(number));
        });
    }

    #[inline(never)]
    fn put_value<T: Text + ?Sized>(self, page: SinkRef<'_>, value: &T) {
        self.put(page, |html| value.text(TextOut::content(html)));
    }

    #[inline(always)]
    fn put(self, page: SinkRef<'_>, write: impl FnOnce(&mut String)) {
        let draft = &mut *page.page();
        draft.html.push_str(self.markup());
        let before = draft.before();
        write(&mut draft.html);
        draft.count_text();
        draft.trace_slot(self.writer, self.slot, before);
    }

    /// Writes the markup behind the last slot.
    pub(super) fn end(self, page: SinkRef<'_>) {
        page.page().html.push_str(self.markup());
    }

    /// The page's markup before the slot.
    #[inline(always)]
    fn markup(self) -> &'static str {
        self.writer.template.pieces[self.slot]
    }
}
