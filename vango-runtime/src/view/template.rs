//! The static part of a view: markup cut at its dynamic slots.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};

use vango_protocol::limits;
pub use vango_protocol::{EventFlags, EventOptions, SlotKind};

/// What `view!` knows at compile time about one piece of markup. One constant for each `view!`, branch and row body: rustc puts it
/// where the code that shows it is, and needs no other codegen unit for it.
#[derive(Debug)]
pub struct Template {
    /// Content hash of [`Template::html`] and `slots`: the identity of a template, equal wherever the same markup is written.
    pub(crate) hash: u64,
    /// Page markup between the slots; `pieces.len() == slots.len() + 1`.
    pub(crate) pieces: &'static [&'static str],
    html: Html,
    /// Kind of each slot, in document order.
    pub(crate) slots: &'static [SlotKind<'static>],
    /// A component may stand in it, at a seat that the rows around it are part of.
    pub(crate) has_seats: bool,
    /// It is a whole document, which nothing but the document itself may show.
    pub(crate) is_document: bool,
}

/// Where the markup with markers is from. It differs from the page's by markers and separators alone, so that a program need not
/// have both.
#[derive(Debug)]
enum Html {
    Written(&'static str),
    Marked(&'static [Mark]),
}

/// The markup of templates that were [`Html::Marked`], by hash: put together when a browser is told of one for the first time, and
/// kept for the others. A program has so many templates and no more.
static MADE: Mutex<BTreeMap<u64, &'static str>> = Mutex::new(BTreeMap::new());

thread_local! {
    /// Those that this worker has asked for: pages ask for each of theirs, and workers are not to wait for one another.
    static KNOWN: RefCell<BTreeMap<u64, &'static str>> = const { RefCell::new(BTreeMap::new()) };
}

/// Where a tag has slots of its own: the byte of the page's markup behind the tag's name, and how many they are.
type Mark = (u32, u16);

impl Template {
    /// A template whose markup with markers is written out; `pieces` has one element more than `slots`.
    pub const fn new(
        hash: u64,
        pieces: &'static [&'static str],
        html: &'static str,
        slots: &'static [SlotKind<'static>],
    ) -> Self {
        Self::with(hash, pieces, Html::Written(html), slots)
    }

    /// A template of `view!`, which only says where the markers stand; `marks` are in order.
    pub const fn marked(
        hash: u64,
        pieces: &'static [&'static str],
        marks: &'static [Mark],
        slots: &'static [SlotKind<'static>],
    ) -> Self {
        Self::with(hash, pieces, Html::Marked(marks), slots)
    }

    const fn with(
        hash: u64,
        pieces: &'static [&'static str],
        html: Html,
        slots: &'static [SlotKind<'static>],
    ) -> Self {
        assert!(
            pieces.len() == slots.len() + 1,
            "a template has one piece more than it has slots"
        );
        assert!(
            slots.len() <= limits::MAX_SLOTS,
            "a `view!` has more slots than a template may have: make some of it a component"
        );
        // ` v="1"` is shorter than a marker between nodes.
        assert!(
            text_len(pieces) + slots.len() * MARKER.len() <= limits::MAX_TEMPLATE_HTML_BYTES,
            "a `view!` has more static markup than a template may have: make some of it a component"
        );
        assert!(
            are_handlers_bare(pieces, slots),
            "there is no markup before a handler: a page passes it over"
        );
        Self {
            hash,
            pieces,
            html,
            slots,
            has_seats: has_seats(slots),
            is_document: starts_with_doctype(pieces),
        }
    }

    /// Markup with slot markers, for the browser to clone (docs/protocol.md, "Templates").
    pub(crate) fn html(&self) -> &'static str {
        let marks = match self.html {
            Html::Written(html) => return html,
            Html::Marked(marks) => marks,
        };
        KNOWN.with_borrow_mut(|known| *known.entry(self.hash).or_insert_with(|| self.made(marks)))
    }

    #[cold]
    fn made(&self, marks: &[Mark]) -> &'static str {
        // What a panic leaves behind is whole: there is one insertion and nothing else.
        let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
        made.entry(self.hash)
            .or_insert_with(|| marked(self.pieces, marks, self.slots).leak())
    }
}

/// A slot between nodes.
const MARKER: &str = "<!--v-->";

/// What parts two texts of a page that the browser has in one node, or in none.
const SEPARATOR: &str = "<!---->";

