//! Elements, components, slots and fragments over several lines.

use std::ops::Range;

use super::{Gap, Layout, Page};
use crate::fmt::tree::{Attribute, Node, Tagged, Value};

impl Layout<'_> {
    pub(super) fn tagged(&self, page: &mut Page<'_>, node: &Node, tagged: &Tagged, indent: usize) {
        self.start_tag(page, node, tagged, indent);
        let Some((list, closing)) = &tagged.content else {
            return;
        };
        let is_empty = list.nodes.is_empty() && self.source.comments(&list.range).is_empty();
        if !is_empty {
            self.list(page, list, indent + self.config.tab_spaces);
            page.newline(indent);
        }
        self.name(page, closing, indent);
    }

    /// On one line; or with the last attribute over several, as the last argument of a call may be; or with each
    /// attribute on a line of its own.
    fn start_tag(&self, page: &mut Page<'_>, node: &Node, tagged: &Tagged, indent: usize) {
        let after = match &tagged.content {
            Some((list, closing)) if list.nodes.is_empty() => closing.len(),
            _ => 0,
        };
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

    /// Between attributes no blank line is kept.
    fn tag_gap(&self, page: &mut Page<'_>, range: Range<usize>, indent: usize) {
        if !self.source.comments(&range).is_empty() {
            self.gap(
                page,
                range.start..self.source.trim(range.clone()).end,
                indent,
                Gap::Last,
            );
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
        let Some(Value::Group { head, open, close }) = &last.value else {
            return false;
        };
        let is_several_lines = self.flat_attribute(last).is_none();
        let has_comment = !self
            .source
            .comments(&(last.range.end..tagged.end.end))
            .is_empty()
            || others.last().is_some_and(|other| {
                !self
                    .source
                    .comments(&(other.range.end..last.range.start))
                    .is_empty()
            });
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
        self.braced(page, open.clone(), close.clone(), indent);
        let end = &self.source.text[tagged.end.clone()];
        page.push(if end == ">" { ">" } else { " />" });
        true
    }

    fn attribute(&self, page: &mut Page<'_>, attribute: &Attribute, indent: usize) {
        if let Some(flat) = self.flat_attribute(attribute)
            && page.fits(&flat, 0)
        {
            return page.push(&flat);
        }
        if let Some(Value::Group { head, open, close }) = &attribute.value
            && let Some(name) = self.flat_attribute_name(attribute)
            && let Some(words) = self.words(head)
        {
            let space = if head.is_empty() { "" } else { " " };
            page.push(&format!("{name}{words}{space}"));
            return self.braced(page, open.clone(), close.clone(), indent);
        }
        self.rust(page, attribute.range.clone(), indent);
    }

    /// A name or a closing tag, with the comments in it if there are any.
    fn name(&self, page: &mut Page<'_>, range: &Range<usize>, indent: usize) {
        match self.flat_name(range) {
            Some(name) => page.push(&name),
            None => self.rust(page, range.clone(), indent),
        }
    }
}
