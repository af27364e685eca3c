//! A Rust source as tokens and comments, each with its place in the text.
//!
//! Invariant: leaves and comments stand in the order of the text and do not overlap; what lies between them is white space.
//! Deliberately absent: what the tokens mean.

use std::iter::once;
use std::ops::Range;

use proc_macro2::{LexError, Spacing, Span, TokenStream, TokenTree};

/// A lexed text.
#[derive(Debug)]
pub(super) struct Source<'t> {
    pub(super) text: &'t str,
    /// Where lexing began: behind a byte order mark and a `#!` line.
    start: usize,
    pub(super) stream: TokenStream,
    leaves: Vec<Leaf>,
    comments: Vec<Comment>,
}

/// A token; a group is two of them.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    pub(super) range: Range<usize>,
    pub(super) kind: LeafKind,
}

/// What a [`Leaf`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LeafKind {
    Word,
    Literal,
    Punct(char),
    /// The first token of a group; the index is that of its last one.
    Open(usize),
    /// The last token of a group; the index is that of its first one.
    Close(usize),
}

/// A comment that is no documentation.
#[derive(Clone, Debug)]
pub(super) struct Comment {
    pub(super) range: Range<usize>,
    pub(super) kind: CommentKind,
}

/// How a comment ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CommentKind {
    /// `// …`, with the line.
    Line,
    /// `/* … */`
    Block,
}

impl<'t> Source<'t> {
    /// Lexes a file.
    pub(super) fn lex(text: &'t str) -> Result<Self, (usize, LexError)> {
        let start = code_start(text);
        let stream: TokenStream = text[start..].parse().map_err(|error: LexError| {
            let at = start + error.span().byte_range().start;
            (at, error)
        })?;
        let mut source = Self {
            text,
            start,
            leaves: Vec::new(),
            comments: Vec::new(),
            stream: stream.clone(),
        };
        source.leaves = leaves(stream, start);
        source.comments = comments(text, start, &source.leaves);
        Ok(source)
    }

    /// Where a token stands.
    pub(super) fn bytes(&self, span: Span) -> Range<usize> {
        let range = span.byte_range();
        self.start + range.start..self.start + range.end
    }

    pub(super) fn get(&self, index: usize) -> Option<&Leaf> {
        self.leaves.get(index)
    }

    pub(super) fn leaf(&self, index: usize) -> &Leaf {
        &self.leaves[index]
    }

    /// The tokens that lie in `range`.
    pub(super) fn leaves(&self, range: &Range<usize>) -> &[Leaf] {
        within(&self.leaves, range, |leaf| &leaf.range)
    }

    /// The comments that lie in `range`.
    pub(super) fn comments(&self, range: &Range<usize>) -> &[Comment] {
        within(&self.comments, range, |comment| &comment.range)
    }

    /// `range` without white space at both ends.
    pub(super) fn trim(&self, range: Range<usize>) -> Range<usize> {
        let text = &self.text[range.clone()];
        let start = range.start + (text.len() - text.trim_start().len());
        start..start + text.trim().len()
    }

    /// `range` without white space and comments at its end.
    pub(super) fn trim_to_token(&self, range: Range<usize>) -> Range<usize> {
        let end = self
            .leaves(&range)
            .last()
            .map_or(range.start, |leaf| leaf.range.end);
        range.start..end
    }

    /// How many lines end in `range`.
    pub(super) fn newlines(&self, range: Range<usize>) -> usize {
        self.text[range].matches('\n').count()
    }

    /// The white space at the beginning of the line in which `at` lies.
    pub(super) fn indentation(&self, at: usize) -> &'t str {
        let line = &self.text[self.line_start(at)..];
        &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
    }

    pub(super) fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// All comments as texts.
    pub(super) fn comment_texts(&self, range: &Range<usize>) -> Vec<&'t str> {
        let comments = self.comments(range).iter();
        comments
            .map(|comment| self.text[comment.range.clone()].trim_end())
            .collect()
    }
}

