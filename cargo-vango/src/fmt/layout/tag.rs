//! Elements, components, slots and fragments over several lines.

use std::ops::Range;

use super::{Layout, Page};
use crate::fmt::tree::{Attribute, List, Node, Tagged, Value};

impl Layout<'_> {
    pub(super) fn tagged(&self, page: &mut Page<'_>, node: &Node, tagged: &Tagged, indent: usize) {
        self.start_tag(page, node, tagged, indent);
        let Some((list, closing)) = &tagged.content else {
            return;
        };
        if !self.is_empty(list) {
            self.list(page, list, indent + self.config.tab_spaces);
            page.newline(indent);
        }
        self.name(page, closing, indent);
    }

    fn is_empty(&self, list: &List) -> bool {
        list.nodes.is_empty() && self.source.comments(&list.range).is_empty()
    }

    /// On one line; or with the last attribute over several, as the last argument of a call may be; or with each
    /// attribute on a line of its own.
    fn start_tag(&self, page: &mut Page<'_>, node: &Node, tagged: &Tagged, indent: usize) {
        let after = match &tagged.content {
            Some((list, closing)) if self.is_empty(list) => self.flat_name(closing),
            _ => None,
        };
        let after = after.map_or(0, |closing| self.config.columns(&closing));
        if let Some(tag) = self.flat_tag(node, tagged)
            && (page.fits(&tag, after) || tagged.attributes.is_empty())
        {
            return page.push(&tag);
        }
        if self.hugging_tag(page, node, tagged, indent) {
            return;
        }
        self.name(page, &tagged.name, indent);
        let inner = indent + self.config.tab_spaces;
        let mut at = tagged.name.end;
        for attribute in &tagged.attributes {
            self.tag_gap(page, at..attribute.range.start, inner);
            page.newline(inner);
            self.attribute(page, attribute, inner);
            at = attribute.range.end;
        }
        self.tag_gap(page, at..tagged.end.start, inner);
        page.newline(indent);
        self.name(page, &tagged.end, indent);
    }

    /// The comments between two attributes. No blank line is kept there.
    fn tag_gap(&self, page: &mut Page<'_>, range: Range<usize>, indent: usize) {
        let mut at = range.start;
        for comment in self.source.comments(&range) {
            match self.source.newlines(at..comment.range.start) {
                0 => page.push(" "),
                _ => page.newline(indent),
            }
            page.push(self.source.text[comment.range.clone()].trim_end());
            at = comment.range.end;
        }
    }

    /// `<button class="quiet" on:click=move |tx| {`: whether it was written.
    fn hugging_tag(
        &self,
        page: &mut Page<'_>,
        node: &Node,
        tagged: &Tagged,
        indent: usize,
    ) -> bool {
        let Some((last, others)) = tagged.attributes.split_last() else {
            return false;
        };
        let Some(Value::Group { head, open, .. }) = &last.value else {
            return false;
        };
        // Also when its lines are still to be broken, below: what stands there then must not look different from here.
        let is_several_lines = self.flat_attribute(last).is_none_or(|flat| {
            indent + self.config.tab_spaces + self.config.columns(&flat) > self.config.max_width
        });
        let before = others
            .last()
            .map_or(tagged.name.end, |other| other.range.end);
        let around = [before..last.range.start, last.range.end..tagged.end.end];
        let has_comment = around
            .iter()
            .any(|gap| !self.source.comments(gap).is_empty());
        let (Some(tag), Some(name), Some(words)) = (
            self.flat_open(node, tagged, others),
            self.flat_attribute_name(last),
            self.words(head),
        ) else {
            return false;
        };
        let bracket = &self.source.text[open.clone()];
        let space = if head.is_empty() { "" } else { " " };
        let line = format!("{tag} {name}{words}{space}{bracket}");
        if !is_several_lines || has_comment || !page.fits(&line, 0) {
            return false;
        }
        page.push(&line[..line.len() - bracket.len()]);
        self.value(page, last, indent);
        let end = &self.source.text[tagged.end.clone()];
        page.push(if end == ">" { ">" } else { " />" });
        true
    }

    fn attribute(&self, page: &mut Page<'_>, attribute: &Attribute, indent: usize) {
        let is_whole = !matches!(attribute.value, Some(Value::Group { .. }));
        if let Some(flat) = self.flat_attribute(attribute)
            && (is_whole || page.fits(&flat, 0))
        {
            return page.push(&flat);
        }
        if let Some(Value::Group { head, .. }) = &attribute.value
            && let Some(name) = self.flat_attribute_name(attribute)
            && let Some(words) = self.words(head)
        {
            let space = if head.is_empty() { "" } else { " " };
            page.push(&format!("{name}{words}{space}"));
            return self.value(page, attribute, indent);
        }
        self.rust(page, attribute.range.clone(), indent);
    }

    /// The group that a value ends with: the body of a closure, or an expression in brackets.
    fn value(&self, page: &mut Page<'_>, attribute: &Attribute, indent: usize) {
        if let Some(Value::Group { head, open, close }) = &attribute.value {
            match head.is_empty() {
                true => self.group(page, open.clone(), close.clone(), indent),
                false => self.body(page, open.clone(), close.clone(), indent),
            }
        }
    }

    /// A name or a closing tag, with the comments in it if there are any.
    fn name(&self, page: &mut Page<'_>, range: &Range<usize>, indent: usize) {
        match self.flat_name(range) {
            Some(name) => page.push(&name),
            None => self.rust(page, range.clone(), indent),
        }
    }
}
