//! The page that is walked through: frames in rows and in one another, with text, rows and stateful components in their
//! slots.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use vango::prelude::*;

use crate::model::{Item, Op};

thread_local! {
    static ALIVE: Cell<usize> = const { Cell::new(0) };
    /// What the page's first button does next.
    pub(crate) static SCRIPT: RefCell<VecDeque<Vec<Op>>> = const { RefCell::new(VecDeque::new()) };
}

/// Stateful components of the kind `Kid` that are there.
pub(crate) fn alive() -> usize {
    ALIVE.get()
}

struct Alive;

impl Alive {
    fn new() -> Self {
        ALIVE.set(ALIVE.get() + 1);
        Alive
    }
}

impl Drop for Alive {
    fn drop(&mut self) {
        ALIVE.set(ALIVE.get() - 1);
    }
}

#[component]
pub(crate) fn Walk(cx: &mut Setup) -> Component {
    let list = cx.list(|item: &Item| item.id);
    let rows = cx.signal(Vec::<Item>::new());
    let n = cx.signal(0_u64);
    let shown = cx.signal(true);
    let apply = move |tx: &mut Tx, op: Op| match op {
        Op::Push(item) => _ = list.push(tx, item),
        Op::Remove(at) => drop(list.remove(tx, at)),
        Op::Swap(a, b) => drop(list.swap(tx, a, b)),
        Op::Replace(items) => _ = list.replace(tx, items),
        Op::Rows(items) => rows.set(tx, items),
        Op::Number(value) => n.set(tx, value),
        Op::Shown(on) => shown.set(tx, on),
    };
    render(move |r| {
        view! { r,
            <button on:click=move |tx| {
                let ops = SCRIPT.with_borrow_mut(VecDeque::pop_front).expect("a script for each click");
                for op in ops { apply(tx, op); }
            }>"script"</button>
            if *shown.get(r) {
                <Frame>
                    <:foot><em>{n}</em><Kid/></:foot>
                    "text "{n}
                    <button on:click=move |tx| { *n.get_mut(tx) += 1; }>"n"</button>
                    <Kid/>
                    each item in list { <i>{item.n}</i> <Kid/> }
                    for item in rows.get(r), key = item.id { <u>{item.n}</u> <Kid/> }
                </Frame>
            }
            for item in rows.get(r), key = item.id {
                <Frame><:foot>"-"</:foot>{item.n} <Kid/></Frame>
            }
            each item in list {
                let id = item.id;
                let value = item.n;
                <Frame><:foot><s>{id}</s></:foot><Frame><:foot>{value}</:foot><Kid/></Frame></Frame>
            }
        }
    })
}

/// Places its slots in one of four ways.
#[component]
pub(crate) fn Frame(cx: &mut Setup, children: Slot, foot: Slot) -> Component {
    let mode = cx.signal(0_u64);
    render(move |r| {
        let now = *mode.get(r) % 4;
        view! { r,
            <button on:click=move |tx| { *mode.get_mut(tx) += 1; }>"mode"</button>
            if now == 1 { <p>{foot}</p> }
            if now == 0 { <div>{children}</div> }
            if now == 2 { <Inner>{children}<hr/>{foot}</Inner> }
            if now == 1 { <b>{children}</b> }
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
fn Kid(cx: &mut Setup) -> Component {
    let _alive = cx.signal(Alive::new());
    let clicks = cx.signal(0_u64);
    render(
        move |r| view! { r, <button on:click=move |tx| { *clicks.get_mut(tx) += 1; }>{clicks}</button> },
    )
}