/// The items that lie wholly in `range`; they are sorted.
fn within<'i, T>(
    items: &'i [T],
    range: &Range<usize>,
    place: impl Fn(&T) -> &Range<usize>,
) -> &'i [T] {
    let from = items.partition_point(|item| place(item).start < range.start);
    let to = items.partition_point(|item| place(item).end <= range.end);
    &items[from..to.max(from)]
}

/// Behind a byte order mark and a line `#!…` that is for the shell (`#![…]` is an attribute).
fn code_start(text: &str) -> usize {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let rest = &text[start..];
    match rest.strip_prefix("#!") {
        Some(line) if !line.trim_start().starts_with('[') => {
            start + rest.find('\n').unwrap_or(rest.len())
        }
        _ => start,
    }
}

/// What is left to read of a group, and the index of its opening leaf.
struct Open {
    rest: proc_macro2::token_stream::IntoIter,
    group: Option<(usize, Range<usize>)>,
}

fn leaves(stream: TokenStream, start: usize) -> Vec<Leaf> {
    let bytes = |span: Span| {
        let range = span.byte_range();
        start + range.start..start + range.end
    };
    let mut leaves: Vec<Leaf> = Vec::new();
    let mut open = vec![Open {
        rest: stream.into_iter(),
        group: None,
    }];
    while let Some(innermost) = open.last_mut() {
        let Some(token) = innermost.rest.next() else {
            if let Some((first, range)) = open.pop().and_then(|open| open.group) {
                let last = leaves.len();
                leaves[first].kind = LeafKind::Open(last);
                let kind = LeafKind::Close(first);
                leaves.push(Leaf { range, kind });
            }
            continue;
        };
        let (range, kind) = match &token {
            TokenTree::Group(group) => {
                open.push(Open {
                    rest: group.stream().into_iter(),
                    group: Some((leaves.len(), bytes(group.span_close()))),
                });
                (bytes(group.span_open()), LeafKind::Open(0))
            }
            TokenTree::Ident(ident) => (bytes(ident.span()), LeafKind::Word),
            TokenTree::Literal(literal) => (bytes(literal.span()), LeafKind::Literal),
            TokenTree::Punct(punct) => (bytes(punct.span()), LeafKind::Punct(punct.as_char())),
        };
        leaves.push(Leaf { range, kind });
    }
    one_leaf_each(leaves)
}

/// A documentation comment is lexed as an attribute whose tokens all stand where the comment does: it becomes one literal.
fn one_leaf_each(leaves: Vec<Leaf>) -> Vec<Leaf> {
    let mut kept: Vec<Leaf> = Vec::with_capacity(leaves.len());
    let mut moved = Vec::with_capacity(leaves.len());
    for leaf in leaves {
        let documentation = kept
            .last()
            .filter(|last| leaf.range.start < last.range.end)
            .map(|last| last.range.start..last.range.end.max(leaf.range.end));
        if let Some(range) = documentation
            && let Some(last) = kept.last_mut()
        {
            last.range = range;
            last.kind = LeafKind::Literal;
        } else {
            kept.push(leaf);
        }
        moved.push(kept.len() - 1);
    }
    for leaf in &mut kept {
        if let LeafKind::Open(pair) | LeafKind::Close(pair) = &mut leaf.kind {
            *pair = moved[*pair];
        }
    }
    kept
}

/// Between tokens there is white space and what this finds.
fn comments(text: &str, start: usize, leaves: &[Leaf]) -> Vec<Comment> {
    let mut comments = Vec::new();
    let mut from = start;
    let ends = leaves.iter().map(|leaf| leaf.range.clone());
    for leaf in ends.chain(once(text.len()..text.len())) {
        let mut at = from;
        while let Some(found) = text.get(at..leaf.start).and_then(|gap| gap.find('/')) {
            let begin = at + found;
            let (length, kind) = match text[begin..leaf.start].starts_with("//") {
                true => (line_length(&text[begin..leaf.start]), CommentKind::Line),
                false => (block_length(&text[begin..leaf.start]), CommentKind::Block),
            };
            at = begin + length;
            let range = begin..at;
            comments.push(Comment { range, kind });
        }
        from = leaf.end;
    }
    comments
}

