//! The reactive store: state of one session, and who depends on it.
//!
//! Purpose: signals, props, memos, lists, selectors and effects, reached through the contexts of the phases
//! ([`Setup`], [`Render`], [`Tx`]), and render observers for the session.
//!
//! Invariant: reads return references and borrow the context; there is no lock and no `unsafe`. Validity is decided by
//! revision numbers when something is read; edges only decide who is asked after a write.
//!
//! Deliberately absent: threads, clocks, randomness, rendering, and anything about the wire.
//!
//! Map:
//! - `phase` (markers, purity) and `context` (contexts, their traits) are the rules;
//! - `signal`, `prop`, `memo`, `selector`, `effect` and `list` (over `rows`, `slab`, `log`; to the view: `edit`) are the
//!   kinds of nodes;
//! - `node` (identity), `store` (slots), `owner` (life and death), `graph` (pulling), `edge` (linking) and `observer` (who
//!   is dirty) are the machinery;
//! - `fault` and `limits` say how it ends.

mod context;
mod edge;
mod edit;
mod effect;
mod fault;
mod graph;
mod limits;
mod list;
mod log;
mod memo;
mod node;
mod observer;
mod owner;
mod phase;
mod prop;
mod rows;
mod selector;
mod signal;
mod slab;
mod store;
#[cfg(test)]
mod tests;

pub use context::{Allocate, PropWriter, Read, Render, Setup, Tx, Write};
pub use effect::IntoCleanup;
pub use fault::{DuplicateKey, MemoCycle, MemoTooDeep, StaleHandle, StoreFull, fault_message};
pub use list::ListSignal;
pub use memo::Memo;
pub use phase::{Checked, HandlesStayOnTheSessionLoop, MissingSetupAttribute, Pure, assert_pure};
pub use prop::{Prop, prop};
pub use selector::Selector;
pub use signal::Signal;

pub(crate) use context::Reads;
pub(crate) use edit::{ListEdit, RowId};
pub(crate) use node::NodeId;
pub(crate) use observer::Observer;
pub(crate) use owner::Owner;
pub(crate) use store::Store;
