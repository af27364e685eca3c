//! What events hand to their handlers.
//!
//! Plain data, copied out of the frame. Lengths are in CSS pixels, rounded by the client; nothing here is a float but
//! where a handler wants one, as a method.

use vango_protocol::{Modifiers, Payload, PointerKind, TouchPoint, WheelMode};

use super::FromPayload;

/// `click`, `dblclick`, `mousemove` and the other events of a mouse.
///
/// ```
/// # use vango_runtime::view::MouseEvent;
/// # use vango_runtime::reactive::{Signal, Tx};
///
/// fn clicked(tx: &mut Tx, ev: &MouseEvent, place: Signal<(i32, i32)>) {
///     place.set(tx, (ev.x, ev.y));
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MouseEvent {
    /// Distance from the left edge of the viewport, in CSS pixels.
    pub x: i32,
    /// Distance from the top edge of the viewport, in CSS pixels.
    pub y: i32,
    /// Which button: 0 main, 1 middle, 2 secondary, 255 none.
    pub button: u8,
    /// How many clicks in a row.
    pub detail: u32,
    /// Keys held down.
    pub modifiers: Modifiers,
}

/// `pointerdown`, `pointermove` and the other events of a mouse, pen or finger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PointerEvent {
    /// Distance from the left edge of the viewport, in CSS pixels.
    pub x: i32,
    /// Distance from the top edge of the viewport, in CSS pixels.
    pub y: i32,
    /// The button that changed: 0 main, 1 middle, 2 secondary, 255 none.
    pub button: u8,
    /// The buttons that are down, as bits: 1 main, 2 secondary, 4 middle.
    pub buttons: u16,
    /// How many clicks in a row.
    pub detail: u32,
    /// Keys held down.
    pub modifiers: Modifiers,
    /// Which pointer: the same from its `pointerdown` to its `pointerup`.
    pub id: i32,
    /// What it is.
    pub kind: PointerKind,
    /// How hard it is pressed, 0 to 65,535.
    pub pressure: u16,
    /// Whether it is the first pointer of its kind.
    pub is_primary: bool,
}

/// `wheel`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WheelEvent {
    /// Distance from the left edge of the viewport, in CSS pixels.
    pub x: i32,
    /// Distance from the top edge of the viewport, in CSS pixels.
    pub y: i32,
    /// How far to the right, in the unit of `mode`.
    pub dx: i32,
    /// How far down, in the unit of `mode`.
    pub dy: i32,
    /// The unit of `dx` and `dy`.
    pub mode: WheelMode,
    /// Keys held down.
    pub modifiers: Modifiers,
}

/// `touchstart`, `touchmove`, `touchend`, `touchcancel`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TouchEvent {
    /// The fingers that are on the surface now.
    pub touches: Vec<TouchPoint>,
    /// Keys held down.
    pub modifiers: Modifiers,
}

/// `keydown`, `keyup`.
///
/// ```
/// # use vango_runtime::view::KeyEvent;
/// # use vango_runtime::reactive::{Signal, Tx};
///
/// fn pressed(tx: &mut Tx, ev: &KeyEvent, is_open: Signal<bool>) {
///     if ev.key == "Escape" && !ev.repeat {
///         is_open.set(tx, false);
///     }
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct KeyEvent {
    /// What the key means: `"a"`, `"Enter"`, `"ArrowLeft"`.
    pub key: String,
    /// Which key it is on the keyboard: `"KeyA"`.
    pub code: String,
    /// Keys held down.
    pub modifiers: Modifiers,
    /// The key is being held and repeats.
    pub repeat: bool,
}

/// `input`, `change`.
///
/// ```
/// # use vango_runtime::view::InputEvent;
/// # use vango_runtime::reactive::{Signal, Tx};
///
/// fn typed(tx: &mut Tx, ev: &InputEvent, name: Signal<String>) {
///     name.set(tx, ev.value.trim().to_owned());
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InputEvent {
    /// The control's value. For `<select multiple>` see [`InputEvent::values`].
    pub value: String,
    /// Whether a checkbox or radio button is on; `false` for other controls.
    pub checked: bool,
}

impl InputEvent {
    /// The values that are chosen in a `<select multiple>`; the one value of another control.
    pub fn values(&self) -> impl Iterator<Item = &str> {
        let is_none = self.value.is_empty();
        self.value.split('\u{1f}').skip(usize::from(is_none))
    }
}

/// `submit`.
///
/// ```
/// # use vango_runtime::view::SubmitEvent;
/// # use vango_runtime::reactive::{Signal, Tx};
///
/// fn sent(tx: &mut Tx, ev: &SubmitEvent, name: Signal<String>) {
///     name.set(tx, ev.field("name").unwrap_or_default().to_owned());
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SubmitEvent {
    /// Name and value of each successful control, in tree order (files excepted).
    pub fields: Vec<(String, String)>,
}

impl SubmitEvent {
    /// The first value of the control with this name.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, value)| value.as_str())
    }
}

/// `focus`, `blur` and their bubbling twins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FocusEvent {}

/// `copy`, `cut`, `paste`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ClipboardEvent {
    /// What is copied or pasted, as plain text.
    pub text: String,
}

/// `compositionstart`, `compositionupdate`, `compositionend`: text that an input method is putting together.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CompositionEvent {
    /// The text so far. Of `beforeinput`: the text that is about to be put in.
    pub data: String,
}

/// `dragstart`, `drag`, `drop` and the others of dragging.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DragEvent {
    /// What is dragged, as plain text; browsers show it to `dragstart` and `drop` alone, others get an empty one.
    pub text: String,
}

/// `scroll`, `scrollend`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ScrollEvent {
    /// How far the element is scrolled to the right, in CSS pixels.
    pub left: i32,
    /// How far the element is scrolled down, in CSS pixels.
    pub top: i32,
}

