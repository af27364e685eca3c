//! Rust code in markup: expressions, patterns, statements, bodies of handlers.
//!
//! Its text is kept: where lines break in it is the author's choice. What moves is the whole block, so that its lines
//! stand as far right of the markup around it as they stood to each other. Invariant: nothing in a literal or in a
//! comment is ever changed, and views in the code are laid out where they stand then.

use std::ops::Range;

use super::{Layout, Page};
use crate::fmt::find::View;
use crate::fmt::source::{CommentKind, LeafKind};

/// A part of the code that does not move with the block.
enum Fixed<'v> {
    /// A literal or comment of several lines.
    Kept(Range<usize>),
    View(&'v View),
}

impl Fixed<'_> {
    fn range(&self) -> &Range<usize> {
        match self {
            Self::Kept(range) => range,
            Self::View(view) => &view.range,
        }
    }
}

impl Layout<'_> {
    /// Code on one line; `None` when it has several.
    pub(super) fn flat_rust(&self, range: &Range<usize>) -> Option<String> {
        let comments = self.source.comments(range);
        if comments
            .iter()
            .any(|comment| comment.kind == CommentKind::Line)
        {
            return None;
        }
        let mut text = String::new();
        let mut at = range.start;
        for view in self.views_in(range) {
            text.push_str(&self.source.text[at..view.range.start]);
            text.push_str(&self.flat_view(view)?);
            at = view.range.end;
        }
        text.push_str(&self.source.text[at..range.end]);
        (!text.contains('\n')).then_some(text)
    }

    /// An expression in brackets. Who has written it right behind the bracket, to right before the other one, wants it so:
    /// `{match x {` saves a level.
    pub(super) fn group(
        &self,
        page: &mut Page<'_>,
        open: Range<usize>,
        close: Range<usize>,
        indent: usize,
    ) {
        let inner = self.source.trim(open.end..close.start);
        let around = [open.end..inner.start, inner.end..close.start];
        let is_close = around
            .iter()
            .all(|gap| self.source.newlines(gap.clone()) == 0);
        let is_comment = self.source.text[inner.clone()].starts_with('/');
        if !is_close || is_comment || self.flat_rust(&inner).is_some() {
            return self.body(page, open, close, indent);
        }
        page.push(&self.source.text[open]);
        self.rust(page, inner, indent);
        page.push(&self.source.text[close]);
    }

    /// A group whose content has lines of its own.
    pub(super) fn body(
        &self,
        page: &mut Page<'_>,
        open: Range<usize>,
        close: Range<usize>,
        indent: usize,
    ) {
        page.push(&self.source.text[open.clone()]);
        let inner = self.source.trim(open.end..close.start);
        if !inner.is_empty() {
            let inner_indent = indent + self.config.tab_spaces;
            for part in self.lines_of(inner) {
                page.newline(inner_indent);
                self.rust(page, part, inner_indent);
            }
            page.newline(indent);
        }
        page.push(&self.source.text[close]);
    }

    /// Statements that were written on one line and did not fit on it, each for itself. Everything else is one part.
    fn lines_of(&self, inner: Range<usize>) -> Vec<Range<usize>> {
        if self.source.newlines(inner.clone()) > 0 {
            return vec![inner];
        }
        let mut parts = Vec::new();
        let mut start = inner.start;
        let mut depth = 0usize;
        for leaf in self.source.leaves(&inner) {
            match leaf.kind {
                LeafKind::Open(_) => depth += 1,
                LeafKind::Close(_) => depth = depth.saturating_sub(1),
                LeafKind::Punct(';') if depth == 0 => {
                    let next = self.source.trim(leaf.range.end..inner.end);
                    // A comment behind a statement stays with it.
                    if !self.source.text[next.clone()].starts_with('/') {
                        parts.push(start..leaf.range.end);
                        start = next.start;
                    }
                }
                _ => {}
            }
        }
        if start < inner.end {
            parts.push(start..inner.end);
        }
        parts
    }

    /// Code over several lines. The page ends where its first line begins, `indent` columns into a line.
    pub(super) fn rust(&self, page: &mut Page<'_>, range: Range<usize>, indent: usize) {
        let fixed = self.fixed(&range);
        let base = self.config.columns(self.source.indentation(range.start));
        let lines = self.line_starts(&range, &fixed);
        let columns = |line: &usize| self.config.columns(self.source.indentation(*line));
        let leftmost = lines.iter().map(columns).min().unwrap_or(base);
        // No line stands left of the first; and where the first is a statement, the others are, too.
        let line = self.source.text[range.clone()].lines().next();
        let line = line.unwrap_or_default().trim_end();
        let is_behind_bracket = !self.source.text[..range.start]
            .trim_end_matches([' ', '\t'])
            .ends_with('\n');
        let is_statement = line.ends_with(';') || line.starts_with('/');
        let least = match is_behind_bracket && is_statement {
            true => leftmost,
            false => leftmost.min(base),
        };
        let mut at = range.start;
        for fixed in fixed.iter().map(Some).chain([None]) {
            let end = fixed.map_or(range.end, |fixed| fixed.range().start);
            let indent_of = |line| indent + columns(&line).saturating_sub(least);
            self.moved(page, at..end, &indent_of);
            match fixed {
                Some(Fixed::Kept(kept)) => page.push(&self.source.text[kept.clone()]),
                Some(Fixed::View(view)) => self.view(page, view, range.end),
                None => {}
            }
            at = fixed.map_or(range.end, |fixed| fixed.range().end);
        }
    }

    /// Writes lines, each indented as `indent` says of its start.
    fn moved(&self, page: &mut Page<'_>, range: Range<usize>, indent: &dyn Fn(usize) -> usize) {
        let mut start = range.start;
        let text = &self.source.text[range.clone()];
        let mut lines = text.split('\n').peekable();
        let mut is_first = true;
        while let Some(line) = lines.next() {
            let is_last = lines.peek().is_none();
            let shown = if is_first {
                line
            } else {
                line.trim_start_matches([' ', '\t'])
            };
            // What follows on the last line is no white space of this line's end.
            let shown = if is_last { shown } else { shown.trim_end() };
            if !is_first {
                if shown.is_empty() && !is_last {
                    page.blank_line();
                } else {
                    page.newline(indent(start));
                }
            }
            page.push(shown);
            start += line.len() + 1;
            is_first = false;
        }
    }

    fn fixed(&self, range: &Range<usize>) -> Vec<Fixed<'_>> {
        let views: Vec<&View> = self.views_in(range).collect();
        let is_in_view = |at: usize| views.iter().any(|view| view.range.contains(&at));
        let has_lines = |range: &Range<usize>| self.source.newlines(range.clone()) > 0;
        let literals = self.source.leaves(range).iter();
        let literals = literals.filter(|leaf| leaf.kind == LeafKind::Literal);
        let literals = literals.map(|leaf| &leaf.range);
        let comments = self.source.comments(range).iter();
        let kept = literals.chain(comments.map(|comment| &comment.range));
        let kept = kept.filter(|range| has_lines(range) && !is_in_view(range.start));
        let kept = kept.map(|range| Fixed::Kept(range.clone()));
        let mut fixed: Vec<Fixed<'_>> = kept.collect();
        fixed.extend(views.iter().map(|view| Fixed::View(view)));
        fixed.sort_by_key(|fixed| fixed.range().start);
        fixed
    }

    /// Where the lines begin that have code and can move, without the first.
    fn line_starts(&self, range: &Range<usize>, fixed: &[Fixed<'_>]) -> Vec<usize> {
        let text = &self.source.text[range.clone()];
        let newlines = text.match_indices('\n');
        let starts = newlines.map(|(at, _)| range.start + at + 1);
        let has_code = |start: &usize| {
            let line = self.source.text[*start..range.end].lines().next();
            !line.unwrap_or_default().trim().is_empty()
        };
        let is_fixed = |start: &usize| {
            fixed
                .iter()
                .any(|fixed| fixed.range().contains(&(start - 1)))
        };
        starts
            .filter(has_code)
            .filter(|start| !is_fixed(start))
            .collect()
    }
}
