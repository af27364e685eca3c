//! `cargo vango fmt`: how views are laid out.
//!
//! | module | job |
//! | --- | --- |
//! | `source` | a file as tokens and comments, each with its place |
//! | `find` | every `view!` of a file |
//! | `tree` | the markup of one, as the macro's own parser saw it |
//! | `layout` | the rules |
//! | `body`, `rustfmt` | bodies of handlers, through rustfmt |
//! | `format` | text in, text out |
//! | `config` | what rustfmt was told about lines |
//! | `target`, `file` | which files, and how they are read and written |
//! | `command` | the command line |
//!
//! Invariant: everything but `rustfmt`, `config`, `target`, `file` and `command` is a function of values. rustfmt owns what is no `view!`, and
//! leaves views alone: the two never undo each other's work.
//! Deliberately absent: Rust code in markup but the bodies of closures. It is moved as a block and otherwise kept.

mod body;
pub mod command;
mod config;
mod error;
mod file;
mod find;
mod format;
mod layout;
mod rustfmt;
mod source;
mod target;
mod tree;

pub use body::Rustfmt;
pub use config::{Config, Indentation};
pub use format::{Fault, Formatted, format, format_with};
