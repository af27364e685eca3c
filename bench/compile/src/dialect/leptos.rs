//! Cards in Leptos, on a server (`ssr`).

use super::{Frame, Markup, close_tag, component, line, open_tag};
use crate::model::{Card, Role, Slot};

pub(super) const DEPENDENCIES: &str = r#"leptos = { version = "0.8", features = ["ssr"] }"#;

pub(super) const FRAME: Frame = Frame {
    head: "use leptos::prelude::*;\n",
    open: "/// Ten cards.
#[component]
fn PagePAGE() -> impl IntoView {
    view! {",
    card: "<MODULE::CARD name=\"Card NUMBER\" />",
    close: "    }
}
",
    page: "<PageNUMBER />",
    main: "/// All pages.
#[component]
fn Home() -> impl IntoView {
    view! {
        <main>
            ALL
        </main>
    }
}

fn main() {
    let owner = Owner::new();
    println!(\"{}\", owner.with(|| view! { <Home /> }.to_html()));
}
",
};

const MARKUP: Markup = Markup {
    open: open_tag,
    close: close_tag,
    space: "",
    slot: |slot| match slot {
        Slot::Name => "{name}",
        Slot::Count => "{move || count.get()}",
        Slot::Label => "{move || label.get()}",
    },
    attributes: |role| match role {
        Role::Plain => "",
        Role::Root => " title=move || label.get() class:active=move || { count.get() > 0 }",
        Role::Count => " on:click=move |_| count.update(|count| *count += 1)",
        Role::Rename => " on:click=move |_| label.set(String::from(\"renamed\"))",
    },
};

pub(super) fn card(card: &Card) -> String {
    let mut text = String::from("use leptos::prelude::*;\n\n/// A card.\n#[component]\n");
    let name = component(card.number);
    line(
        &mut text,
        0,
        &format!("pub fn {name}(#[prop(into)] name: String) -> impl IntoView {{"),
    );
    line(&mut text, 1, "let count = RwSignal::new(0_i64);");
    line(
        &mut text,
        1,
        "let label = RwSignal::new(String::from(\"label\"));",
    );
    line(&mut text, 1, "view! {");
    MARKUP.write(&mut text, 2, &card.root);
    text.push_str("    }\n}\n");
    text
}
