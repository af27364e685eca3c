//! The static part of a view: markup cut at its dynamic slots.

use vango_protocol::limits;
pub use vango_protocol::{EventFlags, EventOptions, SlotKind};

/// What `view!` knows at compile time about one piece of markup. One `static` for each `view!`, branch and row body.
#[derive(Debug)]
pub struct Template {
    /// Content hash of `html` and `slots`: the identity of a template, equal wherever the same markup is written.
    pub(crate) hash: u64,
    /// Page markup between the slots; `pieces.len() == slots.len() + 1`.
    pub(crate) pieces: &'static [&'static str],
    /// Markup with slot markers, for the browser to clone (docs/protocol.md, "Templates").
    pub(crate) html: &'static str,
    /// Kind of each slot, in document order.
    pub(crate) slots: &'static [SlotKind<'static>],
    /// A component may stand in it, at a seat that the rows around it are part of.
    pub(crate) has_seats: bool,
    /// It is a whole document, which nothing but the document itself may show.
    pub(crate) is_document: bool,
}

impl Template {
    /// Called by `view!` only. `pieces` has one element more than `slots`.
    pub const fn new(
        hash: u64,
        pieces: &'static [&'static str],
        html: &'static str,
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
        assert!(
            html.len() <= limits::MAX_TEMPLATE_HTML_BYTES,
            "a `view!` has more static markup than a template may have: make some of it a component"
        );
        Self {
            hash,
            pieces,
            html,
            slots,
            has_seats: has_seats(slots),
            is_document: starts_with_doctype(html),
        }
    }
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

const fn starts_with_doctype(html: &str) -> bool {
    const DOCTYPE: &[u8] = b"<!doctype";
    let html = html.as_bytes();
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
