//! Templates as they cross the wire: static markup with markers, and what each marker stands for.
//!
//! Invariant: slots are numbered in document order, an element's own slots before its children's; the reader of
//! content walks them in that order. Nothing here parses markup: `docs/protocol.md` says how a client does.

use crate::codec::{self, Reader};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::limits::{MAX_NAME_BYTES, MAX_SLOTS, MAX_TEMPLATE_HTML_BYTES};

/// A template to be written: borrowed, so that it can stand in a `static`.
///
/// ```
/// use vango_protocol::{SlotKind, Template};
///
/// static BUTTON: Template<'static> = Template {
///     html: r#"<button v="1"><!--v--></button>"#,
///     slots: &[SlotKind::On { event: "click", payload: false }, SlotKind::Dyn],
/// };
/// let mut bytes = Vec::new();
/// BUTTON.encode(&mut bytes);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template<'a> {
    /// Static markup. An element with `k` slots of its own carries `v="k"`; a position is `<!--v-->`.
    pub html: &'a str,
    /// The slots in document order.
    pub slots: &'a [SlotKind<'a>],
}

/// What a slot of a template holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SlotKind<'a> {
    /// `{expr}`: nothing, text or one view.
    Dyn,
    /// An attribute with this name, absent or present.
    Attr(&'a str),
    /// A class with this name, on or off.
    Class(&'a str),
    /// An event listener.
    On {
        /// The event's name as the browser knows it, e.g. `click`.
        event: &'a str,
        /// Whether the handler wants the event's payload; without, [`Payload::None`](crate::Payload) is sent.
        payload: bool,
    },
    /// `if` or `match`: nothing or one block.
    Branch,
    /// `for` or `each`: any number of blocks of one template.
    Rows,
    /// A component: nothing (before it has mounted) or one block.
    Child,
}

/// A decoded template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnedTemplate {
    /// Static markup with markers.
    pub html: Box<str>,
    /// The slots in document order.
    pub slots: Box<[OwnedSlotKind]>,
}

/// A decoded [`SlotKind`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum OwnedSlotKind {
    /// See [`SlotKind::Dyn`].
    Dyn,
    /// See [`SlotKind::Attr`].
    Attr(Box<str>),
    /// See [`SlotKind::Class`].
    Class(Box<str>),
    /// See [`SlotKind::On`].
    On {
        /// The event's name.
        event: Box<str>,
        /// Whether the handler wants the event's payload.
        payload: bool,
    },
    /// See [`SlotKind::Branch`].
    Branch,
    /// See [`SlotKind::Rows`].
    Rows,
    /// See [`SlotKind::Child`].
    Child,
}

impl Template<'_> {
    /// Appends the template.
    pub fn encode(&self, out: &mut Vec<u8>) {
        encode(out, self.html, self.slots.iter().copied());
    }
}

impl SlotKind<'_> {
    fn encode(self, out: &mut Vec<u8>) {
        match self {
            Self::Dyn => codec::put_u32(out, 0),
            Self::Attr(name) => {
                codec::put_u32(out, 1);
                codec::put_str(out, name);
            }
            Self::Class(name) => {
                codec::put_u32(out, 2);
                codec::put_str(out, name);
            }
            Self::On { event, payload } => {
                codec::put_u32(out, 3);
                codec::put_str(out, event);
                codec::put_bool(out, payload);
            }
            Self::Branch => codec::put_u32(out, 4),
            Self::Rows => codec::put_u32(out, 5),
            Self::Child => codec::put_u32(out, 6),
        }
    }
}

impl OwnedTemplate {
    /// Appends the template.
    pub fn encode(&self, out: &mut Vec<u8>) {
        encode(
            out,
            &self.html,
            self.slots.iter().map(OwnedSlotKind::borrow),
        );
    }

    /// Decodes a template that stands alone.
    ///
    /// # Errors
    /// When the bytes are no template, are over a limit, or go on after it.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(bytes, crate::limits::MAX_SERVER_FRAME_BYTES, "Template")?;
        let template = Self::read(&mut reader)?;
        reader.finish("Template")?;
        Ok(template)
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let html = reader.str(MAX_TEMPLATE_HTML_BYTES, "Template.html")?.into();
        let count = reader.len(MAX_SLOTS, "Template.slots")?;
        // A slot takes at least one byte: a false count cannot make us reserve more than the frame is long.
        let mut slots = Vec::with_capacity(count.min(reader.remaining()));
        for _ in 0..count {
            slots.push(OwnedSlotKind::read(reader)?);
        }
        Ok(Self {
            html,
            slots: slots.into(),
        })
    }
}

impl OwnedSlotKind {
    /// The borrowed form.
    pub fn borrow(&self) -> SlotKind<'_> {
        match self {
            Self::Dyn => SlotKind::Dyn,
            Self::Attr(name) => SlotKind::Attr(name),
            Self::Class(name) => SlotKind::Class(name),
            Self::On { event, payload } => SlotKind::On {
                event,
                payload: *payload,
            },
            Self::Branch => SlotKind::Branch,
            Self::Rows => SlotKind::Rows,
            Self::Child => SlotKind::Child,
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let at = reader.offset();
        Ok(match reader.u32("SlotKind")? {
            0 => Self::Dyn,
            1 => Self::Attr(reader.str(MAX_NAME_BYTES, "SlotKind.Attr.name")?.into()),
            2 => Self::Class(reader.str(MAX_NAME_BYTES, "SlotKind.Class.name")?.into()),
            3 => Self::On {
                event: reader.str(MAX_NAME_BYTES, "SlotKind.On.event")?.into(),
                payload: reader.bool("SlotKind.On.payload")?,
            },
            4 => Self::Branch,
            5 => Self::Rows,
            6 => Self::Child,
            _ => return Err(reader.error(DecodeErrorKind::UnknownVariant, "SlotKind", at)),
        })
    }
}

fn encode<'s>(out: &mut Vec<u8>, html: &str, slots: impl ExactSizeIterator<Item = SlotKind<'s>>) {
    codec::put_str(out, html);
    codec::put_len(out, slots.len());
    for slot in slots {
        slot.encode(out);
    }
}
