//! The page of a session: markup as bytes, and the shape that tells the client what it adopts.
//!
//! Components render one by one into the worker's buffer; the page is put together from ranges of it, with one copy,
//! in document order. A long page that is one range takes the buffer as it is, and the next one gets another of that
//! size. Children are set up when their place is reached, and wait for the render that thaws the session.
//!
//! A page may be made again: while resources were loading, or because an error boundary took a failure. Children that wait
//! already are found again as they are when a session thaws, in document order; setup never runs twice. What stands in
//! a slot that is not shown goes on waiting in it.

mod render;

use std::panic::{AssertUnwindSafe, catch_unwind};

use smallvec::SmallVec;
use vango_protocol::BootHead;
use vango_protocol::limits::MAX_ROWS;

use super::SessionError;
use super::facts::{Adoption, Facts};
use crate::diff::{Authors, FAILED, Giver, PassError, Tree, Waiting, set_up, update_props};
use crate::reactive::panic_message;
use crate::view::html::Entry;
use crate::view::sink::Sink;
use crate::view::template::Template;

/// A rendered page body and what the client needs to adopt it.
#[derive(Debug, Default)]
pub struct Page {
    /// Markup of the root component.
    pub html: String,
    /// The templates that occur, by index.
    pub templates: Vec<&'static Template>,
    /// What stands in their slots (docs/protocol.md, "Shape").
    pub shape: Vec<u8>,
    /// Blocks that the client will count.
    pub(super) blocks: u32,
}

impl Page {
    /// The page's boot data: `head`, templates and shape, encoded.
    pub fn boot(&self, head: &BootHead<'_>) -> Vec<u8> {
        let mut out = Vec::new();
        let templates = self
            .templates
            .iter()
            .map(|template| vango_protocol::Template {
                html: template.html(),
                slots: template.slots,
            });
        head.encode(&mut out, templates, &self.shape);
        out
    }
}

/// A page is made again for failures that error boundaries have taken, so often at most; then errors stand in their place.
const MAX_ATTEMPTS: usize = 16;

/// Room for the shape of a page without much in it.
const SHAPE_BYTES: usize = 32;

/// What is rendered: only a document may begin with a doctype.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Whole {
    Page,
    Document,
}

/// Renders the mounted root into `sink`, and sets up and renders what it contains.
pub(super) fn render_whole(
    tree: &mut Tree,
    sink: &Sink,
    whole: Whole,
    adoption: Adoption,
) -> Result<Page, SessionError> {
    let Some(root) = tree.root else {
        return Err(SessionError {
            message: "the session has no root component".into(),
        });
    };
    let mut attempts = 1;
    loop {
        sink.page().begin(tree.hash_key);
        let mut page = Page::default();
        let mut work = Assembly::new(tree, sink, whole, &mut page.html);
        let told = work.page(root, adoption, &mut page.shape);
        let (taken, authors) = (work.taken, work.authors);
        if let Some(error) = work.failure {
            return Err(SessionError {
                message: error.to_string(),
            });
        }
        if let Some((hash, blocks)) = told {
            tree.page_shape = Some(hash);
            page.blocks = blocks;
        }
        if taken == 0 || attempts == MAX_ATTEMPTS {
            if cfg!(debug_assertions) && whole == Whole::Page {
                tree.check_page_nesting(&page.html, &authors);
            }
            if adoption == Adoption::Expected {
                page.templates = tree.templates.list().to_vec();
            }
            return Ok(page);
        }
        attempts += 1;
    }
}

/// Components that stand in one another without their list being allocated.
const AROUND: usize = 8;

struct Assembly<'t> {
    tree: &'t mut Tree,
    whole: Whole,
    sink: &'t Sink,
    html: &'t mut String,
    failure: Option<PassError>,
    /// The scopes around what is being put together: components, and slots whose content they place.
    around: SmallVec<[u32; AROUND]>,
    /// How many of the children that wait in the innermost scope belong to this page already.
    fresh: usize,
    /// Failures that error boundaries have taken: the page has to be made again.
    taken: u32,
    /// Who has written what, in builds that look at it.
    authors: Authors,
}

impl<'t> Assembly<'t> {
    fn new(tree: &'t mut Tree, sink: &'t Sink, whole: Whole, html: &'t mut String) -> Self {
        Self {
            tree,
            whole,
            sink,
            html,
            failure: None,
            around: SmallVec::new(),
            fresh: 0,
            taken: 0,
            authors: Authors::default(),
        }
    }

    /// Answers the hash and the blocks of a page that will be adopted.
    fn page(&mut self, root: u32, adoption: Adoption, shape: &mut Vec<u8>) -> Option<(u64, u32)> {
        let view = self.render(root);
        let (template, end) = self.head(view, root);
        let mut facts = match adoption {
            Adoption::Expected => {
                shape.reserve(SHAPE_BYTES);
                Facts::begin(shape, self.tree.templates.index(template).0)
            }
            Adoption::Never => Facts::Unwanted,
        };
        self.within(root, |page| page.view(view, end, root, &mut facts));
        facts.finish()
    }

    /// Runs `work` inside a component or a slot; what waited in it and has found no place leaves.
    fn within(&mut self, holder: u32, work: impl FnOnce(&mut Self)) {
        let fresh = std::mem::replace(&mut self.fresh, 0);
        self.around.push(holder);
        work(self);
        self.around.pop();
        while self.tree.waiting_mut(holder).len() > self.fresh {
            let Some(gone) = self.tree.waiting_mut(holder).pop_front() else {
                break;
            };
            self.tree.remove_waiting(gone.child, 0);
        }
        self.fresh = fresh;
    }

