//! Rare sequences inside one turn: who renders after whom, what writes while something else leaves, what is drawn once.

use vango::prelude::*;
use vango::session::Report;
use vango_acceptance::Tab;
use vango_client::headless::Find;

fn button(name: &str) -> Find {
    Find::tag("button").text(name)
}

fn check(tab: &Tab, html: &str) {
    assert!(
        tab.client.mismatches().is_empty(),
        "{:?}",
        tab.client.mismatches()
    );
    assert_eq!(tab.client.html(), html);
}

#[component]
fn Farewell(cx: &mut Setup) -> Component {
    let open = cx.signal(true);
    let log = cx.list_from([0_u64], |row: &u64| *row);
    let count = cx.signal(0_u64);
    cx.effect(
        move |r| *open.get(r),
        move |tx, open| {
            if *open {
                count.set(tx, 1);
            }
        },
    );
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { open.set(tx, false); }>"close"</button>
            <button on:click=move |tx| { let next = log.len(tx) as u64; log.push(tx, next)?; }>"push"</button>
            each row in log { <i>{*row}</i> }
            if *open.get(r) { <Leaving /> }
        }
    })
}

#[component]
fn Leaving(cx: &mut Setup) -> Component {
    let kept = cx.list_from([7_u64], |row: &u64| *row);
    let left = cx.signal(0_u64);
    cx.effect(
        move |_| (),
        move |_, ()| {
            move |tx: &mut Tx| {
                kept.clear(tx);
                *left.get_mut(tx) += 1;
            }
        },
    );
    render(move |r| view! { r, each row in kept { <b>{*row}</b> } <u>{left}</u> })
}

#[test]
fn a_component_may_empty_its_lists_as_it_leaves() {
    let mut tab = Tab::open::<Farewell>();
    let buttons = "<button>close</button><button>push</button>";
    check(&tab, &format!("{buttons}<i>0</i><b>7</b><u>0</u>"));
    tab.click(&button("close"));
    check(&tab, &format!("{buttons}<i>0</i>"));
    tab.click(&button("push"));
    check(&tab, &format!("{buttons}<i>0</i><i>1</i>"));
    assert!(tab.reports.is_empty(), "{:?}", tab.reports);
}

thread_local! {
    /// A way from one component to another's list, as a callback would be.
    static LOG: std::cell::Cell<Option<ListSignal<u64>>> = const { std::cell::Cell::new(None) };
}

#[component]
fn Diary(cx: &mut Setup) -> Component {
    let log = cx.list_from([0_u64], |row: &u64| *row);
    LOG.set(Some(log));
    let open = cx.signal(true);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| {
                let now = *open.get(tx);
                open.set(tx, !now);
                let next = log.len(tx) as u64;
                log.push(tx, next)?;
            }>"turn"</button>
            each row in log { <i>{*row}</i> }
            if *open.get(r) { <Writer /> }
            <output>{log.len(r)}</output>
        }
    })
}

#[component]
fn Writer(cx: &mut Setup) -> Component {
    let _none = cx.signal(0);
    cx.effect(
        move |_| (),
        move |_, ()| {
            |tx: &mut Tx| {
                let log = LOG.get().expect("the diary is open");
                let next = log.len(tx) as u64;
                log.push(tx, next).expect("a key of its own");
            }
        },
    );
    render(move |r| view! { r, <b>"here"</b> })
}

#[test]
fn what_a_component_writes_to_another_list_as_it_leaves_is_shown() {
    let mut tab = Tab::open::<Diary>();
    for (here, rows) in [("", 3), ("<b>here</b>", 4), ("", 6), ("<b>here</b>", 7)] {
        tab.forget();
        tab.click(&button("turn"));
        let list: String = (0..rows).map(|row| format!("<i>{row}</i>")).collect();
        check(
            &tab,
            &format!("<button>turn</button>{list}{here}<output>{rows}</output>"),
        );
        assert_eq!(tab.to_client.len(), 1, "in the same turn");
    }
    assert!(tab.reports.is_empty(), "{:?}", tab.reports);
}

#[component]
fn Chain(
    cx: &mut Setup,
    #[prop(default = 0)] depth: Prop<u32>,
    #[prop(default = 0)] tick: Prop<u64>,
) -> Component {
    let _none = cx.signal(0);
    render(move |r| {
        view! { r,
            if *depth.get(r) < 100 {
                <Chain depth={*depth.get(r) + 1} tick={*tick.get(r)} />
            } else {
                <output>{tick}</output>
            }
        }
    })
}

#[component]
fn Chained(cx: &mut Setup) -> Component {
    let tick = cx.signal(0_u64);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { *tick.get_mut(tx) += 1; }>"tick"</button>
            <Chain tick={*tick.get(r)} />
        }
    })
}

#[test]
fn a_prop_reaches_a_hundred_components_in_one_turn() {
    let mut tab = Tab::open::<Chained>();
    for tick in 1..=3 {
        tab.forget();
        tab.click(&button("tick"));
        assert_eq!(
            tab.client.text(&Find::tag("output")).ok(),
            Some(tick.to_string())
        );
        assert!(tab.reports.is_empty(), "{:?}", tab.reports);
        assert_eq!(tab.to_client.len(), 1);
    }
}

