//! Vango's runtime: reactive store, view, diff and session. State machines: nothing here opens a socket, reads a clock or
//! starts a thread; `vango-server` does.
//!
//! Applications use it through the facade crate `vango`.

mod error;

pub mod reactive;
pub mod view;

mod diff;
pub mod persist;
pub mod session;
mod watch;

pub use error::Error;
#[doc(hidden)]
pub use error::drop_contained;
