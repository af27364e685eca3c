//! What an event carries to the server.
//!
//! Invariant: decoding borrows every string from the frame; only the list of a form's fields is allocated, and never
//! longer than the frame has bytes for. It does not check that a payload fits its event: the runtime does.

use crate::codec::{self, Reader};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::limits::{MAX_FIELD_NAME_BYTES, MAX_FIELDS, MAX_KEY_BYTES, MAX_VALUE_BYTES};

/// The data of an event, borrowed from its frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Payload<'a> {
    /// Nothing: the handler did not ask for data, or the event has none.
    None,
    /// A mouse or pointer event.
    Mouse {
        /// Horizontal position in the viewport, in CSS pixels.
        x: i32,
        /// Vertical position in the viewport, in CSS pixels.
        y: i32,
        /// The button, as `MouseEvent.button`.
        button: u8,
        /// The click count, as `UIEvent.detail`.
        detail: u32,
        /// The modifier keys that were down.
        modifiers: Modifiers,
    },
    /// A keyboard event.
    Key {
        /// The key's meaning, as `KeyboardEvent.key`.
        key: &'a str,
        /// The physical key, as `KeyboardEvent.code`.
        code: &'a str,
        /// The modifier keys that were down.
        modifiers: Modifiers,
        /// Whether the key is being held.
        repeat: bool,
    },
    /// The value of a form control changed.
    Input {
        /// The control's value.
        value: &'a str,
        /// Whether a checkbox or radio button is on; `false` for other controls.
        checked: bool,
    },
    /// A form was submitted.
    Submit {
        /// Name and value of each successful control, in the form's order.
        fields: Vec<(&'a str, &'a str)>,
    },
    /// The focus came or went.
    Focus,
}

/// The modifier keys that were down, as bits: 1 shift, 2 control, 4 alt, 8 meta.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Modifiers(u8);

impl Modifiers {
    /// No key was down.
    pub const NONE: Self = Self(0);
    /// Shift.
    pub const SHIFT: Self = Self(1);
    /// Control.
    pub const CONTROL: Self = Self(2);
    /// Alt, or option.
    pub const ALT: Self = Self(4);
    /// Meta: the Windows or the command key.
    pub const META: Self = Self(8);

    /// Those of the four known bits that are set in `bits`; others are reserved and ignored.
    pub const fn from_bits(bits: u8) -> Self {
        Self(bits & 0b1111)
    }

    /// The bits.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// Whether all of `other` are down.
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl<'a> Payload<'a> {
    pub(crate) fn encode(&self, out: &mut Vec<u8>) {
        match self {
            Self::None => codec::put_u32(out, 0),
            Self::Mouse {
                x,
                y,
                button,
                detail,
                modifiers,
            } => {
                codec::put_u32(out, 1);
                codec::put_i32(out, *x);
                codec::put_i32(out, *y);
                codec::put_u8(out, *button);
                codec::put_u32(out, *detail);
                codec::put_u8(out, modifiers.bits());
            }
            Self::Key {
                key,
                code,
                modifiers,
                repeat,
            } => {
                codec::put_u32(out, 2);
                codec::put_str(out, key);
                codec::put_str(out, code);
                codec::put_u8(out, modifiers.bits());
                codec::put_bool(out, *repeat);
            }
            Self::Input { value, checked } => {
                codec::put_u32(out, 3);
                codec::put_str(out, value);
                codec::put_bool(out, *checked);
            }
            Self::Submit { fields } => {
                codec::put_u32(out, 4);
                codec::put_len(out, fields.len());
                for (name, value) in fields {
                    codec::put_str(out, name);
                    codec::put_str(out, value);
                }
            }
            Self::Focus => codec::put_u32(out, 5),
        }
    }

    pub(crate) fn read(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        let at = reader.offset();
        Ok(match reader.u32("Payload")? {
            0 => Self::None,
            1 => Self::Mouse {
                x: reader.i32("Payload.Mouse.x")?,
                y: reader.i32("Payload.Mouse.y")?,
                button: reader.u8("Payload.Mouse.button")?,
                detail: reader.u32("Payload.Mouse.detail")?,
                modifiers: Modifiers::from_bits(reader.u8("Payload.Mouse.modifiers")?),
            },
            2 => Self::Key {
                key: reader.str(MAX_KEY_BYTES, "Payload.Key.key")?,
                code: reader.str(MAX_KEY_BYTES, "Payload.Key.code")?,
                modifiers: Modifiers::from_bits(reader.u8("Payload.Key.modifiers")?),
                repeat: reader.bool("Payload.Key.repeat")?,
            },
            3 => Self::Input {
                value: reader.str(MAX_VALUE_BYTES, "Payload.Input.value")?,
                checked: reader.bool("Payload.Input.checked")?,
            },
            4 => {
                let count = reader.len(MAX_FIELDS, "Payload.Submit.fields")?;
                // A field takes at least two bytes: a false count cannot make us reserve more than the frame is long.
                let mut fields = Vec::with_capacity(count.min(reader.remaining() / 2));
                for _ in 0..count {
                    let name = reader.str(MAX_FIELD_NAME_BYTES, "Payload.Submit.name")?;
                    fields.push((name, reader.str(MAX_VALUE_BYTES, "Payload.Submit.value")?));
                }
                Self::Submit { fields }
            }
            5 => Self::Focus,
            _ => return Err(reader.error(DecodeErrorKind::UnknownVariant, "Payload", at)),
        })
    }
}
