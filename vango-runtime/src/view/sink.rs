//! The place that `view!` writes to: one of two drafts behind one cell.
//!
//! Render closures only hold `&Render`, and expressions inside a view borrow it while the view is being written; so the
//! draft sits in a `RefCell` that is borrowed for one call at a time and never across user code.
//! Between two renders the draft is taken out and read by the diff ([`Sink::into_draft`]).

use std::cell::{RefCell, RefMut};

use super::html::HtmlDraft;
use super::slots::SlotDraft;

/// What a render is writing: page bytes, or slot values for the diff.
#[derive(Debug)]
pub(crate) enum Draft {
    Html(HtmlDraft),
    Slots(SlotDraft),
}

/// The cell that a [`Render`](crate::reactive::Render) points to.
#[derive(Debug)]
pub(crate) struct Sink {
    is_page: bool,
    draft: RefCell<Draft>,
}

impl Sink {
    pub(crate) fn new(draft: Draft) -> Self {
        Self {
            is_page: matches!(draft, Draft::Html(_)),
            draft: RefCell::new(draft),
        }
    }

    /// Whether a page's bytes are written: what leaves none need not open the draft.
    #[inline]
    pub(crate) fn is_page(&self) -> bool {
        self.is_page
    }

    #[inline]
    pub(crate) fn draft(&self) -> RefMut<'_, Draft> {
        self.draft.borrow_mut()
    }

    pub(crate) fn into_draft(self) -> Draft {
        self.draft.into_inner()
    }
}
