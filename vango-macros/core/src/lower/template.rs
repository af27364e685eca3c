//! The static part of a piece of markup, as it is being written.
//!
//! Two texts grow side by side: the page's, cut at each slot into pieces, and the browser's, with markers
//! (docs/protocol.md, "Templates"). Invariant: `pieces.len() == slots.len() + 1` once finished. A handler leaves nothing in
//! a page, so the piece before it is empty and the markup goes to the next slot, in one piece.

/// What stands at a dynamic place; mirrors `vango_protocol::SlotKind`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// `{expr}`
    Dyn,
    /// `name={expr}`
    Attr(String),
    /// `class:name={condition}`
    Class(String),
    /// `on:event=handler`
    On {
        /// DOM name.
        event: String,
        /// Whether the handler wants to see the event.
        payload: bool,
    },
    /// `on:event.modifier=handler`
    OnWith {
        /// DOM name.
        event: String,
        /// Whether the handler wants to see the event.
        payload: bool,
        /// What the modifiers say.
        options: EventOptions,
    },
    /// `style:property={value}`
    Style(String),
    /// `{..attributes}`
    Spread,
    /// `if`, `match`
    Branch,
    /// `for`, `each`
    Rows,
    /// A component.
    Child,
}

/// What the modifiers of an event say; mirrors `vango_protocol::EventOptions`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventOptions {
    /// The bits of `vango_protocol::EventFlags`.
    pub flags: u8,
    /// The keys that it is about; empty: all.
    pub keys: Vec<String>,
    /// Milliseconds to wait for the last of several events; 0: none.
    pub debounce_ms: u32,
    /// Milliseconds between two events; 0: none.
    pub throttle_ms: u32,
}

/// A finished template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    /// Page markup between the slots.
    pub pieces: Vec<String>,
    /// Markup with markers.
    pub html: String,
    /// Where of the page's markup a tag has slots of its own, behind its name, and how many.
    pub marks: Vec<(usize, usize)>,
    /// In document order.
    pub slots: Vec<Slot>,
}

impl Template {
    /// Content hash of html and slots: equal wherever, whenever and on whatever machine the same markup is compiled.
    pub fn hash(&self) -> u64 {
        let mut hash = Fnv::new();
        hash.field(self.html.as_bytes());
        for slot in &self.slots {
            hash.slot(slot);
        }
        hash.finish()
    }
}

/// A template being written.
#[derive(Debug, Default)]
pub(super) struct Draft {
    template: Template,
    page: String,
    /// Bytes of the page's pieces.
    cut: usize,
}

impl Draft {
    /// Markup that page and browser template share.
    pub(super) fn both(&mut self, markup: &str) {
        self.page.push_str(markup);
        self.template.html.push_str(markup);
    }

    /// Markup of the page alone.
    pub(super) fn page(&mut self, markup: &str) {
        self.page.push_str(markup);
    }

    /// A tag, whose name was just written, has so many slots of its own.
    pub(super) fn mark(&mut self, own_slots: usize) {
        self.template.html.push_str(&format!(" v=\"{own_slots}\""));
        let at = self.cut + self.page.len();
        self.template.marks.push((at, own_slots));
    }

    /// A slot of an element: the markers were written with its tag.
    pub(super) fn slot(&mut self, slot: Slot) {
        let piece = match slot {
            Slot::On { .. } | Slot::OnWith { .. } => String::new(),
            _ => std::mem::take(&mut self.page),
        };
        self.cut += piece.len();
        self.template.pieces.push(piece);
        self.template.slots.push(slot);
    }

    /// A slot between nodes.
    pub(super) fn node_slot(&mut self, slot: Slot) {
        self.template.html.push_str("<!--v-->");
        self.slot(slot);
    }

    pub(super) fn finish(mut self) -> Template {
        self.template.pieces.push(self.page);
        self.template
    }
}

/// FNV-1a with 64 bits and a final mix, over fields with their lengths. Written out because the standard library does
/// not promise that its hasher stays the same, and a template's identity must not change with the compiler.
struct Fnv(u64);

impl Fnv {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }

    fn field(&mut self, bytes: &[u8]) {
        for byte in (bytes.len() as u64).to_le_bytes() {
            self.byte(byte);
        }
        for byte in bytes {
            self.byte(*byte);
        }
    }

    fn slot(&mut self, slot: &Slot) {
        let (tag, name) = match slot {
            Slot::Dyn => (0, ""),
            Slot::Attr(name) => (1, name.as_str()),
            Slot::Class(name) => (2, name.as_str()),
            Slot::On { event, payload } => (3 + u8::from(*payload), event.as_str()),
            Slot::Branch => (5, ""),
            Slot::Rows => (6, ""),
            Slot::Child => (7, ""),
            Slot::OnWith { event, payload, .. } => (8 + u8::from(*payload), event.as_str()),
            Slot::Style(name) => (10, name.as_str()),
            Slot::Spread => (11, ""),
        };
        self.field(&[tag]);
        self.field(name.as_bytes());
        if let Slot::OnWith { options, .. } = slot {
            self.field(&[options.flags]);
            self.field(&options.debounce_ms.to_le_bytes());
            self.field(&options.throttle_ms.to_le_bytes());
            for key in &options.keys {
                self.field(key.as_bytes());
            }
        }
    }

    fn finish(self) -> u64 {
        let mut hash = self.0;
        hash ^= hash >> 33;
        hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash ^= hash >> 33;
        hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        hash ^ (hash >> 33)
    }
}
