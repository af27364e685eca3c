//! What a render has written, slot by slot, so that two renders of one state can be compared (VG1201).
//!
//! Invariant: a trace refers to the draft that was written with it, and is read before that changes. Without debug
//! assertions nothing is noted.
//! Deliberately absent: rendering twice, which is the business of whoever renders.

mod compare;
mod value;

use super::html::HtmlDraft;
use super::sink::Draft;
use super::slots::{SlotDraft, index};
use super::template::Template;
use crate::reactive::TemplateRef;
use crate::watch::{Noted, Site};

pub(crate) use compare::{Difference, differences};
pub(crate) use value::Traced;

/// A render of more slots is not compared: looking takes room for each, twice.
const STEPS_MAX: usize = 1 << 16;

/// The steps of the render under way, where somebody wants them.
#[derive(Debug, Default)]
pub(crate) struct Trace(Noted<Steps>);

#[derive(Debug, Default)]
struct Steps {
    is_on: bool,
    list: Vec<Wrote>,
    /// How many children the draft had before.
    children: usize,
}

/// What was written, and where in the draft it stands: bytes of a page, or the item at `from`.
#[derive(Clone, Copy, Debug)]
struct Wrote {
    template: &'static Template,
    what: What,
    /// The `view!`.
    site: Site,
    from: u32,
    to: u32,
    /// The entry of a page that was noted.
    entry: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    View,
    Slot(usize),
    /// The key of a row of this template.
    Key,
}

/// Whose slot is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Writer {
    pub(super) template: TemplateRef<'static>,
    pub(super) site: Site,
}

/// Where a draft stood before something was written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Before {
    at: usize,
    entries: usize,
}

impl Trace {
    /// From here on, what is written is noted.
    pub(crate) fn begin(&mut self, children: usize) {
        if let Some(steps) = self.0.get_mut() {
            steps.is_on = true;
            steps.list.clear();
            steps.children = children;
        }
    }

    /// Nothing is noted any more. Answers how many children there were before.
    pub(crate) fn end(&mut self) -> usize {
        let Some(steps) = self.0.get_mut() else {
            return 0;
        };
        steps.is_on = false;
        steps.list.clear();
        steps.children
    }

    pub(crate) fn memory_bytes(&self) -> usize {
        let steps = self.0.get();
        steps.map_or(0, |steps| steps.list.capacity() * size_of::<Wrote>())
    }

    /// Whether all was noted: what can be compared.
    pub(crate) fn is_whole(&self) -> bool {
        self.0.get().is_some_and(Steps::have_room)
    }

    #[inline(always)]
    fn is_on(&self) -> bool {
        self.0.get().is_some_and(|steps| steps.is_on)
    }

    fn steps(&self) -> &[Wrote] {
        self.0.get().map_or(&[], |steps| &steps.list)
    }

    fn note(&mut self, writer: Writer, what: What, (from, to): (usize, usize), entry: Option<u32>) {
        if let Some(steps) = self.0.get_mut().filter(|steps| steps.have_room()) {
            let Writer { template, site } = writer;
            steps.list.push(Wrote {
                template: template.get(),
                what,
                site,
                from: index(from),
                to: index(to),
                entry,
            });
        }
    }
}

impl Steps {
    /// Whether what is written next will be noted.
    fn have_room(&self) -> bool {
        self.is_on && self.list.len() < STEPS_MAX
    }
}

impl HtmlDraft {
    #[inline(always)]
    pub(super) fn before(&self) -> Before {
        Before {
            at: self.html.len(),
            entries: self.entries.len(),
        }
    }

    /// Notes what was written into a slot since `before`.
    #[inline(always)]
    pub(super) fn trace_slot(&mut self, writer: Writer, slot: usize, before: Before) {
        if self.trace.is_on() {
            // An entry that cuts the markup is preceded by one for what was before it.
            let entry = self.entries.len() > before.entries;
            let entry = entry.then(|| index(self.entries.len() - 1));
            let range = (before.at, self.html.len());
            self.trace.note(writer, What::Slot(slot), range, entry);
        }
    }
}

impl SlotDraft {
    /// Notes the item that was written last.
    #[inline(always)]
    fn trace_item(&mut self, writer: Writer, what: What) {
        if self.trace.is_on() {
            let at = self.items.len().saturating_sub(1);
            self.trace.note(writer, what, (at, at), None);
        }
    }

    /// Notes the key of the row that begins.
    #[inline(always)]
    pub(super) fn trace_key(&mut self, writer: Writer) {
        self.trace_item(writer, What::Key);
    }
}

impl Draft {
    #[inline(always)]
    pub(super) fn before(&self) -> Before {
        match self {
            Draft::Html(draft) => draft.before(),
            Draft::Slots(draft) => Before {
                at: draft.items.len(),
                entries: 0,
            },
        }
    }

    /// Notes what was written into a slot since `before`.
    #[inline(always)]
    pub(super) fn trace_slot(&mut self, writer: Writer, slot: usize, before: Before) {
        match self {
            Draft::Html(draft) => draft.trace_slot(writer, slot, before),
            Draft::Slots(draft) => draft.trace_item(writer, What::Slot(slot)),
        }
    }

    /// Notes a view that begins.
    #[inline(always)]
    pub(super) fn trace_view(&mut self, writer: Writer) {
        let trace = match self {
            Draft::Html(draft) => &mut draft.trace,
            Draft::Slots(draft) => &mut draft.trace,
        };
        trace.note(writer, What::View, (0, 0), None);
    }
}
