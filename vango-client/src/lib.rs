//! Vango's browser client.
//!
//! [`BUNDLE`] is the script that the server serves, built from `vango-client/ts` and committed. With the feature
//! `headless` there is also [`headless`], a client in Rust over a model DOM, for tests.
#![forbid(unsafe_code)]

mod bundle;
#[cfg(feature = "headless")]
pub mod headless;

pub use bundle::{BUNDLE, Bundle, DEV_BUNDLE};
