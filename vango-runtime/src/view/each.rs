//! `each row in list { … }`: a stored closure that is run for one row at a time.

use std::fmt;
use std::hash::Hash;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use super::block::Block;
use super::html::Entry;
use super::seat::Path;
use super::sink::{Draft, Sink};
use super::slots::{Item, index};
use super::template::Template;
use crate::reactive::{ListSignal, NodeId, Pure, Render, RowId, panic_message};

/// An `each` as a render recorded it.
#[derive(Clone)]
pub(crate) struct EachDraft {
    pub(crate) template: &'static Template,
    pub(crate) list: NodeId,
    pub(crate) row: Rc<dyn RowRender>,
}

impl fmt::Debug for EachDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EachDraft")
            .field("list", &self.list)
            .finish_non_exhaustive()
    }
}

/// Renders one row into the sink of `render`.
pub(crate) trait RowRender {
    /// Does nothing when the row has left the list.
    fn render_row(&self, render: &mut Render<'_>, row: RowId);
}

pub(crate) struct EachRow<T, K, F> {
    pub(crate) list: ListSignal<T, K>,
    pub(crate) closure: F,
}

impl<T, K, F> RowRender for EachRow<T, K, F>
where
    T: Send + 'static,
    K: Hash + Eq + 'static,
    F: Fn(&mut Render<'_>, &T) + 'static,
{
    fn render_row(&self, render: &mut Render<'_>, row: RowId) {
        let store = render.store.get();
        if let Some(value) = self.list.row(store, row) {
            (self.closure)(render, value);
        }
    }
}

/// What `each` goes through: a [`ListSignal`] alone.
#[diagnostic::on_unimplemented(
    message = "`each` goes through a `ListSignal`, and this is a `{Self}` [VG0410]",
    label = "not a `ListSignal`",
    note = "what can be iterated is gone through by `for`, with a key: `for item in items.iter(), key = item.id {{ … }}`, of a signal `for item in items.get(r), key = …`; a `ListSignal` is made in setup: `cx.list(|item: &Item| item.id)`"
)]
pub trait Listed {
    /// What a row shows.
    type Item: Send + 'static;
    /// Which row is which.
    type Key: Hash + Eq + 'static;

    /// The list itself.
    #[doc(hidden)]
    fn listed(self) -> ListSignal<Self::Item, Self::Key>;
}

impl<T: Send + 'static, K: Hash + Eq + 'static> Listed for ListSignal<T, K> {
    type Item = T;
    type Key = K;

    fn listed(self) -> Self {
        self
    }
}

impl Block<'_> {
    /// `each`.
    pub fn each<L, F>(&mut self, template: &'static Template, list: L, closure: F)
    where
        L: Listed,
        F: Fn(&mut Render<'_>, &L::Item) + Pure + 'static,
    {
        let list = list.listed();
        let store = self.render.store.get();
        let is_page = self.put(|draft| match draft {
            Draft::Html(draft) => {
                let count = index(store.list_order(list.node()).len());
                draft.note(Entry::Rows { template, count });
                true
            }
            Draft::Slots(draft) => {
                let index = index(draft.eaches.len());
                draft.push(Item::Each { index });
                false
            }
        });
        match is_page {
            Some(true) => {
                for row in store.list_order(list.node()) {
                    if let Some(value) = list.row(store, row) {
                        let path = self.path.row(row.0);
                        self.page_row(template, path, |render| closure(render, value));
                    }
                }
            }
            Some(false) => {
                if let Some(Draft::Slots(draft)) =
                    self.render.sink().map(Sink::draft).as_deref_mut()
                {
                    let row = Rc::new(EachRow { list, closure });
                    draft.eaches.push(Some(EachDraft {
                        template,
                        list: list.node(),
                        row,
                    }));
                }
            }
            None => {}
        }
    }

    /// A row of an `each` on a page. One whose closure panics has nothing in its slots, as when the diff runs it.
    fn page_row(&self, template: &'static Template, path: Path, row: impl FnOnce(&mut Render<'_>)) {
        let Some(sink) = self.render.sink() else {
            return;
        };
        let (mark, placed) = match &mut *sink.draft() {
            Draft::Html(draft) => {
                draft.path = path;
                (draft.mark(), std::mem::take(&mut draft.placed))
            }
            Draft::Slots(_) => return,
        };
        let mut render = Render::untracked(self.render.store.get(), sink);
        let result = catch_unwind(AssertUnwindSafe(|| row(&mut render)));
        if let Draft::Html(draft) = &mut *sink.draft() {
            draft.placed = placed;
            if let Err(payload) = result {
                draft.truncate(mark);
                draft.blank(template);
                draft
                    .failed_row
                    .get_or_insert_with(|| panic_message(&*payload));
            }
        }
    }
}
