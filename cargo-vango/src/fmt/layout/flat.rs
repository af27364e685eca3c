//! What a piece looks like on one line.
//!
//! `None` means that it may not stand on one: it holds a comment, a line break that belongs to Rust code or to a text,
//! a blank line, or children that read better below each other. Whether it fits is the caller's question.

use std::iter::once;
use std::ops::Range;

use super::Layout;
use crate::fmt::find::View;
use crate::fmt::source::LeafKind;
use crate::fmt::tree::{Attribute, Clause, List, Node, NodeKind, Tagged, Value};

impl Layout<'_> {
    pub(super) fn flat_view(&self, view: &View) -> Option<String> {
        let bracket = &self.source.text[view.open.clone()];
        let close = &self.source.text[view.close.clone()];
        let context = self.flat_context(view)?;
        let content = self.flat_content(&view.list)?;
        let between = if context.is_empty() || content.is_empty() {
            ""
        } else {
            " "
        };
        Some(match bracket {
            "{" => format!("view! {{ {context}{between}{content} }}"),
            _ => format!("view!{bracket}{context}{between}{content}{close}"),
        })
    }

    /// The render context and its comma.
    pub(super) fn flat_context(&self, view: &View) -> Option<String> {
        let context = self.flat_rust(&self.source.trim(view.context.clone()))?;
        let without_comma = context.strip_suffix(',').map(str::trim_end);
        Some(without_comma.map_or(context.clone(), |context| format!("{context},")))
    }

    /// Nodes behind each other. Two elements are one too many, unless text or a value stands with them: that is a sentence.
    fn flat_content(&self, list: &List) -> Option<String> {
        if !self.source.comments(&list.range).is_empty() && self.has_comment_between(list) {
            return None;
        }
        let pairs = list.nodes.windows(2);
        let has_blank_line = pairs
            .map(|pair| self.source.newlines(pair[0].range.end..pair[1].range.start))
            .any(|lines| lines > 1);
        let is_element = |node: &&Node| matches!(node.kind, NodeKind::Tagged(_));
        let elements = list.nodes.iter().filter(is_element).count();
        if has_blank_line || (elements > 1 && elements == list.nodes.len()) {
            return None;
        }
        let nodes = list.nodes.iter().map(|node| match node.kind {
            NodeKind::Text | NodeKind::Expr | NodeKind::Tagged(_) => self.flat_node(node),
            _ => None,
        });
        nodes.collect()
    }

    fn has_comment_between(&self, list: &List) -> bool {
        let mut at = list.range.start;
        let ends = list.nodes.iter().map(|node| node.range.clone());
        ends.chain(once(list.range.end..list.range.end))
            .any(|range| {
                let gap = at..range.start;
                at = range.end;
                !self.source.comments(&gap).is_empty()
            })
    }

    pub(super) fn flat_node(&self, node: &Node) -> Option<String> {
        match &node.kind {
            NodeKind::Text | NodeKind::Statement => self.flat_rust(&node.range),
            NodeKind::Declaration => self.flat_declaration(&node.range),
            NodeKind::Expr => {
                let (start, end) = (node.range.start + 1, node.range.end - 1);
                let inner = self.flat_rust(&self.source.trim(start..end))?;
                Some(format!("{{{inner}}}"))
            }
            NodeKind::Tagged(tagged) => self.flat_tagged(node, tagged),
            NodeKind::Control(clauses) => self.flat_control(clauses),
            NodeKind::Match(head, arms, inner) => {
                let is_empty = arms.is_empty() && self.source.comments(inner).is_empty();
                let head = self.flat_head(head).filter(|_| is_empty)?;
                Some(format!("{head} {{}}"))
            }
        }
    }

    /// `<!doctype html>`, `<!-- "text" -->`
    fn flat_declaration(&self, range: &Range<usize>) -> Option<String> {
        let leaves = self.source.leaves(range);
        let is_comment = leaves.get(2).map(|leaf| leaf.kind) == Some(LeafKind::Punct('-'));
        let ends = if is_comment { (4, 3) } else { (2, 1) };
        let inner = leaves.get(ends.0..leaves.len() - ends.1)?;
        let words = self.words(&(inner.first()?.range.start..inner.last()?.range.end))?;
        Some(match is_comment {
            true => format!("<!-- {words} -->"),
            false => format!("<!{words}>"),
        })
    }

    fn flat_tagged(&self, node: &Node, tagged: &Tagged) -> Option<String> {
        let tag = self.flat_tag(node, tagged)?;
        Some(match &tagged.content {
            None => tag,
            Some((list, closing)) => {
                let content = self.flat_content(list)?;
                format!("{tag}{content}{}", self.flat_name(closing)?)
            }
        })
    }

    /// The start tag.
    pub(super) fn flat_tag(&self, node: &Node, tagged: &Tagged) -> Option<String> {
        let mut tag = self.flat_open(node, tagged, &tagged.attributes)?;
        let end = self.flat_name(&tagged.end)?;
        tag.push_str(if end == "/>" { " />" } else { ">" });
        Some(tag)
    }

    /// The start tag with some of its attributes, as long as there is no comment between them.
    pub(super) fn flat_open(
        &self,
        node: &Node,
        tagged: &Tagged,
        attributes: &[Attribute],
    ) -> Option<String> {
        let mut tag = self.flat_name(&tagged.name)?;
        let mut at = node.range.start;
        for attribute in attributes {
            if !self
                .source
                .comments(&(at..attribute.range.start))
                .is_empty()
            {
                return None;
            }
            at = attribute.range.end;
            tag.push(' ');
            tag.push_str(&self.flat_attribute(attribute)?);
        }
        let is_bare = self.source.comments(&(at..tagged.end.end)).is_empty();
        (is_bare || attributes.len() < tagged.attributes.len()).then_some(tag)
    }

    pub(super) fn flat_attribute(&self, attribute: &Attribute) -> Option<String> {
        let mut text = self.flat_attribute_name(attribute)?;
        match &attribute.value {
            None => {}
            Some(Value::Word(range)) => text.push_str(&self.flat_name(range)?),
            Some(Value::Group { head, open, close }) => {
                let inner = self.flat_rust(&self.source.trim(open.end..close.start))?;
                let bracket = &self.source.text[open.clone()];
                let close = &self.source.text[close.clone()];
                text.push_str(&self.words(head)?);
                text.push_str(&match (head.is_empty(), inner.is_empty()) {
                    (false, false) => format!(" {bracket} {inner} {close}"),
                    (false, true) => format!(" {bracket}{close}"),
                    (true, _) => format!("{bracket}{inner}{close}"),
                });
            }
        }
        Some(text)
    }

    /// `name=`, and nothing for a spread.
    pub(super) fn flat_attribute_name(&self, attribute: &Attribute) -> Option<String> {
        let mut name = String::new();
        let mut at = attribute.name.start;
        for leaf in self.source.leaves(&attribute.name) {
            let LeafKind::Open(close) = leaf.kind else {
                continue;
            };
            // The arguments of a modifier.
            if leaf.range.start >= at {
                let close = &self.source.leaf(close).range;
                let arguments = self.flat_rust(&self.source.trim(leaf.range.end..close.start))?;
                name.push_str(&self.flat_name(&(at..leaf.range.start))?);
                name.push_str(&format!("({arguments})"));
                at = close.end;
            }
        }
        name.push_str(&self.flat_name(&(at..attribute.name.end))?);
        let (is_named, has_value) = (!attribute.name.is_empty(), attribute.value.is_some());
        if is_named && has_value {
            name.push('=');
        }
        // A comment beside the `=`.
        let value_start = match &attribute.value {
            Some(Value::Word(range)) => range.start,
            Some(Value::Group { head, .. }) => head.start,
            None => attribute.range.end,
        };
        let around = attribute.range.start..value_start;
        self.source.comments(&around).is_empty().then_some(name)
    }

    /// One line for a condition with short bodies; with an `else` they hold no elements.
    fn flat_control(&self, clauses: &[Clause]) -> Option<String> {
        let is_element = |node: &Node| matches!(node.kind, NodeKind::Tagged(_));
        let is_short = match clauses {
            [_] => true,
            [_, otherwise] => {
                self.source.leaves(&otherwise.head).len() == 1
                    && !clauses
                        .iter()
                        .any(|clause| clause.body.nodes.iter().any(is_element))
            }
            _ => false,
        };
        if !is_short {
            return None;
        }
        let mut text = String::new();
        let mut at = clauses.first()?.range.start;
        for clause in clauses {
            if !self.source.comments(&(at..clause.range.start)).is_empty() {
                return None;
            }
            at = clause.range.end;
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&self.flat_clause(clause)?);
        }
        Some(text)
    }

    /// `head { body }`, with the comma of an arm.
    pub(super) fn flat_clause(&self, clause: &Clause) -> Option<String> {
        let head = self.flat_head(&clause.head)?;
        let content = self.flat_content(&clause.body)?;
        let after = clause.body.range.end + 1..clause.range.end;
        let comma = self.flat_name(&after)?;
        Some(match content.is_empty() {
            true => format!("{head} {{}}{comma}"),
            false => format!("{head} {{ {content} }}{comma}"),
        })
    }

    /// Tokens without white space, as in names and closing tags; a space where two words or a comma need one.
    pub(super) fn flat_name(&self, range: &Range<usize>) -> Option<String> {
        self.joined(range, "")
    }

    /// Tokens with the white space that they have, as far as it is on one line.
    pub(super) fn words(&self, range: &Range<usize>) -> Option<String> {
        self.joined(range, " ")
    }

    fn joined(&self, range: &Range<usize>, gap: &str) -> Option<String> {
        if !self.source.comments(range).is_empty() {
            return None;
        }
        let mut text = String::new();
        let mut before: Option<(usize, LeafKind)> = None;
        for leaf in self.source.leaves(range) {
            let token = &self.source.text[leaf.range.clone()];
            if token.contains('\n') {
                return None;
            }
            let is_word = |kind| matches!(kind, LeafKind::Word | LeafKind::Literal);
            if let Some((end, kind)) = before
                && end < leaf.range.start
            {
                let needs_space =
                    kind == LeafKind::Punct(',') || (is_word(kind) && is_word(leaf.kind));
                text.push_str(if needs_space { " " } else { gap });
            }
            text.push_str(token);
            before = Some((leaf.range.end, leaf.kind));
        }
        Some(text)
    }
}
