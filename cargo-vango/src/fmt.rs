//! `cargo vango fmt`: how views are laid out.
//!
//! | module | job |
//! | --- | --- |
//! | `source` | a file as tokens and comments, each with its place |
//! | `find` | every `view!` of a file |
//! | `tree` | the markup of one, as the macro's own parser saw it |
//! | `layout` | the rules |
//! | `format` | text in, text out |
//! | `config` | what rustfmt was told about lines |
//! | `target`, `file` | which files, and how they are read and written |
//! | `command` | the command line |
//!
//! Invariant: everything but `config`, `target`, `file` and `command` is a function of values. rustfmt owns what is no `view!`, and
//! leaves views alone: the two never undo each other's work.
//! Deliberately absent: rustfmt itself. Rust code in markup is moved as a block and otherwise kept, so that the answer
//! needs no other program and is the same everywhere.

pub mod command;
mod config;
mod error;
mod file;
mod find;
mod format;
mod layout;
mod source;
mod target;
mod tree;

pub use config::{Config, Indentation};
pub use format::{Fault, Formatted, format};
