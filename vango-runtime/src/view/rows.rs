//! The rows of a `for`, as they are written.

use std::collections::HashSet;
use std::fmt;

use vango_protocol::limits::MAX_ROWS;

use super::block::Block;
use super::key::RowKey;
use super::seat::Path;
use super::sink::{Draft, Sink};
use super::slots::Item;
use super::trace::Writer;
use crate::reactive::{Render, SinkRef};
use crate::watch::{Finding, Noted, Rule, Site};

/// The rows of a `for` that are being written.
pub struct Rows<'r> {
    render: &'r Render<'r>,
    /// The sink, if what is written is a page.
    page: Option<SinkRef<'r>>,
    writer: Writer,
    at: u32,
    last: Option<u32>,
    count: u32,
    path: Path,
    /// The keys so far, where somebody looks for those that come twice.
    keys: Noted<HashSet<u64>>,
}

impl<'r> Rows<'r> {
    /// `at` is where the draft has the rows' head.
    pub(super) fn new(
        render: &'r Render<'r>,
        page: Option<SinkRef<'r>>,
        writer: Writer,
        at: u32,
        path: Path,
    ) -> Self {
        Self {
            render,
            page,
            writer,
            at,
            last: None,
            count: 0,
            path,
            keys: Noted::default(),
        }
    }

    /// Starts the row with this key.
    #[inline]
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn row<K: RowKey + ?Sized>(&mut self, key: &K) -> Block<'r> {
        self.count += 1;
        self.check_key(key, Site::caller());
        // On a page, only a component's seat has use for the key.
        if self.page.is_some() && !self.writer.template.has_seats {
            return Block::nested(self.render, self.page, self.writer, self.path);
        }
        let path = match self.render.sink().map(Sink::draft).as_deref_mut() {
            Some(Draft::Slots(draft)) => {
                let key = key.row_key(draft.hash_key);
                let here = draft.here();
                link(&mut draft.items, self.last, here);
                self.last = Some(here);
                draft.push(Item::Row { key, next: 0 });
                draft.trace_key(self.writer);
                self.path
            }
            Some(Draft::Html(draft)) => self.path.row(key.row_key(draft.hash_key)),
            None => self.path,
        };
        Block::nested(self.render, self.page, self.writer, path)
    }

    /// Tells of a key that another row has already.
    fn check_key<K: RowKey + ?Sized>(&mut self, key: &K, site: Site) {
        let (Some(watch), Some(keys)) = (self.render.store.watch(), self.keys.get_mut()) else {
            return;
        };
        // Any number does to hash with: only equality counts.
        if keys.insert(key.row_key(0)) {
            return;
        }
        let component = watch.component();
        watch.find(Finding::new(
            Rule::DuplicateKeys,
            format!("two rows of a `for` in <{component}> have the same key {}", key.describe()),
            format!("a `for` in the `view!` at {site}"),
            "take a key that tells every row from every other, such as the row's id: without one the browser loses focus and \
             typed text when rows move",
        ));
    }

    /// Whether there is a row more than may stand in one place. The turn will be given up for it; whatever else the loop
    /// would bring, a hundred million rows perhaps, is not to be written before.
    #[inline]
    pub fn is_full(&self) -> bool {
        self.count > MAX_ROWS
    }

    /// Ends the rows.
    pub fn end(self) {
        match self.render.sink().map(Sink::draft).as_deref_mut() {
            Some(Draft::Html(draft)) => draft.set_count(self.at, self.count),
            Some(Draft::Slots(draft)) => {
                let here = draft.here();
                link(&mut draft.items, self.last, here);
                draft.items[self.at as usize] = Item::Rows {
                    template: self.writer.template.get(),
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
