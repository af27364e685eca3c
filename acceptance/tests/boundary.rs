//! Error boundaries, layouts, and documents where none belongs.

use std::sync::Arc;

use vango::prelude::*;
use vango::session::{Outbox, Report, Root, Scratch, Session, SessionSettings, Turn};
use vango::view::Invocation;
use vango_acceptance::Tab;
use vango_client::headless::Find;
use vango_protocol::ClientFrame;

fn html(tab: &Tab) -> String {
    let mismatches = tab.client.mismatches();
    assert!(mismatches.is_empty(), "{mismatches:?}");
    tab.client.html()
}

fn click(tab: &mut Tab, text: &str) {
    tab.click(&Find::tag("button").text(text));
}

fn panics(tab: &Tab) -> u64 {
    let panics = |report: &Report| match report {
        Report::RenderPanics { count, .. } => *count,
        other => panic!("{other:?}"),
    };
    tab.reports.iter().map(panics).sum()
}

/// Panics while `bad`; counts its clicks, to see whether its state is kept.
#[component]
fn Fragile(cx: &mut Setup, bad: Prop<bool>) -> Component {
    let clicks = cx.signal(0);
    render(move |r| {
        assert!(!*bad.get(r), "it is bad");
        view! { r, <button on:click=move |tx| { *clicks.get_mut(tx) += 1; }>"fragile"</button><b>{clicks}</b> }
    })
}

#[component]
fn Guarded(cx: &mut Setup, #[prop(default = false)] bad: Prop<bool>) -> Component {
    let bad = cx.signal(*bad.get(cx));
    let n = cx.signal(0);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { let next = !*bad.get(tx); bad.set(tx, next); }>"turn"</button>
            <button on:click=move |tx| { *n.get_mut(tx) += 1; }>"n"</button>
            <ErrorBoundary fallback={move |r: &Render<'_>, failure: &Failure| {
                let retry = failure.retry;
                view! { r,
                    <p>{failure.component}": "{&failure.message}</p>
                    <button on:click=move |tx| { retry.run(tx); }>"retry"</button>
                }
            }}>
                <i>{n}</i>
                <Fragile bad={*bad.get(r)}/>
            </ErrorBoundary>
            <u>"after"</u>
        }
    })
}

fn page(inside: &str) -> String {
    format!("<button>turn</button><button>n</button>{inside}<u>after</u>")
}

fn well(n: u32, clicks: u32) -> String {
    page(&format!(
        "<i>{n}</i><button>fragile</button><b>{clicks}</b>"
    ))
}

fn failed() -> String {
    page("<p>Fragile: it is bad</p><button>retry</button>")
}

#[test]
fn a_boundary_shows_its_fallback_and_what_it_guards_comes_back_with_its_state() {
    let mut tab = Tab::open::<Guarded>();
    assert_eq!(html(&tab), well(0, 0));
    click(&mut tab, "fragile");
    click(&mut tab, "turn");
    assert_eq!(html(&tab), failed());
    assert_eq!(panics(&tab), 1);
    click(&mut tab, "n");
    assert_eq!(html(&tab), failed(), "what is guarded is parked");
    click(&mut tab, "retry");
    assert_eq!(html(&tab), failed(), "it fails again");
    assert_eq!(panics(&tab), 2);
    click(&mut tab, "turn");
    assert_eq!(
        html(&tab),
        well(1, 1),
        "the failed component renders well again"
    );
    click(&mut tab, "fragile");
    assert_eq!(html(&tab), well(1, 2));
}

fn guarded(bad: bool) -> Tab {
    Tab::page(Arc::new(move || vango::ready(Guarded::props().bad(bad))))
}

#[test]
fn a_page_shows_the_fallback_too_and_recovers_when_it_lives() {
    for retry in [false, true] {
        let mut tab = guarded(true);
        assert_eq!(html(&tab), failed(), "the page");
        tab.connect();
        assert_eq!(html(&tab), failed());
        assert_eq!(panics(&tab), 1, "{:?}", tab.reports);
        if retry {
            click(&mut tab, "retry");
            assert_eq!(html(&tab), failed());
        }
        click(&mut tab, "turn");
        assert_eq!(html(&tab), well(0, 0), "retry: {retry}");
        click(&mut tab, "fragile");
        assert_eq!(html(&tab), well(0, 1));
    }
}

#[test]
fn everything_sent_anew_keeps_the_fallback_and_what_is_behind_it() {
    let mut tab = Tab::open::<Guarded>();
    click(&mut tab, "fragile");
    click(&mut tab, "turn");
    let mut resync = Vec::new();
    let ack = tab.client.batch() as u8;
    ClientFrame::Resync { ack, block: 0 }.encode(&mut resync);
    tab.send(&resync);
    tab.reports.clear();
    assert_eq!(html(&tab), failed());
    click(&mut tab, "turn");
    assert_eq!(html(&tab), well(0, 1));
}

