//! Controls: what a screen reader calls them.
//!
//! A button and a link are named by what stands in them, a field by its `<label>`, any of them by `aria-label`. A field
//! with an `id` may have its `<label for>` anywhere; one that stands in a component's content, or is all that its view
//! shows, may be put into a `<label>` elsewhere: about these nothing is known. A `placeholder` is no name.

use super::image::is_image_button;
use super::{finding, has_name, has_text, is_hidden, role, text};
use crate::diagnostic::{Code, Diagnostic};
use crate::html;
use crate::html::aria::{NAMED_BY_CONTENT, NO_MEANING};
use crate::parse::model::{AttributeKind, Element, Node, Tags, Value};

/// What stands around a control, as far as it may name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::check) enum Naming {
    /// Nothing that could.
    Nobody,
    /// A `<label>` that says something.
    Label,
    /// The control is all that its view shows: whoever places the view may have a `<label>` around it.
    Root,
    /// A component, which may put its content into a `<label>`.
    Component,
    /// All of it is hidden: nobody asks for names.
    Hidden,
}

/// Elements that nobody puts into a `<label>` as a whole: what is outside of them names no field inside.
const PARTS_OF_PAGES: &[&str] = &[
    "article", "aside", "body", "dialog", "footer", "form", "header", "main", "menu", "nav", "ol",
    "search", "section", "table", "ul",
];

/// Elements that stand beside a control and belong to it: its options, the knob of a switch.
const PARTS_OF_CONTROLS: &[&str] = &["datalist", "i", "span", "svg"];

impl Naming {
    /// For the nodes at the root of a view.
    pub(in crate::check) fn of_root(nodes: &[Node]) -> Self {
        let is_other = |node: &&Node| match node {
            Node::Let(_) | Node::Salvage(_) => false,
            Node::Element(element) => !PARTS_OF_CONTROLS.contains(&element.name.text.as_str()),
            _ => true,
        };
        match nodes.iter().filter(is_other).count() {
            0 | 1 => Self::Root,
            _ => Self::Nobody,
        }
    }

    /// For what stands in `element`.
    pub(in crate::check) fn inside(self, element: &Element) -> Self {
        let name = element.name.text.as_str();
        // The box around a switch is a part of the control.
        let is_box = name == "span" || html::is_custom(name);
        match self {
            Self::Hidden => Self::Hidden,
            _ if is_hidden(element) => Self::Hidden,
            _ if name == "label" && says_something(&element.children) => Self::Label,
            _ if PARTS_OF_PAGES.contains(&name) => Self::Nobody,
            Self::Root if !is_box => Self::Nobody,
            around => around,
        }
    }

    /// For the content of a component.
    pub(in crate::check) fn inside_component(self) -> Self {
        match self {
            Self::Hidden | Self::Label => self,
            Self::Nobody | Self::Root | Self::Component => Self::Component,
        }
    }
}

