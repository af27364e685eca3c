//! What the suites of the bench share: figures and how they are reported, paired rounds and medians, servers as
//! processes of their own and what the kernel knows of them.
//!
//! A suite is a binary. It prints `{"figures": […]}` to its standard output and everything else to its standard error;
//! `cargo xtask bench` collects the figures and judges them. This crate knows neither Vango nor a peer.

#![forbid(unsafe_code)]

pub mod figure;
pub mod pair;
pub mod process;

pub use figure::{Bar, Figure, report};
pub use pair::{Paired, median, paired};
pub use process::Server;
