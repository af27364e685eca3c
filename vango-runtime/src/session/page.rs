//! The page of a session: markup as bytes, and the shape that tells the client what it adopts.
//!
//! Components render one by one into the worker's buffer; the page is put together from ranges of it, with one copy,
//! in document order. Children are set up when their place is reached.

use std::panic::{AssertUnwindSafe, catch_unwind};

use vango_protocol::limits::MAX_ROWS;
use vango_protocol::{BootHead, ShapeWriter};

use super::SessionError;
use crate::diff::{FAILED, PassError, Tree, set_up};
use crate::reactive::Render;
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

/// Renders the mounted root, and sets up and renders what it contains.
pub(super) fn render_page(tree: &mut Tree, draft: &mut HtmlDraft) -> Result<Page, SessionError> {
    let Some(root) = tree.root else {
        return Err(SessionError {
            message: "the session has no root component".into(),
        });
    };
    draft.clear();
    let mut page = Page::default();
    let mut work = Assembly {
        tree,
        draft: std::mem::take(draft),
        html: String::new(),
        blocks: 0,
        failure: None,
    };
    let view = work.render(root);
    let template = work.template(view);
    let mut shape = Vec::new();
    let index = work.tree.templates.index(template).0;
    let mut writer = ShapeWriter::begin(&mut shape, index);
    work.view(view, root, &mut writer);
    writer.finish();
    page.html = work.html;
    page.blocks = work.blocks;
    page.shape = shape;
    *draft = work.draft;
    if let Some(error) = work.failure {
        return Err(SessionError {
            message: error.to_string(),
        });
    }
    page.templates = tree.templates.list().to_vec();
    Ok(page)
}

struct Assembly<'t> {
    tree: &'t mut Tree,
    draft: HtmlDraft,
    html: String,
    blocks: u32,
    failure: Option<PassError>,
}

impl Assembly<'_> {
    /// Renders one instance into the draft; answers where its view stands.
    fn render(&mut self, scope: u32) -> u32 {
        let mark = self.draft.mark();
        let closure = self.tree.instance(scope).render.clone();
        let sink = Sink::new(Draft::Html(std::mem::take(&mut self.draft)));
        let mut render = Render::new(&self.tree.store, Some(&sink));
        let result = catch_unwind(AssertUnwindSafe(|| closure(&mut render)));
        drop(render);
        if let Draft::Html(draft) = sink.into_draft() {
            self.draft = draft;
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

    fn template(&self, view: u32) -> &'static Template {
        match self.draft.entries.get(view as usize + 1) {
            Some(Entry::Open(template)) => template,
            _ => &FAILED,
        }
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
                Entry::Bytes { start, end } => self
                    .html
                    .push_str(&self.draft.html[start as usize..end as usize]),
                Entry::Texts(count) => (0..count).for_each(|_| shape.text()),
                Entry::Empty => shape.empty(),
                Entry::Detached { end } => at = end,
                Entry::Open(_) => {}
                Entry::Branch(template) => {
                    self.blocks += 1;
                    shape.branch(self.tree.templates.index(template).0);
                }
                Entry::Rows { template, count } => {
                    if count > MAX_ROWS {
                        let component = self.tree.component(scope);
                        self.failure = Some(PassError::TooManyRows { component });
                        return;
                    }
                    self.blocks += count;
                    shape.rows(count, self.tree.templates.index(template).0);
                }
                Entry::View { at } => {
                    shape.branch(self.tree.templates.index(self.template(at)).0);
                    self.view(at, scope, shape);
                }
                Entry::Child { index } => self.child(index, scope, shape),
            }
        }
    }

    fn child(&mut self, index: u32, parent: u32, shape: &mut ShapeWriter<'_>) {
        let invocation = self.draft.children[index as usize]
            .take()
            .expect("a page places a child once");
        let child = match set_up(self.tree, invocation, Some(parent)) {
            Ok(child) => child,
            Err(error) => {
                self.failure = Some(error);
                return;
            }
        };
        self.tree.instance_mut(parent).waiting.push_back(child);
        let view = self.render(child);
        shape.branch(self.tree.templates.index(self.template(view)).0);
        self.view(view, child, shape);
    }
}
