//! Element names, where elements may stand, and what may stand in them.

use proc_macro2::Span;

use super::Check;
use crate::diagnostic::Code;
use crate::html;
use crate::html::element::{ContentKind, ELEMENTS};
use crate::html::nesting::{Misplaced, misplaced, rejects_text};
use crate::parse::model::{Element, Text};
use crate::suggest::nearest;

/// Names of SVG and MathML roots and shapes that people try first.
const FOREIGN: &[&str] = &[
    "svg", "path", "g", "circle", "rect", "line", "polyline", "polygon", "ellipse", "defs", "use",
    "text", "math",
];

impl Check<'_> {
    pub(super) fn element_name(&mut self, element: &Element) {
        let name = element.name.text.as_str();
        if html::is_custom(name) {
            return;
        }
        let Some(info) = html::element(name) else {
            return self.unknown_element(element);
        };
        if info.content == ContentKind::Document {
            self.diagnostics.report(
                Code::DocumentElement,
                element.name.place,
                format!("`<{name}>` belongs to the document, which the server writes"),
                "begin with what stands in the body, for instance `<main>`",
            );
        }
    }

    fn unknown_element(&mut self, element: &Element) {
        let name = element.name.text.as_str();
        let place = element.name.place;
        if FOREIGN.contains(&name) {
            return self.diagnostics.report(
                Code::NotYet,
                place,
                format!("`<{name}>`: SVG and MathML do not exist in `view!` yet"),
                "for now use `<img src=\"….svg\">`",
            );
        }
        let help = match nearest(name, ELEMENTS.iter().map(|element| element.name)) {
            Some(nearest) => format!("did you mean `<{nearest}>`? A component begins with a capital letter, a custom element has a hyphen"),
            None => "a component begins with a capital letter (`<Card/>`), a custom element has a hyphen (`<my-card>`)".to_owned(),
        };
        self.diagnostics.report(
            Code::UnknownElement,
            place,
            format!("HTML has no element `<{name}>`"),
            help,
        );
    }

    pub(super) fn place_of(&mut self, element: &Element, ancestors: &[&str]) {
        let name = element.name.text.as_str();
        let Some(misplaced) = misplaced(name, ancestors) else {
            return;
        };
        let parent = ancestors.last().copied().unwrap_or_default();
        let (message, help) = match misplaced {
            Misplaced::Needs(parents) => (
                format!(
                    "`<{name}>` cannot stand directly in `<{parent}>`: the browser would move it"
                ),
                format!("put it into `<{}>`", parents.join(">` or `<")),
            ),
            Misplaced::Breaks("p") => (
                format!("`<{name}>` ends the `<p>` around it"),
                "make the outer element a `<div>`".to_owned(),
            ),
            Misplaced::Breaks(outer) => (
                format!(
                    "`<{name}>` cannot stand in `<{outer}>`: the browser would take them apart"
                ),
                format!("close the `<{outer}>` before it"),
            ),
            Misplaced::TableOnly(table) => (
                format!(
                    "`<{name}>` cannot stand directly in `<{table}>`: the browser would move it out of the table"
                ),
                "put it into a cell: `<td>…</td>`".to_owned(),
            ),
        };
        self.diagnostics
            .report(Code::Nesting, element.name.place, message, help);
    }

    pub(super) fn text(&mut self, text: &Text, ancestors: &[&str]) {
        let Some(table) = ancestors.last().and_then(|parent| rejects_text(parent)) else {
            return;
        };
        if !text.value.trim().is_empty() {
            self.diagnostics.report(
                Code::Nesting,
                text.span,
                format!("text cannot stand directly in `<{table}>`: the browser would move it out of the table"),
                "put it into a cell: `<td>…</td>`",
            );
        }
    }

    /// Content of `<script>` and `<style>`.
    pub(super) fn content_kind(&mut self, element: &Element) {
        let name = element.name.text.as_str();
        let is_raw = html::element(name).is_some_and(|info| info.content == ContentKind::RawText);
        if !is_raw || element.children.is_empty() {
            return;
        }
        let help = match name {
            "script" => {
                "serve a file and write `<script src=\"…\"></script>`; what the user does is handled by `on:`"
            }
            _ => {
                "serve a style sheet as a file and link it, and choose among classes with `class:name=(condition)`"
            }
        };
        self.diagnostics.report(
            Code::RawTextContent,
            element.name.place,
            format!("`<{name}>` cannot have content here: the content security policy forbids it"),
            help,
        );
    }

    /// Something that is not static, below `ancestors`.
    pub(super) fn dynamic(&mut self, span: Span, ancestors: &[&str]) {
        let Some(parent) = ancestors.last() else {
            return;
        };
        if !html::element(parent).is_some_and(|info| info.content == ContentKind::EscapableText) {
            return;
        }
        let help = match *parent {
            "title" => "write static text; a title that changes does not exist yet",
            _ => {
                "write static text as its first value, and read what the user types with `on:input=move |tx, ev| …`"
            }
        };
        self.diagnostics.report(
            Code::EscapableContent,
            span,
            format!(
                "`<{parent}>` takes static text only: the browser reads its content as characters"
            ),
            help,
        );
    }
}
