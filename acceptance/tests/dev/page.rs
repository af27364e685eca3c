//! The pages in `docs/errors`: what breaks a rule gives the report that the page shows, and what to write instead gives none.

use std::path::Path;
use std::sync::Arc;

use vango::prelude::*;
use vango::session::{Report, Root};
use vango::view::NoRequiredProps;
use vango::{Invocation, Limits};
use vango_acceptance::remote::Tab as RemoteTab;
use vango_acceptance::{Find, Tab, try_page};

/// An example of a page, as a module.
macro_rules! example {
    ($(#[$attribute:meta])* $name:ident = $file:literal) => {
        $(#[$attribute])*
        #[path = $file]
        mod $name;
    };
}
example!(impure = "example/vg1201_breaks.rs");
example!(pure_instead = "example/vg1201_instead.rs");
example!(slow = "example/vg1202_breaks.rs");
example!(slow_instead = "example/vg1202_instead.rs");
example!(twins = "example/vg1203_breaks.rs");
example!(twins_instead = "example/vg1203_instead.rs");
example!(misplaced = "example/vg1204_breaks.rs");
example!(misplaced_instead = "example/vg1204_instead.rs");
example!(endless = "example/vg1205_breaks.rs");
example!(endless_instead = "example/vg1205_instead.rs");
example!(slot = "example/vg1206_breaks.rs");
example!(slot_instead = "example/vg1206_instead.rs");
example!(
    #[expect(unreachable_pub, reason = "it is what a page shows")]
    service = "example/vg1207_breaks.rs"
);
example!(
    #[expect(unreachable_pub, reason = "it is what a page shows")]
    service_instead = "example/vg1207_instead.rs"
);
example!(path = "example/vg0609_breaks.rs");
example!(path_instead = "example/vg0609_instead.rs");

/// A page of `docs/errors`.
struct Page {
    code: &'static str,
    text: String,
}

impl Page {
    fn of(code: &'static str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let file = root.join(format!("../docs/errors/{code}.md"));
        let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{code}: {error}"));
        assert!(
            text.starts_with(&format!("# {code}: ")),
            "{code}: its title"
        );
        for part in [
            "\nLayer: *dev run*\n",
            "\n## What breaks it\n",
            "\n## Write instead\n",
            "\n## Why\n",
        ] {
            assert!(text.contains(part), "{code} lacks {part:?}");
        }
        for kind in ["breaks", "instead"] {
            let name = format!("{}_{kind}.rs", code.to_lowercase());
            let example = root.join("tests/dev/example").join(&name);
            let example = std::fs::read_to_string(example).expect("the example is there");
            assert!(
                text.contains(&format!("```rust\n{example}```\n")),
                "{code} does not show {name} as it is"
            );
        }
        Self { code, text }
    }

    /// Checks that the page shows this report, with the file of its example as an author's own.
    #[track_caller]
    fn shows(&self, report: &str) {
        let file = format!(
            "acceptance/tests/dev/example/{}_breaks.rs",
            self.code.to_lowercase()
        );
        let report = report.replace(&file, "src/main.rs");
        assert!(
            self.text.contains(&format!("```text\n{report}\n```\n")),
            "{} does not show:\n{report}",
            self.code
        );
    }
}

fn only(mut found: Vec<String>) -> String {
    assert_eq!(found.len(), 1, "{found:#?}");
    found.remove(0)
}

/// What is found when a page of `C` is opened, and each of its buttons clicked.
fn used<C: NoRequiredProps>() -> Vec<String> {
    let mut tab = Tab::open::<C>();
    for at in 0..tab.count(&Find::tag("button")) {
        tab.click(&Find::tag("button").nth(at));
        tab.work();
    }
    tab.findings()
}

#[test]
fn vg1201() {
    let page = Page::of("VG1201");
    page.shows(&only(used::<impure::Greeting>()));
    assert!(used::<pure_instead::Greeting>().is_empty());
}

#[test]
fn vg1202() {
    let page = Page::of("VG1202");
    let limits = || Limits {
        slow_turn_ms: 150,
        ..Limits::default()
    };
    let app = App::new().page("/", slow::Converter);
    let app = app.page("/instead", slow_instead::Converter);
    let server = app.limits(limits()).start().expect("a free port");
    let click = |path: &str| {
        let mut tab = RemoteTab::open(server.addr(), path);
        tab.click("convert");
        tab.wait_until(|tab| {
            tab.client
                .text(&Find::tag("output"))
                .is_ok_and(|it| it == "1")
        });
    };
    click("/instead");
    assert!(server.findings().is_empty(), "{:?}", server.findings());
    click("/");
    let found: Vec<String> = server.findings().iter().map(ToString::to_string).collect();
    let report = only(found);
    let (before, after) = report.split_once(" took ").expect("how long");
    let (_, after) = after.split_once(" ms").expect("in milliseconds");
    page.shows(&format!("{before} took 250 ms{after}"));
}

#[test]
fn vg1203() {
    let page = Page::of("VG1203");
    page.shows(&only(used::<twins::Guests>()));
    assert!(used::<twins_instead::Guests>().is_empty());
}

#[test]
fn vg1204() {
    let page = Page::of("VG1204");
    let reports = vango_acceptance::reports_of_page::<misplaced::Article>();
    let found = reports.iter().filter_map(Report::finding);
    page.shows(&only(found.map(|finding| finding.to_string()).collect()));
    assert!(used::<misplaced_instead::Article>().is_empty());
}

#[test]
fn vg1205() {
    let page = Page::of("VG1205");
    page.shows(&only(used::<endless::Price>()));
    assert!(used::<endless_instead::Price>().is_empty());
}

#[test]
fn vg1206() {
    let page = Page::of("VG1206");
    page.shows(&only(used::<slot::Page>()));
    assert!(used::<slot_instead::Page>().is_empty());
}

#[test]
fn vg1207() {
    let page = Page::of("VG1207");
    let root: Root = Arc::new(Invocation::of::<service::Contact>);
    let error = try_page(root)
        .expect_err("there is no such service")
        .to_string();
    page.shows(&error.replace("dev::page::service::Mailer", "shop::Mailer"));
    let _apps = (service::app(), service_instead::app());
    let mut services = vango::reactive::Services::new();
    services.insert(service_instead::Mailer { sender: "us" });
    let mut tab = Tab::open_with::<service_instead::Contact>(services);
    tab.click(&Find::tag("button"));
    assert_eq!(tab.output(), "us");
}

#[test]
fn vg0609() {
    let page = Page::of("VG0609");
    let tab = Tab::open::<path::Counts>();
    let [Report::RenderPanics { message, .. }] = &tab.reports[..] else {
        panic!("{:?}", tab.reports);
    };
    page.shows(&message.replace("dev::page::path::COUNT", "shop::COUNT"));
    assert!(used::<path_instead::Counts>().is_empty());
}
