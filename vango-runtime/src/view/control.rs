//! What an expanded `view!` calls for an element's event handlers and `bind:`.

use std::marker::PhantomData;
use std::str::FromStr;

use super::block::Block;
use super::content::Text;
use super::event::{Event, InputEvent, IntoHandler};
use super::handler::{
    Bound, Fallible, FallibleWithPayload, Handle, HandlerAddress, HandlerSet, Plain, Purpose,
    WithPayload,
};
use super::place::Place;
use super::sink::Draft;
use super::slots::Item;
use crate::Error;
use crate::reactive::{Bind, Render, Tx};
use crate::watch::Site;

impl<'r> Block<'r> {
    /// The slot of the next handler; `None` where it leaves nothing in what is being written.
    #[inline]
    fn next_handler(&mut self, purpose: Purpose) -> Option<HandlerSlot<'r>> {
        self.next_kept().map(|place| HandlerSlot {
            render: self.render,
            place,
            purpose,
        })
    }

    /// `on:event=|tx| …`.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn on0<E: Event>(&mut self, _: E, handler: impl Fn(&mut Tx<'_>) + 'static) {
        if let Some(slot) = self.next_handler(Purpose::Own) {
            E::keep(slot, Plain(handler));
        }
    }

    /// `on:event=|tx, ev| …`.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn on1<E: Event>(&mut self, _: E, handler: impl Fn(&mut Tx<'_>, &E::Payload) + 'static) {
        if let Some(slot) = self.next_handler(Purpose::Own) {
            E::keep(slot, WithPayload::<E, _>(handler, PhantomData));
        }
    }

    /// `on:event=|tx| …` with `?` in its body.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn try0<E: Event>(
        &mut self,
        _: E,
        handler: impl Fn(&mut Tx<'_>) -> Result<(), Error> + 'static,
    ) {
        if let Some(slot) = self.next_handler(Purpose::Own) {
            E::keep(slot, Fallible(handler));
        }
    }

    /// `on:event=|tx, ev| …` with `?` in its body.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn try1<E: Event>(
        &mut self,
        _: E,
        handler: impl Fn(&mut Tx<'_>, &E::Payload) -> Result<(), Error> + 'static,
    ) {
        if let Some(slot) = self.next_handler(Purpose::Own) {
            let handler = FallibleWithPayload::<E, _>(handler, PhantomData);
            E::keep(slot, handler);
        }
    }

    /// `on:event=expression`.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn on_with<E: Event, M>(&mut self, _: E, handler: impl IntoHandler<E, M>) {
        if let Some(slot) = self.next_handler(Purpose::Own) {
            E::keep(slot, handler.into_handler());
        }
    }

    /// `bind:value=target`: the control shows the value, and what is typed into it is parsed and set. Input that cannot
    /// be parsed changes nothing.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn bind_value<E, B>(&mut self, _: E, target: B)
    where
        E: Event<Payload = InputEvent>,
        B: Bind,
        B::Value: FieldValue,
    {
        self.attr(target.get(self.render));
        let set = move |tx: &mut Tx<'_>, ev: &InputEvent| {
            let value = FieldValue::parse(&ev.value);
            value.map(|value| target.set(tx, value)).is_some()
        };
        if let Some(slot) = self.next_handler(Purpose::Bind) {
            E::keep(slot, Bound::<E, _>(set, PhantomData));
        }
    }

    /// `bind:checked=target`.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn bind_checked<E, B>(&mut self, _: E, target: B)
    where
        E: Event<Payload = InputEvent>,
        B: Bind,
        B::Value: CheckedValue,
    {
        self.attr(target.get(self.render).is_checked());
        let set = move |tx: &mut Tx<'_>, ev: &InputEvent| {
            target.set(tx, CheckedValue::from_checked(ev.checked));
            true
        };
        if let Some(slot) = self.next_handler(Purpose::Bind) {
            E::keep(slot, Bound::<E, _>(set, PhantomData));
        }
    }
}

/// The slot of a handler, which the event's type keeps there ([`Event::keep`]).
#[doc(hidden)]
pub struct HandlerSlot<'r> {
    render: &'r Render<'r>,
    place: Place,
    purpose: Purpose,
}

impl HandlerSlot<'_> {
    /// Keeps a handler in a box.
    #[cfg_attr(debug_assertions, track_caller)]
    pub(super) fn keep_alone(self, handler: Box<dyn Handle>) {
        let (site, purpose) = (Site::caller(), self.purpose);
        self.put(|handlers| handlers.insert(handler, purpose, site));
    }

    /// A handler of the render before, mostly of the type of the next one.
    #[cfg(not(debug_assertions))]
    pub(super) fn before(&self) -> Option<Box<dyn Handle>> {
        match &mut *self.render.sink()?.draft() {
            Draft::Slots(draft) => draft.handlers.take_before(),
            Draft::Html(_) => None,
        }
    }

    /// Keeps a handler beside those of the other rows.
    #[cfg_attr(debug_assertions, track_caller)]
    #[inline]
    pub(super) fn keep_repeated<H: Handle>(self, handler: H) {
        let (site, purpose) = (Site::caller(), self.purpose);
        self.put(|handlers| handlers.insert_repeated(handler, purpose, site));
    }

    #[inline]
    fn put(self, insert: impl FnOnce(&mut HandlerSet) -> HandlerAddress) {
        self.place.put(self.render, |draft| {
            if let Draft::Slots(draft) = draft {
                let address = insert(&mut draft.handlers);
                draft.push(Item::Handler(address));
            }
        });
    }
}

/// What `bind:value` shows and reads back: every type that is [`Text`] and [`FromStr`].
#[diagnostic::on_unimplemented(
    message = "`bind:value` cannot show a `{Self}` and read back what is typed [VG0332]",
    label = "what it holds is not text that can be parsed",
    note = "strings, numbers and `char` work; for a type of your own implement `vango::view::Text` (what the control shows) and `std::str::FromStr` (what is typed), or bind a `String` and parse it where you use it"
)]
pub trait FieldValue: Text + Sized {
    /// The value of what was typed, when it is one.
    fn parse(text: &str) -> Option<Self>;
}

// Told as it is written here, the missing half would be named without a word on what it is for.
#[diagnostic::do_not_recommend]
impl<T: Text + FromStr> FieldValue for T {
    fn parse(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

/// What `bind:checked` switches: `bool` alone.
#[diagnostic::on_unimplemented(
    message = "`bind:checked` switches a `bool`, not a `{Self}` [VG0332]",
    label = "what it holds is no `bool`",
    note = "keep whether it is checked in a `Signal<bool>`, or write `checked=(…)` and `on:change=move |tx, ev| {{ … ev.checked … }}`"
)]
pub trait CheckedValue {
    /// Whether the control is checked.
    fn is_checked(&self) -> bool;
    /// What the user has made of it.
    fn from_checked(checked: bool) -> Self;
}

impl CheckedValue for bool {
    fn is_checked(&self) -> bool {
        *self
    }
    fn from_checked(checked: bool) -> Self {
        checked
    }
}
