//! References whose targets debug information leaves out.
//!
//! rustc describes a type in every codegen unit that mentions it, with all that can be reached from it. An app's functions mention
//! contexts, from a context everything in a session can be reached, and an app has two units for each module: in a development
//! build that was half the time of the compiler (docs/benchmarks.md, "compile"). A trait object has nothing behind it to describe.
//! What is asked for behind it costs a comparison of type ids; a build without debug assertions has plain references.

#[cfg(debug_assertions)]
use std::any::Any;
use std::ops::{Deref, DerefMut};

use super::store::Store;
use crate::view::Sink;

macro_rules! shared {
    ($(#[$doc:meta])* $name:ident to $target:ty) => {
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub(crate) struct $name<'s>(
            #[cfg(debug_assertions)] &'s (dyn Any + 'static),
            #[cfg(not(debug_assertions))] &'s $target,
        );

        impl<'s> $name<'s> {
            #[inline(always)]
            pub(crate) fn new(target: &'s $target) -> Self {
                Self(target)
            }

            /// What it refers to, for as long as that is there.
            #[inline(always)]
            pub(crate) fn get(self) -> &'s $target {
                #[cfg(debug_assertions)]
                {
                    self.0.downcast_ref().expect(ONE_TYPE)
                }
                #[cfg(not(debug_assertions))]
                {
                    self.0
                }
            }
        }

        impl Deref for $name<'_> {
            type Target = $target;

            #[inline(always)]
            fn deref(&self) -> &$target {
                self.get()
            }
        }
    };
}

#[cfg(debug_assertions)]
const ONE_TYPE: &str = "it is made of this type alone";

shared! {
    /// `&Store`
    StoreRef to Store
}

shared! {
    /// `&Sink`
    SinkRef to Sink
}

/// `&mut Store`
pub(crate) struct StoreMut<'s>(
    #[cfg(debug_assertions)] &'s mut (dyn Any + 'static),
    #[cfg(not(debug_assertions))] &'s mut Store,
);

impl<'s> StoreMut<'s> {
    #[inline(always)]
    pub(crate) fn new(store: &'s mut Store) -> Self {
        Self(store)
    }
}

impl Deref for StoreMut<'_> {
    type Target = Store;

    #[inline(always)]
    fn deref(&self) -> &Store {
        #[cfg(debug_assertions)]
        {
            self.0.downcast_ref().expect(ONE_TYPE)
        }
        #[cfg(not(debug_assertions))]
        {
            self.0
        }
    }
}

impl DerefMut for StoreMut<'_> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut Store {
        #[cfg(debug_assertions)]
        {
            self.0.downcast_mut().expect(ONE_TYPE)
        }
        #[cfg(not(debug_assertions))]
        {
            self.0
        }
    }
}
