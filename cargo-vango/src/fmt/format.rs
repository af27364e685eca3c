//! Text in, text out: every `view!` of a source laid out.
//!
//! Invariant: what is no `view!` stays byte for byte, and so does each `view!` with mistakes. A `view!` is only changed when
//! what comes out has the same tokens and comments: should a rule of the layout ever be wrong, nothing is lost by it.

use std::ops::Range;

use vango_macros_core::diagnostic::Code;

use crate::fmt::body::{self, Rustfmt};
use crate::fmt::config::Config;
use crate::fmt::find::{Mistake, View, find};
use crate::fmt::layout::{Layout, Page};
use crate::fmt::source::{Source, is_same_code};

/// What became of a source.
#[derive(Debug)]
pub struct Formatted {
    /// The whole text.
    pub text: String,
    /// What stands in the way of laying out a `view!`, in the order of the source. Those views are as they were.
    pub faults: Vec<Fault>,
}

/// Why a `view!`, or a whole file, is left as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub mend: String,
    /// The rule of the markup that is broken.
    pub code: Option<Code>,
}

/// Lays out each `view!` in a Rust source.
///
/// ```
/// use cargo_vango::fmt::{Config, format};
///
/// let source = "fn page(r: &Render) -> View {\n    view!{r,<p   class=\"a\">\n\"Hello\"</p>}\n}\n";
/// let formatted = format(source, &Config::default()).unwrap();
/// assert_eq!(formatted.text, "fn page(r: &Render) -> View {\n    view! { r, <p class=\"a\">\"Hello\"</p> }\n}\n");
/// ```
///
/// # Errors
/// When the text is no Rust.
pub fn format(text: &str, config: &Config) -> Result<Formatted, Fault> {
    format_with(text, config, &|_| None)
}

/// Lays out each `view!` in a Rust source, and the bodies of the closures in it with `rustfmt`.
///
/// # Errors
/// When the text is no Rust.
pub fn format_with(text: &str, config: &Config, rustfmt: Rustfmt<'_>) -> Result<Formatted, Fault> {
    // Lines end with `\n` until the text is written back.
    let unified = text.replace("\r\n", "\n");
    let (edits, faults) = edits(&unified, config)?;
    let edits = with_bodies(&unified, edits, config, rustfmt);
    let line_end = match text.split_once('\n') {
        Some((first, _)) if first.ends_with('\r') => "\r\n",
        _ => "\n",
    };
    let mut formatted = String::with_capacity(text.len());
    let mut at = Original {
        text,
        at: 0,
        unified: 0,
    };
    for (range, new) in edits {
        if unified[range.clone()] == new {
            continue;
        }
        formatted.push_str(at.upto(range.start));
        at.upto(range.end);
        formatted.push_str(&new.replace('\n', line_end));
    }
    formatted.push_str(&text[at.at..]);
    Ok(Formatted {
        text: formatted,
        faults,
    })
}

/// A place in the original, and the same one in the text with unified line ends.
struct Original<'t> {
    text: &'t str,
    at: usize,
    unified: usize,
}

impl<'t> Original<'t> {
    /// What lies between here and the place that is `unified` in the other text.
    fn upto(&mut self, unified: usize) -> &'t str {
        let start = self.at;
        for _ in self.unified..unified {
            let is_pair = self.text.as_bytes()[self.at..].starts_with(b"\r\n");
            self.at += if is_pair { 2 } else { 1 };
        }
        self.unified = unified;
        &self.text[start..self.at]
    }
}

type Edit = (Range<usize>, String);

/// How often layout and rustfmt may take turns: a body that fits on its line after rustfmt moves what is around it. The
/// second time nothing changes, as a rule.
const MAX_ROUNDS: usize = 6;

