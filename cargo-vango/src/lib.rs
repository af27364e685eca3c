//! `cargo vango`: tools for apps that are built with Vango.
//!
//! | module | job |
//! | --- | --- |
//! | [`explain`] | what an error means, and what to write instead |
//! | [`fmt`] | how the markup in each `view!` is laid out |
//! | [`state`] | what a deploy does to stored values: `plan`, `apply`, `check`, `inspect` |
//!
//! Invariant: answers are the same for the same files, so that they can be compared and committed.
//! Deliberately absent: the framework. An app's program is read, never run, and this crate compiles without it.

#![forbid(unsafe_code)]

pub mod explain;
pub mod fmt;
pub mod state;

use std::ffi::OsString;
use std::io::Write;
use std::path::Path;

use clap::{Parser, Subcommand};

use crate::explain::Explain;
use crate::fmt::command::Fmt;
use crate::state::command::State;

/// Exit code of an error.
const FAILED: u8 = 1;

/// Tools for apps that are built with Vango
#[derive(Debug, Parser)]
#[command(
    name = "cargo vango",
    bin_name = "cargo vango",
    version,
    disable_help_subcommand = true
)]
struct Arguments {
    #[command(subcommand)]
    tool: Tool,
}

#[derive(Debug, Subcommand)]
#[expect(clippy::large_enum_variant, reason = "there is one in a process")]
enum Tool {
    Explain(Explain),
    Fmt(Fmt),
    /// What a deploy does to stored values
    #[command(subcommand, disable_help_subcommand = true)]
    State(State),
}

/// Runs the tool with the arguments of the process, its name included, and gives the exit code.
///
/// `cargo vango …` passes `vango` as the first argument; `cargo-vango …` by itself does not.
///
/// ```
/// let (mut out, mut err) = (Vec::new(), Vec::new());
/// let code = cargo_vango::run(["cargo-vango", "vango", "--version"], &mut out, &mut err);
/// assert_eq!(code, 0);
/// assert!(out.starts_with(b"cargo vango "));
/// ```
pub fn run<A: Into<OsString>>(
    arguments: impl IntoIterator<Item = A>,
    out: &mut impl Write,
    err: &mut impl Write,
) -> u8 {
    let mut arguments: Vec<OsString> = arguments.into_iter().map(Into::into).collect();
    if arguments.get(1).is_some_and(|first| first == "vango") {
        arguments.remove(1);
    }
    let tool = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments.tool,
        Err(error) => {
            let text = error.render().to_string();
            // clap knows which of the two it is: help and version are answers.
            if error.use_stderr() {
                say(err, &text);
            } else {
                say(out, &text);
            }
            return u8::try_from(error.exit_code()).unwrap_or(FAILED);
        }
    };
    match std::env::current_dir() {
        Ok(current) => tool.run(&current, out, err),
        Err(error) => failed(&state::Error::io("read", ".".as_ref(), error), err),
    }
}

impl Tool {
    /// Runs it as seen from the directory `current`, and gives the exit code.
    fn run(&self, current: &Path, out: &mut impl Write, err: &mut impl Write) -> u8 {
        let mut answer = String::new();
        match self {
            Self::Explain(explain) => {
                let mut wrong = String::new();
                let code = explain.run(&mut answer, &mut wrong).code();
                say(out, &answer);
                say(err, &wrong);
                code
            }
            Self::Fmt(fmt) => {
                let mut wrong = String::new();
                let code = fmt.run(current, &mut answer, &mut wrong).code();
                say(out, &answer);
                say(err, &wrong);
                code
            }
            Self::State(state) => {
                let ran = state.run(current, &mut answer);
                say(out, &answer);
                ran.map_or_else(|error| failed(&error, err), |answer| answer.code())
            }
        }
    }
}

/// Tells of an error and gives the exit code.
fn failed(error: &state::Error, err: &mut impl Write) -> u8 {
    say(err, &format!("error: {error}\n"));
    if let Some(hint) = error.mend() {
        say(err, &format!("  hint: {hint}\n"));
    }
    FAILED
}

/// Writes what may be written: whoever has closed the other end does not want the rest, and the exit code still tells.
fn say(to: &mut impl Write, text: &str) {
    drop(to.write_all(text.as_bytes()).and_then(|()| to.flush()));
}
