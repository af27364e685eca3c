//! VG1201: a render, a memo or what an effect depends on that gives two results for one state. What no type and no macro
//! can see: a clock behind a helper, a lock behind a trait, an atomic, a global.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use vango::prelude::*;
use vango::session::Root;
use vango::{Invocation, view::NoRequiredProps};
use vango_acceptance::{Find, Tab};

use crate::{check, line_after};

const HELP: &str = "a render may read state alone: write what comes from the clock, a random number, a global, a lock or an \
                    atomic into a signal, from a handler, a timer or a resource";

fn at(marker: &str) -> String {
    format!(
        "{}:{}",
        file!(),
        line_after(include_str!("purity.rs"), marker)
    )
}

fn page<C: NoRequiredProps>() -> Tab {
    let root: Root = Arc::new(Invocation::of::<C>);
    Tab::page(root)
}

fn differ(component: &str, values: &str, place: &str) -> String {
    format!(
        "two renders of <{component}> for one state differ: {values} [VG1201]\n  where: {place}\n  help: {HELP}"
    )
}

#[component]
fn Clock(cx: &mut Setup) -> Component {
    let on = cx.signal(false);
    render(move |r| {
        // clock
        view! { r,
            <p class="time">"Now: "{now()}</p>
            <button on:click=move |tx| { on.set(tx, true); }>"on"</button>
            if *on.get(r) { <output>"On since "{now()}</output> }
        }
    })
}

/// A clock behind a helper: no two readings are the same. It counts from 1 for each test, which has a thread of its own.
fn now() -> u32 {
    thread_local!(static NOW: std::cell::Cell<u32> = const { std::cell::Cell::new(0) });
    NOW.set(NOW.get() + 1);
    NOW.get()
}

#[test]
fn a_clock_behind_a_helper_is_found_in_the_page_and_told_of_once() {
    let mut tab = page::<Clock>();
    let place = format!(
        "{}:9, what stands after `<p class=\"time\">Now: `",
        at("clock")
    );
    let text = differ("Clock", "`1`, then `2`", &place);
    check(&tab, &[&text]);
    tab.connect();
    check(&tab, &[&text]);
    let reading = now();
    tab.click(&Find::tag("button"));
    let place = format!("{}:9, what stands after `<output>On since `", at("clock"));
    let values = format!("`{}`, then `{}`", reading + 2, reading + 4);
    check(&tab, &[&text, &differ("Clock", &values, &place)]);
}

trait Stock: Send + Sync {
    fn left(&self) -> u32;
}

struct Locked(Mutex<u32>);

impl Stock for Locked {
    fn left(&self) -> u32 {
        let mut left = self.0.lock().expect("nothing panics under the lock");
        *left += 1;
        *left
    }
}

#[component]
fn Behind(cx: &mut Setup) -> Component {
    let _state = cx.signal(0);
    let stock: Arc<dyn Stock> = Arc::new(Locked(Mutex::new(0)));
    render(move |r| {
        let left = stock.left();
        // behind
        view! { r, <p title={left} class:few=(left % 2 == 1) style:width={format!("{left}px")}>"stock"</p> }
    })
}

#[test]
fn a_lock_behind_a_trait_is_found_in_attribute_class_and_style() {
    let tab = page::<Behind>();
    let place = |what: &str| format!("{}:9, the {what} of `<p>`", at("behind"));
    check(
        &tab,
        &[
            &differ("Behind", "on, then off", &place("class `few`")),
            &differ(
                "Behind",
                "`width:1px;`, then `width:2px;`",
                &place("style `width`"),
            ),
            &differ("Behind", "`1`, then `2`", &place("attribute `title`")),
        ],
    );
}

#[component]
fn Structure(cx: &mut Setup) -> Component {
    let count = cx.signal(0_u32);
    let calls = Arc::new(AtomicU32::new(0));
    let next = move || calls.fetch_add(1, Ordering::Relaxed);
    render(move |r| {
        let shown = *count.get(r);
        // structure
        view! { r,
            <button on:click=move |tx| { *count.get_mut(tx) += 1; }>"more"</button>
            if shown == 1 && next() % 2 == 0 { <b>"even"</b> } else { <i>"odd"</i> }
            <ul>for n in 0..(if shown == 2 { next() } else { 0 }), key = n { <li>{n}</li> }</ul>
        }
    })
}

#[test]
fn a_branch_and_a_number_of_rows_are_found() {
    let mut tab = Tab::open::<Structure>();
    check(&tab, &[]);
    tab.click(&Find::tag("button"));
    let place = |what: &str| format!("{}:9, the {what}", at("structure"));
    let branch = differ(
        "Structure",
        "`<b>even</b>`, then `<i>odd</i>`",
        &place("`if` or `match` after `</button>`"),
    );
    check(&tab, &[&branch]);
    tab.click(&Find::tag("button"));
    let rows = differ(
        "Structure",
        "2 rows, then 3 rows",
        &place("rows after `<ul>`"),
    );
    check(&tab, &[&branch, &rows]);
}