/// `play`, `timeupdate`, `volumechange` and the other events of `<audio>` and `<video>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MediaEvent {
    /// Where it plays, in milliseconds.
    pub time_ms: u32,
    /// How long it is, in milliseconds, when that is known.
    pub duration_ms: Option<u32>,
    /// It does not play.
    pub is_paused: bool,
    /// It has played to its end.
    pub has_ended: bool,
    /// Its sound is off.
    pub is_muted: bool,
    /// How loud, 0 to 100.
    pub volume: u8,
}

/// `animationstart`, `animationend`, `animationiteration`, `animationcancel`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AnimationEvent {
    /// The name of the `@keyframes`.
    pub name: String,
}

/// `transitionrun`, `transitionstart`, `transitionend`, `transitioncancel`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TransitionEvent {
    /// The CSS property that changes.
    pub property: String,
}

/// `toggle`, `beforetoggle`: of `<details>`, `<dialog>` and popovers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ToggleEvent {
    /// Whether it is open; before: whether it is about to be.
    pub is_open: bool,
}

/// An event of a custom element.
///
/// ```
/// # use vango_runtime::view::CustomEvent;
/// # use vango_runtime::reactive::{Signal, Tx};
///
/// fn changed(tx: &mut Tx, ev: &CustomEvent, rating: Signal<u8>) {
///     if let Ok(stars) = ev.detail.parse() {
///         rating.set(tx, stars); // `detail` was a number
///     }
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CustomEvent {
    /// Its `detail` as JSON; `"null"` when it has none.
    pub detail: String,
}

/// An event that says no more than that it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnitEvent {}

/// Takes one variant apart; any other is `None`.
macro_rules! from_payload {
    ($($event:ident: $pattern:pat => $value:expr;)+) => {$(
        impl FromPayload for $event {
            fn from_payload(payload: &Payload<'_>) -> Option<Self> {
                match payload {
                    $pattern => Some($value),
                    _ => None,
                }
            }
        }
    )+};
}

from_payload! {
    MouseEvent: Payload::Mouse { x, y, button, detail, modifiers } => Self {
        x: *x, y: *y, button: *button, detail: *detail, modifiers: *modifiers,
    };
    PointerEvent: Payload::Pointer { x, y, button, buttons, detail, modifiers, id, kind, pressure, primary } => Self {
        x: *x, y: *y, button: *button, buttons: *buttons, detail: *detail, modifiers: *modifiers, id: *id, kind: *kind,
        pressure: *pressure, is_primary: *primary,
    };
    WheelEvent: Payload::Wheel { x, y, dx, dy, mode, modifiers } => Self {
        x: *x, y: *y, dx: *dx, dy: *dy, mode: *mode, modifiers: *modifiers,
    };
    TouchEvent: Payload::Touch { touches, modifiers } => Self { touches: touches.clone(), modifiers: *modifiers };
    KeyEvent: Payload::Key { key, code, modifiers, repeat } => Self {
        key: (*key).to_owned(), code: (*code).to_owned(), modifiers: *modifiers, repeat: *repeat,
    };
    InputEvent: Payload::Input { value, checked } => Self { value: (*value).to_owned(), checked: *checked };
    SubmitEvent: Payload::Submit { fields } => Self {
        fields: fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
    };
    FocusEvent: Payload::Focus => Self {};
    ClipboardEvent: Payload::Text { text } => Self { text: (*text).to_owned() };
    CompositionEvent: Payload::Text { text } => Self { data: (*text).to_owned() };
    DragEvent: Payload::Text { text } => Self { text: (*text).to_owned() };
    ScrollEvent: Payload::Scroll { left, top } => Self { left: *left, top: *top };
    MediaEvent: Payload::Media { time_ms, duration_ms, paused, ended, muted, volume } => Self {
        time_ms: *time_ms,
        duration_ms: (*duration_ms != u32::MAX).then_some(*duration_ms),
        is_paused: *paused, has_ended: *ended, is_muted: *muted, volume: *volume,
    };
    AnimationEvent: Payload::Name { name } => Self { name: (*name).to_owned() };
    TransitionEvent: Payload::Name { name } => Self { property: (*name).to_owned() };
    ToggleEvent: Payload::Toggle { open } => Self { is_open: *open };
    UnitEvent: Payload::None => Self {};
}

/// A plain `Event` with a custom name has no `detail`, and comes without data.
impl FromPayload for CustomEvent {
    fn from_payload(payload: &Payload<'_>) -> Option<Self> {
        let detail = match payload {
            Payload::Custom { json } => *json,
            Payload::None => "null",
            _ => return None,
        };
        Some(Self {
            detail: detail.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payload_of_another_event_is_refused() {
        let toggle = Payload::Toggle { open: true };
        assert_eq!(
            ToggleEvent::from_payload(&toggle),
            Some(ToggleEvent { is_open: true })
        );
        assert_eq!(MouseEvent::from_payload(&toggle), None);
        assert_eq!(CustomEvent::from_payload(&toggle), None);
        assert_eq!(UnitEvent::from_payload(&toggle), None);
        assert_eq!(FocusEvent::from_payload(&Payload::None), None);
        let custom = CustomEvent::from_payload(&Payload::None);
        assert_eq!(custom.map(|custom| custom.detail).as_deref(), Some("null"));
    }

    #[test]
    fn chosen_values_come_apart() {
        let values = |value: &str| {
            let event = InputEvent {
                value: value.to_owned(),
                checked: false,
            };
            event.values().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(values("a\u{1f}b c"), ["a", "b c"]);
        assert_eq!(values("a"), ["a"]);
        assert_eq!(values(""), [""; 0]);
    }
}
