//! The page of a session: markup as bytes, and the shape that tells the client what it adopts.
//!
//! Components render one by one into the worker's buffer; the page is put together from ranges of it, with one copy,
//! in document order. A long page that is one range takes the buffer as it is, and the next one gets another of that
//! size. Children are set up when their place is reached, and wait for the render that thaws the session.
//!
//! A page may be made again: while resources were loading, or because an error boundary took a failure. Children that wait
//! already are found again as they are when a session thaws, in document order; setup never runs twice. What stands in
//! a slot that is not shown goes on waiting in it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use vango_protocol::limits::MAX_ROWS;
use vango_protocol::{BootHead, ShapeWriter};

use super::SessionError;
use crate::diff::{
    Computing, FAILED, Giver, PassError, ShapeHash, Tree, Waiting, set_up, update_props,
};
use crate::reactive::{Render, panic_message};
use crate::view::html::{Entry, HtmlDraft};
use crate::view::sink::{Draft, Sink};
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
                html: template.html,
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

/// Renders the mounted root, and sets up and renders what it contains.
pub(super) fn render_page(tree: &mut Tree, draft: &mut HtmlDraft) -> Result<Page, SessionError> {
    render_whole(tree, draft, Whole::Page)
}

/// What is rendered: only a document may begin with a doctype.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Whole {
    Page,
    Document,
}

pub(super) fn render_whole(
    tree: &mut Tree,
    draft: &mut HtmlDraft,
    whole: Whole,
) -> Result<Page, SessionError> {
    let Some(root) = tree.root else {
        return Err(SessionError {
            message: "the session has no root component".into(),
        });
    };
    let mut attempts = 1;
    loop {
        draft.clear();
        draft.reserve();
        draft.hash_key = tree.hash_key;
        let mut work = Assembly::new(tree, std::mem::take(draft), whole);
        let page = work.page(root);
        *draft = work.draft;
        let (failure, taken) = (work.failure, work.taken);
        if let Some(error) = failure {
            return Err(SessionError {
                message: error.to_string(),
            });
        }
        if taken == 0 || attempts == MAX_ATTEMPTS {
            let mut page = page;
            page.templates = tree.templates.list().to_vec();
            return Ok(page);
        }
        attempts += 1;
    }
}

struct Assembly<'t> {
    tree: &'t mut Tree,
    whole: Whole,
    draft: HtmlDraft,
    html: String,
    blocks: u32,
    hash: ShapeHash,
    failure: Option<PassError>,
    /// The scopes around what is being put together: components, and slots whose content they place.
    around: Vec<u32>,
    /// How many of the children that wait in the innermost scope belong to this page already.
    fresh: usize,
    /// Failures that error boundaries have taken: the page has to be made again.
    taken: u32,
}

impl<'t> Assembly<'t> {
    fn new(tree: &'t mut Tree, draft: HtmlDraft, whole: Whole) -> Self {
        Self {
            tree,
            whole,
            draft,
            html: String::new(),
            blocks: 0,
            hash: ShapeHash::default(),
            failure: None,
            around: Vec::new(),
            fresh: 0,
            taken: 0,
        }
    }

