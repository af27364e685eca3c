//! Lists of inputs that change their order, by key (`for`) and by edit (`each`).

use vango::prelude::*;

/// Rows of each list at first.
const ROWS: u32 = 8;

/// What stands in a row, in both lists: something to type in, to select in and to scroll.
fn row(r: &Render, list: &str, id: u32, round: u32) -> View {
    view! { r,
        <input id={format!("{list}-input-{id}")} value={format!("value of {id}")} title={round}>
        <textarea id={format!("{list}-area-{id}")}>"text of an area"</textarea>
        <div id={format!("{list}-scroll-{id}")} class="scroll"><div class="tall">"tall "{round}</div></div>
        <button id={format!("{list}-button-{id}")}>{id}</button>
    }
}

/// The page. Its buttons are pressed by script, so that the focus stays where it is.
#[component]
pub fn Order(cx: &mut Setup) -> Component {
    let list = cx.list_from(1..=ROWS, |id: &u32| *id);
    let plain = cx.signal((1..=ROWS).collect::<Vec<_>>());
    let last = cx.signal(ROWS);
    let round = cx.signal(0_u32);
    let next = move |tx: &mut Tx| *round.get_mut(tx) += 1;

    render(move |r| {
        let rounds = *round.get(r);
        view! { r,
            <output id="round">{round}</output>
            <button id="reverse" on:click=move |tx| {
                let ids: Vec<u32> = list.iter(tx).rev().copied().collect();
                list.sort_by(tx, |a, b| {
                    let place = |id: &u32| ids.iter().position(|other| other == id);
                    place(a).cmp(&place(b))
                });
                plain.get_mut(tx).reverse();
                next(tx);
            }>"reverse"</button>
            <button id="rotate" on:click=move |tx| {
                let end = list.len(tx) - 1;
                list.move_to(tx, 0, end);
                plain.get_mut(tx).rotate_left(1);
                next(tx);
            }>"rotate"</button>
            <button id="insert" on:click=move |tx| {
                *last.get_mut(tx) += 1;
                let id = *last.get(tx);
                list.insert(tx, 0, id)?;
                plain.get_mut(tx).insert(0, id);
                next(tx);
            }>"insert"</button>
            <button id="thin" on:click=move |tx| {
                list.retain(tx, |id| id % 2 == 0);
                plain.get_mut(tx).retain(|id| id % 2 == 0);
                next(tx);
            }>"keep the even ones"</button>
            <ul id="each">
                each id in list {
                    let id = *id;
                    <li>{row(r, "each", id, *round.get(r))}</li>
                }
            </ul>
            <ul id="for">
                for id in plain.get(r), key = id {
                    <li>{row(r, "for", *id, rounds)}</li>
                }
            </ul>
        }
    })
}
