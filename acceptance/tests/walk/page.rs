//! The page that is walked through.

use std::cell::Cell;

use vango::prelude::*;

use crate::model::{Item, MOST, Op};
use crate::next_ops;

thread_local! {
    static ALIVE: Cell<usize> = const { Cell::new(0) };
}

/// Components whose state is there.
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

/// The state that the script writes to.
#[derive(Clone, Copy)]
struct State {
    a: ListSignal<Item>,
    b: ListSignal<Item>,
    v: Signal<Vec<Item>>,
    chosen: Signal<Option<u64>>,
    show: Signal<bool>,
    wide: Signal<bool>,
    mode: Signal<u64>,
}

impl State {
    fn apply(self, tx: &mut Tx, op: Op) {
        let list = |is_b: bool| if is_b { self.b } else { self.a };
        match op {
            Op::Push(b, item) => _ = list(b).push(tx, item),
            Op::Insert(b, at, item) => _ = list(b).insert(tx, at, item),
            Op::Remove(b, at) => drop(list(b).remove(tx, at)),
            Op::Swap(b, x, y) => drop(list(b).swap(tx, x, y)),
            Op::Move(b, from, to) => drop(list(b).move_to(tx, from, to)),
            Op::Update(b, at, n) => {
                if let Some(item) = list(b).get_mut(tx, at) {
                    item.n = n;
                }
            }
            Op::Clear(b) => list(b).clear(tx),
            Op::Replace(b, items) => _ = list(b).replace(tx, items),
            Op::Sort(b) => list(b).sort_by(tx, |x, y| x.n.cmp(&y.n)),
            Op::Retain(b, odd) => list(b).retain(tx, |item| item.n % 2 == odd),
            Op::Vec(items) => self.v.set(tx, items),
            Op::Choose(id) => self.chosen.set(tx, id),
            Op::Show(on) => self.show.set(tx, on),
            Op::Wide(on) => self.wide.set(tx, on),
            Op::Mode(mode) => self.mode.set(tx, mode),
        }
    }
}

#[component]
pub(crate) fn Walk(cx: &mut Setup) -> Component {
    let a = cx.list(|item: &Item| item.id);
    let b = cx.list(|item: &Item| item.id);
    let v = cx.signal(Vec::<Item>::new());
    let chosen = cx.signal(None::<u64>);
    let show = cx.signal(true);
    let wide = cx.signal(true);
    let mode = cx.signal(0_u64);
    let is_chosen = cx.selector(move |r| *chosen.get(r));
    let total = cx.memo(move |r| a.iter(r).map(|item| item.n).sum::<u64>());
    let state = State {
        a,
        b,
        v,
        chosen,
        show,
        wide,
        mode,
    };
    cx.effect(
        move |r| a.len(r) > MOST,
        move |tx, too_many| {
            if *too_many {
                a.retain(tx, |item| item.n % 2 == 0);
            }
        },
    );
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { for op in next_ops() { state.apply(tx, op); } }>"script"</button>
            <samp>{total}</samp>
            <em>{(*mode.get(r) == 1).then(|| view! { r, <s>"a view"</s> })}</em>
            <em>{(*mode.get(r) == 2).then_some("a text")}</em>
            if *show.get(r) {
                <ol>each item in a {
                    let id = item.id;
                    let n = item.n;
                    <li class:hot=(is_chosen.is(r, &id))>
                        <button on:click=move |tx| { if let Some(item) = a.get_mut_by_key(tx, &id) { item.n += 1; } }>{id}":"{n}</button>
                        <Kid label={n} />
                        if *wide.get(r) {
                            each tag in b { <i>{tag.n}"-"{id}</i> <Kid label={tag.n + n} /> }
                        } else {
                            "narrow"
                        }
                    </li>
                }</ol>
            }
            for item in v.get(r), key = item.id {
                let id = item.id;
                <p>
                    <button on:click=move |tx| {
                        if let Some(item) = v.get_mut(tx).iter_mut().find(|item| item.id == id) { item.n += 1; }
                    }>{item.n}</button>
                    if item.n % 2 == 1 { <Kid label={item.n} /> }
                    each tag in b { <u>{tag.n}</u> }
                </p>
            }
        }
    })
}

#[component]
fn Kid(cx: &mut Setup, label: Prop<u64>) -> Component {
    let _alive = cx.signal(Alive::new());
    let clicks = cx.signal(0_u64);
    render(move |r| {
        view! { r,
            <b title={*label.get(r)}><button on:click=move |tx| { *clicks.get_mut(tx) += 1; }>{clicks}</button></b>
            if *clicks.get(r) % 2 == 1 { <Leaf label={*label.get(r) * 2} /> }
        }
    })
}

#[component]
fn Leaf(cx: &mut Setup, label: Prop<u64>) -> Component {
    let _alive = cx.signal(Alive::new());
    let clicks = cx.signal(0_u64);
    render(
        move |r| view! { r, <q>{label}</q> <button on:click=move |tx| { *clicks.get_mut(tx) += 1; }>{clicks}</button> },
    )
}
