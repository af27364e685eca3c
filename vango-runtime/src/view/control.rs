//! What an expanded `view!` calls for an element's event handlers and `bind:`.

use std::marker::PhantomData;
use std::str::FromStr;

use super::block::Block;
use super::content::Text;
use super::event::{Event, InputEvent, IntoHandler};
#[cfg(not(debug_assertions))]
use super::handler::boxed;
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

impl Block<'_> {
    /// `on:event=|tx| …`.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn on0<E: Event>(&mut self, _: E, handler: impl Fn(&mut Tx<'_>) + 'static) {
        if let Some(place) = self.next_handler() {
            place.keep::<E, _>(self.render, Plain(handler), Purpose::Own);
        }
    }

    /// `on:event=|tx, ev| …`.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn on1<E: Event>(&mut self, _: E, handler: impl Fn(&mut Tx<'_>, &E::Payload) + 'static) {
        if let Some(place) = self.next_handler() {
            place.keep::<E, _>(
                self.render,
                WithPayload::<E, _>(handler, PhantomData),
                Purpose::Own,
            );
        }
    }

    /// `on:event=|tx| …` with `?` in its body.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn try0<E: Event>(
        &mut self,
        _: E,
        handler: impl Fn(&mut Tx<'_>) -> Result<(), Error> + 'static,
    ) {
        if let Some(place) = self.next_handler() {
            place.keep::<E, _>(self.render, Fallible(handler), Purpose::Own);
        }
    }

    /// `on:event=|tx, ev| …` with `?` in its body.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn try1<E: Event>(
        &mut self,
        _: E,
        handler: impl Fn(&mut Tx<'_>, &E::Payload) -> Result<(), Error> + 'static,
    ) {
        if let Some(place) = self.next_handler() {
            let handler = FallibleWithPayload::<E, _>(handler, PhantomData);
            place.keep::<E, _>(self.render, handler, Purpose::Own);
        }
    }

    /// `on:event=expression`.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn on_with<E: Event, M>(&mut self, _: E, handler: impl IntoHandler<E, M>) {
        if let Some(place) = self.next_handler() {
            place.keep::<E, _>(self.render, handler.into_handler(), Purpose::Own);
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
        if let Some(place) = self.next_handler() {
            place.keep::<E, _>(self.render, Bound::<E, _>(set, PhantomData), Purpose::Bind);
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
        if let Some(place) = self.next_handler() {
            place.keep::<E, _>(self.render, Bound::<E, _>(set, PhantomData), Purpose::Bind);
        }
    }
}

impl Place {
    /// Keeps a handler, in a box or beside those of the other rows: the compiler writes only the branch that the event's type says.
    /// An app has this code once for each of its handlers, hence so little of it.
    // Not in line: a page passes handlers by, and what calls this is to be no more than that question.
    #[inline(never)]
    #[cfg_attr(debug_assertions, track_caller)]
    fn keep<E: Event, H: Handle>(self, render: &Render<'_>, handler: H, purpose: Purpose) {
        if E::IS_REPEATED {
            let site = Site::caller();
            return self.put_handler(render, |handlers| {
                handlers.insert_repeated(handler, purpose, site)
            });
        }
        // A box of the render before is used again. Not in development: there the compiler's time counts for more.
        #[cfg(debug_assertions)]
        let boxed = Box::new(handler);
        #[cfg(not(debug_assertions))]
        let boxed = boxed(handler, handler_before(render));
        self.keep_boxed(render, boxed, purpose);
    }

    #[cfg_attr(debug_assertions, track_caller)]
    fn keep_boxed(self, render: &Render<'_>, handler: Box<dyn Handle>, purpose: Purpose) {
        let site = Site::caller();
        self.put_handler(render, |handlers| handlers.insert(handler, purpose, site));
    }

    #[inline]
    fn put_handler(
        self,
        render: &Render<'_>,
        insert: impl FnOnce(&mut HandlerSet) -> HandlerAddress,
    ) {
        self.put(render, |draft| {
            if let Draft::Slots(draft) = draft {
                let address = insert(&mut draft.handlers);
                draft.push(Item::Handler(address));
            }
        });
    }
}

/// A handler of the render before, mostly of the type of the next one.
#[cfg(not(debug_assertions))]
fn handler_before(render: &Render<'_>) -> Option<Box<dyn Handle>> {
    match &mut *render.sink()?.draft() {
        Draft::Slots(draft) => draft.handlers.take_before(),
        Draft::Html(_) => None,
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
