//! Cards in Dioxus, rendered on a server.

use super::{Frame, Markup, component, line};
use crate::model::{Card, Role, Slot};

pub(super) const DEPENDENCIES: &str = r#"dioxus = { version = "0.7", default-features = false, features = ["hooks", "html", "macro", "signals"] }
dioxus-ssr = "0.7""#;

pub(super) const FRAME: Frame = Frame {
    head: "use dioxus::prelude::*;\n",
    open: "/// Ten cards.
#[component]
fn PagePAGE() -> Element {
    rsx! {",
    card: "MODULE::CARD { name: \"Card NUMBER\" }",
    close: "    }
}
",
    page: "PageNUMBER {}",
    main: "/// All pages.
#[component]
fn Home() -> Element {
    rsx! {
        main {
            ALL
        }
    }
}

fn main() {
    let mut dom = VirtualDom::new(Home);
    dom.rebuild_in_place();
    println!(\"{}\", dioxus_ssr::render(&dom));
}
",
};

const MARKUP: Markup = Markup {
    open: |tag, class, attributes| format!("{tag} {{ class: \"{class}\",{attributes}"),
    close: |_| String::from("}"),
    space: " ",
    slot: |slot| match slot {
        Slot::Name => "\"{name}\"",
        Slot::Count => "\"{count}\"",
        Slot::Label => "\"{label}\"",
    },
    attributes: |role| match role {
        Role::Plain => "",
        Role::Root => " class: if count() > 0 { \"active\" }, title: \"{label}\",",
        Role::Count => " onclick: move |_| count += 1,",
        Role::Rename => " onclick: move |_| label.set(String::from(\"renamed\")),",
    },
};

pub(super) fn card(card: &Card) -> String {
    let mut text = String::from("use dioxus::prelude::*;\n\n/// A card.\n#[component]\n");
    let name = component(card.number);
    line(
        &mut text,
        0,
        &format!("pub fn {name}(name: String) -> Element {{"),
    );
    line(&mut text, 1, "let mut count = use_signal(|| 0_i64);");
    line(
        &mut text,
        1,
        "let mut label = use_signal(|| String::from(\"label\"));",
    );
    line(&mut text, 1, "rsx! {");
    MARKUP.write(&mut text, 2, &card.root);
    text.push_str("    }\n}\n");
    text
}