    fn page(&mut self, root: u32) -> Page {
        let mut shape = Vec::with_capacity(SHAPE_BYTES);
        let view = self.render(root);
        let index = self.template(view, root);
        self.hash.branch(index);
        let mut writer = ShapeWriter::begin(&mut shape, index);
        self.within(root, |page| page.view(view, root, &mut writer));
        writer.finish();
        self.tree.page_shape = Some(self.hash.finish());
        Page {
            html: std::mem::take(&mut self.html),
            templates: Vec::new(),
            shape,
            blocks: self.blocks,
        }
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

    /// Renders one instance into the draft; answers where its view stands.
    fn render(&mut self, scope: u32) -> u32 {
        let mark = self.draft.mark();
        let closure = self.tree.instance(scope).render.clone();
        let boundary = self.boundary();
        let state = boundary.and_then(|boundary| self.tree.boundary_state(boundary));
        let sink = Sink::new(Draft::Html(std::mem::take(&mut self.draft)));
        let mut render = Render::new(&self.tree.store, Some(&sink));
        let result = catch_unwind(AssertUnwindSafe(|| closure(&mut render)));
        let failed_row = match &mut *sink.draft() {
            Draft::Html(draft) => draft.failed_row.take(),
            Draft::Slots(_) => None,
        };
        let message = match &result {
            Ok(_) => failed_row,
            Err(payload) => Some(panic_message(&**payload)),
        };
        let failure = match (message, boundary, state) {
            (Some(message), Some(boundary), Some(state)) => {
                state.watch(&render);
                Some((message, boundary))
            }
            _ => None,
        };
        // Below a boundary, what is read is known before there is a socket: a change of it leads to another try.
        let reads = boundary.map(|_| render.into_reads());
        if let Draft::Html(draft) = sink.into_draft() {
            self.draft = draft;
        }
        self.draft.placed.clear();
        if let Some(reads) = reads {
            let observer = self.tree.instance(scope).observer;
            self.tree.store.track(observer, reads);
        }
        if let Some((message, boundary)) = failure {
            self.taken += 1;
            let component = self.tree.component(scope);
            self.tree
                .page_panics
                .add(Computing::Render(component), message.clone());
            let around = self.guarded(boundary);
            self.tree.fail_on_page(scope, &around, boundary, message);
        }
        match result {
            Ok(view) => view.at,
            Err(_) => {
                self.draft.truncate(mark);
                let at = self.draft.open(&FAILED);
                self.draft.html.push_str(FAILED.pieces[0]);
                self.draft.close(at);
                at
            }
        }
    }

    /// The nearest error boundary around the component that is rendered next.
    fn boundary(&self) -> Option<u32> {
        self.around
            .iter()
            .rev()
            .filter_map(|scope| self.tree.find_scope(*scope))
            .map(|slot| slot.taker)
            .find(|taker| self.tree.boundary_state(*taker).is_some())
    }

    /// The components around the one that is rendered next, up to `boundary`.
    fn guarded(&self, boundary: u32) -> Vec<u32> {
        let inside = self
            .around
            .iter()
            .rev()
            .take_while(|scope| **scope != boundary);
        let components = inside.filter(|scope| self.tree.find_scope(**scope).is_none());
        components.copied().collect()
    }

    /// The index of the template of a view of `scope`.
    fn template(&mut self, view: u32, scope: u32) -> u32 {
        let template = match self.draft.entries.get(view as usize + 1) {
            Some(Entry::Open(template)) => template,
            _ => &FAILED,
        };
        if template.is_document && self.whole == Whole::Page {
            let component = self.tree.component(scope);
            self.failure = Some(PassError::Document { component });
        }
        self.tree.templates.index(template).0
    }

    /// Copies a view, its template's index already being written.
    fn view(&mut self, view: u32, scope: u32, shape: &mut ShapeWriter<'_>) {
        self.blocks += 1;
        let Some(Entry::Detached { end }) = self.draft.entries.get(view as usize).copied() else {
            return;
        };
        let mut at = view + 2;
        while at < end && self.failure.is_none() {
            let entry = self.draft.entries[at as usize];
            at += 1;
            match entry {
                Entry::Detached { end } => at = end,
                Entry::Open(_) => {}
                Entry::Bytes { start, end } => self.bytes(start, end),
                Entry::View { at } => self.block(at, scope, shape),
                Entry::Child { index } => self.child(index, scope, shape),
                Entry::Slot { owner, index } => {
                    let slot = self.tree.find_slot(owner, index);
                    self.slot(slot, shape);
                }
                _ => self.note(entry, scope, shape),
            }
        }
    }

    /// A run of markup. A page of one run takes the draft's buffer; of several, a copy.
    fn bytes(&mut self, start: u32, end: u32) {
        match self.draft.give(start, end) {
            Some(html) if self.html.is_empty() => self.html = html,
            Some(html) => self.html.push_str(&html),
            None => {
                let run = &self.draft.html[start as usize..end as usize];
                self.html.push_str(run);
            }
        }
    }

    /// What leaves no markup of its own.
    fn note(&mut self, entry: Entry, scope: u32, shape: &mut ShapeWriter<'_>) {
        match entry {
            Entry::Texts(count) => {
                self.hash.texts(count);
                (0..count).for_each(|_| shape.text());
            }
            Entry::Html => {
                self.hash.html();
                shape.html();
            }
            Entry::Branch(template) => {
                self.blocks += 1;
                let index = self.tree.templates.index(template).0;
                self.hash.branch(index);
                shape.branch(index);
            }
            Entry::Rows { template, count } if count <= MAX_ROWS => {
                self.blocks += count;
                let index = self.tree.templates.index(template).0;
                self.hash.rows(count, index);
                shape.rows(count, index);
            }
            Entry::Rows { .. } => {
                let component = self.tree.component(scope);
                self.failure = Some(PassError::TooManyRows { component });
            }
            _ => {
                self.hash.empty();
                shape.empty();
            }
        }
    }

    /// A view in a Dyn, Branch or Child slot.
    fn block(&mut self, view: u32, scope: u32, shape: &mut ShapeWriter<'_>) {
        let index = self.template(view, scope);
        self.hash.branch(index);
        shape.branch(index);
        self.view(view, scope, shape);
    }

    /// The content of a slot, at the first of its places.
    fn slot(&mut self, slot: Option<u32>, shape: &mut ShapeWriter<'_>) {
        let view = slot.and_then(|slot| self.tree.slot_mut(slot).view.take());
        match (slot, view) {
            (Some(slot), Some(view)) => self.within(slot, |page| page.block(view, slot, shape)),
            _ => {
                self.hash.empty();
                shape.empty();
            }
        }
    }

    fn child(&mut self, index: u32, scope: u32, shape: &mut ShapeWriter<'_>) {
        let (invocation, seat) = self.draft.children[index as usize]
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
        let index = self.template(view, child);
        self.hash.branch(index);
        shape.branch(index);
        self.within(child, |page| page.view(view, child, shape));
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
