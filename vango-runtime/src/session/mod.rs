//! One session: a pure machine from inputs to frames.
//!
//! `(state, input, now) -> outputs`: no socket, no clock, no randomness, no other session. The driver brings time,
//! frames and buffers in ([`Turn`]) and carries frames out ([`Outbox`]); so a session can be driven by a test or a
//! simulation exactly as by a browser.
//!
//! Life: [`Session::open`] runs setup; [`Session::page`] renders the page's bytes and leaves the session frozen: its
//! state and nothing else; the page's socket thaws it ([`Session::attach`]); from then on each frame is a turn.
//!
//! Invariants: one input at a time; renders happen once per turn, after the handler; a panic never leaves the session
//! (render: shown in place; handler, effect, setup: the session starts anew from its route); every batch that was written
//! is kept until it is acknowledged or the replay budget is used up.

mod document;
mod event;
mod facts;
mod io;
pub mod limits;
mod machine;
mod mount;
mod page;
mod report;
mod resync;
mod ring;
mod sleep;
mod state;
mod task;
mod turn;
mod wake;

pub use crate::watch::{Development, Finding, Rule, Step, Stopwatch};
pub use document::{DocumentShell, document};
pub use io::{
    Attach, CloseReason, Outbox, PageMatch, Root, Scratch, Seen, SessionError, SessionSettings,
    Turn,
};
pub use machine::Session;
pub use page::Page;
pub use report::{EndlessEffects, Origin, Report};
pub use task::{Task, TaskEnd};
