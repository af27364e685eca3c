//! Text in a slot of a block: what most slots hold, and hence in few steps.
//!
//! Invariant: a page's text goes straight into its markup, escaped; for the diff it becomes an item.

use super::block::Block;
use super::content::{KnownText, Text, TextOut};
use super::escape;
use super::place::Place;
use super::sink::Draft;
use super::slots::Item;
use crate::reactive::{Render, SinkRef};

impl Block<'_> {
    #[inline]
    pub(crate) fn put_text<T: Text + ?Sized>(&mut self, text: &T) {
        let place = self.next();
        match self.page {
            Some(page) => match text.known() {
                KnownText::Str(text) => place.put_str(page, text),
                KnownText::Uint(number) => place.put_uint(page, number),
                KnownText::Int(number) => place.put_int(page, number),
                KnownText::No => place.put_value(page, text),
            },
            None => place.put_item(self.render, text),
        }
    }
}

impl Place {
    /// What most slots of a page hold, in one piece for all views.
    fn put_str(self, page: SinkRef<'_>, text: &str) {
        self.put_page_text(page, |html| escape::text_inline(html, text));
    }

    /// As [`Place::put_str`].
    fn put_uint(self, page: SinkRef<'_>, number: u64) {
        self.put_page_text(page, |html| {
            html.push_str(itoa::Buffer::new().format(number));
        });
    }

    /// As [`Place::put_str`].
    fn put_int(self, page: SinkRef<'_>, number: i64) {
        self.put_page_text(page, |html| {
            html.push_str(itoa::Buffer::new().format(number));
        });
    }

    #[inline(never)]
    fn put_value<T: Text + ?Sized>(self, page: SinkRef<'_>, value: &T) {
        self.put_page_text(page, |html| value.text(TextOut::content(html)));
    }

    /// As an item of the diff; on a page, nothing.
    #[inline(never)]
    pub(super) fn put_item<T: Text + ?Sized>(self, render: &Render<'_>, text: &T) {
        self.put(render, |draft| {
            if let Draft::Slots(draft) = draft {
                let mut item = Item::Text { at: 0, len: 0 };
                text.text(TextOut::item(draft, &mut item));
                draft.push(item);
            }
        });
    }
}
