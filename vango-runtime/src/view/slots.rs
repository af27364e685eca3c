//! The sink for the diff: slot values, flat, in the order in which they were written.
//!
//! A draft is a stack: rendering a child appends to the draft of its parent, and [`SlotDraft::truncate`] takes it away
//! once it was diffed. Nothing is allocated per node; texts share one buffer.
//!
//! Order of [`Item`]s: a view is `Detached`, `Open`, then one entry for each slot of its template (a `Branch` or `Row`
//! is followed by the entries of its own template). A view that was made while another was being written stands
//! between that one's entries; readers skip `Detached` items where they expect a slot ([`SlotDraft::next_slot`]).

use std::fmt;

use super::component::Invocation;
use super::each::EachDraft;
use super::escape;
use super::handler::{HandlerAddress, HandlerSet};
use super::markup::HtmlFault;
use super::template::Template;
use super::trace::Trace;
use crate::reactive::Owner;

/// One entry of a draft; 16 bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Item {
    /// A view starts here and ends before `end`; whoever wants it refers to it.
    Detached {
        end: u32,
    },
    /// The template of the view that starts here.
    Open(&'static Template),
    /// Text of a Dyn or Attr slot, in the draft's text buffer.
    Text {
        at: u32,
        len: u32,
    },
    /// A number, formatted only when it has to be sent.
    Int(i64),
    Uint(u64),
    /// An absent attribute, an empty Dyn or an empty Branch.
    Empty,
    Flag(bool),
    /// A Dyn slot that shows the view whose `Detached` item stands at this index.
    View {
        at: u32,
    },
    /// Raw HTML of a Dyn slot, in the draft's text buffer.
    Html {
        at: u32,
        len: u32,
    },
    /// A Dyn slot that shows what the component with this owner was given for its slot with this number.
    Slot {
        owner: Owner,
        index: u32,
    },
    Branch(&'static Template),
    Rows {
        template: &'static Template,
        count: u32,
    },
    /// A row; the next row (or what follows the rows) stands at `next`.
    Row {
        key: u64,
        next: u32,
    },
    Each {
        index: u32,
    },
    Child {
        index: u32,
    },
    Handler(HandlerAddress),
}

/// The buffers of one worker, reused for every render.
#[derive(Default)]
pub(crate) struct SlotDraft {
    pub(crate) items: Vec<Item>,
    pub(crate) text: String,
    pub(crate) children: Vec<Option<Invocation>>,
    pub(crate) eaches: Vec<Option<EachDraft>>,
    /// Slots that the closure under way has placed.
    pub(crate) placed: Vec<(Owner, u32)>,
    /// Where the handlers of the render under way go.
    pub(crate) handlers: HandlerSet,
    /// For a value that is looked at before it is written.
    pub(crate) spare: String,
    /// Keys the hash of row keys that do not fit in a word.
    pub(crate) hash_key: u64,
    /// The last raw HTML that was not shown.
    pub(crate) refused_html: Option<HtmlFault>,
    /// What was written into which slot, where it is to be compared.
    pub(crate) trace: Trace,
}

impl SlotDraft {
    /// Bytes of the buffers on the heap.
    pub(crate) fn memory_bytes(&self) -> usize {
        self.items.capacity() * size_of::<Item>()
            + self.text.capacity()
            + self.children.capacity() * size_of::<Option<Invocation>>()
            + self.eaches.capacity() * size_of::<Option<EachDraft>>()
            + self.spare.capacity()
            + self.trace.memory_bytes()
    }
}

/// A height of the draft's stack.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    items: usize,
    text: usize,
    children: usize,
    eaches: usize,
}

impl SlotDraft {
    pub(crate) fn mark(&self) -> Mark {
        Mark {
            items: self.items.len(),
            text: self.text.len(),
            children: self.children.len(),
            eaches: self.eaches.len(),
        }
    }

    pub(crate) fn truncate(&mut self, mark: Mark) {
        self.items.truncate(mark.items);
        self.text.truncate(mark.text);
        self.children.truncate(mark.children);
        self.eaches.truncate(mark.eaches);
    }

    /// The item at `at`, which is placed now: a handler that is left in the draft has found no place.
    #[inline]
    pub(crate) fn place(&mut self, at: u32) {
        self.items[at as usize] = Item::Empty;
    }

    /// The handlers since `mark` that have found no place.
    pub(crate) fn unplaced(&self, mark: Mark) -> impl Iterator<Item = HandlerAddress> {
        self.items[mark.items..]
            .iter()
            .filter_map(|item| match item {
                Item::Handler(address) => Some(*address),
                _ => None,
            })
    }

    #[inline]
    pub(crate) fn push(&mut self, item: Item) {
        self.items.push(item);
    }

    /// Index of the next item.
    #[inline]
    pub(crate) fn here(&self) -> u32 {
        index(self.items.len())
    }

    /// Copies `text` into the buffer; NUL becomes U+FFFD, as it does in a page.
    pub(crate) fn push_text(&mut self, text: &str) -> Item {
        let (at, len) = self.push_str(text);
        Item::Text { at, len }
    }

    /// As [`SlotDraft::push_text`]; answers where the text stands and how long it is.
    pub(crate) fn push_str(&mut self, text: &str) -> (u32, u32) {
        let at = self.text.len();
        if escape::has_nul(text.as_bytes()) {
            self.text
                .extend(text.chars().map(|c| if c == '\0' { '\u{fffd}' } else { c }));
        } else {
            self.text.push_str(text);
        }
        (index(at), index(self.text.len() - at))
    }

    #[inline]
    pub(crate) fn text(&self, at: u32, len: u32) -> &str {
        &self.text[at as usize..(at + len) as usize]
    }

    /// As [`SlotDraft::next_slot`]; `None` when nothing stands there.
    pub(crate) fn next_slot_or(&self, mut at: u32) -> Option<u32> {
        while let Item::Detached { end } = self.items.get(at as usize)? {
            at = *end;
        }
        Some(at)
    }

    /// The index at or after `at` of an item that is a slot of the block being read.
    #[inline]
    pub(crate) fn next_slot(&self, mut at: u32) -> u32 {
        while let Item::Detached { end } = self.items[at as usize] {
            at = end;
        }
        at
    }
}

impl fmt::Debug for SlotDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SlotDraft")
            .field("items", &self.items)
            .field("text", &self.text)
            .finish_non_exhaustive()
    }
}

/// Positions in drafts are `u32`: a draft of four billion items is far past every limit on memory.
#[inline]
pub(crate) fn index(at: usize) -> u32 {
    u32::try_from(at).expect("a draft has fewer than 2^32 items")
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_item_is_two_words() {
        assert_eq!(size_of::<super::Item>(), 16);
        assert_eq!(size_of::<crate::view::html::Entry>(), 16);
    }
}
