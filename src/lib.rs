//! # Vango: a server-driven UI framework whose rules are compile errors
//!
//! The server owns the state and renders; the browser sends events and applies patches over a WebSocket. A component is
//! a function: its body is *setup*, runs once and allocates; the closure that it ends with is *render*, runs whenever
//! something that it read has changed, and can do nothing else than read.
//!
//! ```no_run
//! use vango::prelude::*;
//!
//! #[component]
//! fn Counter(cx: &mut Setup, #[prop(default = 1)] step: Prop<i64>) -> Component {
//!     let count = cx.signal(0);
//!     render(move |r| {
//!         view! { r,
//!             <button on:click=move |tx| { *count.get_mut(tx) += *step.get(tx); }>"+"</button>
//!             <output>{count}</output>
//!         }
//!     })
//! }
//!
//! fn main() -> Result<(), vango::Error> {
//!     App::new().page("/", Counter).run()
//! }
//! ```
//!
//! # Phases
//!
//! Each phase of a component's life has a context of its own, and the context is the only way to state. What a phase must
//! not do, its context has no method for: to write in a render is a compile error, and so is to allocate in a handler.
//!
//! | phase | context | may wait | allocate | read | write |
//! | --- | --- | --- | --- | --- | --- |
//! | setup, once per mounted component | [`Setup`](prelude::Setup) | no | yes | untracked | no |
//! | render, memo, an effect's first closure, a resource's key | [`Render`](prelude::Render) | no | no | tracked | no |
//! | event handler, an effect's second closure, timer, message, completion | [`Tx`](prelude::Tx) | no | no | untracked | yes |
//! | a resource's loader, an action's work, a stream | [`Work`](prelude::Work) | yes | no | no | no |
//!
//! # What there is
//!
//! | for | look at |
//! | --- | --- |
//! | components and setup functions | [`component`](macro@component), [`setup`](macro@setup); [`Prop`](prelude::Prop), [`Slot`](prelude::Slot), [`SlotFn`](prelude::SlotFn), [`Callback`](prelude::Callback) |
//! | markup, events, forms | [`view!`](macro@view); [`view`](mod@view) for payloads, [`Text`](view::Text), [`Attrs`](prelude::Attrs), [`TrustedHtml`](prelude::TrustedHtml) |
//! | state | [`Signal`](prelude::Signal), [`Memo`](prelude::Memo), [`Lens`](prelude::Lens), [`Stored`](prelude::Stored); effects: [`Setup::effect`](prelude::Setup::effect), [`on_change`](prelude::Setup::on_change), [`on_mount`](prelude::Setup::on_mount) |
//! | lists | [`ListSignal`](prelude::ListSignal), [`Selector`](prelude::Selector) |
//! | work off the loop | [`Resource`](prelude::Resource), [`Action`](prelude::Action), [`Work`](prelude::Work), [`Setup::stream`](prelude::Setup::stream) |
//! | time, messages, services | [`Timer`](prelude::Timer), [`Sender`](prelude::Sender), [`Service`](prelude::Service) |
//! | state that survives | [`shared`](macro@shared), [`session_key`](macro@session_key), [`global`](macro@global), [`Persist`](derive@Persist); [`Shared`](prelude::Shared), [`SessionKey`](prelude::SessionKey), [`Global`](prelude::Global); [`RequestSession`] in HTTP handlers |
//! | values for a subtree | [`Setup::provide`](prelude::Setup::provide), [`Setup::context`](prelude::Setup::context) |
//! | failures | [`Error`], [`ErrorBoundary`](prelude::ErrorBoundary), [`Load::Failed`](prelude::Load::Failed), [`Cause`] |
//! | pages and serving | [`App`], [`Params`], [`Links`], [`Limits`], [`Server`], [`AppService`] |
//!
//! Cargo features, both off by default: `http2` (HTTP/2 from a proxy, and WebSocket over it), `counting-allocator`
//! (`CountingAllocator`: the memory of sessions is measured, not estimated).
#![cfg_attr(
    doc,
    doc = "\nThe [guide] explains all of it, with examples that are run by the tests."
)]

pub use vango_macros::{Persist, component, global, session_key, setup, shared, view};
pub use vango_runtime::view::{Invocation, ready, render};
pub use vango_runtime::{Error, persist, reactive, session, view};
#[cfg(feature = "counting-allocator")]
pub use vango_server::driver::CountingAllocator;
pub use vango_server::driver::counts_memory;
/// Where persisted values are kept: [`App::store`].
pub use vango_server::store;
pub use vango_server::{
    App, AppService, Body, BoxError, Cause, Client, Compression, Counters, Limits, Links, Mode,
    NotFound, ParamError, Params, Peer, RequestSession, RequestSessionError, Scheme, Server,
    ServiceFuture, StartError, StartErrorKind, Transport,
};

pub mod prelude {
    //! What an application uses everywhere: `use vango::prelude::*;`.
    //!
    //! Left out is what is named once or twice in an app, or would hide another crate's name: [`vango::Error`](crate::Error),
    //! [`Limits`](crate::Limits), [`Links`](crate::Links), and the payloads of events in [`vango::view`](mod@crate::view).

