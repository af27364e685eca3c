//! Who sees a write.

use vango::prelude::*;
use vango_acceptance::{Find, Tab};

#[shared]
static CART: Vec<String> = Vec::new();
#[shared]
static IS_OPEN: bool = false;
#[session_key]
static THEME: Option<String> = None;

#[component]
fn Buttons(_cx: &mut Setup) -> Component {
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { CART.get_mut(tx).push("tea".to_owned()); }>"add"</button>
            <button on:click=move |tx| { CART.set(tx, Vec::new()); }>"clear"</button>
            <button on:click=move |tx| { IS_OPEN.toggle(tx); }>"open"</button>
            <button on:click=move |tx| { THEME.set(tx, "dark".to_owned()); }>"dark"</button>
            <button on:click=move |tx| { let was = THEME.delete(tx); CART.get_mut(tx).extend(was); }>"light"</button>
        }
    })
}

#[component]
fn Counts(cx: &mut Setup) -> Component {
    let total = cx.memo(move |r| CART.get(r).iter().map(String::len).sum::<usize>());
    render(move |r| {
        view! { r,
            <i>{CART.get(r).len()}</i>
            <output>{total} " " {&THEME} if *IS_OPEN.get(r) { "open" }</output>
            <ul>for item in CART.get(r).iter().take(1), key = item { <li>{item}</li> }</ul>
        }
    })
}

#[component]
fn Page(_cx: &mut Setup) -> Component {
    render(move |r| view! { r, <Buttons/> <Counts/> })
}

fn press(tab: &mut Tab, text: &str) {
    tab.click(&Find::tag("button").text(text));
}

#[test]
fn what_one_component_writes_another_shows() {
    let mut tab = Tab::open::<Page>();
    assert_eq!(tab.output(), "0 ");
    press(&mut tab, "add");
    press(&mut tab, "add");
    assert_eq!(tab.output(), "6 ");
    assert_eq!(tab.text(&Find::tag("i")), "2");
    assert_eq!(tab.text(&Find::tag("li")), "tea");
    press(&mut tab, "open");
    press(&mut tab, "dark");
    assert_eq!(tab.output(), "6 darkopen");
    press(&mut tab, "light");
    assert_eq!(tab.output(), "10 open");
    press(&mut tab, "clear");
    assert_eq!(tab.output(), "0 open");
}

#[test]
fn two_sessions_share_nothing() {
    let mut one = Tab::open::<Page>();
    let mut other = Tab::open::<Page>();
    press(&mut one, "add");
    press(&mut other, "dark");
    assert_eq!([one.output(), other.output()], ["3 ", "0 dark"]);
}
