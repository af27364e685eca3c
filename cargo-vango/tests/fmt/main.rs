//! `cargo vango fmt`, from texts and from real files.
//!
//! | module | what it tests |
//! | --- | --- |
//! | `golden` | the layout: `case/NAME.in.rs` becomes `case/NAME.out.rs` |
//! | `corpus` | every `view!` of the repository, its documentation included: laid out once it stays, nothing is lost |
//! | `free` | views at random, whose free white space makes no difference |
//! | `edge` | what is left alone: mistakes, line ends, what is no view, what is no Rust |
//! | `program` | the binary: paths, exit codes, differences, the standard input |
//! | `rust` | that rustfmt and this formatter leave each other's work alone |

mod corpus;
mod edge;
mod free;
mod golden;
mod program;
mod rust;
mod token;
