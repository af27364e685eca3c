//! Whole documents: `<!doctype html><html>…</html>`, what `App::document` takes.
//!
//! A document is rendered once, to bytes; the page's component stands in it. Anywhere else the document is the server's.

use proc_macro2::Span;

use super::Check;
use crate::diagnostic::{Code, Place};
use crate::html::nesting::METADATA;
use crate::parse::model::{Doctype, Element, Node};

/// What a `view!` makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A part of a page.
    Part,
    /// It begins with a doctype.
    Document,
}

/// What the markup at the root of a `view!` makes.
pub(super) fn kind_of(nodes: &[Node]) -> Kind {
    match nodes.iter().find(|node| !is_statement(node)) {
        Some(Node::Doctype(_)) => Kind::Document,
        _ => Kind::Part,
    }
}

fn is_statement(node: &Node) -> bool {
    matches!(node, Node::Let(_) | Node::Salvage(_))
}

impl Check<'_> {
    /// The nodes at the root of a document; the first one is its doctype.
    pub(super) fn document(&mut self, nodes: &[Node]) {
        let mut content = nodes.iter().filter(|node| !is_statement(node)).skip(1);
        let first = content.next();
        if !matches!(first, Some(Node::Element(element)) if element.name.text == "html") {
            let place = nodes.iter().find_map(|node| match node {
                Node::Doctype(doctype) => Some(doctype.place),
                _ => None,
            });
            self.shape(
                place.unwrap_or_else(|| Span::call_site().into()),
                "a document is `<!doctype html>` and then one `<html>`",
            );
        }
        for node in content {
            if let Some(place) = node.place() {
                self.shape(place, "a document ends with its `</html>`");
            }
        }
    }

    /// `<!doctype …>`. `is_first`: nothing that shows something stands before it.
    pub(super) fn doctype(&mut self, doctype: &Doctype, is_first: bool) {
        if !doctype.is_html() {
            self.shape(doctype.place, "the doctype of HTML is `<!doctype html>`");
        } else if !is_first {
            self.shape(doctype.place, "a doctype is the first thing in a document");
        }
    }

    /// `<html>`, `<head>`, `<body>`.
    pub(super) fn document_element(&mut self, element: &Element, ancestors: &[&str]) {
        let name = element.name.text.as_str();
        if self.kind == Kind::Part {
            return self.diagnostics.report(
                Code::DocumentElement,
                element.name.place,
                format!("`<{name}>` belongs to the document, which the server writes"),
                "begin with what stands in the body, for instance `<main>`; a whole document of your own begins with `<!doctype html>` and is given to `App::document`",
            );
        }
        let fits = match name {
            "html" => ancestors.is_empty(),
            _ => ancestors == ["html"],
        };
        if !fits {
            self.shape(
                element.name.place,
                "`<html>` stands at the root of a document, `<head>` and `<body>` directly in it",
            );
        }
        if name == "html" {
            self.html_children(element);
        }
    }

    fn html_children(&mut self, html: &Element) {
        let mut expected = vec!["head", "body"];
        let mut is_reported = false;
        for child in &html.children {
            let name = match child {
                Node::Element(child) => child.name.text.as_str(),
                child if is_statement(child) => continue,
                _ => "",
            };
            match expected.iter().position(|it| *it == name) {
                Some(at) => drop(expected.drain(..=at)),
                None => {
                    let place = child.place().unwrap_or(html.name.place);
                    self.shape(place, "`<html>` holds one `<head>` and then one `<body>`");
                    is_reported = true;
                }
            }
        }
        // What should stand in it may be what was reported.
        if expected.contains(&"body") && !is_reported {
            self.shape(html.name.place, "a document has a `<body>`");
        }
    }

    /// Something directly in `<head>` that is shown.
    pub(super) fn in_head(&mut self, name: Option<&str>, place: Place) {
        let what = match name {
            Some(name) if METADATA.contains(&name) => return,
            Some(name) => format!("`<{name}>`"),
            None => "text".to_owned(),
        };
        self.diagnostics.report(
            Code::Nesting,
            place,
            format!("{what} cannot stand in `<head>`: the browser would begin the body with it"),
            "move it into `<body>`",
        );
    }

    /// Something that waits for what the user does.
    pub(super) fn is_alive(&mut self, place: Place) {
        if self.kind == Kind::Document {
            self.shape(
                place,
                "a document is rendered once: nothing in it is heard or changes",
            );
        }
    }

    fn shape(&mut self, place: Place, message: &str) {
        self.diagnostics.report(
            Code::DocumentShape,
            place,
            message,
            "write `<!doctype html><html lang=\"en\"><head><title>\"…\"</title></head><body>{children}</body></html>`; what is alive belongs into the pages that it shows",
        );
    }

    /// `<title>{title}</title>`, which a document may have: one expression is the whole text.
    pub(super) fn is_title(&self, element: &Element) -> bool {
        let mut content = element.children.iter().filter(|node| !is_statement(node));
        self.kind == Kind::Document
            && element.name.text == "title"
            && matches!(
                (content.next(), content.next()),
                (Some(Node::Expr(_)), None)
            )
    }
}
