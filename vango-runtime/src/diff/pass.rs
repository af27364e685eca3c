//! One walk over the mounted tree that renders, compares and writes.
//!
//! A pass owns the worker's draft while it runs and lends it to each render. It writes either to the wire or nowhere
//! (when a page's session thaws the browser shows everything already: only ids have to be counted).

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use vango_protocol::limits::{MAX_BLOCK_DEPTH, MAX_ROWS};
use vango_protocol::{ContentWriter, PatchWriter};

use super::panic::{Computing, Panics};
use super::shape::ShapeHash;
use super::tree::Tree;
use super::word::Word;
use crate::reactive::{Observer, Reads, Render, RowId, panic_message};
use crate::view::HtmlFault;
use crate::view::component::View;
use crate::view::seat::Path;
use crate::view::sink::{Draft, Sink};
use crate::view::slots::{Item, SlotDraft};
use crate::view::template::Template;

/// Why a turn has to be given up.
#[derive(Debug)]
pub(crate) enum PassError {
    /// A setup function panicked.
    Setup {
        component: &'static str,
        message: String,
    },
    /// Comparing or replacing the props of a component panicked.
    Props {
        component: &'static str,
        message: String,
    },
    /// Components nest deeper than [`MAX_DEPTH`](super::MAX_DEPTH).
    TooDeep { component: &'static str },
    /// Blocks nest deeper than the protocol's [`MAX_BLOCK_DEPTH`].
    BlocksTooDeep { component: &'static str },
    /// A slot would have more rows than the protocol's [`MAX_ROWS`].
    TooManyRows { component: &'static str },
    /// A whole document stands where a part of a page belongs.
    Document { component: &'static str },
    /// The session has given out all block ids.
    OutOfIds,
}

impl fmt::Display for PassError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PassError::Setup { component, message } => {
                write!(f, "the setup of <{component}> panicked ({message})")
            }
            PassError::Props { component, message } => {
                write!(
                    f,
                    "comparing the props of <{component}> panicked ({message})"
                )
            }
            PassError::TooDeep { component } => write!(
                f,
                "<{component}> stands {} components deep: does it contain itself without an end?",
                super::MAX_DEPTH
            ),
            PassError::BlocksTooDeep { component } => write!(
                f,
                "the markup of <{component}> stands more than {MAX_BLOCK_DEPTH} blocks deep (components, branches, rows and views): make it flatter"
            ),
            PassError::TooManyRows { component } => write!(
                f,
                "<{component}> shows more than {MAX_ROWS} rows in one place: show a part of them"
            ),
            PassError::Document { component } => write!(
                f,
                "<{component}> shows a whole document (`<!doctype html>`): a component of a page shows what stands in the body; give the document to `App::document`"
            ),
            PassError::OutOfIds => f.write_str("the session has used up its 2^31 block ids"),
        }
    }
}

/// Where a pass writes.
pub(crate) enum Out<'o> {
    Nowhere,
    Wire {
        /// Definitions of templates: they come first in the frame.
        definitions: PatchWriter<'o>,
        /// All other operations.
        ops: PatchWriter<'o>,
    },
}

/// What a pass did besides writing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Written {
    /// Component renders.
    pub(crate) renders: u64,
    /// Row closures of `each`.
    pub(crate) rows: u64,
    /// Renders and rows that panicked, and show an error or nothing instead; effects and loads that did not begin.
    pub(crate) panics: Panics,
    /// The last component of which a slot was to stand in two places at once.
    pub(crate) slot_twice: Option<&'static str>,
    /// Whether content was made or moved; noted in builds with debug assertions only.
    pub(crate) has_new: bool,
    /// The last component with raw HTML that was not shown, and why.
    pub(crate) refused_html: Option<(&'static str, HtmlFault)>,
}