/// The page's markup, with markers and without separators.
fn marked(pieces: &[&str], marks: &[Mark], slots: &[SlotKind<'_>]) -> String {
    let mut html = String::with_capacity(text_len(pieces) + slots.len() * MARKER.len());
    let mut marks = marks.iter().peekable();
    // Bytes of the page's markup so far.
    let mut written = 0;
    for (at, piece) in pieces.iter().enumerate() {
        let (mut rest, end) = (*piece, written + piece.len());
        while let Some((place, count)) = marks.next_if(|(place, _)| *place as usize <= end) {
            let (before, behind) = rest.split_at(*place as usize - written);
            html.push_str(&before.replace(SEPARATOR, ""));
            // Nothing fails that writes to a string.
            let _ = write!(html, " v=\"{count}\"");
            (rest, written) = (behind, *place as usize);
        }
        html.push_str(&rest.replace(SEPARATOR, ""));
        written = end;
        if slots.get(at).is_some_and(stands_between_nodes) {
            html.push_str(MARKER);
        }
    }
    html
}

fn stands_between_nodes(kind: &SlotKind<'_>) -> bool {
    match kind {
        SlotKind::Dyn | SlotKind::Branch | SlotKind::Rows | SlotKind::Child => true,
        SlotKind::Attr(_)
        | SlotKind::Class(_)
        | SlotKind::Style(_)
        | SlotKind::Spread
        | SlotKind::On { .. }
        | SlotKind::OnWith { .. } => false,
    }
}

const fn text_len(pieces: &[&str]) -> usize {
    let (mut sum, mut at) = (0, 0);
    while at < pieces.len() {
        sum += pieces[at].len();
        at += 1;
    }
    sum
}

/// Whether no handler has markup before it, so that a page has nothing to do for it.
const fn are_handlers_bare(pieces: &[&str], slots: &[SlotKind<'static>]) -> bool {
    let mut at = 0;
    while at < slots.len() {
        if matches!(slots[at], SlotKind::On { .. } | SlotKind::OnWith { .. })
            && !pieces[at].is_empty()
        {
            return false;
        }
        at += 1;
    }
    true
}

/// A view in a Dyn slot has seats of its own, whatever is around it.
const fn has_seats(slots: &[SlotKind<'static>]) -> bool {
    let mut at = 0;
    while at < slots.len() {
        if matches!(
            slots[at],
            SlotKind::Child | SlotKind::Branch | SlotKind::Rows
        ) {
            return true;
        }
        at += 1;
    }
    false
}

const fn starts_with_doctype(pieces: &[&str]) -> bool {
    const DOCTYPE: &[u8] = b"<!doctype";
    let mut first = 0;
    // A handler leaves the piece before it empty.
    while first < pieces.len() && pieces[first].is_empty() {
        first += 1;
    }
    if first == pieces.len() {
        return false;
    }
    let html = pieces[first].as_bytes();
    if html.len() < DOCTYPE.len() {
        return false;
    }
    let mut at = 0;
    while at < DOCTYPE.len() {
        if !html[at].eq_ignore_ascii_case(&DOCTYPE[at]) {
            return false;
        }
        at += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browsers_markup_is_the_pages_with_markers() {
        const CLICK: SlotKind<'static> = SlotKind::On {
            event: "click",
            payload: false,
        };
        // What `view!` makes of
        // `<p class="a" class:b=x title=t>"é "{text}</p>"text"{view}<button on:click=f>"Go"</button>if …`.
        static TEMPLATE: Template = Template::marked(
            1,
            &[
                "<p class=\"a",
                "\"",
                ">é <!---->",
                "</p>text<!---->",
                "",
                "<button>Go</button>",
                "",
            ],
            &[(2, 2), (45, 1)],
            &[
                SlotKind::Class("b"),
                SlotKind::Attr("title"),
                SlotKind::Dyn,
                SlotKind::Dyn,
                CLICK,
                SlotKind::Branch,
            ],
        );
        assert_eq!(
            TEMPLATE.html(),
            "<p v=\"2\" class=\"a\">é <!--v--></p>text<!--v--><button v=\"1\">Go</button><!--v-->"
        );
        assert!(std::ptr::eq(TEMPLATE.html(), TEMPLATE.html()), "made once");
    }

    #[test]
    fn a_handler_of_the_root_stands_before_the_doctype() {
        let pieces = &["", "<!doctype html><html></html>"];
        assert!(starts_with_doctype(pieces));
        assert!(!starts_with_doctype(&["", "<p>", "<!doctype html>"]));
        assert!(!starts_with_doctype(&[""]));
    }

    #[test]
    fn a_handler_with_markup_before_it_is_no_template() {
        const CLICK: SlotKind<'static> = SlotKind::On {
            event: "click",
            payload: false,
        };
        assert!(are_handlers_bare(
            &["<p>", "", "</p>"],
            &[SlotKind::Dyn, CLICK]
        ));
        assert!(!are_handlers_bare(&["<p>", "</p>"], &[CLICK]));
    }
}
