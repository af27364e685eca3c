//! One rule of slots each.

use vango::prelude::*;
use vango::session::Report;
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

/// A component with state, to see whether it is kept.
#[component]
fn Clicks(cx: &mut Setup) -> Component {
    let clicks = cx.signal(0);
    render(
        move |r| view! { r, <button on:click=move |tx| { *clicks.get_mut(tx) += 1; }>"kid"</button><b>{clicks}</b> },
    )
}

/// Shows its children in one of three ways, or not.
#[component]
fn Frame(cx: &mut Setup, #[prop(default = 0)] mode: Prop<u32>, children: Slot) -> Component {
    let own = cx.signal(0_u32);
    render(move |r| {
        let mode = (*mode.get(r) + *own.get(r)) % 4;
        view! { r,
            <button on:click=move |tx| { *own.get_mut(tx) += 1; }>"mode"</button>
            if mode == 0 { <div>{children}</div> }
            <hr/>
            if mode == 1 { <p>{children}</p> } else if mode == 2 { <Inner>{children}</Inner> }
        }
    })
}

#[component]
fn Inner(cx: &mut Setup, children: Slot) -> Component {
    let open = cx.signal(true);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { let next = !*open.get(tx); open.set(tx, next); }>"open"</button>
            if *open.get(r) { <q>{children}</q> }
        }
    })
}

#[component]
fn Home(cx: &mut Setup, #[prop(default = 0)] mode: Prop<u32>) -> Component {
    let n = cx.signal(0);
    let mode = *mode.get(cx);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { *n.get_mut(tx) += 1; }>"outside"</button>
            <Frame mode={mode}>
                <button on:click=move |tx| { *n.get_mut(tx) += 10; }>"inside"</button>
                <i>{n}</i>
                <Clicks/>
            </Frame>
        }
    })
}

fn inside(n: u32, kid: u32) -> String {
    format!("<button>inside</button><i>{n}</i><button>kid</button><b>{kid}</b>")
}

fn shown(mode: u32, content: &str) -> String {
    let before = "<button>outside</button><button>mode</button>";
    match mode {
        0 => format!("{before}<div>{content}</div><hr>"),
        1 => format!("{before}<hr><p>{content}</p>"),
        2 => format!("{before}<hr><button>open</button><q>{content}</q>"),
        _ => format!("{before}<hr>"),
    }
}

#[test]
fn content_moves_with_its_nodes_and_state() {
    let mut tab = Tab::open::<Home>();
    assert_eq!(html(&tab), shown(0, &inside(0, 0)));
    click(&mut tab, "kid");
    click(&mut tab, "inside");
    click(&mut tab, "outside");
    assert_eq!(html(&tab), shown(0, &inside(11, 1)));
    // From an earlier place to a later one, into another component, away, and back to the first.
    for mode in [1, 2, 3, 0, 1, 2, 3, 0] {
        tab.forget();
        click(&mut tab, "mode");
        let content = inside(11, 1);
        assert_eq!(
            html(&tab),
            shown(mode, if mode == 3 { "" } else { &content }),
            "mode {mode}"
        );
        let sent = String::from_utf8_lossy(&tab.to_client.concat()).into_owned();
        assert!(
            !sent.contains("11"),
            "the content is not sent again: {sent:?}"
        );
    }
    click(&mut tab, "kid");
    click(&mut tab, "inside");
    assert_eq!(html(&tab), shown(0, &inside(21, 2)));
    assert!(tab.reports.is_empty(), "{:?}", tab.reports);
}

#[test]
fn the_giver_runs_and_not_the_taker_and_parked_content_is_kept_up_to_date() {
    let mut tab = Tab::open::<Home>();
    let renders = tab.session.renders().0;
    click(&mut tab, "outside");
    assert_eq!(tab.session.renders().0, renders + 1, "the giver alone");
    for _ in 0..3 {
        click(&mut tab, "mode");
    }
    assert_eq!(html(&tab), shown(3, ""));
    click(&mut tab, "outside");
    click(&mut tab, "outside");
    click(&mut tab, "mode");
    assert_eq!(html(&tab), shown(0, &inside(3, 0)));
}

#[component]
fn Hidden(cx: &mut Setup) -> Component {
    let n = cx.signal(7);
    render(move |r| {
        view! { r,
            <Frame mode={3}><Frame mode={2}><i>{n}</i><Clicks/></Frame></Frame>
        }
    })
}

#[test]
fn content_that_was_never_shown_is_made_when_it_is_wanted() {
    let mut tab = Tab::open::<Hidden>();
    assert_eq!(html(&tab), "<button>mode</button><hr>");
    click(&mut tab, "mode");
    let inner =
        "<button>mode</button><hr><button>open</button><q><i>7</i><button>kid</button><b>0</b></q>";
    assert_eq!(
        html(&tab),
        format!("<button>mode</button><div>{inner}</div><hr>")
    );
    assert!(tab.reports.is_empty(), "{:?}", tab.reports);
}

#[test]
fn everything_sent_anew_keeps_state_on_the_page_and_parked() {
    for clicks in 0..4 {
        let mut tab = Tab::open::<Home>();
        click(&mut tab, "kid");
        for _ in 0..clicks {
            click(&mut tab, "mode");
        }
        for block in [0, 1, 2, 3] {
            let mut resync = Vec::new();
            ClientFrame::Resync {
                ack: tab.client.batch() as u8,
                block,
            }
            .encode(&mut resync);
            if block == 0 {
                tab.send(&resync);
            }
            let content = inside(0, 1);
            assert_eq!(
                html(&tab),
                shown(clicks, if clicks == 3 { "" } else { &content })
            );
        }
        for mode in 1..=4 {
            click(&mut tab, "mode");
            let content = inside(0, 1);
            let mode = (clicks + mode) % 4;
            assert_eq!(
                html(&tab),
                shown(mode, if mode == 3 { "" } else { &content })
            );
        }
    }
}