/// One walk.
pub(crate) struct Pass<'p, 'o> {
    pub(crate) tree: &'p mut Tree,
    pub(crate) draft: SlotDraft,
    pub(crate) out: Out<'o>,
    pub(crate) written: Written,
    pub(crate) now_ms: u64,
    /// Blocks around what is being mounted or compared.
    pub(crate) level: usize,
    /// Which row of an `each` is being mounted or compared.
    pub(super) row: Option<RowId>,
    /// The rows around what is being mounted, within its view.
    pub(super) path: Path,
    /// What was mounted so far.
    pub(super) shape: ShapeHash,
}

/// What a component shows whose render panicked.
pub(crate) static FAILED: Template = Template::new(
    0x7661_6e67_6f00_0001,
    &["<div data-vango-error=\"render\" role=\"alert\">Something went wrong here.</div>"],
    "<div data-vango-error=\"render\" role=\"alert\">Something went wrong here.</div>",
    &[],
);

impl<'p, 'o> Pass<'p, 'o> {
    pub(crate) fn new(tree: &'p mut Tree, mut draft: SlotDraft, out: Out<'o>, now_ms: u64) -> Self {
        draft.hash_key = tree.hash_key;
        Self {
            draft,
            out,
            written: Written {
                panics: tree.pending.take_some(|pending| &mut pending.page_panics),
                ..Written::default()
            },
            tree,
            now_ms,
            level: 0,
            row: None,
            path: Path::default(),
            shape: ShapeHash::default(),
        }
    }

    /// Enters a block of `scope`; whoever does leaves it again, unless the pass is given up.
    pub(crate) fn enter_block(&mut self, scope: u32) -> Result<(), PassError> {
        if self.level == MAX_BLOCK_DEPTH {
            let component = self.tree.component(scope);
            return Err(PassError::BlocksTooDeep { component });
        }
        self.level += 1;
        Ok(())
    }

    /// Fails when a slot of `scope` would have more rows than the protocol allows.
    pub(crate) fn check_rows(&self, rows: usize, scope: u32) -> Result<(), PassError> {
        if rows > MAX_ROWS as usize {
            let component = self.tree.component(scope);
            return Err(PassError::TooManyRows { component });
        }
        Ok(())
    }

    /// Ends the pass: gives the buffers back, with nothing in them.
    pub(crate) fn finish(mut self) -> (SlotDraft, Out<'o>, Written) {
        self.draft.items.clear();
        self.draft.text.clear();
        self.draft.children.clear();
        self.draft.eaches.clear();
        (self.draft, self.out, self.written)
    }

