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

    /// A sink for pages, to be kept: each begins with [`HtmlDraft::begin`].
    pub(crate) fn for_pages() -> Self {
        Self::new(Draft::Html(HtmlDraft::default()))
    }

    /// The draft of a page.
    #[inline]
    pub(crate) fn page(&self) -> RefMut<'_, HtmlDraft> {
        RefMut::map(self.draft.borrow_mut(), |draft| match draft {
            Draft::Html(draft) => draft,
            Draft::Slots(_) => unreachable!("a sink for pages is one for as long as it lives"),
        })
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
