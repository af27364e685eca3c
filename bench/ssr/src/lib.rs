//! Two pages, written with each subject from the same data: the suite's binary times them, a test compares their markup.
//!
//! Invariant: a subject is written as its own documentation writes a page, and gets its data borrowed where its types allow
//! it. What a subject does beyond markup (handlers, signals, a session) it does as an app of its kind would.
//! Deliberately absent: a server, a socket, a browser. Everything runs in this process, on one thread.

#![forbid(unsafe_code)]

pub mod clock;
pub mod data;
pub mod hand;
pub mod ours;
pub mod peer;
pub mod round;
pub mod subject;

pub use subject::{Page, Subject, subjects};