#[component]
fn Own(cx: &mut Setup) -> Component {
    let _none = cx.signal(0);
    render(move |r| view! { r, <button>"own"</button> })
}

#[component]
fn Leave(cx: &mut Setup) -> Component {
    let shown = cx.signal(1_u32);
    render(move |r| {
        let shown_now = *shown.get(r);
        view! { r,
            <button on:click=move |tx| { *shown.get_mut(tx) += 1; }>"on"</button>
            <ErrorBoundary fallback={|r: &Render<'_>, _: &Failure| view! { r, <s>"failed"</s> }}>
                <Own/>
                if shown_now == 2 { <Fragile bad={true}/> }
                for at in 0..shown_now, key = at { <Fragile bad={shown_now == 4 && at == 1}/> }
            </ErrorBoundary>
        }
    })
}

#[test]
fn a_failure_that_leaves_is_no_failure_any_more() {
    let mut tab = Tab::open::<Leave>();
    let fragile = "<button>fragile</button><b>0</b>";
    let well = |rows: usize| {
        format!(
            "<button>on</button><button>own</button>{}",
            fragile.repeat(rows)
        )
    };
    assert_eq!(html(&tab), well(1));
    click(&mut tab, "on");
    assert_eq!(html(&tab), "<button>on</button><s>failed</s>");
    click(&mut tab, "on");
    assert_eq!(html(&tab), well(3), "what failed has left");
    click(&mut tab, "on");
    assert_eq!(html(&tab), "<button>on</button><s>failed</s>");
    click(&mut tab, "on");
    assert_eq!(html(&tab), well(5), "what failed is well again");
}

#[component]
fn Nested(cx: &mut Setup) -> Component {
    let bad = cx.signal(0_u32);
    render(move |r| {
        let now = *bad.get(r);
        view! { r,
            <button on:click=move |tx| { *bad.get_mut(tx) += 1; }>"worse"</button>
            <ErrorBoundary fallback={|r: &Render<'_>, failure: &Failure| view! { r, <s>"outer "{&failure.message}</s> }}>
                <ErrorBoundary fallback={move |r: &Render<'_>, _: &Failure| {
                    view! { r, <q>"inner"</q><Fragile bad={*bad.get(r) > 1}/> }
                }}>
                    <Fragile bad={now > 0}/>
                </ErrorBoundary>
            </ErrorBoundary>
        }
    })
}

#[test]
fn a_failure_in_a_fallback_is_the_next_boundarys() {
    let mut tab = Tab::open::<Nested>();
    let fragile = "<button>fragile</button><b>0</b>";
    assert_eq!(html(&tab), format!("<button>worse</button>{fragile}"));
    click(&mut tab, "worse");
    assert_eq!(
        html(&tab),
        format!("<button>worse</button><q>inner</q>{fragile}")
    );
    click(&mut tab, "worse");
    assert_eq!(html(&tab), "<button>worse</button><s>outer it is bad</s>");
}

#[component]
fn RowFails(cx: &mut Setup, bad: Prop<u64>) -> Component {
    let rows = cx.list_from(0..3_u64, |row: &u64| *row);
    let is_bad = cx.selector(move |r| Some(*bad.get(r)));
    render(move |r| {
        view! { r,
            each row in rows {
                let row = *row;
                let text = if is_bad.is(r, &row) { panic!("row {row} is bad") } else { row };
                <li>{text}</li>
            }
        }
    })
}

#[component]
fn RowHome(cx: &mut Setup) -> Component {
    let bad = cx.signal(9_u64);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { bad.set(tx, 1); }>"break"</button>
            <button on:click=move |tx| { bad.set(tx, 9); }>"mend"</button>
            <ErrorBoundary fallback={|r: &Render<'_>, failure: &Failure| view! { r, <s>{&failure.message}</s> }}>
                <RowFails bad={*bad.get(r)}/>
            </ErrorBoundary>
        }
    })
}

#[test]
fn a_row_that_panics_is_a_failure_too() {
    let mut tab = Tab::open::<RowHome>();
    let page = |inside: &str| format!("<button>break</button><button>mend</button>{inside}");
    let well = page("<li>0</li><li>1</li><li>2</li>");
    assert_eq!(html(&tab), well);
    for _ in 0..2 {
        click(&mut tab, "break");
        assert_eq!(html(&tab), page("<s>row 1 is bad</s>"));
        click(&mut tab, "mend");
        assert_eq!(html(&tab), well);
    }
}

#[component]
fn Shell(cx: &mut Setup, children: Slot) -> Component {
    let menu = cx.signal(0);
    cx.provide("from the shell");
    render(move |r| {
        view! { r,
            <nav><button on:click=move |tx| { *menu.get_mut(tx) += 1; }>"menu"</button>{menu}</nav>
            <main>{children}</main>
        }
    })
}

