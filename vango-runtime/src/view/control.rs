//! What an expanded `view!` calls for an element's event handlers and `bind:`.

use std::marker::PhantomData;
use std::str::FromStr;

use super::block::Block;
use super::content::Text;
use super::event::{Event, InputEvent, IntoHandler};
use super::handler::{Fallible, FallibleWithPayload, Handle, Plain, WithPayload};
use super::sink::Draft;
use super::slots::Item;
use crate::Error;
use crate::reactive::{Bind, Tx};

impl Block<'_> {
    /// `on:event=|tx| …`.
    pub fn on0<E: Event>(&mut self, _: E, handler: impl Fn(&mut Tx<'_>) + 'static) {
        self.put_handler(Plain(handler));
    }

    /// `on:event=|tx, ev| …`.
    pub fn on1<E: Event>(&mut self, _: E, handler: impl Fn(&mut Tx<'_>, &E::Payload) + 'static) {
        self.put_handler(WithPayload::<E, _>(handler, PhantomData));
    }

    /// `on:event=|tx| …` with `?` in its body.
    pub fn try0<E: Event>(
        &mut self,
        _: E,
        handler: impl Fn(&mut Tx<'_>) -> Result<(), Error> + 'static,
    ) {
        self.put_handler(Fallible(handler));
    }

    /// `on:event=|tx, ev| …` with `?` in its body.
    pub fn try1<E: Event>(
        &mut self,
        _: E,
        handler: impl Fn(&mut Tx<'_>, &E::Payload) -> Result<(), Error> + 'static,
    ) {
        self.put_handler(FallibleWithPayload::<E, _>(handler, PhantomData));
    }

    /// `on:event=expression`.
    pub fn on_with<E: Event, M>(&mut self, _: E, handler: impl IntoHandler<E, M>) {
        self.put_handler(handler.into_handler());
    }

    fn put_handler(&mut self, handler: impl Handle) {
        self.put(|draft, _| {
            if let Draft::Slots(draft) = draft {
                let address = draft.handlers.insert(handler);
                draft.push(Item::Handler(address));
            }
        });
    }

    /// `bind:value=target`: the control shows the value, and what is typed into it is parsed and set. Input that cannot
    /// be parsed changes nothing.
    pub fn bind_value<E, B>(&mut self, event: E, target: B)
    where
        E: Event<Payload = InputEvent>,
        B: Bind,
        B::Value: Text + FromStr,
    {
        self.attr(target.get(self.render));
        self.on1(event, move |tx, ev: &InputEvent| {
            if let Ok(value) = ev.value.parse() {
                target.set(tx, value);
            }
        });
    }

    /// `bind:checked=target`.
    pub fn bind_checked<E, B>(&mut self, event: E, target: B)
    where
        E: Event<Payload = InputEvent>,
        B: Bind<Value = bool>,
    {
        self.attr(*target.get(self.render));
        self.on1(event, move |tx, ev: &InputEvent| {
            target.set(tx, ev.checked);
        });
    }
}
