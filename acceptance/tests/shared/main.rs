//! `#[shared]` and `#[session_key]` in sessions, without a store: what an item begins with, who sees a write, what becomes of a
//! value of another type, and where its static may stand.

mod cost;
mod initial;
mod migrate;
mod place;
mod session;
