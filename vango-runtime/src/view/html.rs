//! The sink for a page: markup as bytes, and beside it what adoption has to know about it.
//!
//! The markup of a whole render usually is one run of bytes. The run is cut only where something is spliced in (a child
//! component) or where a view was made out of line. [`Entry`]s say how the runs join; the session assembles them with one
//! copy. No shadow and no handlers are kept: a page may never get a socket.

use std::fmt;

use super::component::Invocation;
use super::markup::HtmlFault;
use super::seat::{Path, Seat};
use super::slots::index;
use super::template::{SlotKind, Template};
use super::trace::Trace;
use crate::reactive::Owner;
use crate::watch::Noted;

/// One step of a page draft; 16 bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Entry {
    /// Markup: this range of [`HtmlDraft::html`], and so many Dyn slots with text since the entry before.
    Bytes {
        start: u32,
        end: u32,
        texts: u32,
    },
    /// A view of this template starts here and ends before `end`; whoever wants it refers to it.
    Detached {
        end: u32,
        template: &'static Template,
    },
    /// So many Dyn slots with text.
    Texts(u32),
    /// A Dyn slot shows the view whose `Detached` entry stands at this index.
    View {
        at: u32,
    },
    /// A Dyn or Branch slot that shows nothing.
    Empty,
    Branch(&'static Template),
    Rows {
        template: &'static Template,
        count: u32,
    },
    /// A Dyn slot shows raw HTML, which is markup here.
    Html,
    /// A Dyn slot shows what the component with this owner was given for its slot with this number.
    Slot {
        owner: Owner,
        index: u32,
    },
    /// The n-th child component of this draft.
    Child {
        index: u32,
    },
}

/// The buffers of one worker, reused for every page.
#[derive(Default)]
pub(crate) struct HtmlDraft {
    pub(crate) html: String,
    pub(crate) entries: Vec<Entry>,
    pub(crate) children: Vec<Option<(Invocation, Seat)>>,
    /// Slots that the closure under way has placed.
    pub(crate) placed: Vec<(Owner, u32)>,
    /// What the first row of an `each` that panicked has said.
    pub(crate) failed_row: Option<String>,
    /// Where the `each` row is that is about to be written.
    pub(crate) path: Path,
    /// Keys the hash of row keys that do not fit in a word.
    pub(crate) hash_key: u64,
    /// The last raw HTML that was not shown.
    pub(crate) refused_html: Option<HtmlFault>,
    /// For a value that is looked at before it is written.
    pub(crate) spare: String,
    /// What of the markup is raw HTML, in builds that look at the rest.
    pub(crate) raw: Noted<Vec<(u32, u32)>>,
    /// What was written into which slot, where it is to be compared.
    pub(crate) trace: Trace,
    run_start: usize,
    texts: u32,
    /// How long the markup was that was last given away with its buffer.
    given_bytes: usize,
}

impl HtmlDraft {
    /// Bytes of the buffers on the heap.
    pub(crate) fn memory_bytes(&self) -> usize {
        self.html.capacity()
            + self.entries.capacity() * size_of::<Entry>()
            + self.children.capacity() * size_of::<Option<Invocation>>()
            + self.spare.capacity()
            + self.trace.memory_bytes()
    }

    fn clear(&mut self) {
        self.html.clear();
        self.entries.clear();
        self.children.clear();
        self.placed.clear();
        if let Some(raw) = self.raw.get_mut() {
            raw.clear();
        }
        self.failed_row = None;
        self.refused_html = None;
        self.run_start = 0;
        self.texts = 0;
    }

    /// Empty, for a page whose rows' keys are hashed with `hash_key`, with room for one somewhat longer than the last that
    /// took the buffer with it: what is written once is not moved again.
    pub(crate) fn begin(&mut self, hash_key: u64) {
        self.clear();
        self.hash_key = hash_key;
        if self.html.capacity() == 0 {
            self.html = String::with_capacity(self.given_bytes + self.given_bytes / 16);
        }
    }

    /// Appends the markup of `start..end` to `page`. One that is all of the page goes with its buffer.
    #[inline]
    pub(crate) fn hand_over(&mut self, start: u32, end: u32, page: &mut String) {
        if page.is_empty() && self.may_give(start, end) {
            self.given_bytes = self.html.len();
            *page = std::mem::take(&mut self.html);
        } else {
            self.copy(start, end, page);
        }
    }

    #[inline(never)]
    fn copy(&self, start: u32, end: u32, page: &mut String) {
        if page.capacity() == 0 {
            // The whole page, unless components are yet to render into it.
            *page = String::with_capacity(self.html.len() - start as usize);
        }
        page.push_str(&self.html[start as usize..end as usize]);
    }

