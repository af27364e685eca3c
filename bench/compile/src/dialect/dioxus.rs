//! Cards in Dioxus, rendered on a server.

use super::{Frame, component, line, only_text};
use crate::model::{Card, Child, Element, Role, Slot};

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
    write(&mut text, 2, &card.root);
    text.push_str("    }\n}\n");
    text
}

fn write(text: &mut String, depth: usize, element: &Element) {
    let Element { tag, class, .. } = element;
    let more = match element.role {
        Role::Plain => "",
        Role::Root => " class: if count() > 0 { \"active\" }, title: \"{label}\",",
        Role::Count => " onclick: move |_| count += 1,",
        Role::Rename => " onclick: move |_| label.set(String::from(\"renamed\")),",
    };
    if let Some(only) = only_text(element) {
        let element = format!("{tag} {{ class: \"{class}\",{more} {only:?} }}");
        return line(text, depth, &element);
    }
    line(text, depth, &format!("{tag} {{ class: \"{class}\",{more}"));
    for child in &element.children {
        match child {
            Child::Element(inner) => write(text, depth + 1, inner),
            Child::Text(words) => line(text, depth + 1, &format!("{words:?}")),
            Child::Slot(Slot::Name) => line(text, depth + 1, "\"{name}\""),
            Child::Slot(Slot::Count) => line(text, depth + 1, "\"{count}\""),
            Child::Slot(Slot::Label) => line(text, depth + 1, "\"{label}\""),
        }
    }
    line(text, depth, "}");
}
