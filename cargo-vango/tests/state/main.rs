//! `cargo vango state`, from values and from real programs.
//!
//! | module | what it tests |
//! | --- | --- |
//! | `sample` | records and schemas to test with, by hand and at random |
//! | `identity` | which item is which, by rule |
//! | `history` | the same over random histories of an app |
//! | `judgement` | warm or cold |
//! | `golden` | reports, JSON and the committed files as they are |
//! | `notation` | schemas through the committed files and back, and files that are malformed |
//! | `program` | the binary on real programs: exit codes, files, stripped programs |
//! | `damage` | programs that are none, or are damaged |
//! | `package` | which program is meant |

mod damage;
mod golden;
mod history;
mod identity;
mod judgement;
mod notation;
mod package;
mod program;
mod sample;
