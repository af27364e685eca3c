//! `cargo vango explain CODE`: the page of a rule.
//!
//! Invariant: the pages are those of this version, `docs/errors` at the time of the build, so no network is asked.
//! Deliberately absent: a pager and colours. The answer is text, to be read or piped.

use std::fmt::Write as _;

use clap::Args;
use vango_macros_core::catalogue::Code;

use self::page::page;

mod page;

/// What a run found out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Exit code 0: there is such a rule.
    Found,
    /// Exit code 1: there is none.
    Unknown,
}

impl Answer {
    /// The exit code. 2 is a command line that is not understood.
    pub fn code(self) -> u8 {
        match self {
            Self::Found => 0,
            Self::Unknown => 1,
        }
    }
}

/// Print what an error means, an example of it, and what to write instead
///
/// CODE stands at the end of the error's first line: `VG0401`. A code of the compiler's, such as `E0499`, gives the rules that
/// it stands for. Without a code: all rules.
///
/// Exit codes: 0 found, 1 no such rule, 2 wrong usage.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub struct Explain {
    /// `VG0401`, `401`, the rule's name (`missing_key`), or a code of the compiler's
    code: Option<String>,
}

impl Explain {
    /// Writes the answer to `out`, or to `wrong` what is wrong with the question.
    pub fn run(&self, out: &mut String, wrong: &mut String) -> Answer {
        let Some(asked) = &self.code else {
            Code::ALL.iter().for_each(|code| line(*code, out));
            return Answer::Found;
        };
        let asked = asked.trim_matches(['[', ']', '`']);
        if let Some(code) = find(asked) {
            out.push_str(page(code));
            return Answer::Found;
        }
        let compilers: Vec<Code> = Code::ALL
            .iter()
            .copied()
            .filter(|code| {
                code.rustc()
                    .is_some_and(|rustc| rustc.split(", ").any(|it| it.eq_ignore_ascii_case(asked)))
            })
            .collect();
        if compilers.is_empty() {
            let _ = writeln!(
                wrong,
                "error: there is no rule `{asked}`\n  hint: {}",
                hint(asked)
            );
            return Answer::Unknown;
        }
        let _ = writeln!(
            out,
            "{asked} is the compiler's own (`rustc --explain {asked}`). In Vango it stands for:\n"
        );
        compilers.iter().for_each(|code| line(*code, out));
        Answer::Found
    }
}

/// By its code or its name.
fn find(asked: &str) -> Option<Code> {
    let by_name = |code: &&Code| code.file_name() == asked.to_ascii_lowercase();
    Code::parse(asked).or_else(|| Code::ALL.iter().find(by_name).copied())
}

fn line(code: Code, out: &mut String) {
    let _ = writeln!(out, "{code}  {:<11} {}", code.layer_names(), code.summary());
}

/// What to ask instead.
fn hint(asked: &str) -> &'static str {
    if asked.starts_with(['E', 'e']) {
        "this code is the compiler's: `rustc --explain` knows it"
    } else {
        "`cargo vango explain` lists all of them; another version of Vango may have others"
    }
}
