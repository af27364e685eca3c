//! What an idle session costs: a crowd of tabs on real sockets, and what the server holds for them.
//!
//! The tabs are as light as they can be, because they run on the cores of the server: blocking streams, frames by hand.
//! What a page is made of is read once, by the headless client, which also checks that it is whole.
//!
//! `bench-growth` borrows the tabs.

#![forbid(unsafe_code)]

pub mod crowd;
pub mod frame;
pub mod page;
pub mod peer;
pub mod tab;

pub use crowd::Crowd;
pub use page::{Page, Plan};
pub use tab::Tab;
