//! Text in a slot of a block: what most slots hold, and hence in few steps.
//!
//! Invariant: a page's text goes straight into its markup, escaped; for the diff it becomes an item.

use super::block::Block;
use super::content::{KnownText, Text, TextOut};
use super::escape;
use super::sink::{Draft, Sink};
use super::slots::Item;

impl Block<'_> {
    #[inline]
    pub(crate) fn put_text<T: Text + ?Sized>(&mut self, text: &T) {
        match self.render.sink().filter(|sink| sink.is_page()) {
            Some(sink) => match text.known() {
                KnownText::Str(text) => self.put_page_text(sink, text),
                KnownText::Uint(number) => self.put_page_uint(sink, number),
                KnownText::Int(number) => self.put_page_int(sink, number),
                KnownText::No => self.put_page_value(sink, text),
            },
            None => self.put_item(text),
        }
    }

    /// What most slots of a page hold, in one piece for all views.
    fn put_page_text(&mut self, sink: &Sink, text: &str) {
        self.put_page(sink, |html| escape::text_inline(html, text));
    }

    /// As [`Block::put_page_text`].
    fn put_page_uint(&mut self, sink: &Sink, number: u64) {
        self.put_page(sink, |html| {
            html.push_str(itoa::Buffer::new().format(number));
        });
    }

    /// As [`Block::put_page_text`].
    fn put_page_int(&mut self, sink: &Sink, number: i64) {
        self.put_page(sink, |html| {
            html.push_str(itoa::Buffer::new().format(number));
        });
    }

    #[inline(always)]
    fn put_page(&mut self, sink: &Sink, write: impl FnOnce(&mut String)) {
        let (writer, slot) = (self.writer, self.slot);
        self.slot += 1;
        let draft = &mut *sink.page();
        draft.html.push_str(writer.template.pieces[slot]);
        let before = draft.before();
        write(&mut draft.html);
        draft.count_text();
        draft.trace_slot(writer, slot, before);
    }

    #[inline(never)]
    fn put_page_value<T: Text + ?Sized>(&mut self, sink: &Sink, value: &T) {
        self.put_page(sink, |html| value.text(TextOut::content(html)));
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
