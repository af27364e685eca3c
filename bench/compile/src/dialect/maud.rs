//! Cards in maud: markup and slots. It has neither handlers nor state, so its buttons do nothing and its slots are
//! arguments.

use super::{Frame, Markup};
use crate::model::{Card, Role, Slot};

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

const MARKUP: Markup = Markup {
    open: |tag, class, attributes| format!("{tag}.\"{class}\"{attributes} {{"),
    close: |_| String::from("}"),
    space: " ",
    slot: |slot| match slot {
        Slot::Name => "(name)",
        Slot::Count => "(count)",
        Slot::Label => "(label)",
    },
    attributes: |role| match role {
        Role::Root => ".active[count > 0] title=(label)",
        Role::Plain | Role::Count | Role::Rename => "",
    },
};

pub(super) fn card(card: &Card) -> String {
    let mut text = String::from(
        "use maud::{Markup, html};

/// A card.
pub fn card(name: &str, count: i64, label: &str) -> Markup {
    html! {
",
    );
    MARKUP.write(&mut text, 2, &card.root);
    text.push_str("    }\n}\n");
    text
}