/// The edits once more, after the bodies in the views were laid out. When the two do not come to an end the bodies stay.
fn with_bodies(text: &str, edits: Vec<Edit>, config: &Config, rustfmt: Rustfmt<'_>) -> Vec<Edit> {
    let mut laid_out = apply(text, &edits);
    for round in 0..MAX_ROUNDS {
        let Some(next) = body::lay_out(&laid_out, config, rustfmt) else {
            let changed = (round > 0).then(|| views_of(text, &laid_out));
            return changed.flatten().unwrap_or(edits);
        };
        let Ok((more, _)) = self::edits(&next, config) else {
            return edits;
        };
        laid_out = apply(&next, &more);
    }
    edits
}

fn apply(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, new) in edits {
        out.push_str(&text[at..range.start]);
        out.push_str(new);
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}

/// Each view of `before` and what it has become in `after`; `None` when a token or a comment is not the same.
fn views_of(before: &str, after: &str) -> Option<Vec<Edit>> {
    let (before, after) = (Source::lex(before).ok()?, Source::lex(after).ok()?);
    let (old, new) = (find(&before).0, find(&after).0);
    if old.len() != new.len() {
        return None;
    }
    let mut edits: Vec<Edit> = Vec::new();
    for (old, new) in old.iter().zip(&new) {
        if edits
            .last()
            .is_some_and(|(range, _)| old.range.start < range.end)
        {
            continue;
        }
        let text = &after.text[new.range.clone()];
        if !is_kept(&before, old, text) {
            return None;
        }
        edits.push((old.range.clone(), text.to_owned()));
    }
    Some(edits)
}

fn edits(text: &str, config: &Config) -> Result<(Vec<Edit>, Vec<Fault>), Fault> {
    let source = Source::lex(text).map_err(|(at, _)| not_rust(text, at))?;
    let (views, mistakes) = find(&source);
    let mut faults: Vec<Fault> = mistakes
        .iter()
        .map(|mistake| broken(text, mistake))
        .collect();
    let layout = Layout {
        source: &source,
        views: &views,
        config,
    };
    let mut edits = Vec::new();
    let mut page = Page::new(config);
    let mut at = 0;
    for view in &views {
        if view.range.start < at {
            continue;
        }
        page.push(&text[at..view.range.start]);
        let start = page.len();
        layout.view(&mut page, view, text.len());
        if is_kept(&source, view, page.since(start)) {
            edits.push((view.range.clone(), page.since(start).to_owned()));
        } else {
            page.truncate(start);
            page.push(&text[view.range.clone()]);
            faults.push(unsure(text, view));
        }
        at = view.range.end;
    }
    faults.sort_by_key(|fault| (fault.line, fault.column));
    Ok((edits, faults))
}

/// Whether what was written of a view has the same tokens and comments.
fn is_kept(source: &Source<'_>, view: &View, after: &str) -> bool {
    let before = &source.text[view.range.clone()];
    let (Ok(before), Ok(after)) = (Source::lex(before), Source::lex(after)) else {
        return false;
    };
    is_same_code(&before.stream, &after.stream)
        && before.comment_texts(&(0..before.text.len()))
            == after.comment_texts(&(0..after.text.len()))
}

fn not_rust(text: &str, at: usize) -> Fault {
    fault(
        text,
        at,
        "this is not Rust: a bracket, a quote or a character has no place here",
        "close what is open before it, or remove it; `cargo check` says more",
    )
}

fn broken(text: &str, mistake: &Mistake) -> Fault {
    let diagnostic = &mistake.diagnostic;
    let code = Some(diagnostic.code);
    let fault = fault(text, mistake.at, &diagnostic.message, &diagnostic.help);
    Fault { code, ..fault }
}

fn unsure(text: &str, view: &View) -> Fault {
    fault(
        text,
        view.range.start,
        "this `view!` cannot be laid out without losing a token or a comment of it",
        "put the comments in it on lines of their own; if there are none, please report it: it is an error in `cargo vango fmt`",
    )
}

fn fault(text: &str, at: usize, what: &str, mend: &str) -> Fault {
    let before = &text[..at];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Fault {
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
        what: what.to_owned(),
        mend: mend.to_owned(),
        code: None,
    }
}
