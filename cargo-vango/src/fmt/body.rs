//! The bodies of handlers and other closures in markup, laid out by rustfmt.
//!
//! All bodies of a file become functions of one source, each as deep in blocks as its lines are indented, so that rustfmt
//! breaks lines where they are too long for their place. Invariant: a body takes over what rustfmt made of it only when
//! it has the same tokens and comments; a comma that rustfmt adds before a closing bracket is left out again.
//! What fits on one line stays on one: of rustfmt's answer it takes the spaces only.
//! Deliberately absent: bodies that hold a `view!`, which are laid out in their place.

use std::ops::Range;

use crate::fmt::config::Config;
use crate::fmt::find::{View, find};
use crate::fmt::source::{LeafKind, Source};
use crate::fmt::tree::{List, NodeKind, Tagged, Value};

/// A whole Rust source in, laid out; `None` where that cannot be done.
pub type Rustfmt<'f> = &'f dyn Fn(&str) -> Option<String>;

/// Replaces the bodies in a text that was laid out. `None`: nothing is to be replaced.
pub(super) fn lay_out(text: &str, config: &Config, rustfmt: Rustfmt<'_>) -> Option<String> {
    let source = Source::lex(text).ok()?;
    let (views, _) = find(&source);
    let bodies = bodies(&source, &views, config);
    if bodies.is_empty() {
        return None;
    }
    let functions = bodies.iter().map(|body| body.as_function(&source));
    let answer = rustfmt(&functions.collect::<String>())?;
    let answer = Source::lex(&answer).ok()?;
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let mut function = 0;
    for body in &bodies {
        let (inner, next) = function_body(&answer, function, body.depth)?;
        function = next;
        if let Some(new) = body.taken_over(&source, &answer, inner) {
            out.push_str(&text[at..body.range.start]);
            out.push_str(&new);
            at = body.range.end;
        }
    }
    out.push_str(&text[at..]);
    (out != text).then_some(out)
}

/// What stands in the braces of a closure.
struct Body {
    range: Range<usize>,
    /// In how many blocks it stands.
    depth: usize,
    lines: Lines,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    One,
    Several,
}

fn bodies(source: &Source<'_>, views: &[View], config: &Config) -> Vec<Body> {
    let mut groups = Vec::new();
    for view in views {
        collect(&view.list, &mut groups);
    }
    groups.sort_by_key(|(open, _)| open.start);
    let mut bodies: Vec<Body> = Vec::new();
    for (open, close) in groups {
        let range = source.trim(open.end..close.start);
        let holds_view = views.iter().any(|view| range.contains(&view.range.start));
        if !range.is_empty() && !holds_view {
            bodies.extend(Body::new(source, range, open.end, config));
        }
    }
    bodies
}

/// The brackets of all bodies.
fn collect(list: &List, groups: &mut Vec<(Range<usize>, Range<usize>)>) {
    for node in &list.nodes {
        match &node.kind {
            NodeKind::Tagged(tagged) => {
                collect_attributes(tagged, groups);
                if let Some((list, _)) = &tagged.content {
                    collect(list, groups);
                }
            }
            NodeKind::Control(clauses) | NodeKind::Match(_, clauses, _) => {
                clauses
                    .iter()
                    .for_each(|clause| collect(&clause.body, groups));
            }
            NodeKind::Text | NodeKind::Expr | NodeKind::Statement | NodeKind::Declaration => {}
        }
    }
}

fn collect_attributes(tagged: &Tagged, groups: &mut Vec<(Range<usize>, Range<usize>)>) {
    for attribute in &tagged.attributes {
        if let Some(Value::Group { head, open, close }) = &attribute.value
            && !head.is_empty()
        {
            groups.push((open.clone(), close.clone()));
        }
    }
}

impl Body {
    /// `None`: rustfmt would not understand it, or not put it where it stands.
    fn new(source: &Source<'_>, range: Range<usize>, open: usize, config: &Config) -> Option<Self> {
        let text = &source.text[range.clone()];
        let has_own_lines = source.newlines(open..range.start) > 0;
        let (lines, depth) = match has_own_lines {
            false if text.contains('\n') => return None,
            false => (Lines::One, 1),
            true => {
                let columns = config.columns(source.indentation(range.start));
                if columns == 0 || !columns.is_multiple_of(config.tab_spaces) {
                    return None;
                }
                (Lines::Several, columns / config.tab_spaces)
            }
        };
        syn::parse_str::<syn::Block>(&format!("{{\n{text}\n}}")).ok()?;
        Some(Self {
            range,
            depth,
            lines,
        })
    }

    fn as_function(&self, source: &Source<'_>) -> String {
        let (open, close) = ("{".repeat(self.depth), "}".repeat(self.depth));
        let text = &source.text[self.range.clone()];
        format!("fn body() {open}\n{text}\n{close}\n")
    }

    /// What rustfmt's answer is worth for this body.
    fn taken_over(
        &self,
        source: &Source<'_>,
        answer: &Source<'_>,
        inner: Range<usize>,
    ) -> Option<String> {
        if source.comment_texts(&self.range) != answer.comment_texts(&inner) {
            return None;
        }
        let text = without_added_commas(source, &self.range, answer, &inner)?;
        match self.lines {
            Lines::Several => Some(text),
            Lines::One => {
                let first = answer.indentation(inner.start);
                let lines = text.split('\n').enumerate().map(|(at, line)| match at {
                    0 => Some(line),
                    // A line that is indented further has no place on one line with the others.
                    _ => line.strip_prefix(first).filter(|line| {
                        !line.starts_with([' ', '\t', '}', ')', ']']) && !line.is_empty()
                    }),
                });
                lines
                    .collect::<Option<Vec<_>>>()
                    .map(|lines| lines.join(" "))
            }
        }
    }
}

/// What stands in the innermost of the `depth` blocks of the function at this leaf, and the leaf of the next one.
fn function_body(answer: &Source<'_>, at: usize, depth: usize) -> Option<(Range<usize>, usize)> {
    // `fn`, `body`, `(`, `)`, `{`
    let outer = at + 4;
    let LeafKind::Open(end) = answer.get(outer)?.kind else {
        return None;
    };
    let innermost = outer + depth - 1;
    let LeafKind::Open(close) = answer.get(innermost)?.kind else {
        return None;
    };
    let start = answer.get(innermost)?.range.end;
    let inner = answer.trim(start..answer.get(close)?.range.start);
    Some((inner, end + 1))
}

/// The new text, when it has the tokens of the old one.
fn without_added_commas(
    source: &Source<'_>,
    old: &Range<usize>,
    answer: &Source<'_>,
    new: &Range<usize>,
) -> Option<String> {
    let mut before = source.leaves(old).iter().peekable();
    let after = answer.leaves(new);
    let mut text = String::new();
    let mut at = new.start;
    for (index, leaf) in after.iter().enumerate() {
        let token = &answer.text[leaf.range.clone()];
        if before
            .next_if(|old| source.text[old.range.clone()] == *token)
            .is_some()
        {
            continue;
        }
        let closes = after.get(index + 1).map(|next| next.kind);
        if token != "," || !matches!(closes, Some(LeafKind::Close(_))) {
            return None;
        }
        text.push_str(&answer.text[at..leaf.range.start]);
        at = leaf.range.end;
    }
    text.push_str(&answer.text[at..new.end]);
    before.next().is_none().then_some(text)
}
