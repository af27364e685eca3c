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
//! | phase | context | allocate | read | write |
//! | --- | --- | --- | --- | --- |
//! | setup | [`Setup`](prelude::Setup) | yes | untracked | no |
//! | render, memo, an effect's first closure | [`Render`](prelude::Render) | no | tracked | no |
//! | event handler, an effect's second closure | [`Tx`](prelude::Tx) | no | untracked | yes |

pub use vango_macros::{component, setup, view};
pub use vango_runtime::driver::{CountingAllocator, counts_memory};
pub use vango_runtime::server::{
    App, AppService, Body, BoxError, Cause, Client, Compression, Counters, Limits, Links, Mode,
    ParamError, Params, Peer, Scheme, Server, ServiceFuture, StartError, StartErrorKind, Transport,
};
pub use vango_runtime::view::{Invocation, ready, render};
pub use vango_runtime::{Error, reactive, session, view};

pub mod prelude {
    //! What an application uses everywhere.

    pub use vango_macros::{component, setup, view};
    pub use vango_runtime::reactive::{
        Action, ActionState, Callback, Lens, ListSignal, Load, Memo, Prop, Read, Render, Resource,
        Selector, Sender, Service, Setup, Signal, SlotFn, Stored, Timer, Tx, Work, Write,
    };
    pub use vango_runtime::server::{App, Params};
    pub use vango_runtime::view::{
        Attrs, Component, ErrorBoundary, Failure, Slot, TrustedHtml, View, events, render,
    };
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
        pub use vango_runtime::reactive::{
            Callback, CallbackClosure, Checked, Prop, PropWriter, Pure, Render, Setup, SlotClosure,
            SlotFn, Tx, assert_pure, callback, callback_closure, prop, slot_closure, slot_fn,
        };
        pub use vango_runtime::view::{
            Block, ChildrenOf, CompleteProps, Component, ComponentDef, EventFlags, EventOptions,
            Given, Invocation, Layout, Missing, NoRequiredProps, Ready, Rows, Slot, SlotKind,
            Template, View, assert_taken, complete, events, given, open, ready, render, row, slot,
        };
    }
}

#[cfg(doc)]
#[doc = include_str!("../docs/guide/README.md")]
pub mod guide {
    macro_rules! chapter {
        ($name:ident, $file:literal) => {
            #[doc = include_str!(concat!("../docs/guide/", $file))]
            pub mod $name {}
        };
    }

    chapter!(mental_model, "mental-model.md");
    chapter!(components, "components.md");
    chapter!(markup, "markup.md");
    chapter!(state, "state.md");
    chapter!(lists, "lists.md");
    chapter!(errors, "errors.md");
    chapter!(testing, "testing.md");
}

/// The tour in README.md compiles.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadmeTour;