    /// The template of a view of `scope`, and where it ends.
    #[inline]
    fn head(&mut self, view: u32, scope: u32) -> (&'static Template, u32) {
        let head = match self.sink.page().entries.get(view as usize) {
            Some(Entry::Detached { end, template }) => (*template, *end),
            // Kept from another render: it stands nowhere.
            _ => (&FAILED, view),
        };
        if head.0.is_document && self.whole == Whole::Page {
            let component = self.tree.component(scope);
            self.failure = Some(PassError::Document { component });
        }
        head
    }

    /// Copies a view that ends before `end`, its template being told already.
    fn view(&mut self, view: u32, end: u32, scope: u32, facts: &mut Facts<'_>) {
        facts.block();
        let mut at = view + 1;
        while let Some(entry) = self.copy(&mut at, end, scope, facts) {
            match entry {
                Entry::View { at } => self.block(at, scope, facts),
                Entry::Child { index } => self.child(index, scope, facts),
                Entry::Slot { owner, index } => {
                    let slot = self.tree.find_slot(owner, index);
                    self.slot(slot, facts);
                }
                Entry::Branch(template) => {
                    facts.block();
                    facts.branch(&mut self.tree.templates, template);
                }
                Entry::Rows { template, count } if count <= MAX_ROWS => {
                    facts.rows(&mut self.tree.templates, template, count);
                }
                Entry::Rows { .. } => {
                    let component = self.tree.component(scope);
                    self.failure = Some(PassError::TooManyRows { component });
                }
                Entry::Detached { .. }
                | Entry::Bytes { .. }
                | Entry::Texts(_)
                | Entry::Html
                | Entry::Empty => unreachable!("these are copied"),
            }
            if self.failure.is_some() {
                return;
            }
        }
    }

    /// Copies what brings in nothing else; answers the next entry that does.
    fn copy(&mut self, at: &mut u32, end: u32, scope: u32, facts: &mut Facts<'_>) -> Option<Entry> {
        let mut draft = self.sink.page();
        while *at < end {
            let entry = draft.entries[*at as usize];
            *at += 1;
            match entry {
                Entry::Detached { end, .. } => *at = end,
                Entry::Bytes { start, end, texts } => {
                    facts.texts(texts);
                    if cfg!(debug_assertions) {
                        let (page, component) = (self.html.len(), self.tree.component(scope));
                        self.authors.note(page, component, draft.raw_in(start, end));
                    }
                    draft.hand_over(start, end, self.html);
                }
                Entry::Texts(count) => facts.texts(count),
                Entry::Html => facts.html(),
                Entry::Empty => facts.empty(),
                _ => return Some(entry),
            }
        }
        None
    }

    /// A view in a Dyn, Branch or Child slot.
    fn block(&mut self, view: u32, scope: u32, facts: &mut Facts<'_>) {
        let (template, end) = self.head(view, scope);
        facts.branch(&mut self.tree.templates, template);
        self.view(view, end, scope, facts);
    }

    /// The content of a slot, at the first of its places.
    fn slot(&mut self, slot: Option<u32>, facts: &mut Facts<'_>) {
        let view = slot.and_then(|slot| self.tree.slot_mut(slot).view.take());
        match (slot, view) {
            (Some(slot), Some(view)) => self.within(slot, |page| page.block(view, slot, facts)),
            _ => facts.empty(),
        }
    }

    fn child(&mut self, index: u32, scope: u32, facts: &mut Facts<'_>) {
        let (invocation, seat) = self.sink.page().children[index as usize]
            .take()
            .expect("a page places a child once");
        let giver = Giver { scope, row: None };
        let waiting = self.tree.waiting_mut(scope).len() - self.fresh;
        let known = self.tree.take_waiting(scope, seat, waiting);
        let (child, views) = match known {
            Some(child) if self.tree.instance(child).component == invocation.component() => {
                let name = invocation.name();
                let tree = &mut *self.tree;
                // Props are compared, and compared values are the application's.
                let updated =
                    catch_unwind(AssertUnwindSafe(|| update_props(tree, child, invocation)));
                match updated {
                    Ok(views) => (child, views),
                    Err(payload) => {
                        self.failure = Some(PassError::Props {
                            component: name,
                            message: panic_message(&*payload),
                        });
                        return;
                    }
                }
            }
            known => {
                if let Some(other) = known {
                    self.tree.remove_waiting(other, 0);
                }
                match set_up(self.tree, invocation, Some((self.instance(), giver))) {
                    Ok(mounted) => mounted,
                    Err(error) => {
                        self.failure = Some(error);
                        return;
                    }
                }
            }
        };
        self.tree
            .waiting_mut(scope)
            .push_back(Waiting { child, seat });
        self.fresh += 1;
        self.tree.lend(child, &views, giver);
        let view = self.render(child);
        let (template, end) = self.head(view, child);
        facts.branch(&mut self.tree.templates, template);
        self.within(child, |page| page.view(view, end, child, facts));
        self.tree.take_back(child);
    }

    /// The component that is being put together: of a slot's content, the one that places it.
    fn instance(&self) -> u32 {
        self.around
            .iter()
            .rev()
            .copied()
            .find(|scope| self.tree.find_scope(*scope).is_none())
            .expect("the root is around everything")
    }
}
