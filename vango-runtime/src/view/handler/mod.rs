//! Event handlers, in the forms in which a view has them and in the two ways in which they are kept.
//!
//! A handler outside of rows is a box of its own ([`alone`]): two words and what it captures, and hardly any code of its own for
//! the compiler. One that is written in a row of a `for` or an `each` stands in a vector with those of its type ([`pool`]): a
//! thousand rows with two buttons cost two growing vectors and no box. `view!` sees which of the two it is; a handler of a
//! function that is called for each row is in a box.

mod alone;
mod pool;
mod set;

#[cfg(any(test, not(debug_assertions)))]
use std::any::Any;
#[cfg(any(test, not(debug_assertions)))]
use std::any::Any as Reused; // A box is asked for its type before it is used again.
use std::marker::PhantomData;

use vango_protocol::Payload;

use super::event::{Event, FromPayload};
use crate::Error;
use crate::reactive::Tx;

pub(crate) use set::{HandlerAddress, HandlerSet};

/// How a call of a handler ended.
#[derive(Debug)]
pub(crate) enum Called {
    Done,
    /// The handler returned an error.
    Failed(Error),
    /// It binds a control, and what was typed cannot be parsed: nothing has changed.
    Unparsed,
    /// The payload is not one of this event's; nothing was called.
    WrongPayload,
    /// No handler is kept there; nothing was called.
    Gone,
}

/// What a handler is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Whatever its author had in mind.
    Own,
    /// `bind:`: it keeps a control and a value equal.
    Bind,
}

/// In development no box is used again, and nothing is asked: that would be a function for each handler of an app.
#[cfg(not(any(test, not(debug_assertions))))]
pub trait Reused {}
#[cfg(not(any(test, not(debug_assertions))))]
impl<T> Reused for T {}

/// A handler in the form in which it is kept.
pub trait Handle: Reused + 'static {
    /// Calls it.
    #[doc(hidden)]
    fn call(&self, tx: &mut Tx<'_>, payload: &Payload<'_>) -> HandlerOutcome;
}

/// What a kept handler answers; opaque outside of the crate.
#[derive(Debug)]
pub struct HandlerOutcome(pub(crate) Called);

impl HandlerOutcome {
    fn from_result(result: Result<(), Error>) -> Self {
        Self(match result {
            Ok(()) => Called::Done,
            Err(error) => Called::Failed(error),
        })
    }
}

/// `|tx| …`
pub(crate) struct Plain<F>(pub(crate) F);
/// `|tx| …` with `?` in it.
pub(crate) struct Fallible<F>(pub(crate) F);
/// `|tx, ev| …`
pub(crate) struct WithPayload<E, F>(pub(crate) F, pub(crate) PhantomData<fn() -> E>);
/// `|tx, ev| …` with `?` in it.
pub(crate) struct FallibleWithPayload<E, F>(pub(crate) F, pub(crate) PhantomData<fn() -> E>);
/// What `bind:` does with what is typed. Answers whether it could be parsed.
pub(crate) struct Bound<E, F>(pub(crate) F, pub(crate) PhantomData<fn() -> E>);

impl<F: Fn(&mut Tx<'_>) + 'static> Handle for Plain<F> {
    fn call(&self, tx: &mut Tx<'_>, _: &Payload<'_>) -> HandlerOutcome {
        (self.0)(tx);
        HandlerOutcome(Called::Done)
    }
}

impl<F: Fn(&mut Tx<'_>) -> Result<(), Error> + 'static> Handle for Fallible<F> {
    fn call(&self, tx: &mut Tx<'_>, _: &Payload<'_>) -> HandlerOutcome {
        HandlerOutcome::from_result((self.0)(tx))
    }
}

impl<E: Event, F: Fn(&mut Tx<'_>, &E::Payload) + 'static> Handle for WithPayload<E, F> {
    fn call(&self, tx: &mut Tx<'_>, payload: &Payload<'_>) -> HandlerOutcome {
        HandlerOutcome(match E::Payload::from_payload(payload) {
            Some(event) => {
                (self.0)(tx, &event);
                Called::Done
            }
            None => Called::WrongPayload,
        })
    }
}

impl<E: Event, F: Fn(&mut Tx<'_>, &E::Payload) -> Result<(), Error> + 'static> Handle
    for FallibleWithPayload<E, F>
{
    fn call(&self, tx: &mut Tx<'_>, payload: &Payload<'_>) -> HandlerOutcome {
        match E::Payload::from_payload(payload) {
            Some(event) => HandlerOutcome::from_result((self.0)(tx, &event)),
            None => HandlerOutcome(Called::WrongPayload),
        }
    }
}

impl<E: Event, F: Fn(&mut Tx<'_>, &E::Payload) -> bool + 'static> Handle for Bound<E, F> {
    fn call(&self, tx: &mut Tx<'_>, payload: &Payload<'_>) -> HandlerOutcome {
        HandlerOutcome(match E::Payload::from_payload(payload) {
            Some(event) if (self.0)(tx, &event) => Called::Done,
            Some(_) => Called::Unparsed,
            None => Called::WrongPayload,
        })
    }
}

/// Puts a handler into a box, that of the handler before it if it has the same type.
#[cfg(any(test, not(debug_assertions)))]
pub(super) fn boxed<H: Handle>(handler: H, before: Option<Box<dyn Handle>>) -> Box<dyn Handle> {
    if let Some(mut before) = before {
        let same: &mut dyn Any = &mut *before;
        if let Some(same) = same.downcast_mut() {
            *same = handler;
            return before;
        }
    }
    Box::new(handler)
}

#[cfg(test)]
mod tests {
    use std::ptr;
    use std::rc::Rc;

    use super::*;

    struct Holding<const N: usize> {
        _held: Rc<()>,
    }

    impl<const N: usize> Holding<N> {
        fn new(held: &Rc<()>) -> Self {
            Self {
                _held: held.clone(),
            }
        }
    }

    impl<const N: usize> Handle for Holding<N> {
        fn call(&self, _: &mut Tx<'_>, _: &Payload<'_>) -> HandlerOutcome {
            HandlerOutcome(Called::Done)
        }
    }

    #[test]
    fn a_box_is_used_again_by_a_handler_of_its_type_alone() {
        let held = Rc::new(());
        let first = boxed(Holding::<1>::new(&held), None);
        let place = ptr::from_ref(&*first).cast::<()>();
        let second = boxed(Holding::<1>::new(&held), Some(first));
        assert_eq!(ptr::from_ref(&*second).cast::<()>(), place);
        assert_eq!(Rc::strong_count(&held), 2, "what was there is dropped");
        let third = boxed(Holding::<2>::new(&held), Some(second));
        let third: &dyn Any = &*third;
        assert!(third.is::<Holding<2>>());
        assert_eq!(Rc::strong_count(&held), 2, "what was there is dropped");
    }
}