fn line_length(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}

/// Block comments nest.
fn block_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (0, 0usize);
    while at < bytes.len() {
        if bytes[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if bytes[at..].starts_with(b"*/") {
            depth = depth.saturating_sub(1);
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    text.len()
}

/// What of Rust's operators a pair of characters can begin.
const OPERATORS: [&str; 20] = [
    "==", "!=", "<=", "&&", "||", "+=", "-=", "*=", "/=", "%=", "^=", "&=", "|=", "<<", "::", "->",
    "=>", "..", "<-", "--",
];

/// Whether two sources have the same tokens, and what is one operator in the first is one in the second. Elsewhere it
/// makes no difference whether two characters touch: `<p> <b>` is `<p><b>`.
pub(super) fn is_same_code(before: &TokenStream, after: &TokenStream) -> bool {
    let tokens = |stream: &TokenStream| stream.clone().into_iter().peekable();
    let mut pairs = vec![(tokens(before), tokens(after))];
    while let Some((before, after)) = pairs.last_mut() {
        match (before.next(), after.next()) {
            (None, None) => {
                pairs.pop();
            }
            (Some(TokenTree::Group(one)), Some(TokenTree::Group(other)))
                if one.delimiter() == other.delimiter() =>
            {
                pairs.push((tokens(&one.stream()), tokens(&other.stream())));
            }
            (Some(TokenTree::Punct(one)), Some(TokenTree::Punct(other)))
                if one.as_char() == other.as_char() =>
            {
                if one.spacing() == Spacing::Joint
                    && other.spacing() == Spacing::Alone
                    && let Some(TokenTree::Punct(next)) = before.peek()
                    && OPERATORS.contains(&format!("{}{}", one.as_char(), next.as_char()).as_str())
                {
                    return false;
                }
            }
            (Some(TokenTree::Ident(one)), Some(TokenTree::Ident(other))) if one == other => {}
            (Some(TokenTree::Literal(one)), Some(TokenTree::Literal(other)))
                if one.to_string() == other.to_string() => {}
            _ => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_found_between_tokens_only() {
        let text = "#!/bin/run\nf(\"// no\" /* a /* b */ c */); // d\n/// doc\nfn g() {} //";
        let source = Source::lex(text).expect("it is Rust");
        let all = 0..text.len();
        assert_eq!(
            source.comment_texts(&all),
            ["/* a /* b */ c */", "// d", "//"]
        );
        assert_eq!(
            source
                .leaves(&all)
                .iter()
                .map(|leaf| &text[leaf.range.clone()])
                .collect::<Vec<_>>(),
            [
                "f",
                "(",
                "\"// no\"",
                ")",
                ";",
                "/// doc",
                "fn",
                "g",
                "(",
                ")",
                "{",
                "}"
            ]
        );
    }

    #[test]
    fn groups_know_their_other_end() {
        let source = Source::lex("/** doc */ a { b (c) }").expect("it is Rust");
        let all = source.leaves(&(0..22)).to_vec();
        let open = all
            .iter()
            .position(|leaf| matches!(leaf.kind, LeafKind::Open(_)))
            .expect("there is a group");
        let LeafKind::Open(close) = all[open].kind else {
            unreachable!("it was found as one")
        };
        assert_eq!(all[close].kind, LeafKind::Close(open));
        assert_eq!(source.text[all[close].range.clone()].trim(), "}");
        assert_eq!(close, all.len() - 1);
    }

    #[test]
    fn an_operator_that_falls_apart_is_other_code() {
        let lex = |text: &str| text.parse::<TokenStream>().expect("it is Rust");
        assert!(is_same_code(&lex("a < / b"), &lex("a </ b")));
        assert!(!is_same_code(&lex("a && b"), &lex("a & & b")));
        assert!(!is_same_code(&lex("f(a)"), &lex("f(a,)")));
    }
}
