//! Markup alone ([`Session::markup`]): what a page shows, without what a page is for.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use vango::prelude::*;
use vango::session::{Attach, Outbox, PageMatch, Root, Scratch, Session, SessionSettings, Turn};
use vango_runtime::view::Invocation;

static SETUPS: AtomicUsize = AtomicUsize::new(0);

#[component]
fn Badge(_cx: &mut Setup, name: Prop<String>, children: Slot) -> Component {
    SETUPS.fetch_add(1, Ordering::Relaxed);
    render(move |r| view! { r, <b>{name}</b><i>{children}</i> })
}

#[component]
fn Home(cx: &mut Setup) -> Component {
    let names = cx.signal(vec!["Ada & Grace", "<Edsger>", "plain"]);
    let open = cx.signal(true);
    render(move |r| {
        let aside = view! { r, <aside>{names.get(r).len() as u64}</aside> };
        view! { r,
            <ul>
                for name in names.get(r), key = *name {
                    let (link, name) = (format!("/{name}"), name.to_string());
                    <li><a href={&link}>"to"</a><Badge name={name}>"inside"</Badge></li>
                }
            </ul>
            if *open.get(r) { <p on:click=move |tx| { open.set(tx, false); }>"open"</p> }
            {aside}
        }
    })
}

fn turn<'t>(scratch: &'t mut Scratch, out: &'t mut Outbox) -> Turn<'t> {
    Turn {
        now_ms: 0,
        scratch,
        out,
    }
}

#[test]
fn markup_alone_is_the_pages_and_leaves_the_page_as_it_would_be() {
    let root: Root = Arc::new(Invocation::of::<Home>);
    let open = || Session::open(root.clone(), SessionSettings::default()).expect("setup");
    let (mut scratch, mut out) = (Scratch::default(), Outbox::default());
    let wanted = open()
        .page(&mut turn(&mut scratch, &mut out))
        .expect("a page");
    assert!(wanted.html.contains("Ada &amp; Grace") && wanted.html.contains("inside"));

    let before = SETUPS.load(Ordering::Relaxed);
    let mut session = open();
    for _ in 0..3 {
        assert_eq!(session.markup(&mut scratch).expect("markup"), wanted.html);
    }
    let page = session
        .page(&mut turn(&mut scratch, &mut out))
        .expect("a page");
    assert_eq!((page.html, page.shape), (wanted.html, wanted.shape));
    assert_eq!(
        SETUPS.load(Ordering::Relaxed) - before,
        3,
        "once for each row"
    );

    let attach = Attach {
        fresh: true,
        page: PageMatch::Same,
        batch: 0,
        event: 0,
    };
    session.attach(attach, &mut turn(&mut scratch, &mut out));
    assert_eq!(
        out.frames.len(),
        1,
        "the page that was adopted is not sent again"
    );
    assert!(out.reports.is_empty(), "{:?}", out.reports);
    let refused = session.markup(&mut scratch);
    assert!(
        refused.is_err(),
        "a session with a socket shows itself in slots"
    );
}

/// A page may take the buffer with it: each meets what one of another size has left behind.
#[test]
fn pages_of_all_sizes_follow_one_another() {
    #[component]
    fn Rows(_cx: &mut Setup, count: Prop<u32>) -> Component {
        render(move |r| {
            view! { r, <ol>for n in 0..*count.get(r), key = n { <li>{n}</li> }</ol> }
        })
    }
    let mut scratch = Scratch::default();
    for count in [0, 5_000, 1, 5_000, 4_990, 5_010, 60, 2_000, 0] {
        let root: Root = Arc::new(move || vango::ready(Rows::props().count(count)));
        let mut session = Session::open(root, SessionSettings::default()).expect("setup");
        let wanted: String = (0..count).map(|n| format!("<li>{n}</li>")).collect();
        for _ in 0..2 {
            let html = session.markup(&mut scratch).expect("markup");
            assert_eq!(html, format!("<ol>{wanted}</ol>"));
            let room = html.capacity();
            assert!(
                room <= 2 * html.len().max(64),
                "{room} bytes for {}",
                html.len()
            );
        }
    }
}
