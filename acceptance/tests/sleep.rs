//! A session that sleeps: what it gives back, what wakes it, and what its browser notices, which is nothing.

use std::cell::Cell;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use vango::prelude::*;
use vango::session::Report;
use vango_acceptance::{Find, Tab};

#[component]
fn Rows(cx: &mut Setup) -> Component {
    let rows = cx.list_from((0..1_000_u64).collect::<Vec<_>>(), |row: &u64| *row);
    let chosen = cx.signal(None::<u64>);
    let is_chosen = cx.selector(move |r| *chosen.get(r));
    let open = cx.signal(true);
    render(move |r| {
        view! { r,
            <button data-testid="swap" on:click=move |tx| { rows.swap(tx, 1, 998); }>"swap"</button>
            <button data-testid="fold" on:click=move |tx| { let now = !*open.get(tx); open.set(tx, now); }>"fold"</button>
            <Fold open=(*open.get(r))>
                <ul>
                    each row in rows {
                        let id = *row;
                        <li class:chosen=(is_chosen.is(r, &id))>
                            <a on:click=move |tx| { chosen.set(tx, Some(id)); }>{id}</a>
                        </li>
                    }
                </ul>
                <Counter />
            </Fold>
        }
    })
}

#[component]
fn Fold(_cx: &mut Setup, open: Prop<bool>, children: Slot) -> Component {
    render(move |r| view! { r, <div>if *open.get(r) { {children} } else { "folded" }</div> })
}

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    render(move |r| {
        view! { r,
            <button data-testid="count" on:click=move |tx| { *count.get_mut(tx) += 1; }>"+"</button>
            <output>{count}</output>
        }
    })
}

/// Lets the session sleep; nothing is sent for it.
fn sleep(tab: &mut Tab) {
    tab.forget();
    assert!(tab.hibernate());
    assert!(tab.session.is_dormant() && tab.bytes() == (0, 0));
}

#[test]
fn a_table_of_1000_rows_keeps_its_state_and_little_else() {
    let mut tab = Tab::open::<Rows>();
    let awake = tab.session.memory_bytes();
    let renders = tab.session.renders();
    sleep(&mut tab);
    let asleep = tab.session.memory_bytes();
    assert!(asleep * 3 < awake, "{asleep} of {awake} bytes");
    // An acknowledgement and a ping do not wake it.
    let ack = tab.client.ack();
    tab.send(&ack);
    let ping = tab.client.ping();
    tab.send(&ping);
    assert!(tab.session.is_dormant());
    assert_eq!(tab.session.renders(), renders);
    assert!(!tab.hibernate(), "it sleeps already");
}

#[test]
fn a_click_finds_its_row_and_costs_the_bytes_that_it_always_did() {
    let click_on = |tab: &mut Tab, row: usize| {
        tab.forget();
        tab.click(&Find::tag("a").nth(row));
        tab.bytes()
    };
    let (mut awake, mut sleeper) = (Tab::open::<Rows>(), Tab::open::<Rows>());
    for tab in [&mut awake, &mut sleeper] {
        tab.click(&Find::test_id("swap"));
        click_on(tab, 5);
    }
    let bytes = click_on(&mut awake, 998);
    sleep(&mut sleeper);
    assert_eq!(click_on(&mut sleeper, 998), bytes);
    assert!(!sleeper.session.is_dormant());
    let chosen = Find::tag("li").attribute("class", "chosen");
    assert_eq!(
        sleeper.client.text(&chosen).unwrap(),
        "1",
        "row 1 stands there"
    );
    assert_eq!(sleeper.client.html(), awake.client.html());
    assert!(sleeper.reports.is_empty(), "{:?}", sleeper.reports);
}

#[test]
fn what_is_folded_away_is_there_after_a_sleep() {
    let mut tab = Tab::open::<Rows>();
    tab.click(&Find::test_id("count"));
    tab.click(&Find::test_id("fold"));
    sleep(&mut tab);
    tab.click(&Find::test_id("fold"));
    assert!(
        tab.bytes().1 < 20,
        "the browser had kept it: {:?}",
        tab.bytes()
    );
    tab.click(&Find::test_id("count"));
    assert_eq!(tab.output(), "2");
    assert_eq!(tab.client.count(&Find::tag("li")).unwrap(), 1_000);
    assert!(tab.reports.is_empty(), "{:?}", tab.reports);
}

#[test]
fn a_reconnect_that_needs_nothing_wakes_nobody() {
    let mut tab = Tab::open::<Rows>();
    tab.click(&Find::test_id("count"));
    sleep(&mut tab);
    tab.cut();
    tab.connect();
    assert!(tab.session.is_dormant());
    tab.click(&Find::test_id("count"));
    assert_eq!(tab.output(), "2");
}

#[test]
fn a_client_that_lost_track_of_a_sleeper_gets_everything() {
    use vango::session::{Attach, PageMatch};
    let mut tab = Tab::open::<Rows>();
    sleep(&mut tab);
    tab.cut();
    tab.client.disconnect();
    let (batch, event) = (tab.client.batch(), 0);
    let attach = Attach {
        fresh: false,
        page: PageMatch::Other,
        batch,
        event,
    };
    tab.forget();
    tab.connect_as(attach);
    assert!(!tab.session.is_dormant());
    assert!(tab.bytes().1 > 4_000, "{:?}", tab.bytes());
}