#[component]
fn Twice(cx: &mut Setup, children: Slot) -> Component {
    let both = cx.signal(false);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { both.set(tx, true); }>"both"</button>
            {children}
            if *both.get(r) { {children} }
        }
    })
}

#[component]
fn TwiceHome(cx: &mut Setup) -> Component {
    let _none = cx.signal(0);
    render(move |r| view! { r, <Twice><i>"once"</i></Twice> })
}

#[test]
fn a_slot_that_is_placed_twice_is_an_error_of_its_component() {
    let mut tab = Tab::open::<TwiceHome>();
    assert_eq!(html(&tab), "<button>both</button><i>once</i>");
    click(&mut tab, "both");
    assert!(html(&tab).contains("data-vango-error"), "{}", html(&tab));
    assert!(
        matches!(tab.reports[..], [Report::RenderPanics { .. }]),
        "{:?}",
        tab.reports
    );
}

#[component]
fn RowsTwice(cx: &mut Setup, children: Slot) -> Component {
    let rows = cx.list_from(0..3_u64, |row: &u64| *row);
    let chosen = cx.signal(1_u64);
    let both = cx.signal(false);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { *chosen.get_mut(tx) = (*chosen.get(tx) + 2) % 3; }>"next"</button>
            <button on:click=move |tx| { both.set(tx, true); }>"both"</button>
            each row in rows { <li>if *row == *chosen.get(r) || *both.get(r) { {children} }</li> }
        }
    })
}

#[component]
fn RowsTwiceHome(cx: &mut Setup) -> Component {
    let _none = cx.signal(0);
    render(move |r| view! { r, <RowsTwice><Clicks/></RowsTwice> })
}

#[test]
fn a_slot_moves_between_rows_and_stands_in_one_of_them() {
    let mut tab = Tab::open::<RowsTwiceHome>();
    click(&mut tab, "kid");
    let rows = |at: usize| {
        let row = |row| {
            if row == at {
                "<li><button>kid</button><b>1</b></li>"
            } else {
                "<li></li>"
            }
        };
        format!(
            "<button>next</button><button>both</button>{}{}{}",
            row(0),
            row(1),
            row(2)
        )
    };
    assert_eq!(html(&tab), rows(1));
    for at in [0, 2, 1, 0] {
        click(&mut tab, "next");
        assert_eq!(html(&tab), rows(at));
    }
    assert!(tab.reports.is_empty(), "{:?}", tab.reports);
    click(&mut tab, "both");
    assert_eq!(html(&tab), rows(0), "the first keeps it");
    let [Report::SlotTwice { component }] = &tab.reports[..] else {
        panic!("{:?}", tab.reports);
    };
    assert_eq!(*component, "RowsTwice");
}

#[component]
fn MaybeFilled(cx: &mut Setup, #[prop(optional)] children: Slot) -> Component {
    let _none = cx.signal(0);
    render(move |r| {
        let given = children.is_given(r);
        view! { r, <div data-given={given.to_string()}>{children}</div> }
    })
}

#[component]
fn MaybeHome(cx: &mut Setup) -> Component {
    let on = cx.signal(false);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { let next = !*on.get(tx); on.set(tx, next); }>"turn"</button>
            if *on.get(r) { <MaybeFilled><Clicks/></MaybeFilled> } else { <MaybeFilled/> }
        }
    })
}

#[test]
fn content_may_come_and_go_under_one_component() {
    let mut tab = Tab::open::<MaybeHome>();
    let empty = "<button>turn</button><div data-given=\"false\"></div>";
    let full = "<button>turn</button><div data-given=\"true\"><button>kid</button><b>0</b></div>";
    assert_eq!(html(&tab), empty);
    for _ in 0..3 {
        click(&mut tab, "turn");
        assert_eq!(html(&tab), full);
        click(&mut tab, "kid");
        click(&mut tab, "turn");
        assert_eq!(html(&tab), empty);
    }
}

#[component]
fn Named(
    cx: &mut Setup,
    head: Slot,
    children: Slot,
    row: SlotFn<u32>,
    on_pick: Callback<u32>,
) -> Component {
    let _none = cx.signal(0);
    render(move |r| {
        view! { r,
            <h2>{head}</h2>
            for at in 0..2_u32, key = at {
                <li>{row.show(r, &at)}<button on:click=move |tx| { on_pick.call(tx, at); }>{format!("pick {at}")}</button></li>
            }
            <div>{children}</div>
        }
    })
}

#[component]
fn NamedHome(cx: &mut Setup) -> Component {
    let picked = cx.signal(9_u32);
    render(move |r| {
        let word = String::from("borrowed");
        view! { r,
            <Named
                row={move |r: &Render<'_>, at: &u32| { let at = *at; view! { r, <u>{at}"-"{picked}</u> } }}
                on_pick={move |tx: &mut Tx<'_>, at: u32| { picked.set(tx, at); }}
            >
                <:head>"head of "{&word}</:head>
                <p>{&word}</p>
            </Named>
        }
    })
}

#[test]
fn named_slots_slots_with_arguments_and_callbacks() {
    let mut tab = Tab::open::<NamedHome>();
    let page = |picked: u32| {
        format!(
            "<h2>head of borrowed</h2><li><u>0-{picked}</u><button>pick 0</button></li><li><u>1-{picked}</u>\
             <button>pick 1</button></li><div><p>borrowed</p></div>"
        )
    };
    assert_eq!(html(&tab), page(9));
    click(&mut tab, "pick 1");
    assert_eq!(html(&tab), page(1));
    click(&mut tab, "pick 0");
    assert_eq!(html(&tab), page(0));
}
