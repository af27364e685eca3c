//! Slots: content that one component gives and another places, hides, moves and hands on.
//!
//! `walk` leads a page full of them at random, beside a model in plain Rust; the others show one rule each.

mod model;
mod page;
mod rule;
mod walk;
