//! Visitors on real sockets, as `hostile` and `soak` send them: the whole client (a model of the page that every patch is
//! applied to), one connection each, blocking.
//!
//! Invariant: a visitor whose page and session have come apart is an error, so that a load test is a test of the
//! protocol too. It deliberately measures nothing; who drives it does.

#![forbid(unsafe_code)]

pub mod latency;
pub mod visitor;

pub use latency::Latencies;
pub use vango_client::headless::Find;
pub use visitor::Visitor;
