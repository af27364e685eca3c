//! Templates as they cross the wire: static markup with markers, and what each marker stands for.
//!
//! Invariant: slots are numbered in document order, an element's own slots before its children's; the reader of
//! content walks them in that order. Nothing here parses markup: `docs/protocol.md` says how a client does.

mod event;

pub use event::{EventFlags, EventOptions, OwnedEventOptions};

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
    /// An event listener without options.
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
    /// An event listener that does more than call its handler.
    OnWith {
        /// See [`SlotKind::On`].
        event: &'a str,
        /// See [`SlotKind::On`].
        payload: bool,
        /// What it does.
        options: EventOptions<'a>,
    },
    /// A property of the element's `style`, absent or with a value.
    Style(&'a str),
    /// Any number of attributes, written as [`Attr`](Self::Attr) is: absent, or one text `name NUL value NUL …`. The
    /// server leaves out the names that the element has otherwise.
    Spread,
}

impl<'a> SlotKind<'a> {
    /// [`SlotKind::On`], in few words.
    pub const fn on(event: &'a str, payload: bool) -> Self {
        Self::On { event, payload }
    }
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
    /// See [`SlotKind::OnWith`].
    OnWith {
        /// The event's name.
        event: Box<str>,
        /// Whether the handler wants the event's payload.
        payload: bool,
        /// What the listener does besides.
        options: OwnedEventOptions,
    },
    /// See [`SlotKind::Style`].
    Style(Box<str>),
    /// See [`SlotKind::Spread`].
    Spread,
}

impl Template<'_> {
    /// Appends the template.
    pub fn encode(&self, out: &mut Vec<u8>) {
        codec::put_str(out, self.html);
        codec::put_len(out, self.slots.len());
        for slot in self.slots {
            slot.encode(out);
        }
    }
}

mod tag {
    //! Tags of the kinds of slots.
    pub(super) const DYN: u32 = 0;
    pub(super) const ATTR: u32 = 1;
    pub(super) const CLASS: u32 = 2;
    pub(super) const ON: u32 = 3;
    pub(super) const BRANCH: u32 = 4;
    pub(super) const ROWS: u32 = 5;
    pub(super) const CHILD: u32 = 6;
    pub(super) const ON_WITH: u32 = 7;
    pub(super) const STYLE: u32 = 8;
    pub(super) const SPREAD: u32 = 9;
}

impl SlotKind<'_> {
    fn encode(&self, out: &mut Vec<u8>) {
        match *self {
            Self::Dyn => codec::put_u32(out, tag::DYN),
            Self::Attr(name) => put_named(out, tag::ATTR, name),
            Self::Class(name) => put_named(out, tag::CLASS, name),
            Self::On { event, payload } => put_on(out, tag::ON, event, payload),
            Self::Branch => codec::put_u32(out, tag::BRANCH),
            Self::Rows => codec::put_u32(out, tag::ROWS),
            Self::Child => codec::put_u32(out, tag::CHILD),
            Self::OnWith {
                event,
                payload,
                options,
            } => {
                put_on(out, tag::ON_WITH, event, payload);
                options.encode(out);
            }
            Self::Style(name) => put_named(out, tag::STYLE, name),
            Self::Spread => codec::put_u32(out, tag::SPREAD),
        }
    }
}

fn put_named(out: &mut Vec<u8>, tag: u32, name: &str) {
    codec::put_u32(out, tag);
    codec::put_str(out, name);
}

fn put_on(out: &mut Vec<u8>, tag: u32, event: &str, payload: bool) {
    put_named(out, tag, event);
    codec::put_bool(out, payload);
}

impl OwnedTemplate {
    /// Appends the template.
    pub fn encode(&self, out: &mut Vec<u8>) {
        codec::put_str(out, &self.html);
        codec::put_len(out, self.slots.len());
        for slot in &self.slots {
            slot.encode(out);
        }
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
    fn encode(&self, out: &mut Vec<u8>) {
        let plain = match self {
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
            Self::Style(name) => SlotKind::Style(name),
            Self::Spread => SlotKind::Spread,
            Self::OnWith {
                event,
                payload,
                options,
            } => {
                put_on(out, tag::ON_WITH, event, *payload);
                return options.encode(out);
            }
        };
        plain.encode(out);
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let at = reader.offset();
        Ok(match reader.u32("SlotKind")? {
            tag::DYN => Self::Dyn,
            tag::ATTR => Self::Attr(reader.str(MAX_NAME_BYTES, "SlotKind.Attr.name")?.into()),
            tag::CLASS => Self::Class(reader.str(MAX_NAME_BYTES, "SlotKind.Class.name")?.into()),
            tag::ON => Self::On {
                event: reader.str(MAX_NAME_BYTES, "SlotKind.On.event")?.into(),
                payload: reader.bool("SlotKind.On.payload")?,
            },
            tag::BRANCH => Self::Branch,
            tag::ROWS => Self::Rows,
            tag::CHILD => Self::Child,
            tag::ON_WITH => Self::OnWith {
                event: reader.str(MAX_NAME_BYTES, "SlotKind.OnWith.event")?.into(),
                payload: reader.bool("SlotKind.OnWith.payload")?,
                options: OwnedEventOptions::read(reader)?,
            },
            tag::STYLE => Self::Style(reader.str(MAX_NAME_BYTES, "SlotKind.Style.name")?.into()),
            tag::SPREAD => Self::Spread,
            _ => return Err(reader.error(DecodeErrorKind::UnknownVariant, "SlotKind", at)),
        })
    }
}
