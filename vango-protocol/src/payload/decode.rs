//! Bytes to payloads.
//!
//! Invariant: strings are borrowed, every length is checked against its limit first, and a number that means nothing is
//! refused rather than bent into one that does.

use super::{Modifiers, Payload, PointerKind, TouchPoint, WheelMode, tag};
use crate::codec::Reader;
use crate::error::{DecodeError, DecodeErrorKind};
use crate::limits::{
    MAX_FIELD_NAME_BYTES, MAX_FIELDS, MAX_KEY_BYTES, MAX_NAME_BYTES, MAX_TOUCHES, MAX_VALUE_BYTES,
};

/// A touch takes at least so many bytes: a false count cannot make us reserve more than the frame is long.
const TOUCH_BYTES: usize = 3;
/// So many a field.
const FIELD_BYTES: usize = 2;

impl<'a> Payload<'a> {
    pub(crate) fn read(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        let at = reader.offset();
        Ok(match reader.u32("Payload")? {
            tag::NONE => Self::None,
            tag::MOUSE => Self::Mouse {
                x: reader.i32("Payload.Mouse.x")?,
                y: reader.i32("Payload.Mouse.y")?,
                button: reader.u8("Payload.Mouse.button")?,
                detail: reader.u32("Payload.Mouse.detail")?,
                modifiers: modifiers(reader, "Payload.Mouse.modifiers")?,
            },
            tag::KEY => Self::Key {
                key: reader.str(MAX_KEY_BYTES, "Payload.Key.key")?,
                code: reader.str(MAX_KEY_BYTES, "Payload.Key.code")?,
                modifiers: modifiers(reader, "Payload.Key.modifiers")?,
                repeat: reader.bool("Payload.Key.repeat")?,
            },
            tag::INPUT => Self::Input {
                value: reader.str(MAX_VALUE_BYTES, "Payload.Input.value")?,
                checked: reader.bool("Payload.Input.checked")?,
            },
            tag::SUBMIT => Self::Submit {
                fields: fields(reader)?,
            },
            tag::FOCUS => Self::Focus,
            tag::POINTER => pointer(reader)?,
            tag::WHEEL => Self::Wheel {
                x: reader.i32("Payload.Wheel.x")?,
                y: reader.i32("Payload.Wheel.y")?,
                dx: reader.i32("Payload.Wheel.dx")?,
                dy: reader.i32("Payload.Wheel.dy")?,
                mode: wheel_mode(reader)?,
                modifiers: modifiers(reader, "Payload.Wheel.modifiers")?,
            },
            tag::TEXT => Self::Text {
                text: reader.str(MAX_VALUE_BYTES, "Payload.Text.text")?,
            },
            tag::SCROLL => Self::Scroll {
                left: reader.i32("Payload.Scroll.left")?,
                top: reader.i32("Payload.Scroll.top")?,
            },
            tag::MEDIA => media(reader)?,
            tag::TOUCH => Self::Touch {
                touches: touches(reader)?,
                modifiers: modifiers(reader, "Payload.Touch.modifiers")?,
            },
            tag::CUSTOM => Self::Custom {
                json: reader.str(MAX_VALUE_BYTES, "Payload.Custom.json")?,
            },
            tag::TOGGLE => Self::Toggle {
                open: reader.bool("Payload.Toggle.open")?,
            },
            tag::NAME => Self::Name {
                name: reader.str(MAX_NAME_BYTES, "Payload.Name.name")?,
            },
            _ => return Err(reader.error(DecodeErrorKind::UnknownVariant, "Payload", at)),
        })
    }
}

fn modifiers(reader: &mut Reader<'_>, what: &'static str) -> Result<Modifiers, DecodeError> {
    reader.u8(what).map(Modifiers::from_bits)
}

fn fields<'a>(reader: &mut Reader<'a>) -> Result<Vec<(&'a str, &'a str)>, DecodeError> {
    let count = reader.len(MAX_FIELDS, "Payload.Submit.fields")?;
    let mut fields = Vec::with_capacity(count.min(reader.remaining() / FIELD_BYTES));
    for _ in 0..count {
        let name = reader.str(MAX_FIELD_NAME_BYTES, "Payload.Submit.name")?;
        fields.push((name, reader.str(MAX_VALUE_BYTES, "Payload.Submit.value")?));
    }
    Ok(fields)
}

fn pointer<'a>(reader: &mut Reader<'a>) -> Result<Payload<'a>, DecodeError> {
    Ok(Payload::Pointer {
        x: reader.i32("Payload.Pointer.x")?,
        y: reader.i32("Payload.Pointer.y")?,
        button: reader.u8("Payload.Pointer.button")?,
        buttons: reader.u16("Payload.Pointer.buttons")?,
        detail: reader.u32("Payload.Pointer.detail")?,
        modifiers: modifiers(reader, "Payload.Pointer.modifiers")?,
        id: reader.i32("Payload.Pointer.id")?,
        kind: pointer_kind(reader)?,
        pressure: reader.u16("Payload.Pointer.pressure")?,
        primary: reader.bool("Payload.Pointer.primary")?,
    })
}

fn pointer_kind(reader: &mut Reader<'_>) -> Result<PointerKind, DecodeError> {
    let at = reader.offset();
    Ok(match reader.u8("Payload.Pointer.kind")? {
        0 => PointerKind::Mouse,
        1 => PointerKind::Pen,
        2 => PointerKind::Touch,
        3 => PointerKind::Other,
        _ => {
            let kind = DecodeErrorKind::UnknownVariant;
            return Err(reader.error(kind, "Payload.Pointer.kind", at));
        }
    })
}

fn wheel_mode(reader: &mut Reader<'_>) -> Result<WheelMode, DecodeError> {
    let at = reader.offset();
    Ok(match reader.u8("Payload.Wheel.mode")? {
        0 => WheelMode::Pixel,
        1 => WheelMode::Line,
        2 => WheelMode::Page,
        _ => {
            let kind = DecodeErrorKind::UnknownVariant;
            return Err(reader.error(kind, "Payload.Wheel.mode", at));
        }
    })
}

fn media<'a>(reader: &mut Reader<'a>) -> Result<Payload<'a>, DecodeError> {
    Ok(Payload::Media {
        time_ms: reader.u32("Payload.Media.time")?,
        duration_ms: reader.u32("Payload.Media.duration")?,
        paused: reader.bool("Payload.Media.paused")?,
        ended: reader.bool("Payload.Media.ended")?,
        muted: reader.bool("Payload.Media.muted")?,
        volume: volume(reader)?,
    })
}

fn volume(reader: &mut Reader<'_>) -> Result<u8, DecodeError> {
    let at = reader.offset();
    let volume = reader.u8("Payload.Media.volume")?;
    if volume > 100 {
        let kind = DecodeErrorKind::OutOfRange;
        return Err(reader.error(kind, "Payload.Media.volume", at));
    }
    Ok(volume)
}

fn touches(reader: &mut Reader<'_>) -> Result<Vec<TouchPoint>, DecodeError> {
    let count = reader.len(MAX_TOUCHES, "Payload.Touch.touches")?;
    let mut touches = Vec::with_capacity(count.min(reader.remaining() / TOUCH_BYTES));
    for _ in 0..count {
        touches.push(TouchPoint {
            id: reader.i32("Payload.Touch.id")?,
            x: reader.i32("Payload.Touch.x")?,
            y: reader.i32("Payload.Touch.y")?,
        });
    }
    Ok(touches)
}