#[component]
fn Clock(cx: &mut Setup) -> Component {
    let ticks = cx.signal(0);
    cx.interval(Duration::from_secs(1), move |tx| *ticks.get_mut(tx) += 1);
    render(move |r| view! { r, <output>{ticks}</output> })
}

#[test]
fn a_timer_wakes_a_session_with_a_socket() {
    let mut tab = Tab::open::<Clock>();
    sleep(&mut tab);
    tab.pass(1_000);
    assert_eq!(tab.output(), "1");
    assert!(!tab.session.is_dormant());
}

static IMPURE: AtomicU32 = AtomicU32::new(0);

#[component]
fn Impure(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    render(move |r| {
        let renders = IMPURE.fetch_add(1, Ordering::Relaxed);
        view! { r,
            <button on:click=move |tx| { *count.get_mut(tx) += 1; }>"+"</button>
            <output>{count}</output><i>{renders}</i>
        }
    })
}

#[test]
fn an_impure_render_is_reported_and_keeps_its_session_awake() {
    let mut tab = Tab::open::<Impure>();
    sleep(&mut tab);
    tab.click(&Find::tag("button"));
    // Beside what a development build says of the render itself.
    tab.reports
        .retain(|report| !matches!(report, Report::Finding(_)));
    assert!(
        matches!(tab.reports[..], [Report::ImpureRender]),
        "{:?}",
        tab.reports
    );
    assert_eq!(tab.output(), "1", "the button is the one that was clicked");
    assert_eq!(tab.client.unacknowledged_events(), 0);
    assert!(!tab.hibernate(), "it would wake with everything sent anew");
}

thread_local! {
    /// What the app's clock says.
    static IS_EVENING: Cell<bool> = const { Cell::new(false) };
    static HUB: Cell<Option<Sender<u64>>> = const { Cell::new(None) };
}

#[component]
fn Greeting(cx: &mut Setup) -> Component {
    let count = cx.signal(0_u64);
    let sender = cx.channel(move |tx, number: u64| {
        assert!(number != 7, "a message that fails");
        count.set(tx, number);
    });
    HUB.set(Some(sender));
    render(move |r| {
        view! { r,
            if IS_EVENING.get() { <b>"good evening"</b> } else { "good morning" }
            <button on:click=move |tx| { *count.get_mut(tx) += 1; }>"+"</button>
            <output>{count}</output>
        }
    })
}

#[test]
fn where_other_elements_stand_an_event_finds_nobody() {
    IS_EVENING.set(false);
    let mut tab = Tab::open::<Greeting>();
    sleep(&mut tab);
    IS_EVENING.set(true);
    tab.click(&Find::tag("button"));
    assert!(
        matches!(tab.reports[..], [Report::ImpureRender, Report::StaleEvent]),
        "{:?}",
        tab.reports
    );
    // The click was for a page that the state no longer makes; the next one is for the page that has come.
    tab.click(&Find::tag("button"));
    assert_eq!(tab.output(), "1");
}

#[test]
fn a_session_that_starts_anew_without_a_socket_knows_which_templates_were_sent() {
    IS_EVENING.set(false);
    let mut tab = Tab::open::<Greeting>();
    tab.cut();
    assert!(tab.hibernate());
    IS_EVENING.set(true);
    let hub = HUB.take().expect("the page is set up");
    hub.send(7).expect("the session listens");
    tab.work();
    tab.connect();
    assert!(
        matches!(
            tab.reports[..],
            [Report::ImpureRender, Report::Panic { .. }]
        ),
        "{:?}",
        tab.reports
    );
    assert!(
        tab.client.html().contains("good evening"),
        "{}",
        tab.client.html()
    );
}

thread_local! {
    static IS_ARMED: Cell<bool> = const { Cell::new(false) };
}

/// Panics when it is dropped while that is armed.
struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        if IS_ARMED.replace(false) {
            panic!("a captured value's destructor");
        }
    }
}

#[component]
fn Mined(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    render(move |r| {
        let bomb = (*count.get(r) == 1).then(|| Bomb);
        view! { r,
            <button on:click=move |tx| { let _ = &bomb; *count.get_mut(tx) += 1; }>"+"</button>
            <output>{count}</output>
        }
    })
}

#[test]
fn a_destructor_that_panics_in_a_sleep_starts_the_session_anew() {
    let mut tab = Tab::open::<Mined>();
    tab.click(&Find::tag("button"));
    IS_ARMED.set(true);
    assert!(!tab.hibernate());
    assert!(
        matches!(tab.reports[..], [Report::Panic { .. }]),
        "{:?}",
        tab.reports
    );
    assert_eq!(
        tab.output(),
        "0",
        "as after any panic that leaves nothing to go on from"
    );
    tab.click(&Find::tag("button"));
    assert_eq!(tab.output(), "1");
}
