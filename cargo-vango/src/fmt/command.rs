//! The command line of `cargo vango fmt`.
//!
//! Invariant: a file is written only when its text changes, and only without `--check`. What cannot be laid out is named with
//! file, line and column; the rest is laid out all the same.

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::Args;
use similar::TextDiff;

use crate::fmt::config::Config;
use crate::fmt::error::Error;
use crate::fmt::file::{read, write};
use crate::fmt::format::{Fault, format_with};
use crate::fmt::rustfmt::rustfmt;
use crate::fmt::target::{of_workspace, under};

/// What a run found out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Exit code 0: everything is laid out.
    Good,
    /// Exit code 1: something would change, or something could not be laid out.
    Not,
}

impl Answer {
    /// The exit code. 2 is a command line that is not understood.
    pub fn code(self) -> u8 {
        match self {
            Self::Good => 0,
            Self::Not => 1,
        }
    }
}

/// Lay out the markup in each `view!`, which rustfmt leaves alone
///
/// Without paths: the sources of all packages of the workspace, as `cargo fmt --all` finds them. A directory means all
/// `.rs` files below it, and `-` the standard input, whose layout goes to the standard output.
///
/// What is no `view!` stays as it is, byte for byte, and in a `view!` only white space changes. Bodies of handlers are laid
/// out by rustfmt, if it is installed (RUSTFMT names another). Lines are as wide as rustfmt.toml says (max_width,
/// tab_spaces, hard_tabs), or 100 characters. A `view!` whose markup has mistakes is named and left as it is.
///
/// Exit codes: 0 laid out, 1 would change (--check) or could not be laid out, 2 wrong usage.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub struct Fmt {
    /// Write nothing: show what would change, and exit with 1 when something would (for CI)
    #[arg(long)]
    check: bool,
    /// Files and directories, or `-`
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
}

impl Fmt {
    /// Does what the command says, as seen from the directory `current`. `out` takes texts and differences, `err` what is
    /// wrong.
    pub fn run(&self, current: &Path, out: &mut String, err: &mut String) -> Answer {
        let mut run = Run {
            fmt: self,
            current,
            out,
            err,
            answer: Answer::Good,
            stale: 0,
        };
        if let Err(error) = run.all() {
            run.complain(&error.to_string(), None, error.mend());
        }
        if run.stale > 0 {
            let files = if run.stale == 1 { "file" } else { "files" };
            tell(
                run.out,
                &format!("{} {files} would change: run `cargo vango fmt`.", run.stale),
            );
        }
        run.answer
    }
}

struct Run<'r> {
    fmt: &'r Fmt,
    current: &'r Path,
    out: &'r mut String,
    err: &'r mut String,
    answer: Answer,
    /// How many files would change.
    stale: usize,
}

impl Run<'_> {
    fn all(&mut self) -> Result<(), Error> {
        if self.fmt.paths.is_empty() {
            for path in of_workspace(self.current)? {
                self.file(&path);
            }
            return Ok(());
        }
        for path in &self.fmt.paths {
            if path.as_os_str() == "-" {
                self.input()?;
                continue;
            }
            match under(&self.current.join(path)) {
                Ok(paths) => paths.iter().for_each(|path| self.file(path)),
                Err(error) => self.complain(&error.to_string(), None, error.mend()),
            }
        }
        Ok(())
    }

    fn input(&mut self) -> Result<(), Error> {
        let mut text = String::new();
        std::io::stdin()
            .read_to_string(&mut text)
            .map_err(|error| Error::io("read", "the standard input".as_ref(), &error))?;
        let name = "<stdin>";
        let Some(formatted) = self.formatted(name, &text, self.current) else {
            return Ok(());
        };
        if self.fmt.check {
            self.compare(name, &text, &formatted);
        } else {
            self.out.push_str(&formatted);
        }
        Ok(())
    }

    fn file(&mut self, path: &Path) {
        if let Err(error) = self.laid_out(path) {
            self.complain(&error.to_string(), None, error.mend());
        }
    }

    fn laid_out(&mut self, path: &Path) -> Result<(), Error> {
        let text = read(path)?;
        let shown = path.strip_prefix(self.current).unwrap_or(path);
        let name = shown.display().to_string();
        let directory = path.parent().unwrap_or(path);
        let Some(formatted) = self.formatted(&name, &text, directory) else {
            return Ok(());
        };
        if self.fmt.check {
            self.compare(&name, &text, &formatted);
        } else if formatted != text {
            write(path, &formatted)?;
        }
        Ok(())
    }

    /// `None`: it is no Rust, and that was said.
    fn formatted(&mut self, name: &str, text: &str, directory: &Path) -> Option<String> {
        let (formatted, faults) = match format_with(text, &Config::of(directory), &|text| {
            rustfmt(text, directory)
        }) {
            Ok(formatted) => (Some(formatted.text), formatted.faults),
            Err(fault) => (None, vec![fault]),
        };
        for fault in &faults {
            let Fault { line, column, .. } = fault;
            let code = fault.code.map(|code| format!(" [{code}]"));
            let what = format!("{}{}", fault.what, code.unwrap_or_default());
            let place = format!("{name}:{line}:{column}");
            self.complain(&what, Some(&place), Some(&fault.mend));
        }
        formatted
    }

    fn compare(&mut self, name: &str, before: &str, after: &str) {
        if before == after {
            return;
        }
        let difference = TextDiff::from_lines(before, after);
        let mut unified = difference.unified_diff();
        let shown = unified.header(name, &format!("{name} (laid out)"));
        self.out.push_str(&shown.to_string());
        self.stale += 1;
        self.answer = Answer::Not;
    }

    fn complain(&mut self, what: &str, place: Option<&str>, mend: Option<&str>) {
        self.answer = Answer::Not;
        tell(self.err, &format!("error: {what}"));
        if let Some(place) = place {
            tell(self.err, &format!("  --> {place}"));
        }
        if let Some(mend) = mend {
            tell(self.err, &format!("  hint: {mend}"));
        }
    }
}

fn tell(to: &mut String, line: &str) {
    writeln!(to, "{line}").expect("texts take what is written");
}
