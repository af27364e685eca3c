//! The markup of a `view!` as ranges of the source.
//!
//! Built from the trace of the macro's own parser, so that this module has no opinion on where an element ends: it only
//! puts the pieces that the parser saw into each other. Invariant: the pieces of a node lie in it, in the order of the
//! source. Markup with mistakes has no tree.

use std::ops::Range;

use proc_macro2::TokenStream;
use vango_macros_core::diagnostic::{Diagnostic, Diagnostics};
use vango_macros_core::parse::trace::{Event, Shape, trace};

use crate::fmt::source::{LeafKind, Source};

/// Several nodes, and the place that they have for themselves: comments may stand in it, too.
#[derive(Debug)]
pub(super) struct List {
    pub(super) range: Range<usize>,
    pub(super) nodes: Vec<Node>,
}

/// A piece of markup.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) range: Range<usize>,
    pub(super) kind: NodeKind,
}

#[derive(Debug)]
pub(super) enum NodeKind {
    /// `"text"`
    Text,
    /// `{expr}`
    Expr,
    /// `let …;`
    Statement,
    /// `<!doctype html>`, `<!-- "text" -->`
    Declaration,
    /// Elements, components, slots, fragments.
    Tagged(Tagged),
    /// `if`, `for`, `each`
    Control(Vec<Clause>),
    /// `match`: its head to the `{`, its arms to the `}`
    Match(Range<usize>, Vec<Clause>, Range<usize>),
}

/// What has tags.
#[derive(Debug)]
pub(super) struct Tagged {
    /// `<name`
    pub(super) name: Range<usize>,
    pub(super) attributes: Vec<Attribute>,
    /// `>` or `/>`
    pub(super) end: Range<usize>,
    /// What stands between the tags, and the closing one.
    pub(super) content: Option<(List, Range<usize>)>,
}

/// `name=value`
#[derive(Debug)]
pub(super) struct Attribute {
    pub(super) range: Range<usize>,
    /// Without the `=`.
    pub(super) name: Range<usize>,
    pub(super) value: Option<Value>,
}

#[derive(Debug)]
pub(super) enum Value {
    /// A literal or a path.
    Word(Range<usize>),
    /// `{…}`, `(…)`, or a closure; `head` is what stands before the group.
    Group {
        head: Range<usize>,
        open: Range<usize>,
        close: Range<usize>,
    },
}

/// `if condition { … }`, `else { … }`, `for … { … }`, an arm with its comma.
#[derive(Debug)]
pub(super) struct Clause {
    pub(super) range: Range<usize>,
    /// Before the `{`.
    pub(super) head: Range<usize>,
    pub(super) body: List,
}

/// What the parser says of the tokens of a `view!`, whose brackets lie around `inner`: what stands before the markup, and
/// the markup. Or the mistakes.
pub(super) fn read(
    source: &Source<'_>,
    stream: TokenStream,
    inner: Range<usize>,
) -> Result<(Range<usize>, List), Vec<Diagnostic>> {
    let mut sink = Diagnostics::new();
    let (_, events) = trace(stream, &mut sink);
    let mistakes = sink.into_list();
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let pieces = pieces(source, &events);
    let builder = Builder { source };
    let first = pieces.first().map_or(inner.end, |piece| piece.range.start);
    let context = source.trim_to_token(inner.start..first);
    let list = builder.list(context.end..inner.end, &pieces);
    Ok((context, list))
}

/// The events as a tree.
#[derive(Debug)]
struct Piece {
    shape: Shape,
    range: Range<usize>,
    inner: Vec<Piece>,
}

fn pieces(source: &Source<'_>, events: &[Event]) -> Vec<Piece> {
    let mut done = Vec::new();
    let mut open: Vec<Piece> = Vec::new();
    for event in events {
        match *event {
            Event::Enter(shape, span) => open.push(Piece {
                shape,
                range: source.bytes(span),
                inner: Vec::new(),
            }),
            Event::Exit(span) => {
                let Some(mut piece) = open.pop() else {
                    continue;
                };
                piece.range.end = source.bytes(span).end;
                match open.last_mut() {
                    Some(around) => around.inner.push(piece),
                    None => done.push(piece),
                }
            }
        }
    }
    done
}

struct Builder<'s> {
    source: &'s Source<'s>,
}

