//! Cards in maud: markup and slots. It has neither handlers nor state, so its buttons do nothing and its slots are
//! arguments.

use super::{Frame, line, only_text};
use crate::model::{Card, Child, Element, Role, Slot};

pub(super) const DEPENDENCIES: &str = r#"maud = "0.27""#;

pub(super) const FRAME: Frame = Frame {
    head: "use maud::{Markup, html};\n",
    open: "/// Ten cards.
fn page_PAGE() -> Markup {
    html! {",
    card: "(MODULE::card(\"Card NUMBER\", 0, \"label\"))",
    close: "    }
}
",
    page: "(page_NUMBER())",
    main: "/// All pages.
fn home() -> Markup {
    html! {
        main {
            ALL
        }
    }
}

fn main() {
    println!(\"{}\", home().into_string());
}
",
};

pub(super) fn card(card: &Card) -> String {
    let mut text = String::from(
        "use maud::{Markup, html};

/// A card.
pub fn card(name: &str, count: i64, label: &str) -> Markup {
    html! {
",
    );
    write(&mut text, 2, &card.root);
    text.push_str("    }\n}\n");
    text
}

fn write(text: &mut String, depth: usize, element: &Element) {
    let Element { tag, class, .. } = element;
    let more = match element.role {
        Role::Root => ".active[count > 0] title=(label)",
        Role::Plain | Role::Count | Role::Rename => "",
    };
    if let Some(only) = only_text(element) {
        let element = format!("{tag}.\"{class}\"{more} {{ {only:?} }}");
        return line(text, depth, &element);
    }
    line(text, depth, &format!("{tag}.\"{class}\"{more} {{"));
    for child in &element.children {
        match child {
            Child::Element(inner) => write(text, depth + 1, inner),
            Child::Text(words) => line(text, depth + 1, &format!("{words:?}")),
            Child::Slot(Slot::Name) => line(text, depth + 1, "(name)"),
            Child::Slot(Slot::Count) => line(text, depth + 1, "(count)"),
            Child::Slot(Slot::Label) => line(text, depth + 1, "(label)"),
        }
    }
    line(text, depth, "}");
}