#[component]
fn Outer(cx: &mut Setup, children: Slot) -> Component {
    let _none = cx.signal(0);
    render(move |r| view! { r, <div>{children}</div> })
}

#[component]
fn Leaf(cx: &mut Setup, name: Prop<String>) -> Component {
    let clicks = cx.signal(0);
    let shell = cx.context::<&'static str>().unwrap_or("nothing");
    render(
        move |r| view! { r, <p>{name}" "{shell}</p><button on:click=move |tx| { *clicks.get_mut(tx) += 1; }>"leaf"</button><b>{clicks}</b> },
    )
}

fn layered() -> Root {
    let page: Root = Arc::new(|| vango::ready(Leaf::props().name("home".to_owned())));
    let inner: Root = Arc::new(move || Invocation::layered::<Shell>(page.clone()));
    Arc::new(move || Invocation::layered::<Outer>(inner.clone()))
}

#[test]
fn layouts_stand_around_a_page_and_in_one_another() {
    let mut tab = Tab::page(layered());
    tab.connect();
    let page = |menu: u32, leaf: u32| {
        format!(
            "<div><nav><button>menu</button>{menu}</nav><main><p>home from the shell</p><button>leaf</button><b>{leaf}</b></main></div>"
        )
    };
    assert_eq!(html(&tab), page(0, 0));
    click(&mut tab, "leaf");
    click(&mut tab, "menu");
    assert_eq!(html(&tab), page(1, 1));
    assert!(tab.reports.is_empty(), "{:?}", tab.reports);
}

#[component]
fn Document(cx: &mut Setup, children: Slot) -> Component {
    let _none = cx.signal(0);
    render(move |r| {
        view! { r, <!doctype html><html lang="en"><head><title>"t"</title></head><body>{children}</body></html> }
    })
}

#[test]
fn a_document_in_a_page_is_an_error_that_names_the_way_out() {
    let page: Root = Arc::new(|| vango::ready(Leaf::props().name("home".to_owned())));
    let root: Root = Arc::new(move || Invocation::layered::<Document>(page.clone()));
    let mut session = Session::open(root, SessionSettings::default()).expect("setup");
    let (mut scratch, mut out) = (Scratch::default(), Outbox::default());
    let mut turn = Turn {
        now_ms: 0,
        scratch: &mut scratch,
        out: &mut out,
    };
    let error = session
        .page(&mut turn)
        .expect_err("a document is no part of a page");
    let text = error.to_string();
    assert!(
        text.contains("<Document>") && text.contains("App::document"),
        "{text}"
    );
}

/// Fails while its divisor is zero.
#[component]
fn Share(_cx: &mut Setup, of: Prop<u32>) -> Component {
    render(move |r| view! { r, <output>{20 / *of.get(r)}</output> })
}

#[component]
fn FailsOnThePage(cx: &mut Setup) -> Component {
    let (given, read) = (cx.signal(0_u32), cx.signal(0_u32));
    cx.provide(read);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { *given.get_mut(tx) += 1; }>"give"</button>
            <button on:click=move |tx| { *read.get_mut(tx) += 1; }>"write"</button>
            <ErrorBoundary fallback=|r, _failure| { view! { r, <i>"one fails"</i> } }><Share of={*given.get(r)}/></ErrorBoundary>
            <ErrorBoundary fallback=|r, _failure| { view! { r, <i>"two fails"</i> } }><Reads/></ErrorBoundary>
        }
    })
}

/// Hands on what it reads itself.
#[component]
fn Reads(cx: &mut Setup) -> Component {
    let read = cx.context::<Signal<u32>>().expect("provided above");
    render(move |r| view! { r, <section><Share of={*read.get(r)}/></section> })
}

#[test]
fn what_failed_on_the_page_comes_back_when_what_it_is_given_changes() {
    let mut tab = Tab::open::<FailsOnThePage>();
    assert_eq!(tab.client.count(&Find::tag("i")).unwrap(), 2);
    tab.click(&Find::tag("button").text("give"));
    assert_eq!(tab.client.text(&Find::tag("i")).unwrap(), "two fails");
    assert_eq!(tab.output(), "20");
    tab.click(&Find::tag("button").text("write"));
    assert_eq!(tab.client.count(&Find::tag("i")).unwrap(), 0);
    assert_eq!(tab.client.count(&Find::tag("output")).unwrap(), 2);
    tab.click(&Find::tag("button").text("give"));
    let share = |nth| tab.client.text(&Find::tag("output").nth(nth)).unwrap();
    assert_eq!((share(0), share(1)), ("10".to_owned(), "20".to_owned()));
    assert!(
        tab.client.mismatches().is_empty(),
        "{:?}",
        tab.client.mismatches()
    );
}
