//! What an expanded `view!` calls for an element's event handlers and `bind:`.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use super::block::Block;
use super::content::Text;
use super::event::{Event, InputEvent, IntoHandler};
use super::handler::{
    Bound, Fallible, FallibleWithPayload, Handle, Plain, Purpose, WithPayload, boxed,
};
use super::sink::{Draft, Sink};
use super::slots::Item;
use crate::Error;
use crate::reactive::{Bind, Tx};
use crate::watch::Site;

/// The methods for handlers and `bind:`, of whoever keeps them; `$keep` is how, the only thing in which the two differ. They are
/// written out for both, because a method more between them is code more for every handler of an app.
macro_rules! handlers {
    ($owner:ty, |$this:ident, $handler:ident, $purpose:ident| $keep:expr) => {
        impl $owner {
            /// `on:event=|tx| …`.
            #[cfg_attr(debug_assertions, track_caller)]
            pub fn on0<E: Event>(&mut self, _: E, handler: impl Fn(&mut Tx<'_>) + 'static) {
                let ($this, $handler, $purpose) = (self, Plain(handler), Purpose::Own);
                $keep;
            }

            /// `on:event=|tx, ev| …`.
            #[cfg_attr(debug_assertions, track_caller)]
            pub fn on1<E: Event>(
                &mut self,
                _: E,
                handler: impl Fn(&mut Tx<'_>, &E::Payload) + 'static,
            ) {
                let handler = WithPayload::<E, _>(handler, PhantomData);
                let ($this, $handler, $purpose) = (self, handler, Purpose::Own);
                $keep;
            }

            /// `on:event=|tx| …` with `?` in its body.
            #[cfg_attr(debug_assertions, track_caller)]
            pub fn try0<E: Event>(
                &mut self,
                _: E,
                handler: impl Fn(&mut Tx<'_>) -> Result<(), Error> + 'static,
            ) {
                let ($this, $handler, $purpose) = (self, Fallible(handler), Purpose::Own);
                $keep;
            }

            /// `on:event=|tx, ev| …` with `?` in its body.
            #[cfg_attr(debug_assertions, track_caller)]
            pub fn try1<E: Event>(
                &mut self,
                _: E,
                handler: impl Fn(&mut Tx<'_>, &E::Payload) -> Result<(), Error> + 'static,
            ) {
                let handler = FallibleWithPayload::<E, _>(handler, PhantomData);
                let ($this, $handler, $purpose) = (self, handler, Purpose::Own);
                $keep;
            }

            /// `on:event=expression`.
            #[cfg_attr(debug_assertions, track_caller)]
            pub fn on_with<E: Event, M>(&mut self, _: E, handler: impl IntoHandler<E, M>) {
                let ($this, $handler, $purpose) = (self, handler.into_handler(), Purpose::Own);
                $keep;
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
                let block = self.block();
                block.attr(target.get(block.render));
                let set = move |tx: &mut Tx<'_>, ev: &InputEvent| {
                    let value = FieldValue::parse(&ev.value);
                    value.map(|value| target.set(tx, value)).is_some()
                };
                let handler = Bound::<E, _>(set, PhantomData);
                let ($this, $handler, $purpose) = (self, handler, Purpose::Bind);
                $keep;
            }

            /// `bind:checked=target`.
            #[cfg_attr(debug_assertions, track_caller)]
            pub fn bind_checked<E, B>(&mut self, _: E, target: B)
            where
                E: Event<Payload = InputEvent>,
                B: Bind,
                B::Value: CheckedValue,
            {
                let block = self.block();
                block.attr(target.get(block.render).is_checked());
                let set = move |tx: &mut Tx<'_>, ev: &InputEvent| {
                    target.set(tx, CheckedValue::from_checked(ev.checked));
                    true
                };
                let handler = Bound::<E, _>(set, PhantomData);
                let ($this, $handler, $purpose) = (self, handler, Purpose::Bind);
                $keep;
            }
        }
    };
}

handlers!(
    Block<'_>,
    |block, handler, purpose| if block.keeps_handlers() {
        let before = block.handler_before();
        block.keep(boxed(handler, before), purpose);
    }
);

handlers!(RowHandlers<'_, '_>, |handlers, handler, purpose| handlers
    .keep(handler, purpose));

/// The handlers of a row's block: there are as many of them as there are rows, and they are kept beside each other.
pub struct RowHandlers<'b, 'r>(&'b mut Block<'r>);

impl<'r> Block<'r> {
    /// Where the handlers of a row go.
    #[inline]
    pub fn repeated(&mut self) -> RowHandlers<'_, 'r> {
        RowHandlers(self)
    }

    #[inline]
    fn block(&mut self) -> &mut Self {
        self
    }

    /// Whether a handler is kept in what is being written. A page has none: there the slot is done with.
    #[inline]
    fn keeps_handlers(&mut self) -> bool {
        if self.pass() {
            return false;
        }
        let is_page = self.render.sink().is_some_and(Sink::is_page);
        if is_page {
            self.put(|_| ());
        }
        !is_page
    }

    fn handler_before(&self) -> Option<Box<dyn Handle>> {
        match &mut *self.render.sink()?.draft() {
            Draft::Slots(draft) => draft.handlers.take_before(),
            Draft::Html(_) => None,
        }
    }

    #[cfg_attr(debug_assertions, track_caller)]
    fn keep(&mut self, handler: Box<dyn Handle>, purpose: Purpose) {
        let site = Site::caller();
        self.put(|draft| {
            if let Draft::Slots(draft) = draft {
                let address = draft.handlers.insert(handler, purpose, site);
                draft.push(Item::Handler(address));
            }
        });
    }
}

impl<'r> RowHandlers<'_, 'r> {
    #[inline]
    fn block(&mut self) -> &mut Block<'r> {
        self.0
    }

    #[inline]
    #[cfg_attr(debug_assertions, track_caller)]
    fn keep(&mut self, handler: impl Handle, purpose: Purpose) {
        if !self.0.keeps_handlers() {
            return;
        }
        let site = Site::caller();
        self.0.put(|draft| {
            if let Draft::Slots(draft) = draft {
                let address = draft.handlers.insert_repeated(handler, purpose, site);
                draft.push(Item::Handler(address));
            }
        });
    }
}

impl fmt::Debug for RowHandlers<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RowHandlers").finish_non_exhaustive()
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
