//! The reactive store: state of one session, and who depends on it.
//!
//! Purpose: signals, props, memos, lists, selectors and effects, resources, actions, channels, streams and timers, reached
//! through the contexts of the phases ([`Setup`], [`Render`], [`Tx`], [`Work`]), and render observers for the session.
//!
//! Invariant: reads return references and borrow the context; there is no lock and no `unsafe`. Validity is decided by
//! revision numbers when something is read; edges only decide who is asked after a write.
//!
//! Deliberately absent: threads, executors, clocks, randomness, rendering, and anything about the wire. Work is handed to
//! the driver as futures, its answers and outside messages come back through an inbox, time comes in with each turn.
//!
//! Map:
//! - `phase` (markers, purity) and `context` (contexts, their traits) are the rules;
//! - `signal`, `prop`, `memo`, `selector`, `effect` (asked for in `reaction`) and `list` (over `rows`, `slab`, `log`; to the
//!   view: `edit`) are the kinds of nodes; `stored`, `callback` and `slot_fn` are nodes that nobody computes from; `lens` is
//!   a part of a signal, `provide` is for subtrees, `service` for the whole app;
//! - `resource` (over `load`, `loader`) and `action` (over `run`) ask for work off the loop, which gets a `work` context; `task` and `cancel` are how
//!   it starts and ends; `channel`, `stream` and `timer` bring what happens outside; `inbox` is where it arrives;
//! - `shared` and `global` (over `globals`) are persisted items, over `kept` and `commit`; `assign` takes values from outside;
//! - `node` (identity), `store` (slots), `held` (what they occupy), `owner` (life and death), `graph` (pulling), `edge`
//!   (linking) and `observer` (who is dirty) are the machinery;
//! - `fault` and `limits` say how it ends.

mod action;
mod assign;
mod bound;
mod budget;
mod callback;
mod cancel;
mod channel;
mod commit;
mod context;
mod edge;
mod edit;
mod effect;
mod fault;
mod global;
mod globals;
mod graph;
mod held;
mod inbox;
mod kept;
mod lens;
mod limits;
mod list;
mod load;
mod loader;
mod log;
mod memo;
mod misplaced;
mod node;
mod observer;
mod opaque;
mod owner;
mod phase;
mod prop;
mod provide;
mod queues;
mod reaction;
mod renewal;
mod resource;
mod rows;
mod run;
mod scratch;
mod seldom;
mod selector;
mod service;
mod shared;
mod signal;
mod slab;
mod slot_fn;
mod store;
mod stored;
mod stream;
mod task;
#[cfg(test)]
mod tests;
mod timer;
mod twice;
mod unread;
mod waited;
mod work;

pub use action::{Action, ActionBuilder, ActionState, Rejection};
pub use bound::{HandedDown, HandedOn, Leaves, OffLoop, StateValue, assert_leaves};
pub use budget::StateBudget;
pub use callback::{Callback, CallbackClosure, callback, callback_closure};
pub use channel::{SendError, Sender};
// `Allocate` is not among them: a function that is generic over it would allocate unchecked.
pub use context::{Open, Read, Render, Setup, Tx, Write};
pub use fault::{DuplicateKey, MemoCycle, MemoTooDeep, StaleHandle, StoreFull, fault_message};
pub use global::Global;
pub use globals::{Draft, GlobalUpdate, Globals};
pub(crate) use kept::Told;
pub use lens::{Bind, Lens};
pub use list::ListSignal;
pub use memo::Memo;
pub use misplaced::InSetup;
// What `#[component]` and `#[setup]` write. No function says of itself that it was checked.
#[doc(hidden)]
pub use phase::Checked;
pub use phase::{
    HandlesStayOnTheSessionLoop, MissingSetupAttribute, OnTheSessionLoop, Pure, assert_pure,
};
pub use prop::{Keeps, Prop, PropValue, keep, keeps};
pub use reaction::IntoCleanup;
pub use renewal::PropWriter;
pub use resource::{Load, Resource};
pub use selector::Selector;
pub use service::{Service, Services};
pub use shared::{SessionKey, Shared};
pub use signal::Signal;
pub use slot_fn::{SlotClosure, SlotFn, slot_closure, slot_fn};
pub use stored::Stored;
pub use task::TaskFailure;
pub use timer::Timer;
pub use unread::{Asked, Collection, Condition, If, ReadFirst, asked};
#[doc(hidden)]
pub use waited::Waited;
pub use work::Work;

pub(crate) use context::Reads;
pub(crate) use edit::{ListEdit, RowId};
pub(crate) use fault::{Panicked, panic_message};
#[doc(hidden)]
pub use held::ALLOCATION_OVERHEAD_BYTES;
pub(crate) use held::{allocated, growth, reserve_one};
pub(crate) use inbox::Message;
pub(crate) use node::NodeId;
pub(crate) use observer::Observer;
pub(crate) use opaque::{SinkRef, TemplateRef};
pub(crate) use owner::Owner;
#[cfg(debug_assertions)]
pub(crate) use prop::PropDifference;
pub(crate) use queues::Queues;
pub(crate) use renewal::{Mounting, Renewal};
pub(crate) use seldom::Seldom;
pub(crate) use store::{Store, StoreSettings};
pub(crate) use task::{Deadline, Task};
