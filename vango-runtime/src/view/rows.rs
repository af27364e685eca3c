//! The rows of a `for`, as they are written.

use std::fmt;

use vango_protocol::limits::MAX_ROWS;

use super::block::Block;
use super::key::RowKey;
use super::seat::Path;
use super::sink::{Draft, Sink};
use super::slots::Item;
use super::template::Template;
use crate::reactive::Render;

/// The rows of a `for` that are being written.
pub struct Rows<'r> {
    render: &'r Render<'r>,
    template: &'static Template,
    at: u32,
    last: Option<u32>,
    count: u32,
    path: Path,
}

impl<'r> Rows<'r> {
    /// `at` is where the draft has the rows' head.
    pub(super) fn new(
        render: &'r Render<'r>,
        template: &'static Template,
        at: u32,
        path: Path,
    ) -> Self {
        Self {
            render,
            template,
            at,
            last: None,
            count: 0,
            path,
        }
    }

    /// Starts the row with this key.
    #[inline]
    pub fn row<K: RowKey + ?Sized>(&mut self, key: &K) -> Block<'r> {
        self.count += 1;
        // On a page, only a component's seat has use for the key.
        let is_page = self.render.sink.is_some_and(Sink::is_page);
        if is_page && !self.template.has_seats {
            return Block::nested(self.render, self.template, self.path);
        }
        let path = match self.render.sink.map(Sink::draft).as_deref_mut() {
            Some(Draft::Slots(draft)) => {
                let key = key.row_key(draft.hash_key);
                let here = draft.here();
                link(&mut draft.items, self.last, here);
                self.last = Some(here);
                draft.push(Item::Row { key, next: 0 });
                self.path
            }
            Some(Draft::Html(draft)) => self.path.row(key.row_key(draft.hash_key)),
            None => self.path,
        };
        Block::nested(self.render, self.template, path)
    }

    /// Whether there is a row more than may stand in one place. The turn will be given up for it; whatever else the loop
    /// would bring, a hundred million rows perhaps, is not to be written before.
    #[inline]
    pub fn is_full(&self) -> bool {
        self.count > MAX_ROWS
    }

    /// Ends the rows.
    pub fn end(self) {
        match self.render.sink.map(Sink::draft).as_deref_mut() {
            Some(Draft::Html(draft)) => draft.set_count(self.at, self.count),
            Some(Draft::Slots(draft)) => {
                let here = draft.here();
                link(&mut draft.items, self.last, here);
                draft.items[self.at as usize] = Item::Rows {
                    template: self.template,
                    count: self.count,
                };
            }
            None => {}
        }
    }
}

impl fmt::Debug for Rows<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows")
            .field("count", &self.count)
            .finish_non_exhaustive()
    }
}

#[inline]
fn link(items: &mut [Item], row: Option<u32>, to: u32) {
    if let Some(Item::Row { next, .. }) = row.map(|row| &mut items[row as usize]) {
        *next = to;
    }
}