impl Builder<'_> {
    fn list(&self, range: Range<usize>, pieces: &[Piece]) -> List {
        let nodes = pieces.iter().map(|piece| self.node(piece)).collect();
        List { range, nodes }
    }

    fn node(&self, piece: &Piece) -> Node {
        let kind = self.kind(piece);
        let range = piece.range.clone();
        Node { range, kind }
    }

    fn kind(&self, piece: &Piece) -> NodeKind {
        let leaves = self.source.leaves(&piece.range);
        let word = |at: usize| &self.source.text[leaves[at].range.clone()];
        match leaves[0].kind {
            LeafKind::Literal => NodeKind::Text,
            LeafKind::Open(_) => NodeKind::Expr,
            LeafKind::Word if word(0) == "let" => NodeKind::Statement,
            LeafKind::Word if word(0) == "match" => self.matching(piece),
            LeafKind::Word => NodeKind::Control(self.clauses(piece)),
            LeafKind::Punct(_) | LeafKind::Close(_) => match leaves.get(1).map(|leaf| leaf.kind) {
                Some(LeafKind::Punct('!')) => NodeKind::Declaration,
                Some(LeafKind::Punct('>')) => {
                    let (name, end) = (leaves[0].range.clone(), leaves[1].range.clone());
                    NodeKind::Tagged(self.tagged(piece, name, end, 0))
                }
                _ => self.element(piece),
            },
        }
    }

    fn element(&self, piece: &Piece) -> NodeKind {
        let is_in_tag = |inner: &&Piece| matches!(inner.shape, Shape::Attribute | Shape::TagEnd);
        let in_tag = piece.inner.iter().take_while(is_in_tag).count();
        let (first, end) = match &piece.inner[..in_tag] {
            [] => (piece.range.end, piece.range.end..piece.range.end),
            [first, ..] => (first.range.start, piece.inner[in_tag - 1].range.clone()),
        };
        let name = self.source.trim_to_token(piece.range.start..first);
        NodeKind::Tagged(self.tagged(piece, name, end, in_tag))
    }

    /// `in_tag` of the pieces in it are attributes and the tag's end.
    fn tagged(
        &self,
        piece: &Piece,
        name: Range<usize>,
        end: Range<usize>,
        in_tag: usize,
    ) -> Tagged {
        let (tag, children) = piece.inner.split_at(in_tag);
        let is_attribute = |inner: &&Piece| inner.shape == Shape::Attribute;
        let attributes = tag.iter().filter(is_attribute);
        let attributes = attributes.map(|inner| self.attribute(&inner.range));
        let after = children.last().map_or(end.end, |child| child.range.end);
        let closing = self.source.leaves(&(after..piece.range.end)).first();
        let content = closing.map(|first| {
            let start = first.range.start;
            let list = self.list(end.end..start, children);
            (list, start..piece.range.end)
        });
        Tagged {
            name,
            attributes: attributes.collect(),
            end,
            content,
        }
    }

    fn attribute(&self, range: &Range<usize>) -> Attribute {
        let leaves = self.source.leaves(range);
        let mut depth = 0usize;
        let equals = leaves.iter().find(|leaf| {
            match leaf.kind {
                LeafKind::Open(_) => depth += 1,
                LeafKind::Close(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0 && leaf.kind == LeafKind::Punct('=')
        });
        let (name, value) = match equals {
            Some(equals) => (
                self.source.trim_to_token(range.start..equals.range.start),
                Some(self.value(self.source.trim(equals.range.end..range.end))),
            ),
            // `{..attributes}` is a value without a name.
            None => match leaves.first().map(|leaf| leaf.kind) {
                Some(LeafKind::Open(_)) => {
                    (range.start..range.start, Some(self.value(range.clone())))
                }
                _ => (range.clone(), None),
            },
        };
        Attribute {
            range: range.clone(),
            name,
            value,
        }
    }

    fn value(&self, range: Range<usize>) -> Value {
        let last = self.source.leaves(&range).last();
        let open = last.and_then(|last| match last.kind {
            LeafKind::Close(open) => Some(self.source.leaf(open).range.clone()),
            _ => None,
        });
        match (open, last) {
            (Some(open), Some(last)) => Value::Group {
                head: range.start..open.start,
                open,
                close: last.range.clone(),
            },
            _ => Value::Word(range),
        }
    }

    fn clauses(&self, piece: &Piece) -> Vec<Clause> {
        let mut start = piece.range.start;
        let bodies = piece.inner.iter();
        let clauses = bodies.map(|body| {
            let clause = self.clause(start..body.range.end, body);
            let rest = self.source.leaves(&(body.range.end..piece.range.end));
            start = rest.first().map_or(start, |leaf| leaf.range.start);
            clause
        });
        clauses.collect()
    }

    fn clause(&self, range: Range<usize>, body: &Piece) -> Clause {
        let open = body.range.start;
        Clause {
            head: self.source.trim(range.start..open),
            body: self.list(open + 1..body.range.end - 1, &body.inner),
            range,
        }
    }

    fn matching(&self, piece: &Piece) -> NodeKind {
        let close = piece.range.end - 1;
        let all = self.source.leaves(&piece.range);
        let open = match all.last().map(|leaf| leaf.kind) {
            Some(LeafKind::Close(open)) => self.source.leaf(open).range.start,
            _ => close,
        };
        let arms = piece.inner.iter().filter_map(|arm| {
            let body = arm.inner.first()?;
            let comma = self.source.leaves(&(arm.range.end..close)).first();
            let comma = comma.filter(|leaf| leaf.kind == LeafKind::Punct(','));
            let end = comma.map_or(arm.range.end, |comma| comma.range.end);
            Some(self.clause(arm.range.start..end, body))
        });
        NodeKind::Match(
            self.source.trim(piece.range.start..open),
            arms.collect(),
            open + 1..close,
        )
    }
}