    /// Runs the closure of a component or a row with a `Render` that writes to this pass's draft. What it had written is
    /// left in the draft also when it panics; its reads are kept too, so that a change of what it had read lets it try
    /// again. A panic is the nearest error boundary's.
    pub(crate) fn run<R>(
        &mut self,
        of: (u32, Option<RowId>),
        closure: impl Fn(&mut Render<'_>) -> R,
    ) -> (Option<R>, Reads) {
        if self.tree.store.watch().is_some() {
            self.draft.trace.begin(self.draft.children.len());
        }
        let sink = Sink::new(Draft::Slots(std::mem::take(&mut self.draft)));
        let mut render = Render::new(&self.tree.store, Some(&sink));
        let run = || self.tree.watched(of.0, || closure(&mut render));
        let result = catch_unwind(AssertUnwindSafe(run));
        let boundary = match &result {
            Ok(_) => None,
            Err(_) => self.tree.boundary_around(of.0),
        };
        if let Some(state) = boundary.and_then(|boundary| self.tree.boundary_state(boundary)) {
            state.watch(&render);
        }
        let reads = render.into_reads();
        match sink.into_draft() {
            Draft::Slots(draft) => self.draft = draft,
            Draft::Html(_) => unreachable!("a slot draft was put in"),
        }
        if result.is_ok() {
            let again = |render: &mut Render<'_>| drop(closure(render));
            self.tree.check_slots(of.0, &mut self.draft, again);
        }
        self.draft.placed.clear();
        if let Some(fault) = self.draft.refused_html.take() {
            self.written.refused_html = Some((self.tree.component(of.0), fault));
        }
        match result {
            Ok(result) => {
                self.tree.succeed(of.0, of.1, self.now_ms);
                (Some(result), reads)
            }
            Err(payload) => {
                let message = panic_message(&*payload);
                let component = self.tree.component(of.0);
                self.written
                    .panics
                    .add(Computing::Render(component), message.clone());
                if let Some(boundary) = boundary {
                    self.tree.fail(of, boundary, message, self.now_ms);
                }
                (None, reads)
            }
        }
    }

    /// The view that a failed render shows, made in the draft.
    pub(crate) fn failed_view(&mut self) -> View {
        let at = self.draft.here();
        self.draft.push(Item::Detached { end: at + 2 });
        self.draft.push(Item::Open(&FAILED));
        View::new(at)
    }

    pub(crate) fn track(&mut self, observer: Observer, reads: Reads) {
        self.tree.store.track(observer, reads);
    }

    /// The template's index; tells the client of it when it is new.
    pub(crate) fn template_index(&mut self, template: &'static Template) -> u32 {
        let (index, is_new) = self.tree.templates.index(template);
        if is_new && let Out::Wire { definitions, .. } = &mut self.out {
            definitions.define(&vango_protocol::Template {
                html: template.html(),
                slots: template.slots,
            });
        }
        index
    }

    /// The operations, unless nothing is to be written.
    pub(crate) fn ops(&mut self) -> Option<&mut PatchWriter<'o>> {
        match &mut self.out {
            Out::Wire { ops, .. } => Some(ops),
            Out::Nowhere => None,
        }
    }

    /// Writes content after the head of an operation.
    pub(crate) fn content(&mut self, write: impl FnOnce(&mut ContentWriter<'_>)) {
        if let Out::Wire { ops, .. } = &mut self.out {
            write(&mut ops.content());
        }
    }

    /// The word for what an item shows in a Dyn or Attr slot, if it is text, a number or nothing.
    pub(crate) fn word(&self, item: Item) -> Word {
        Word::of(item, &self.draft, self.tree.hash_key).unwrap_or(Word::NOTHING)
    }

    /// Hands the text of an item on, `None` for nothing.
    pub(crate) fn with_text(
        &mut self,
        item: Item,
        write: impl FnOnce(&mut PatchWriter<'o>, Option<&str>),
    ) {
        let Out::Wire { ops, .. } = &mut self.out else {
            return;
        };
        match item {
            Item::Text { at, len } => write(ops, Some(self.draft.text(at, len))),
            Item::Int(number) => write(ops, Some(itoa::Buffer::new().format(number))),
            Item::Uint(number) => write(ops, Some(itoa::Buffer::new().format(number))),
            _ => write(ops, None),
        }
    }

    /// Hands raw HTML on.
    pub(crate) fn with_html(
        &mut self,
        at: u32,
        len: u32,
        write: impl FnOnce(&mut PatchWriter<'o>, &str),
    ) {
        if let Out::Wire { ops, .. } = &mut self.out {
            write(ops, self.draft.text(at, len));
        }
    }

    /// The item of the next slot at or after `at`, and where it stands.
    pub(crate) fn slot_item(&self, at: u32) -> (Item, u32) {
        let at = self.draft.next_slot(at);
        (self.draft.items[at as usize], at)
    }

    /// The template of the view whose `Detached` item stands at `at`; its slots start at the second answer.
    pub(crate) fn view(&self, at: u32) -> (&'static Template, u32) {
        match self.draft.items.get(at as usize + 1) {
            Some(Item::Open(template)) => (template, at + 2),
            _ => panic!(
                "a view was kept from an earlier render and placed now: a view is placed in the render that made it"
            ),
        }
    }
}
