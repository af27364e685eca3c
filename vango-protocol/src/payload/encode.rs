//! Payloads to bytes.
//!
//! Invariant: the fields stand in the order of their declaration, each as one primitive. Nothing is checked: a sender
//! that is over a limit is refused by the reader.

use super::{Payload, PointerKind, TouchPoint, WheelMode, tag};
use crate::codec::{put_bool, put_i32, put_len, put_str, put_u8, put_u16, put_u32};

impl Payload<'_> {
    pub(crate) fn encode(&self, out: &mut Vec<u8>) {
        match self {
            Self::None => put_u32(out, tag::NONE),
            Self::Key {
                key,
                code,
                modifiers,
                repeat,
            } => {
                put_text(out, tag::KEY, key);
                put_str(out, code);
                put_u8(out, modifiers.bits());
                put_bool(out, *repeat);
            }
            Self::Input { value, checked } => {
                put_text(out, tag::INPUT, value);
                put_bool(out, *checked);
            }
            Self::Submit { fields } => put_fields(out, fields),
            Self::Focus => put_u32(out, tag::FOCUS),
            Self::Text { text } => put_text(out, tag::TEXT, text),
            Self::Scroll { left, top } => {
                put_u32(out, tag::SCROLL);
                put_i32(out, *left);
                put_i32(out, *top);
            }
            Self::Custom { json } => put_text(out, tag::CUSTOM, json),
            Self::Toggle { open } => {
                put_u32(out, tag::TOGGLE);
                put_bool(out, *open);
            }
            Self::Name { name } => put_text(out, tag::NAME, name),
            Self::Media { .. } => self.encode_media(out),
            Self::Mouse { .. } | Self::Pointer { .. } | Self::Wheel { .. } | Self::Touch { .. } => {
                self.encode_place(out);
            }
        }
    }

    /// Those that happen somewhere in the viewport.
    fn encode_place(&self, out: &mut Vec<u8>) {
        match self {
            Self::Mouse {
                x,
                y,
                button,
                detail,
                modifiers,
            } => {
                put_at(out, tag::MOUSE, *x, *y);
                put_u8(out, *button);
                put_u32(out, *detail);
                put_u8(out, modifiers.bits());
            }
            Self::Pointer {
                x,
                y,
                button,
                buttons,
                detail,
                modifiers,
                id,
                kind,
                pressure,
                primary,
            } => {
                put_at(out, tag::POINTER, *x, *y);
                put_u8(out, *button);
                put_u16(out, *buttons);
                put_u32(out, *detail);
                put_u8(out, modifiers.bits());
                put_i32(out, *id);
                put_u8(out, kind.code());
                put_u16(out, *pressure);
                put_bool(out, *primary);
            }
            Self::Wheel {
                x,
                y,
                dx,
                dy,
                mode,
                modifiers,
            } => {
                put_at(out, tag::WHEEL, *x, *y);
                put_i32(out, *dx);
                put_i32(out, *dy);
                put_u8(out, mode.code());
                put_u8(out, modifiers.bits());
            }
            Self::Touch { touches, modifiers } => {
                put_u32(out, tag::TOUCH);
                put_len(out, touches.len());
                for TouchPoint { id, x, y } in touches {
                    put_i32(out, *id);
                    put_i32(out, *x);
                    put_i32(out, *y);
                }
                put_u8(out, modifiers.bits());
            }
            _ => {}
        }
    }

    fn encode_media(&self, out: &mut Vec<u8>) {
        if let Self::Media {
            time_ms,
            duration_ms,
            paused,
            ended,
            muted,
            volume,
        } = self
        {
            put_u32(out, tag::MEDIA);
            put_u32(out, *time_ms);
            put_u32(out, *duration_ms);
            put_bool(out, *paused);
            put_bool(out, *ended);
            put_bool(out, *muted);
            put_u8(out, *volume);
        }
    }
}

impl PointerKind {
    fn code(self) -> u8 {
        match self {
            Self::Mouse => 0,
            Self::Pen => 1,
            Self::Touch => 2,
            Self::Other => 3,
        }
    }
}

impl WheelMode {
    fn code(self) -> u8 {
        match self {
            Self::Pixel => 0,
            Self::Line => 1,
            Self::Page => 2,
        }
    }
}

fn put_text(out: &mut Vec<u8>, tag: u32, text: &str) {
    put_u32(out, tag);
    put_str(out, text);
}

fn put_at(out: &mut Vec<u8>, tag: u32, x: i32, y: i32) {
    put_u32(out, tag);
    put_i32(out, x);
    put_i32(out, y);
}

fn put_fields(out: &mut Vec<u8>, fields: &[(&str, &str)]) {
    put_u32(out, tag::SUBMIT);
    put_len(out, fields.len());
    for (name, value) in fields {
        put_str(out, name);
        put_str(out, value);
    }
}
