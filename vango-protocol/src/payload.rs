//! What an event carries to the server.
//!
//! Invariant: decoding borrows every string from the frame; only the lists of a form's fields and of fingers are
//! allocated, and never longer than the frame has bytes for. It does not check that a payload fits its event: the
//! runtime does. Fractions are rounded by the client, so that nothing here is a float and every payload has an `Eq`.

mod decode;
mod encode;

/// The data of an event, borrowed from its frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Payload<'a> {
    /// Nothing: the handler did not ask for data, or the event has none.
    None,
    /// A mouse event, `dragstart` and its kin without data included.
    Mouse {
        /// Horizontal position in the viewport, in CSS pixels.
        x: i32,
        /// Vertical position in the viewport, in CSS pixels.
        y: i32,
        /// The button, as `MouseEvent.button`; 255 for none.
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
        /// The control's value. Of a `<select multiple>`: the chosen values, joined by U+001F.
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
    /// A pointer event: mouse, pen or finger.
    Pointer {
        /// Horizontal position in the viewport, in CSS pixels.
        x: i32,
        /// Vertical position in the viewport, in CSS pixels.
        y: i32,
        /// The button that changed, as `MouseEvent.button`; 255 for none.
        button: u8,
        /// The buttons that are down, as `MouseEvent.buttons`.
        buttons: u16,
        /// The click count, as `UIEvent.detail`.
        detail: u32,
        /// The modifier keys that were down.
        modifiers: Modifiers,
        /// Which pointer, as `PointerEvent.pointerId`.
        id: i32,
        /// What it is.
        kind: PointerKind,
        /// `PointerEvent.pressure`, 0 to 65,535 instead of 0 to 1.
        pressure: u16,
        /// Whether it is the first pointer of its kind.
        primary: bool,
    },
    /// A wheel was turned, or two fingers moved on a pad.
    Wheel {
        /// Horizontal position in the viewport, in CSS pixels.
        x: i32,
        /// Vertical position in the viewport, in CSS pixels.
        y: i32,
        /// How far to the right, in `mode`'s unit, rounded away from 0.
        dx: i32,
        /// How far down, in `mode`'s unit, rounded away from 0.
        dy: i32,
        /// The unit.
        mode: WheelMode,
        /// The modifier keys that were down.
        modifiers: Modifiers,
    },
    /// A text: of the clipboard, of a composition, of `beforeinput`, or what is dragged (`text/plain`).
    Text {
        /// The text; empty when there is none.
        text: &'a str,
    },
    /// The element was scrolled.
    Scroll {
        /// `scrollLeft`, in CSS pixels.
        left: i32,
        /// `scrollTop`, in CSS pixels.
        top: i32,
    },
    /// Something happened to an `<audio>` or `<video>`.
    Media {
        /// `currentTime`, in milliseconds.
        time_ms: u32,
        /// `duration`, in milliseconds; `u32::MAX` when it is not known.
        duration_ms: u32,
        /// `paused`.
        paused: bool,
        /// `ended`.
        ended: bool,
        /// `muted`.
        muted: bool,
        /// `volume`, 0 to 100 instead of 0 to 1.
        volume: u8,
    },
    /// Fingers came, moved or went.
    Touch {
        /// The fingers on the surface now (`TouchEvent.touches`), at most [`MAX_TOUCHES`](crate::limits::MAX_TOUCHES).
        touches: Vec<TouchPoint>,
        /// The modifier keys that were down.
        modifiers: Modifiers,
    },
    /// An event of a custom element.
    Custom {
        /// `CustomEvent.detail` as JSON; `null` when it is none.
        json: &'a str,
    },
    /// A `<details>`, a `<dialog>` or a popover opened or closed.
    Toggle {
        /// Whether it is open now.
        open: bool,
    },
    /// An animation or a transition.
    Name {
        /// `animationName` or `propertyName`.
        name: &'a str,
    },
}

/// What a pointer is, as `PointerEvent.pointerType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PointerKind {
    /// `mouse`.
    Mouse,
    /// `pen`.
    Pen,
    /// `touch`.
    Touch,
    /// What the browser could not tell.
    Other,
}

/// The unit of a wheel's movement, as `WheelEvent.deltaMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WheelMode {
    /// CSS pixels.
    Pixel,
    /// Lines.
    Line,
    /// Pages.
    Page,
}

/// A finger on the surface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TouchPoint {
    /// Which finger, as `Touch.identifier`.
    pub id: i32,
    /// Horizontal position in the viewport, in CSS pixels.
    pub x: i32,
    /// Vertical position in the viewport, in CSS pixels.
    pub y: i32,
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

    /// Whether shift is down.
    pub const fn shift(self) -> bool {
        self.contains(Self::SHIFT)
    }

    /// Whether control is down.
    pub const fn control(self) -> bool {
        self.contains(Self::CONTROL)
    }

    /// Whether alt, or option, is down.
    pub const fn alt(self) -> bool {
        self.contains(Self::ALT)
    }

    /// Whether meta is down: the Windows or the command key.
    pub const fn meta(self) -> bool {
        self.contains(Self::META)
    }

    /// Both together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

mod tag {
    //! Tags of payloads.
    pub(super) const NONE: u32 = 0;
    pub(super) const MOUSE: u32 = 1;
    pub(super) const KEY: u32 = 2;
    pub(super) const INPUT: u32 = 3;
    pub(super) const SUBMIT: u32 = 4;
    pub(super) const FOCUS: u32 = 5;
    pub(super) const POINTER: u32 = 6;
    pub(super) const WHEEL: u32 = 7;
    pub(super) const TEXT: u32 = 8;
    pub(super) const SCROLL: u32 = 9;
    pub(super) const MEDIA: u32 = 10;
    pub(super) const TOUCH: u32 = 11;
    pub(super) const CUSTOM: u32 = 12;
    pub(super) const TOGGLE: u32 = 13;
    pub(super) const NAME: u32 = 14;
}
