//! Allocation where there is none: methods of [`Render`] and [`Tx`] that nobody can call.
//!
//! Invariant: none of them can run, since nothing implements [`InSetup`] for these contexts. They exist so that a newcomer
//! who writes `r.signal(0)` reads where state is allocated instead of "no method named `signal`"; their results have the
//! types of the real ones, so that one mistake gives one error.
//! Deliberately absent: what needs a policy or a builder; rustc names the missing method there.

use std::future::Future;
use std::hash::Hash;

use super::context::{Render, Tx};
use super::list::ListSignal;
use super::memo::Memo;
use super::resource::Resource;
use super::signal::Signal;
use super::stored::Stored;
use super::work::Work;
use crate::Error;

/// A context in which state is allocated.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot allocate state: only setup does [VG0703]",
    label = "state is allocated here",
    note = "setup runs once, render and handlers again and again: write `let count = cx.signal(0);` in the function's body, before `render(…)`, and use `count` here"
)]
pub trait InSetup {}

macro_rules! misplaced {
    ($context:ident) => {
        #[doc(hidden)]
        impl<'s> $context<'s> {
            pub fn signal<T>(&self, _: T) -> Signal<T>
            where
                $context<'s>: InSetup,
            {
                unreachable!("nothing implements the bound")
            }

            pub fn stored<T>(&self, _: T) -> Stored<T>
            where
                $context<'s>: InSetup,
            {
                unreachable!("nothing implements the bound")
            }

            pub fn memo<T>(&self, _: impl Fn(&mut Render<'_>) -> T) -> Memo<T>
            where
                $context<'s>: InSetup,
            {
                unreachable!("nothing implements the bound")
            }

            pub fn list<T, K: Hash + Eq>(&self, _: impl Fn(&T) -> K) -> ListSignal<T, K>
            where
                $context<'s>: InSetup,
            {
                unreachable!("nothing implements the bound")
            }

            pub fn effect<T, R>(
                &self,
                _: impl Fn(&mut Render<'_>) -> T,
                _: impl Fn(&mut Tx<'_>, &T) -> R,
            ) where
                $context<'s>: InSetup,
            {
                unreachable!("nothing implements the bound")
            }

            pub fn on_change<T, R>(
                &self,
                _: impl Fn(&mut Render<'_>) -> T,
                _: impl Fn(&mut Tx<'_>, &T) -> R,
            ) where
                $context<'s>: InSetup,
            {
                unreachable!("nothing implements the bound")
            }

            pub fn resource<K, T, Fut: Future<Output = Result<T, Error>>>(
                &self,
                _: impl Fn(&mut Render<'_>) -> K,
                _: impl Fn(Work, K) -> Fut,
            ) -> Resource<T>
            where
                $context<'s>: InSetup,
            {
                unreachable!("nothing implements the bound")
            }
        }
    };
}

misplaced!(Render);
misplaced!(Tx);
