//! Element names, where elements may stand, and what may stand in them.

use proc_macro2::Span;

use super::Check;
use crate::diagnostic::Code;
use crate::html;
use crate::html::element::ContentKind;
use crate::html::entity;
use crate::html::namespace::{Namespace, content_namespace, namespaces};
use crate::html::nesting::{Misplaced, misplaced, rejects_text};
use crate::parse::model::{Element, Expr, Text};
use crate::suggest::nearest;

impl Check<'_> {
    /// `around`: the namespace of what stands where the element does, if it is known.
    pub(super) fn element_name(
        &mut self,
        element: &Element,
        around: Option<Namespace>,
        ancestors: &[&str],
    ) {
        let name = element.name.text.as_str();
        if namespaces(name, around).is_empty() {
            return self.unknown_element(element, around.unwrap_or(Namespace::Html));
        }
        if html::element(name).is_some_and(|info| info.content == ContentKind::Document) {
            self.document_element(element, ancestors);
        }
    }

    fn unknown_element(&mut self, element: &Element, around: Namespace) {
        let name = element.name.text.as_str();
        let place = element.name.place;
        let owner = Namespace::ALL
            .into_iter()
            .find(|namespace| !namespaces(name, Some(*namespace)).is_empty());
        if let Some(owner) = owner {
            let message = format!(
                "`<{name}>` is {}'s and cannot stand in {} here",
                owner.name(),
                around.name()
            );
            let help = match (owner, around) {
                (Namespace::Svg, Namespace::Html) => "put it into `<svg>…</svg>`",
                (Namespace::MathMl, Namespace::Html) => "put it into `<math>…</math>`",
                (_, Namespace::Svg) => {
                    "put it into `<foreignObject>…</foreignObject>`, or outside of the `<svg>`"
                }
                (_, Namespace::MathMl) => {
                    "put it into `<mtext>…</mtext>`, or outside of the `<math>`"
                }
                (Namespace::Html, Namespace::Html) => "put it elsewhere",
            };
            return self.diagnostics.report(Code::Nesting, place, message, help);
        }
        let elements = around.elements().iter().map(|element| element.name);
        let help = match (nearest(name, elements), around) {
            (Some(nearest), Namespace::Html) => format!("did you mean `<{nearest}>`? A component begins with a capital letter, a custom element has a hyphen"),
            (Some(nearest), _) => format!("did you mean `<{nearest}>`?"),
            (None, _) => "a component begins with a capital letter (`<Card/>`), a custom element has a hyphen (`<my-card>`)".to_owned(),
        };
        self.diagnostics.report(
            Code::UnknownElement,
            place,
            format!("{} has no element `<{name}>`", around.name()),
            help,
        );
    }

    /// Whether the parser would leave `element` where it is; if not, it is reported.
    pub(super) fn place_of(&mut self, element: &Element, ancestors: &[&str]) -> bool {
        let name = element.name.text.as_str();
        let Some(misplaced) = misplaced(name, ancestors) else {
            return true;
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
        false
    }

    /// `{move || …}`
    pub(super) fn not_called(&mut self, expr: &Expr) {
        if let Some(place) = expr.closure() {
            self.diagnostics.report(
                Code::ContentType,
                place,
                "a closure cannot stand in a view: nobody calls it",
                "write what it returns, `{…}`: render runs again by itself when what it has read changes",
            );
        }
    }

    /// `&nbsp;` in a literal, of markup or of an attribute.
    pub(super) fn entity(&mut self, text: &str, span: Span) {
        if let Some((reference, character)) = entity::find(text) {
            let character = entity::literal(character);
            self.diagnostics.report(
                Code::EntityInText,
                span,
                format!("text is not HTML: `{reference}` would be shown as it stands"),
                format!("write the character: `\"{character}\"`; when you mean just these letters, write `{{\"{reference}\"}}`"),
            );
        }
    }

    pub(super) fn text(&mut self, text: &Text, ancestors: &[&str]) {
        self.entity(&text.value, text.span);
        self.braces_in_text(text, ancestors);
        if ancestors == ["html", "head"] && !text.value.trim().is_empty() {
            return self.in_head(None, text.span.into());
        }
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
                "give the style sheet to the app, `App::new().stylesheet(\"shop.css\", …)`, and choose among its classes with `class:name=(condition)`"
            }
        };
        self.diagnostics.report(
            Code::RawTextContent,
            element.name.place,
            format!("`<{name}>` cannot have content here: the content security policy forbids it"),
            help,
        );
    }

    /// Something that is not static text, below `ancestors`.
    pub(super) fn not_text(&mut self, span: Span, ancestors: &[&str]) {
        let Some((parent, around)) = ancestors.split_last() else {
            return;
        };
        let is_text = html::element(parent)
            .is_some_and(|info| info.content == ContentKind::EscapableText)
            && content_namespace(around) != Some(Namespace::Svg);
        if !is_text {
            return;
        }
        let help = match *parent {
            "title" => {
                "write static text; in the head of a document (`App::document`) it may be one `{…}` alone"
            }
            _ => "write `bind:value=signal` on it: it shows and reads what the user types",
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
