//! `cargo vango state`: what a deploy does to stored values.
//!
//! | module | job |
//! | --- | --- |
//! | `artifact` | which program is meant, and the records in it |
//! | `item` | items as the committed files know them |
//! | `identity` | which item of the program is which of the committed ones |
//! | `plan` | what becomes of each, warm or cold, and what is committed next |
//! | `report`, `inspect` | a plan, and items, for people and as JSON |
//! | `file`, `bindings` | the three committed files |
//! | `notation`, `layout`, `entries` | schemas as text, JSON as it is laid out, objects without a key twice |
//! | `command` | the command line |
//!
//! Invariant: everything but `artifact`, `file` and `command` is a function of values: no files, no clock, no environment.
//! Deliberately absent: stores, and the program at run time. Nothing is run, and nothing is built.

mod artifact;
mod bindings;
pub mod command;
mod entries;
mod error;
mod file;
mod identity;
mod inspect;
mod item;
mod layout;
pub mod limits;
mod notation;
mod plan;
mod report;

pub use artifact::{Place, Selection, locate, locate_directory, read_items};
pub use error::{Error, ErrorKind};
pub use file::{BINDINGS, MANIFEST, SCHEMA, Written, load, parse, render, write};
pub use inspect::{Shown, inspect, inspect_json, of_committed, of_program};
pub use item::{Committed, Deploy, Item, Loss};
pub use plan::{Acceptance, Entry, Evidence, Identity, Plan, Values, Verdict};
pub use report::{report, report_json};
