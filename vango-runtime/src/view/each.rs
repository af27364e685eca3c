//! `each row in list { … }`: a stored closure that is run for one row at a time.

use std::fmt;
use std::hash::Hash;
use std::rc::Rc;

use super::template::Template;
use crate::reactive::{ListSignal, NodeId, Render, RowId};

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
        let store = render.store;
        if let Some(value) = self.list.row(store, row) {
            (self.closure)(render, value);
        }
    }
}