/// What names a control, where `aria-label` does not.
enum NamedBy {
    /// What stands in it.
    Content,
    /// A `<label>`.
    Label,
    /// An attribute of its own.
    Attribute(&'static str),
}

/// A control without a name.
pub(super) fn nameless(element: &Element, is_html: bool, naming: Naming) -> Option<Diagnostic> {
    let named_by = named_by(element, is_html)?;
    let is_named = match named_by {
        _ if has_name(element) => true,
        NamedBy::Content => {
            let is_labelled = element.name.text == "button" && naming == Naming::Label;
            is_labelled || says_something(&element.children) || is_foreign(element)
        }
        NamedBy::Label => element.attribute("id").is_some() || naming != Naming::Nobody,
        NamedBy::Attribute(name) => has_text(element, name),
    };
    (!is_named).then(|| report(element, &named_by))
}

fn named_by(element: &Element, is_html: bool) -> Option<NamedBy> {
    let role = role(element);
    if role.is_some_and(|role| NO_MEANING.contains(&role)) {
        return None;
    }
    match element.name.text.as_str() {
        "button" | "summary" if is_html => Some(NamedBy::Content),
        "a" if is_html && element.attribute("href").is_some() => Some(NamedBy::Content),
        "select" | "textarea" if is_html => Some(NamedBy::Label),
        "iframe" if is_html => Some(NamedBy::Attribute("title")),
        "input" if is_html => named_input(element),
        _ if role.is_some_and(|role| NAMED_BY_CONTENT.contains(&role)) => Some(NamedBy::Content),
        _ => None,
    }
}

fn named_input(element: &Element) -> Option<NamedBy> {
    // A dynamic type may be one that needs no name.
    let is_dynamic = element
        .attribute("type")
        .is_some_and(|kind| !matches!(kind.value, Value::Literal(_)));
    if is_dynamic || is_image_button(element) {
        return None;
    }
    match text(element, "type")
        .map(str::to_ascii_lowercase)
        .as_deref()
    {
        // The browser has words of its own for the latter two.
        Some("hidden" | "submit" | "reset") => None,
        Some("button") => Some(NamedBy::Attribute("value")),
        _ => Some(NamedBy::Label),
    }
}

fn report(element: &Element, named_by: &NamedBy) -> Diagnostic {
    let tag = element.name.text.as_str();
    let (message, help) = match (named_by, tag) {
        (NamedBy::Content, _) => {
            let (subject, word) = match (tag, role(element)) {
                ("a", None) => ("this `<a>`".to_owned(), "link"),
                ("button" | "summary", None) => (format!("this `<{tag}>`"), "button"),
                (_, role) => {
                    let role = role.unwrap_or("button");
                    (format!("this `<{tag} role=\"{role}\">`"), role)
                }
            };
            (
                format!("{subject} has no name: a screen reader can say no more than \"{word}\""),
                "write text into it, or `aria-label=\"…\"` when it shows only a symbol".to_owned(),
            )
        }
        (NamedBy::Label, _) => {
            let why = match element.attribute("placeholder") {
                Some(_) => "a `placeholder` is gone with the first letter",
                None => "a screen reader cannot say what it is for",
            };
            (
                format!("this `<{tag}>` has no label: {why}"),
                "write `<label>\"…\" …</label>` around it, or `aria-label=\"…\"` on it".to_owned(),
            )
        }
        (NamedBy::Attribute(name), "iframe") => (
            "this `<iframe>` has no name: a screen reader cannot say what it holds".to_owned(),
            format!("write `{name}=\"…\"`"),
        ),
        (NamedBy::Attribute(name), _) => (
            "this button has no name: nothing stands on it".to_owned(),
            format!("write `{name}=\"…\"`"),
        ),
    };
    finding(Code::MissingName, element.name.place, message, help)
}

/// What a script fills.
fn is_foreign(element: &Element) -> bool {
    element.attribute("data-vango-ignore").is_some()
}

/// Whether the nodes show text, or something that may.
fn says_something(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Text(text) => !text.value.trim().is_empty(),
        Node::Expr(_) | Node::Component(_) | Node::Slot(_) | Node::Salvage(_) => true,
        Node::Let(_) | Node::Doctype(_) => false,
        Node::Element(element) => element_says_something(element),
        Node::If(model) => {
            let mut branches = model.branches.iter();
            branches.any(|branch| says_something(&branch.body))
                || says_something(model.otherwise.as_deref().unwrap_or_default())
        }
        Node::Match(model) => model.arms.iter().any(|arm| says_something(&arm.body)),
        Node::For(model) => says_something(&model.body),
        Node::Each(model) => says_something(&model.body),
    })
}

fn element_says_something(element: &Element) -> bool {
    let is_spread = |attribute: &super::Attribute| matches!(attribute.kind, AttributeKind::Spread);
    let name = element.name.text.as_str();
    if is_hidden(element) {
        return false;
    }
    if has_name(element) || element.attributes.iter().any(is_spread) {
        return true;
    }
    match name {
        // Without any `alt` it is reported for itself.
        "img" => element.attribute("alt").is_none() || has_text(element, "alt"),
        // What is entered names nothing.
        "input" | "select" | "textarea" => false,
        "audio" | "embed" | "iframe" | "object" | "slot" | "video" => true,
        _ => {
            element.tags != Tags::Whole
                || html::is_custom(name)
                || is_foreign(element)
                || says_something(&element.children)
        }
    }
}
