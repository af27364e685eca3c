//! Slots → patches.
//!
//! A render leaves a draft ([`crate::view`]); the shadow holds one word for each slot that the browser shows now. A
//! [`Pass`] walks both at once and writes one operation for each slot that differs. Static markup is never walked, and
//! neither texts nor a tree of nodes are kept.
//!
//! Invariant: after a pass the shadow says what the browser shows once it has applied what was written. Block ids are
//! given out in the order in which content is written, so that both sides count alike.

mod block;
mod boundary;
mod dormant;
mod dynamic;
mod each;
mod instance;
mod nesting;
mod order;
mod panic;
mod pass;
mod plan;
mod round;
mod rows;
mod rowtable;
mod shadow;
mod shape;
mod slot;
mod standing;
mod template;
mod told;
mod tree;
mod twice;
mod watched;
mod word;

pub(crate) use dormant::{Dormant, Recalled};
pub(crate) use instance::{set_up, update_props};
pub(crate) use nesting::Authors;
pub(crate) use panic::{Computing, Panics};
pub(crate) use pass::{FAILED, Out, Pass, PassError, Written};
pub(crate) use shape::ShapeHash;
pub(crate) use slot::Giver;
pub(crate) use template::Templates;
pub(crate) use tree::{Place, Scope, Tree, Waiting};
pub(crate) use word::Shows;

/// Components may nest this deep. A component that contains itself without an end stops here and not on the stack.
pub const MAX_DEPTH: u32 = 128;
