//! The events that a view can handle, and what each hands to its handler.
//!
//! Facts from the HTML Living Standard, UI Events, Pointer Events, Touch Events, the Clipboard API, CSS Animations and CSS
//! Transitions. An event is a unit type in [`events`], so that `on:click` resolves to a documented item and its
//! payload's type is known inside an unfinished handler.
//!
//! What a handler gets depends on the event's type alone; a client that sends anything else is reported and nothing is
//! called.

mod payload;
mod table;

use std::marker::PhantomData;

use vango_protocol::Payload;

use super::control::HandlerSlot;
#[cfg(not(debug_assertions))]
use super::handler::boxed;
use super::handler::{Handle, Plain, WithPayload};
use crate::reactive::Tx;

pub use payload::{
    AnimationEvent, ClipboardEvent, CompositionEvent, CustomEvent, DragEvent, FocusEvent,
    InputEvent, KeyEvent, MediaEvent, MouseEvent, PointerEvent, ScrollEvent, SubmitEvent,
    ToggleEvent, TouchEvent, TransitionEvent, UnitEvent, WheelEvent,
};
pub use table::events;

/// An event that `on:name=` can handle.
#[diagnostic::on_unimplemented(message = "`{Self}` is not an event [VG0303]")]
pub trait Event: Copy + 'static {
    /// What its handlers get as `ev`.
    type Payload: FromPayload + 'static;
    /// Its name in the DOM.
    const NAME: &'static str;
    /// Keeps a handler in its slot: in a box. A method and not a constant to be asked: of both branches the compiler would
    /// collect what they call, for each handler of an app.
    // Not in line where it counts: a page passes handlers by, and what calls this is to be no more than that question.
    #[doc(hidden)]
    #[cfg_attr(debug_assertions, track_caller, inline(always))]
    #[cfg_attr(not(debug_assertions), inline(never))]
    fn keep<H: Handle>(slot: HandlerSlot<'_>, handler: H) {
        // A box of the render before is used again. Not in development: there the compiler's time counts for more.
        #[cfg(debug_assertions)]
        let boxed = Box::new(handler);
        #[cfg(not(debug_assertions))]
        let boxed = boxed(handler, slot.before());
        slot.keep_alone(boxed);
    }
}

/// The event of a handler that stands in a row of a `for` or an `each`: there are as many of it as there are rows.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Repeated<E>(pub E);

impl<E: Event> Event for Repeated<E> {
    type Payload = E::Payload;
    const NAME: &'static str = E::NAME;

    #[cfg_attr(debug_assertions, track_caller, inline(always))]
    #[cfg_attr(not(debug_assertions), inline(never))]
    fn keep<H: Handle>(slot: HandlerSlot<'_>, handler: H) {
        slot.keep_repeated(handler);
    }
}

/// A payload as it came over the wire, made into its type.
pub trait FromPayload: Sized {
    /// `None` when the client sent the payload of another kind of event.
    #[doc(hidden)]
    fn from_payload(payload: &Payload<'_>) -> Option<Self>;
}

/// Something that is not a closure literal behind `on:event=`: a function or a closure in a variable, with `tx` or with
/// `tx` and `ev`. `M` only tells the two apart.
#[diagnostic::on_unimplemented(
    message = "this is no handler of the event [VG0329]",
    label = "not a handler",
    note = "a handler is `move |tx| {{ … }}` or `move |tx, ev| {{ … }}`, written there without braces around it; a closure in a variable says the type: `move |tx: &mut Tx| …`; a function is `fn(&mut Tx)` or `fn(&mut Tx, &ClickEvent)`"
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
