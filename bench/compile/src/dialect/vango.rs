//! Cards in Vango.

use std::path::Path;

use super::{Frame, Markup, close_tag, component, line, open_tag};
use crate::model::{Card, Role, Slot};

pub(super) fn dependencies(root: &Path) -> String {
    format!("vango = {{ path = {root:?} }}")
}

pub(super) const FRAME: Frame = Frame {
    head: "use vango::prelude::*;\n",
    open: "/// Ten cards.
#[component]
fn PagePAGE(_cx: &mut Setup) -> Component {
    render(move |r| {
        view! { r,",
    card: "<MODULE::CARD name=\"Card NUMBER\" />",
    close: "        }
    })
}
",
    page: "<PageNUMBER />",
    main: "/// All pages.
#[component]
fn Home(_cx: &mut Setup) -> Component {
    render(move |r| {
        view! { r,
            <main>
                ALL
            </main>
        }
    })
}

fn main() -> Result<(), vango::Error> {
    App::new().title(\"Cards\").page(\"/\", Home).run()
}
",
};

const MARKUP: Markup = Markup {
    open: open_tag,
    close: close_tag,
    space: "",
    slot: |slot| match slot {
        Slot::Name => "{name}",
        Slot::Count => "{count}",
        Slot::Label => "{label}",
    },
    attributes: |role| match role {
        Role::Plain => "",
        Role::Root => " title=label class:active=(*count.get(r) > 0)",
        Role::Count => " on:click=move |tx| { *count.get_mut(tx) += 1; }",
        Role::Rename => " on:click=move |tx| { label.set(tx, String::from(\"renamed\")); }",
    },
};

pub(super) fn card(card: &Card) -> String {
    let mut text = String::from("use vango::prelude::*;\n\n/// A card.\n#[component]\n");
    let name = component(card.number);
    line(
        &mut text,
        0,
        &format!("pub fn {name}(cx: &mut Setup, #[prop(into)] name: Prop<String>) -> Component {{"),
    );
    line(&mut text, 1, "let count = cx.signal(0_i64);");
    line(
        &mut text,
        1,
        "let label = cx.signal(String::from(\"label\"));",
    );
    line(&mut text, 1, "render(move |r| {");
    line(&mut text, 2, "view! { r,");
    MARKUP.write(&mut text, 3, &card.root);
    text.push_str("        }\n    })\n}\n");
    text
}
