//! `#[shared]` and `#[session_key]` in sessions, without a store: what an item begins with, who sees a write, and where its static
//! may stand.

mod initial;
mod place;
mod session;
