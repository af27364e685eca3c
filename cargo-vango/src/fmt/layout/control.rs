//! Control flow over several lines, laid out as rustfmt lays out Rust's.

use std::ops::Range;

use super::{Gap, Layout, Page};
use crate::fmt::source::{CommentKind, LeafKind};
use crate::fmt::tree::Clause;

impl Layout<'_> {
    pub(super) fn clauses(&self, page: &mut Page<'_>, clauses: &[Clause], indent: usize) {
        let mut at = None;
        for clause in clauses {
            if let Some(at) = at {
                self.before_else(page, at..clause.range.start, indent);
            }
            self.clause(page, clause, indent);
            at = Some(clause.range.end);
        }
    }

    /// `} else`; with a comment between them `else` has a line of its own.
    fn before_else(&self, page: &mut Page<'_>, range: Range<usize>, indent: usize) {
        if self.source.comments(&range).is_empty() {
            return page.push(" ");
        }
        self.gap(page, range, indent, Gap::Last);
        page.newline(indent);
    }

    /// A head and its body.
    fn clause(&self, page: &mut Page<'_>, clause: &Clause, indent: usize) {
        self.head(page, &clause.head, indent);
        let body = &clause.body;
        if body.nodes.is_empty() && self.source.comments(&body.range).is_empty() {
            page.push("{}");
        } else {
            page.push("{");
            self.list(page, body, indent + self.config.tab_spaces);
            page.newline(indent);
            page.push("}");
        }
        let after = body.range.end + 1..clause.range.end;
        if let Some(comma) = self.source.leaves(&after).last() {
            self.gap(page, after.start..comma.range.start, indent, Gap::Last);
            page.push(",");
        }
    }

    /// What stands before a `{`, and the white space between them.
    fn head(&self, page: &mut Page<'_>, head: &Range<usize>, indent: usize) {
        if let Some(flat) = self.flat_head(head) {
            page.push(&flat);
            return page.push(" ");
        }
        self.rust(page, head.clone(), indent);
        let is_line_comment = self
            .source
            .comments(head)
            .last()
            .is_some_and(|last| last.kind == CommentKind::Line && last.range.end == head.end);
        // Below a head of several lines a brace stands alone, so that the body is seen to begin.
        let is_arrow = self.source.text[head.clone()].ends_with("=>");
        if is_line_comment || (!is_arrow && self.source.newlines(head.clone()) > 0) {
            page.newline(indent);
        } else {
            page.push(" ");
        }
    }

    pub(super) fn matching(
        &self,
        page: &mut Page<'_>,
        head: &Range<usize>,
        arms: &[Clause],
        inner: &Range<usize>,
        indent: usize,
    ) {
        self.head(page, head, indent);
        page.push("{");
        let arm_indent = indent + self.config.tab_spaces;
        let mut at = inner.start;
        for (index, arm) in arms.iter().enumerate() {
            let gap = if index == 0 { Gap::First } else { Gap::Between };
            self.gap(page, at..arm.range.start, arm_indent, gap);
            page.newline(arm_indent);
            match self.flat_clause(arm) {
                Some(flat) if page.fits(&flat, 0) => page.push(&flat),
                _ => self.clause(page, arm, arm_indent),
            }
            at = arm.range.end;
        }
        self.gap(page, at..inner.end, arm_indent, Gap::Last);
        page.newline(indent);
        page.push("}");
    }

    /// A head on one line, with one space around its words: `for row in rows, key = row.id`.
    pub(super) fn flat_head(&self, head: &Range<usize>) -> Option<String> {
        if !self.source.comments(head).is_empty() {
            return None;
        }
        let cuts = self.cuts(head);
        let mut text = String::new();
        for pair in cuts.windows(2) {
            let part = self.flat_rust(&self.source.trim(pair[0]..pair[1]))?;
            if !text.is_empty() && part != "," && !part.is_empty() {
                text.push(' ');
            }
            text.push_str(&part);
        }
        Some(text)
    }

    /// Where a head is cut: around its keywords, around `, key =`, before `=>`.
    fn cuts(&self, head: &Range<usize>) -> Vec<usize> {
        let leaves = self.source.leaves(head);
        let text = |at: usize| {
            leaves
                .get(at)
                .map_or("", |leaf| &self.source.text[leaf.range.clone()])
        };
        let first = text(0);
        let mut cuts = vec![head.start];
        let mut around = |range: &Range<usize>| cuts.extend([range.start, range.end]);
        let mut depth = 0usize;
        let mut has_in = !matches!(first, "for" | "each");
        for (at, leaf) in leaves.iter().enumerate() {
            match leaf.kind {
                LeafKind::Open(_) => depth += 1,
                LeafKind::Close(_) => depth = depth.saturating_sub(1),
                _ if depth > 0 => {}
                _ if at == 0 && ["if", "else", "for", "each", "match"].contains(&first) => {
                    around(&leaf.range);
                }
                _ if at == 1 && first == "else" => around(&leaf.range),
                _ if !has_in && text(at) == "in" => {
                    around(&leaf.range);
                    has_in = true;
                }
                LeafKind::Punct(',') if text(at + 1) == "key" && text(at + 2) == "=" => {
                    leaves[at..at + 3]
                        .iter()
                        .for_each(|leaf| around(&leaf.range));
                }
                LeafKind::Punct('=') if at + 2 == leaves.len() && text(at + 1) == ">" => {
                    around(&(leaf.range.start..head.end));
                }
                _ => {}
            }
        }
        cuts.push(head.end);
        cuts
    }
}