#[component]
fn Stepping(cx: &mut Setup) -> Component {
    let go = cx.signal(false);
    let steps = cx.signal(0_u64);
    cx.effect(
        move |r| (*go.get(r), *steps.get(r)),
        move |tx, (go, _)| {
            if *go {
                *steps.get_mut(tx) += 1;
            }
        },
    );
    let shown = cx.memo(move |r| *steps.get(r));
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { let now = *go.get(tx); go.set(tx, !now); }>"go"</button>
            <output>{shown}</output>
        }
    })
}

#[test]
fn what_the_last_run_of_an_endless_effect_wrote_is_shown() {
    let mut tab = Tab::open::<Stepping>();
    tab.click(&button("go"));
    assert!(
        matches!(tab.reports[..], [Report::EndlessEffects(_)]),
        "{:?}",
        tab.reports
    );
    let before = tab.client.text(&Find::tag("output")).expect("an output");
    // The effect stops, having written nothing: what is shown now was true then.
    tab.click(&button("go"));
    let after = tab.client.text(&Find::tag("output")).expect("an output");
    assert_eq!(before, after);
}

#[component]
fn Guarded(cx: &mut Setup) -> Component {
    let rows = cx.list_from([1_u64, 2], |row: &u64| *row);
    let chosen = cx.signal(Some(5_u64));
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { chosen.set(tx, None); }>"none"</button>
            <button on:click=move |tx| { chosen.set(tx, Some(6)); }>"some"</button>
            each row in rows {
                let id = *row;
                if let Some(chosen) = chosen.get(r) { <Shown id={id} chosen={*chosen} /> }
            }
        }
    })
}

#[component]
fn Shown(cx: &mut Setup, id: Prop<u64>, chosen: Prop<u64>) -> Component {
    let mine = cx.signal(0_u64);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { *mine.get_mut(tx) += 1; }>{id}</button> <i>{chosen}</i> <b>{mine}</b>
        }
    })
}

#[test]
fn children_of_rows_keep_their_state_and_lose_it_with_their_place() {
    let mut tab = Tab::open::<Guarded>();
    let buttons = "<button>none</button><button>some</button>";
    tab.click(&button("1"));
    tab.click(&button("2"));
    tab.click(&button("2"));
    tab.click(&button("some"));
    check(
        &tab,
        &format!("{buttons}<button>1</button><i>6</i><b>1</b><button>2</button><i>6</i><b>2</b>"),
    );
    tab.click(&button("none"));
    check(&tab, buttons);
    tab.click(&button("some"));
    check(
        &tab,
        &format!("{buttons}<button>1</button><i>6</i><b>0</b><button>2</button><i>6</i><b>0</b>"),
    );
}

#[component]
fn Passing(cx: &mut Setup) -> Component {
    let rows = cx.list_from(0_u64..1_000, |row: &u64| *row);
    let tick = cx.signal(0_u64);
    render(move |r| {
        let now = *tick.get(r);
        view! { r,
            <button on:click=move |tx| {
                rows.insert(tx, 500, 5_000)?;
                rows.remove(tx, 500);
            }>"in and out"</button>
            <button on:click=move |tx| {
                rows.insert(tx, 500, 5_000)?;
                rows.swap(tx, 1, 500);
                rows.remove_key(tx, &5_000);
                if let Some(row) = rows.get_mut(tx, 700) { *row += 0; }
            }>"in, about and out"</button>
            <button on:click=move |tx| { *tick.get_mut(tx) += 1; }>"tick"</button>
            <button on:click=move |tx| {
                if let Some(row) = rows.get_mut(tx, 3) { *row += 0; }
                *tick.get_mut(tx) += 1;
            }>"tick and touch"</button>
            each row in rows { <i class:odd=((*tick.get(r) + now) % 4 == 2)>{*row}</i> }
        }
    })
}

/// Row closures that a click runs.
fn runs(tab: &mut Tab, name: &str) -> u64 {
    let before = tab.session.renders().1;
    tab.click(&button(name));
    assert!(
        tab.client.mismatches().is_empty(),
        "{:?}",
        tab.client.mismatches()
    );
    tab.session.renders().1 - before
}

#[test]
fn a_row_that_comes_and_goes_in_one_turn_costs_no_other_row() {
    let mut tab = Tab::open::<Passing>();
    let before = tab.client.html();
    assert!(runs(&mut tab, "in and out") <= 2);
    assert_eq!(tab.client.html(), before);
    assert!(runs(&mut tab, "in, about and out") <= 2);
    let first: Vec<String> = (0..3)
        .map(|nth| tab.client.text(&Find::tag("i").nth(nth)).expect("a row"))
        .collect();
    assert_eq!(first, ["0", "2", "3"]);
    assert_eq!(
        tab.client.text(&Find::tag("i").nth(499)).ok().as_deref(),
        Some("1"),
        "the row that changed places with it"
    );
}

#[test]
fn a_row_runs_once_in_a_turn_however_many_reasons_there_are() {
    let mut tab = Tab::open::<Passing>();
    assert_eq!(runs(&mut tab, "tick"), 1_000);
    assert_eq!(runs(&mut tab, "tick and touch"), 1_000);
    assert!(tab.reports.is_empty(), "{:?}", tab.reports);
}
