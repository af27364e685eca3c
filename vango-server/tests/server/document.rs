//! Documents and layouts around pages.

use vango_runtime::reactive::{Checked, PropWriter, Setup};
use vango_runtime::view::{
    Component, ComponentDef, Invocation, Layout, Mount, SlotKind, Template, View, open, render,
    slot,
};
use vango_server::StartErrorKind;

use super::browser::{get, load};
use super::component::{CSS, Counter, app};

/// A layout whose markup is `$before`, its children, `$after`.
macro_rules! layout {
    ($name:ident, $props:ident, $hash:literal, $before:literal, $after:literal) => {
        struct $name;

        struct $props(Option<View>);

        impl ComponentDef for $name {
            const NAME: &'static str = stringify!($name);
            type Props = $props;
        }

        impl Mount for $props {
            fn setup(&mut self, cx: &mut Setup<'_, Checked>) -> Component {
                static MARKUP: Template = Template::new(
                    $hash,
                    &[$before, $after],
                    concat!($before, "<!--v-->", $after),
                    &[SlotKind::Dyn],
                );
                let children = slot(cx, &mut self.0);
                render(move |r| {
                    let mut b = open(r, &MARKUP);
                    b.expr(children);
                    b.close()
                })
            }

            fn update(&mut self, cx: &mut PropWriter<'_>) {
                cx.slot(&mut self.0);
            }
        }

        impl Layout for $name {
            fn wrap(children: View) -> Invocation {
                Invocation::with::<Self>($props(Some(children)))
            }
        }
    };
}

layout!(
    Html,
    HtmlProps,
    91,
    "<!doctype html><html lang=\"de\"><head><title>Own</title></head><body class=\"own\">",
    "<footer>end</footer></body></html>"
);
layout!(
    Headless,
    HeadlessProps,
    92,
    "<!doctype html><html><body>",
    "</body></html>"
);
layout!(Outer, OuterProps, 93, "<header>outer</header>", "");
layout!(Inner, InnerProps, 94, "<main>", "</main>");

#[test]
fn an_own_document_stands_around_every_page() {
    let server = app().document(Html).start().unwrap();
    let page = get(&server, "/");
    let text = page.text();
    let begin = "<!doctype html><html lang=\"de\"><head><title>Own</title><link rel=\"stylesheet\" href=\"/_vango/app-";
    assert!(text.starts_with(begin), "{text}");
    let root = "</head><body class=\"own\"><div id=\"vango-root\"><button>+</button>";
    assert!(text.contains(root), "{text}");
    assert!(
        text.ends_with("\"></script><footer>end</footer></body></html>"),
        "{text}"
    );
    assert!(!text.contains("vango-page"), "the mark is gone");
    assert_eq!(
        text.matches("stylesheet").count(),
        usize::from(!CSS.is_empty())
    );
    let mut socket = load(&server, "/").attach();
    socket.click();
    socket.expect_answer();
}

#[test]
fn what_is_no_document_is_refused_at_the_start() {
    let refused = |error: vango_server::StartError, needle: &str| {
        assert_eq!(error.kind(), StartErrorKind::Document);
        assert!(error.to_string().contains(needle), "{error}");
    };
    let start = |app: vango_server::App| app.start().map(|_| ()).unwrap_err();
    refused(start(app().document(Inner)), "<!doctype html>");
    refused(start(app().document(Headless)), "</head>");
}

#[test]
fn a_document_is_no_page() {
    let server = app().layout(Html).start().unwrap();
    assert_eq!(get(&server, "/").status, 500);
}

#[test]
fn layouts_stand_in_the_order_of_their_calls_and_are_live() {
    let server = app()
        .layout(Outer)
        .layout(Inner)
        .not_found(Counter)
        .start()
        .unwrap();
    let expect = "<div id=\"vango-root\"><header>outer</header><main><button>+</button>";
    for path in ["/", "/nowhere"] {
        let page = get(&server, path);
        assert!(page.text().contains(expect), "{}", page.text());
    }
    assert!(
        get(&server, "/number/7")
            .text()
            .contains("<main><p>number 7</p></main>")
    );
    drop(load(&server, "/").attach());
}
