//! The events that a view can handle, and what each hands to its handler.
//!
//! Facts from the HTML Living Standard and UI Events. An event is a unit type in [`events`], so that `on:click` resolves
//! to a documented item and its payload's type is known inside an unfinished handler.

use std::marker::PhantomData;

use vango_protocol::{Modifiers, Payload};

use super::handler::{Handle, Plain, WithPayload};
use crate::reactive::Tx;

/// An event that `on:name=` can handle.
#[diagnostic::on_unimplemented(message = "`{Self}` is not an event")]
pub trait Event: Copy + 'static {
    /// What its handlers get as `ev`.
    type Payload: FromPayload + 'static;
    /// Its name in the DOM.
    const NAME: &'static str;
}

/// A payload as it came over the wire, made into its type.
pub trait FromPayload: Sized {
    /// `None` when the client sent the payload of another kind of event.
    #[doc(hidden)]
    fn from_payload(payload: &Payload<'_>) -> Option<Self>;
}

/// `click`, `dblclick`, `mousedown` and other pointer events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MouseEvent {
    /// Distance from the left edge of the viewport, in CSS pixels.
    pub x: i32,
    /// Distance from the top edge of the viewport, in CSS pixels.
    pub y: i32,
    /// Which button: 0 main, 1 middle, 2 secondary.
    pub button: u8,
    /// How many clicks in a row.
    pub detail: u32,
    /// Keys held down.
    pub modifiers: Modifiers,
}

/// `keydown`, `keyup`.
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
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InputEvent {
    /// The control's value.
    pub value: String,
    /// Whether a checkbox or radio button is on; `false` for other controls.
    pub checked: bool,
}

/// `submit`.
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

impl FromPayload for MouseEvent {
    fn from_payload(payload: &Payload<'_>) -> Option<Self> {
        match *payload {
            Payload::Mouse {
                x,
                y,
                button,
                detail,
                modifiers,
            } => Some(Self {
                x,
                y,
                button,
                detail,
                modifiers,
            }),
            _ => None,
        }
    }
}

impl FromPayload for KeyEvent {
    fn from_payload(payload: &Payload<'_>) -> Option<Self> {
        match payload {
            Payload::Key {
                key,
                code,
                modifiers,
                repeat,
            } => Some(Self {
                key: key.to_string(),
                code: code.to_string(),
                modifiers: *modifiers,
                repeat: *repeat,
            }),
            _ => None,
        }
    }
}

impl FromPayload for InputEvent {
    fn from_payload(payload: &Payload<'_>) -> Option<Self> {
        match payload {
            Payload::Input { value, checked } => Some(Self {
                value: value.to_string(),
                checked: *checked,
            }),
            _ => None,
        }
    }
}

impl FromPayload for SubmitEvent {
    fn from_payload(payload: &Payload<'_>) -> Option<Self> {
        match payload {
            Payload::Submit { fields } => Some(Self {
                fields: fields
                    .iter()
                    .map(|(name, value)| (name.to_string(), value.to_string()))
                    .collect(),
            }),
            _ => None,
        }
    }
}

impl FromPayload for FocusEvent {
    fn from_payload(payload: &Payload<'_>) -> Option<Self> {
        matches!(payload, Payload::Focus).then_some(Self {})
    }
}

/// One unit type for each event.
#[expect(
    non_camel_case_types,
    reason = "an event is written as the DOM writes it: on:click"
)]
pub mod events {
    use super::{Event, FocusEvent, InputEvent, KeyEvent, MouseEvent, SubmitEvent};

    macro_rules! events {
        ($($(#[$doc:meta])* $name:ident: $payload:ty;)+) => {$(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug)]
            pub struct $name;
            impl Event for $name {
                type Payload = $payload;
                const NAME: &'static str = stringify!($name);
            }
        )+};
    }
    events! {
        /// The main button was pressed and released on the element, or it was activated by keyboard.
        click: MouseEvent;
        /// Two clicks in quick succession.
        dblclick: MouseEvent;
        /// A button other than the main one was pressed and released.
        auxclick: MouseEvent;
        /// The context menu was asked for.
        contextmenu: MouseEvent;
        /// A mouse button was pressed.
        mousedown: MouseEvent;
        /// A mouse button was released.
        mouseup: MouseEvent;
        /// The pointer came over the element or a child of it.
        mouseover: MouseEvent;
        /// The pointer left the element or a child of it.
        mouseout: MouseEvent;
        /// A pointer (mouse, pen, finger) was pressed.
        pointerdown: MouseEvent;
        /// A pointer was released.
        pointerup: MouseEvent;
        /// A key was pressed, and again while it repeats.
        keydown: KeyEvent;
        /// A key was released.
        keyup: KeyEvent;
        /// The value of a control changes with each keystroke.
        input: InputEvent;
        /// The value of a control was committed.
        change: InputEvent;
        /// A form was submitted; the browser does not send it itself.
        submit: SubmitEvent;
        /// The element got the focus.
        focus: FocusEvent;
        /// The element lost the focus.
        blur: FocusEvent;
        /// The element or a child of it got the focus.
        focusin: FocusEvent;
        /// The element or a child of it lost the focus.
        focusout: FocusEvent;
    }
}

/// Something that is not a closure literal behind `on:event=`: a function or a closure in a variable, with `tx` or with
/// `tx` and `ev`. `M` only tells the two apart.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot handle this event",
    label = "not a handler",
    note = "a handler is `|tx| …` or `|tx, ev| …` (`fn(&mut Tx)` or `fn(&mut Tx, &Event)`), and lives on its own: `'static`"
)]
pub trait IntoHandler<E: Event, M> {
    /// The handler in the form in which it is kept.
    #[doc(hidden)]
    fn into_handler(self) -> impl Handle;
}

/// Marks handlers that take `tx` alone.
#[derive(Debug)]
pub struct TakesTx;

/// Marks handlers that take `tx` and the event.
#[derive(Debug)]
pub struct TakesTxAndEvent;

impl<E: Event, F: Fn(&mut Tx<'_>) + 'static> IntoHandler<E, TakesTx> for F {
    fn into_handler(self) -> impl Handle {
        Plain(self)
    }
}

impl<E: Event, F: Fn(&mut Tx<'_>, &E::Payload) + 'static> IntoHandler<E, TakesTxAndEvent> for F {
    fn into_handler(self) -> impl Handle {
        WithPayload::<E, F>(self, PhantomData)
    }
}
