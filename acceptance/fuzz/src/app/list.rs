//! Lists: keyed `for`, `each`, one in the other and in branches, rows with components, a selector, an effect that edits.

use vango::prelude::*;

use super::MOST_ROWS;

#[derive(Clone, PartialEq)]
struct Item {
    id: u8,
    n: u64,
}

#[derive(Clone, Copy)]
struct State {
    a: ListSignal<Item, u8>,
    b: ListSignal<Item, u8>,
    v: Signal<Vec<Item>>,
    chosen: Signal<Option<u8>>,
    show: Signal<bool>,
    mode: Signal<u8>,
}

impl State {
    /// Two characters are one edit: what, and where.
    fn run(self, tx: &mut Tx, script: &str) {
        let mut bytes = script.bytes();
        while let (Some(what), Some(at)) = (bytes.next(), bytes.next()) {
            self.edit(tx, what, at);
        }
    }

    fn edit(self, tx: &mut Tx, what: u8, at: u8) {
        let list = if what & 16 == 0 { self.a } else { self.b };
        let (id, place) = (at % 32, usize::from(at % 8));
        let item = Item {
            id,
            n: u64::from(at),
        };
        match what % 16 {
            0 | 1 if list.len(tx) < MOST_ROWS => _ = list.push(tx, item),
            2 if list.len(tx) < MOST_ROWS => _ = list.insert(tx, place, item),
            3 => drop(list.remove(tx, place)),
            4 => drop(list.swap(tx, place, usize::from(at / 32))),
            5 => drop(list.move_to(tx, place, usize::from(at / 32))),
            6 => {
                if let Some(item) = list.get_mut(tx, place) {
                    item.n += 1;
                }
            }
            7 => list.sort_by(tx, |x, y| y.n.cmp(&x.n)),
            8 => list.retain(tx, |item| item.id % 2 == at % 2),
            9 => list.clear(tx),
            10 => self.show.set(tx, at.is_multiple_of(2)),
            11 => self.mode.set(tx, at % 4),
            12 => self.chosen.set(tx, Some(id)),
            13 => {
                let kept = self.v.get_mut(tx);
                kept.retain(|item| item.id != id);
                kept.insert(place.min(kept.len()), item);
                kept.truncate(MOST_ROWS);
            }
            14 => {
                let kept = self.v.get_mut(tx);
                let by = place.min(kept.len());
                kept.rotate_left(by);
            }
            _ => self.v.get_mut(tx).reverse(),
        }
    }
}

/// Rows to begin with: what moves has to be there.
fn first(count: u8) -> Vec<Item> {
    let item = |id: u8| Item {
        id,
        n: u64::from(id * 7 % 5),
    };
    (0..count).map(item).collect()
}

/// The page.
#[component]
pub(super) fn Lists(cx: &mut Setup) -> Component {
    let a = cx.list_from(first(5), |item: &Item| item.id);
    let b = cx.list(|item: &Item| item.id);
    let v = cx.signal(first(9));
    let chosen = cx.signal(None::<u8>);
    let show = cx.signal(true);
    let mode = cx.signal(0_u8);
    let is_chosen = cx.selector(move |r| *chosen.get(r));
    let total = cx.memo(move |r| a.iter(r).map(|item| item.n).sum::<u64>());
    let state = State {
        a,
        b,
        v,
        chosen,
        show,
        mode,
    };
    cx.effect(
        move |r| a.len(r) > MOST_ROWS / 2,
        move |tx, too_many| {
            if *too_many {
                b.clear(tx);
            }
        },
    );
    render(move |r| {
        view! { r,
            <input aria-label="Command" on:input=move |tx, ev| { state.run(tx, &ev.value); }>
            <samp>{total}</samp>
            <em>{(*mode.get(r) == 1).then(|| view! { r, <s>"a view"</s> })}</em>
            <em>{(*mode.get(r) == 2).then_some("a text")}</em>
            if *show.get(r) {
                <ol>each item in a {
                    let id = item.id;
                    let n = item.n;
                    <li class:hot=(is_chosen.is(r, &id)) title={n}>
                        <button on:click=move |tx| { if let Some(item) = a.get_mut_by_key(tx, &id) { item.n += 1; } }>{id}</button>
                        <Kid label={n} />
                        if *mode.get(r) == 0 {
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
                    <button on:click=move |tx| { v.get_mut(tx).retain(|item| item.id != id); }>{item.n}</button>
                    if item.n % 2 == 1 { <Kid label={item.n} /> }
                    each tag in b { <u>{tag.n}</u> }
                </p>
            }
        }
    })
}

/// State of its own in a row.
#[component]
pub(super) fn Kid(cx: &mut Setup, label: Prop<u64>) -> Component {
    let clicks = cx.signal(0_u64);
    render(move |r| {
        view! { r,
            <b title={*label.get(r)}><button on:click=move |tx| { *clicks.get_mut(tx) += 1; }>{clicks}</button></b>
            if *clicks.get(r) % 2 == 1 { <q>{label}</q> }
        }
    })
}
