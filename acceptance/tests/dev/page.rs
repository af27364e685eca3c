//! The pages in `docs/errors`: what breaks a rule gives the report that the page shows, and what to write instead gives none.
//! The examples are the fixtures in `ui-tests`, whose own test holds them to the pages.

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
    ($name:ident = $file:literal) => {
        #[path = $file]
        #[allow(unreachable_pub, reason = "a program of its own")]
        mod $name;
    };
}
example!(impure = "../../../ui-tests/phase/pass/breaks_impure_render.rs");
example!(pure_instead = "../../../ui-tests/phase/pass/impure_render.rs");
example!(slow = "../../../ui-tests/phase/pass/breaks_slow_turn.rs");
example!(slow_instead = "../../../ui-tests/phase/pass/slow_turn.rs");
example!(twins = "../../../ui-tests/view/pass/breaks_duplicate_keys.rs");
example!(twins_instead = "../../../ui-tests/view/pass/duplicate_keys.rs");
example!(misplaced = "../../../ui-tests/view/pass/breaks_misplaced_markup.rs");
example!(misplaced_instead = "../../../ui-tests/view/pass/misplaced_markup.rs");
example!(endless = "../../../ui-tests/phase/pass/breaks_endless_effects.rs");
example!(endless_instead = "../../../ui-tests/phase/pass/endless_effects.rs");
example!(slot = "../../../ui-tests/component/pass/breaks_slot_twice.rs");
example!(slot_instead = "../../../ui-tests/component/pass/slot_twice.rs");
example!(service = "../../../ui-tests/route/pass/breaks_missing_service.rs");
example!(service_instead = "../../../ui-tests/route/pass/missing_service.rs");
example!(path = "../../../ui-tests/persist/pass/breaks_persist_duplicate.rs");
example!(path_instead = "../../../ui-tests/persist/pass/persist_duplicate.rs");

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
        Self { code, text }
    }

    /// Checks that the page shows this report, with the file of its example as an author's own.
    #[track_caller]
    fn shows(&self, report: &str) {
        let report = own(report);
        assert!(
            self.text.contains(&format!("```text\n{report}\n```\n")),
            "{} does not show:\n{report}",
            self.code
        );
    }
}

/// A report with the fixture's file as an author's own.
fn own(report: &str) -> String {
    let mut out = String::new();
    for (at, word) in report.split(' ').enumerate() {
        let separator = if at > 0 { " " } else { "" };
        let place = word
            .split_once("ui-tests/")
            .and_then(|(_, rest)| rest.split_once(".rs"));
        match place {
            Some((_, line)) => out.push_str(&format!("{separator}src/main.rs{line}")),
            None => out.push_str(&format!("{separator}{word}")),
        }
    }
    out
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
