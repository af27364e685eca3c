//! Vango's runtime: reactive store, view, diff, session, driver and server.
//!
//! Applications use it through the facade crate `vango`.

mod error;

pub mod reactive;
pub mod view;

mod diff;
pub mod driver;
pub mod server;
pub mod session;

pub use error::Error;