    /// Whether `start..end` is all, nothing can follow, and little room is given away with the buffer.
    fn may_give(&self, start: u32, end: u32) -> bool {
        let length = self.html.len();
        start == 0
            && end as usize == length
            && length >= self.html.capacity() / 2
            && self.children.is_empty()
    }

    /// The parts of `start..end` that are raw HTML, from its beginning.
    pub(crate) fn raw_in(&self, start: u32, end: u32) -> impl Iterator<Item = (usize, usize)> {
        let within = move |raw: &&(u32, u32)| start <= raw.0 && raw.1 <= end;
        let inside = self.raw.get().into_iter().flatten().filter(within);
        inside.map(move |raw| ((raw.0 - start) as usize, (raw.1 - start) as usize))
    }

    pub(crate) fn mark(&self) -> HtmlMark {
        HtmlMark {
            html: self.html.len(),
            entries: self.entries.len(),
            children: self.children.len(),
            run_start: self.run_start,
            texts: self.texts,
        }
    }

    /// Takes away what was written since.
    pub(crate) fn truncate(&mut self, mark: HtmlMark) {
        self.html.truncate(mark.html);
        self.entries.truncate(mark.entries);
        self.children.truncate(mark.children);
        self.run_start = mark.run_start;
        self.texts = mark.texts;
    }

    /// Starts a view; the answer goes to [`HtmlDraft::close`].
    #[inline]
    pub(crate) fn open(&mut self, template: &'static Template) -> u32 {
        self.flush();
        let at = index(self.entries.len());
        self.entries.push(Entry::Detached { end: 0, template });
        at
    }

    #[inline]
    pub(crate) fn close(&mut self, at: u32) {
        self.flush();
        let last = index(self.entries.len());
        if let Entry::Detached { end, .. } = &mut self.entries[at as usize] {
            *end = last;
        }
    }

    /// Markup before a slot. Before a handler there is none: it leaves none either, so `view!` joins what is around it.
    #[inline]
    pub(crate) fn piece(&mut self, piece: &str) {
        if !piece.is_empty() {
            self.html.push_str(piece);
        }
    }

    /// A Dyn slot held text.
    #[inline]
    pub(crate) fn count_text(&mut self) {
        self.texts += 1;
    }

    /// An entry that does not cut the markup.
    pub(crate) fn note(&mut self, entry: Entry) -> u32 {
        if self.texts > 0 {
            self.entries.push(Entry::Texts(self.texts));
            self.texts = 0;
        }
        let at = index(self.entries.len());
        self.entries.push(entry);
        at
    }

    /// An entry that brings markup of its own.
    pub(crate) fn splice(&mut self, entry: Entry) {
        self.flush();
        self.entries.push(entry);
    }

    pub(crate) fn set_count(&mut self, at: u32, count: u32) {
        if let Entry::Rows { count: place, .. } = &mut self.entries[at as usize] {
            *place = count;
        }
    }

    /// The markup of `template` with nothing in its slots.
    pub(crate) fn blank(&mut self, template: &'static Template) {
        let (first, rest) = template
            .pieces
            .split_first()
            .expect("a template has one piece more than it has slots");
        self.html.push_str(first);
        for (kind, piece) in template.slots.iter().zip(rest) {
            match kind {
                SlotKind::Dyn => self.count_text(),
                SlotKind::Branch | SlotKind::Rows | SlotKind::Child => {
                    self.note(Entry::Empty);
                }
                SlotKind::Attr(_)
                | SlotKind::Class(_)
                | SlotKind::Style(_)
                | SlotKind::Spread
                | SlotKind::On { .. }
                | SlotKind::OnWith { .. } => {}
            }
            self.html.push_str(piece);
        }
    }

    #[inline]
    fn flush(&mut self) {
        if self.texts > 0 || self.html.len() > self.run_start {
            self.cut();
        }
    }

    #[inline(never)]
    fn cut(&mut self) {
        let end = self.html.len();
        self.entries.push(Entry::Bytes {
            start: index(self.run_start),
            end: index(end),
            texts: self.texts,
        });
        self.texts = 0;
        self.run_start = end;
    }
}

/// A state of a page draft to return to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HtmlMark {
    html: usize,
    entries: usize,
    children: usize,
    run_start: usize,
    texts: u32,
}

impl fmt::Debug for HtmlDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HtmlDraft")
            .field("html", &self.html)
            .field("entries", &self.entries)
            .finish_non_exhaustive()
    }
}
