//! References whose targets debug information leaves out.
//!
//! rustc describes a type in every codegen unit that mentions it, with all that can be reached from it. An app's functions mention
//! contexts, from a context everything in a session can be reached, and an app has a unit for each module (two at that time): in a
//! development build that was half the time of the compiler (ADR 13). A trait object has nothing behind it to describe.
//! What is asked for behind it costs a comparison of type ids; a build without debug assertions has plain references.

#[cfg(debug_assertions)]
use std::any::Any;
use std::fmt;
use std::ops::{Deref, DerefMut};

use super::renewal::{Mounting, Renewal};
use super::store::Store;
use crate::view::{Sink, Template};

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

        impl fmt::Debug for $name<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($name))
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

shared! {
    /// `&Template`
    TemplateRef to Template
}

macro_rules! exclusive {
    ($(#[$doc:meta])* $name:ident to $target:ty) => {
        $(#[$doc])*
        pub(crate) struct $name<'s>(
            #[cfg(debug_assertions)] &'s mut (dyn Any + 'static),
            #[cfg(not(debug_assertions))] &'s mut $target,
        );

        impl<'s> $name<'s> {
            #[inline(always)]
            pub(crate) fn new(target: &'s mut $target) -> Self {
                Self(target)
            }
        }

        impl Deref for $name<'_> {
            type Target = $target;

            #[inline(always)]
            fn deref(&self) -> &$target {
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

        impl DerefMut for $name<'_> {
            #[inline(always)]
            fn deref_mut(&mut self) -> &mut $target {
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
    };
}

exclusive! {
    /// `&mut Store`
    StoreMut to Store
}

exclusive! {
    /// `&mut Mounting`
    MountingMut to Mounting
}

exclusive! {
    /// `&mut Renewal`
    RenewalMut to Renewal
}
