//! How a `view!` is laid out: the rules that users read about in the guide's chapter on markup.
//!
//! | module | job |
//! | --- | --- |
//! | `page` | the text that is written, and how wide it is |
//! | `flat` | what a piece looks like on one line, and whether it may stand on one |
//! | `tag` | elements whose tags or children need several lines |
//! | `control` | `if`, `match`, `for`, `each` over several lines |
//! | `rust` | expressions and statements: kept as they are, moved as a block |
//!
//! Invariant: only white space between tokens differs between what is read and what is written, and the layout depends
//! on nothing but tokens, comments, blank lines between nodes, and line breaks within Rust code; hence what was laid out
//! once stays. White space between nodes has no meaning: text stands in quotes.
//! Deliberately absent: long texts are not broken, attributes and classes are not sorted.

mod control;
mod flat;
mod page;
mod rust;
mod tag;

use std::ops::Range;

use crate::fmt::config::Config;
use crate::fmt::find::View;
use crate::fmt::source::Source;
use crate::fmt::tree::{List, Node, NodeKind};
pub(super) use page::Page;

/// What may be read while a page is written.
#[derive(Debug)]
pub(super) struct Layout<'s> {
    pub(super) source: &'s Source<'s>,
    /// As [`crate::fmt::find::find`] gives them.
    pub(super) views: &'s [View],
    pub(super) config: &'s Config,
}

/// Which neighbours a gap has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// What opens, and an item.
    First,
    /// Two items.
    Between,
    /// Whatever stands before, and what closes.
    Last,
}

impl Layout<'_> {
    /// Writes a `view!` where the page ends. The code that it stands in goes to `end`.
    pub(super) fn view(&self, page: &mut Page<'_>, view: &View, end: usize) {
        if let Some(flat) = self.flat_view(view)
            && page.fits(&flat, self.closers(view.range.end..end))
        {
            return page.push(&flat);
        }
        let indent = page.line_indentation();
        page.push("view!");
        let bracket = &self.source.text[view.open.clone()];
        page.push(if bracket == "{" { " {" } else { bracket });
        let context = self.source.trim(view.context.clone());
        if !context.is_empty() {
            page.push(if bracket == "{" { " " } else { "" });
            match self.flat_context(view) {
                Some(context) => page.push(&context),
                None => self.rust(page, context, indent + self.config.tab_spaces),
            }
        }
        self.list(page, &view.list, indent + self.config.tab_spaces);
        page.newline(indent);
        page.push(&self.source.text[view.close.clone()]);
    }

    /// How many characters must follow on the same line: `)`, `;` and the like.
    fn closers(&self, range: Range<usize>) -> usize {
        let rest = &self.source.text[range];
        rest.len()
            - rest
                .trim_start_matches([')', ']', '}', ';', ',', '?'])
                .len()
    }

    /// The views in a piece of Rust, without those in views.
    fn views_in(&self, range: &Range<usize>) -> impl Iterator<Item = &View> {
        let first = self
            .views
            .partition_point(|view| view.range.start < range.start);
        let mut end = range.start;
        let inside = range.end;
        self.views[first..]
            .iter()
            .take_while(move |view| view.range.end <= inside)
            .filter(move |view| {
                let is_outer = view.range.start >= end;
                end = end.max(view.range.end);
                is_outer
            })
    }

    /// Writes nodes on lines of their own, behind what opened the list. What closes it is the caller's.
    fn list(&self, page: &mut Page<'_>, list: &List, indent: usize) {
        let mut at = list.range.start;
        for (index, node) in list.nodes.iter().enumerate() {
            let gap = if index == 0 { Gap::First } else { Gap::Between };
            self.gap(page, at..node.range.start, indent, gap);
            page.newline(indent);
            self.node(page, node, indent);
            at = node.range.end;
        }
        self.gap(page, at..list.range.end, indent, Gap::Last);
    }

    /// Writes the comments between two items, and keeps a blank line.
    fn gap(&self, page: &mut Page<'_>, range: Range<usize>, indent: usize, gap: Gap) {
        let mut at = range.start;
        let mut is_behind_opening = gap == Gap::First;
        for comment in self.source.comments(&range) {
            match self.source.newlines(at..comment.range.start) {
                0 => page.push(" "),
                lines => {
                    if lines > 1 && !is_behind_opening {
                        page.blank_line();
                    }
                    page.newline(indent);
                }
            }
            page.push(self.source.text[comment.range.clone()].trim_end());
            is_behind_opening = false;
            at = comment.range.end;
        }
        if gap != Gap::Last && !is_behind_opening && self.source.newlines(at..range.end) > 1 {
            page.blank_line();
        }
    }

    /// Writes a node where the page ends, which is `indent` columns into a line.
    fn node(&self, page: &mut Page<'_>, node: &Node, indent: usize) {
        let is_whole = matches!(
            node.kind,
            NodeKind::Text | NodeKind::Statement | NodeKind::Declaration
        );
        if let Some(flat) = self.flat_node(node)
            && (is_whole || page.fits(&flat, 0))
        {
            return page.push(&flat);
        }
        match &node.kind {
            NodeKind::Text | NodeKind::Statement | NodeKind::Declaration => {
                self.rust(page, node.range.clone(), indent);
            }
            NodeKind::Expr => {
                let (start, end) = (node.range.start, node.range.end);
                self.group(page, start..start + 1, end - 1..end, indent);
            }
            NodeKind::Tagged(tagged) => self.tagged(page, node, tagged, indent),
            NodeKind::Control(clauses) => self.clauses(page, clauses, indent),
            NodeKind::Match(head, arms, inner) => self.matching(page, head, arms, inner, indent),
        }
    }
}