    pub use vango_macros::{Persist, component, global, session_key, setup, shared, view};
    pub use vango_runtime::reactive::{
        Action, ActionState, Callback, Global, Lens, ListSignal, Load, Memo, Prop, Read, Rejection,
        Render, Resource, Selector, SendError, Sender, Service, SessionKey, Setup, Shared, Signal,
        SlotFn, Stored, Timer, Tx, Work, Write,
    };
    pub use vango_runtime::view::{
        Attrs, Component, ErrorBoundary, Failure, Slot, TrustedHtml, View, render,
    };
    pub use vango_server::{App, Params};
}

/// Emitted before a handler that takes a row of `for` along: rustc names it when the row cannot be kept. `T: 'static` is
/// what the handler asks as well.
#[doc(hidden)]
#[macro_export]
macro_rules! copy_what_you_need_first {
    ($row:expr) => {{
        fn handler_keeps<T: 'static>(_: &T) {}
        handler_keeps(&$row)
    }};
}

#[doc(hidden)]
pub mod __private {
    //! What the macros expand to. No promise of stability: a macro and its runtime are of one version.

    pub mod v1 {
        //! The names of this version.
        pub use crate::copy_what_you_need_first;
        // The standard library's, whatever these names mean where a component stands, and in few bytes.
        pub use ::core::convert::Into;
        pub use ::core::marker::PhantomData;
        pub use ::core::option::Option::{self, None, Some};
        pub use ::std::boxed::Box;
        pub use vango_runtime::persist::{
            Declare, Declared, Fingerprint, FromConst, Migrate, Migration, Nothing, declare,
            migration, origins,
        };
        pub use vango_runtime::reactive::{
            Callback, CallbackClosure, Checked, Collection, Global, Prop, PropWriter, Pure, Render,
            SessionKey, Setup, Shared, SlotClosure, SlotFn, Tx, Waited, asked, assert_leaves,
            assert_pure, callback, callback_closure, keep, keeps, slot_closure, slot_fn,
        };
        pub use vango_runtime::view::{
            Block, CompleteProps, Component, ComponentDef, EventFlags, EventOptions, Given,
            Invocation, Layout, Marks, Missing, Mount, NoChildren, NoRequiredProps, Owned,
            Repeated, Rows, Slot, SlotKind as Kind, Template, View, assert_taken, attributes,
            bindings, elements, events, left_out, open, render, row, row_of, slot,
        };
        pub use vango_schema as schema;
    }
}

/// Where the guide's references lead here. On GitHub they lead to files: a reference's first definition wins, and the
/// files' own come last. They are left out of the doc tests, which would lose their files' names and lines by them.
#[cfg(doc)]
macro_rules! chapter {
    (pub mod $name:ident = $file:literal $body:tt) => {
        #[cfg_attr(not(doctest), doc = "[mental-model]: crate::guide::mental_model")]
        #[cfg_attr(not(doctest), doc = "[components]: crate::guide::components")]
        #[cfg_attr(not(doctest), doc = "[markup]: crate::guide::markup")]
        #[cfg_attr(not(doctest), doc = "[state]: crate::guide::state")]
        #[cfg_attr(not(doctest), doc = "[lists]: crate::guide::lists")]
        #[cfg_attr(not(doctest), doc = "[errors]: crate::guide::errors")]
        #[cfg_attr(not(doctest), doc = "[compiler]: crate::guide::compiler")]
        #[cfg_attr(not(doctest), doc = "[server]: crate::guide::server")]
        #[cfg_attr(not(doctest), doc = "[testing]: crate::guide::testing")]
        #[cfg_attr(not(doctest), doc = "[development]: crate::guide::development")]
        #[cfg_attr(not(doctest), doc = "[deploy]: crate::guide::deploy")]
        #[cfg_attr(not(doctest), doc = "")]
        #[doc = include_str!(concat!("../docs/", $file))]
        pub mod $name $body
    };
}

#[cfg(doc)]
chapter! {
    pub mod guide = "guide/README.md" {
        chapter! { pub mod mental_model = "guide/mental-model.md" {} }
        chapter! { pub mod components = "guide/components.md" {} }
        chapter! { pub mod markup = "guide/markup.md" {} }
        chapter! { pub mod state = "guide/state.md" {} }
        chapter! { pub mod lists = "guide/lists.md" {} }
        chapter! { pub mod errors = "guide/errors.md" {} }
        chapter! { pub mod compiler = "guide/compiler.md" {} }
        chapter! { pub mod server = "guide/server.md" {} }
        chapter! { pub mod testing = "guide/testing.md" {} }
        chapter! { pub mod development = "guide/development.md" {} }
        chapter! { pub mod deploy = "deploy.md" {} }
    }
}

/// The tour in README.md compiles.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadmeTour;

/// The example in docs/persistence.md compiles.
#[cfg(doctest)]
#[doc = include_str!("../docs/persistence.md")]
struct PersistenceExample;