#[component]
fn Keys(cx: &mut Setup) -> Component {
    let rows = cx.signal(vec!["a", "b"]);
    render(move |r| {
        view! { r,
            <ul>
                // keys
                for row in rows.get(r), key = (now(), row) { <li>{row}</li> }
            </ul>
        }
    })
}

#[test]
fn a_key_that_is_another_one_each_time_is_found() {
    let tab = Tab::open::<Keys>();
    let found = tab.findings();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(
        found[0].contains("two renders of <Keys> for one state differ"),
        "{found:?}"
    );
    assert!(found[0].contains("the key of the row `<li>`"), "{found:?}");
}

#[component]
fn Child(cx: &mut Setup, #[prop(default)] _name: Prop<String>, at: Prop<u32>) -> Component {
    let _state = cx.signal(0);
    render(move |r| view! { r, <output>{at}</output> })
}

#[component]
fn Parent(cx: &mut Setup) -> Component {
    let count = cx.signal(0_u32);
    render(move |r| {
        let count_now = *count.get(r);
        view! { r,
            <button on:click=move |tx| { *count.get_mut(tx) += 1; }>{count_now}</button>
            <Child at={now()}/>
        }
    })
}

#[test]
fn a_prop_that_is_another_one_each_time_is_found() {
    let mut tab = Tab::open::<Parent>();
    let expected = format!(
        "two renders of one state give <Child> different props: `1`, then `2` [VG1201]\n  \
         where: parameter 2 of <Child>, of type `u32`, where it stands in markup\n  help: {HELP}"
    );
    check(&tab, &[&expected]);
    tab.click(&Find::tag("button"));
    check(&tab, &[&expected]);
}

#[component]
fn Memos(cx: &mut Setup) -> Component {
    let count = cx.signal(0_u32);
    // memo
    let impure = cx.memo(move |r| *count.get(r) + now());
    let pure = cx.memo(move |r| f64::from(*count.get(r)) + f64::NAN);
    // effect
    cx.on_change(move |r| (now(), *count.get(r)), |_tx, _now| {});
    render(move |r| view! { r, <output>{impure}" "{pure}</output> })
}

#[test]
fn a_memo_and_what_an_effect_depends_on_are_found_and_what_is_no_number_is_not() {
    let tab = Tab::open::<Memos>();
    let help = HELP.replacen("a render", "it", 1);
    let memo = format!(
        "a memo gives two values for one state: `1`, then `2` [VG1201]\n  where: {}:21\n  help: {help}",
        at("memo")
    );
    let effect = format!(
        "what an effect depends on gives two values for one state: one value, then another [VG1201]\n  where: {}:8\n  \
         help: {help}",
        at("effect")
    );
    check(&tab, &[&memo, &effect]);
}

#[component]
fn Rows(cx: &mut Setup) -> Component {
    let rows = cx.list(|row: &u32| *row);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { rows.push(tx, 7)?; }>"more"</button>
            // rows
            <ul>each row in rows { <li>{row}" "{now()}</li> }</ul>
        }
    })
}

#[test]
fn a_row_of_each_is_found() {
    let mut tab = Tab::open::<Rows>();
    check(&tab, &[]);
    tab.click(&Find::tag("button"));
    let found = tab.findings();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(
        found[0].contains("two renders of <Rows> for one state differ: `1`, then `2`"),
        "{found:?}"
    );
    assert!(found[0].contains("what stands after `<li> `"), "{found:?}");
}

#[component]
fn Panics(cx: &mut Setup) -> Component {
    let _state = cx.signal(0);
    render(move |r| {
        assert!(now() != 2, "not again");
        view! { r, <output>"fine"</output> }
    })
}

#[test]
fn a_second_render_that_panics_harms_nothing() {
    let mut tab = page::<Panics>();
    let text = "the second panicked (not again)";
    check(&tab, &[&differ("Panics", text, "<Panics>")]);
    tab.connect();
    assert_eq!(tab.output(), "fine");
}

#[test]
fn what_is_rendered_to_be_compared_is_not_counted_sent_or_mounted() {
    let [mut watched, mut unwatched] = [Tab::open::<Parent>(), Tab::open_unwatched::<Parent>()];
    for tab in [&mut watched, &mut unwatched] {
        tab.forget();
        for _ in 0..3 {
            tab.click(&Find::tag("button"));
        }
    }
    assert_eq!(watched.session.renders(), unwatched.session.renders());
    assert_eq!(watched.to_client.len(), unwatched.to_client.len());
    assert_eq!(watched.client.mismatches().len(), 0);
    assert_eq!(watched.count(&Find::tag("output")), 1);
}
