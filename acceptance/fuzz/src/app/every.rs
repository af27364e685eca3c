//! All of it in one page, in tabs that come and go; components in one another, deeper than they may be; effects that go on
//! for ever.

use vango::prelude::*;

use super::form::Forms;
use super::list::Lists;
use super::slot::Slots;
use super::work::Works;

/// The page.
#[component]
pub(super) fn Everything(cx: &mut Setup) -> Component {
    let tab = cx.signal(0_u32);
    let depth = cx.signal(0_u32);
    let restless = cx.signal(0_u64);
    cx.effect(
        move |r| *restless.get(r),
        move |tx, now| {
            if *now > 0 {
                restless.set(tx, now + 1);
            }
        },
    );
    render(move |r| {
        let now = *tab.get(r) % 6;
        view! { r,
            <button on:click=move |tx| { *tab.get_mut(tx) += 1; }>"next"</button>
            <button on:click=move |tx| { *tab.get_mut(tx) += 5; }>"back"</button>
            <button on:click=move |tx| { restless.set(tx, 1); }>"restless"</button>
            <button on:click=move |tx| { restless.set(tx, 0); }>"rest"</button>
            <button on:click=move |tx| { let next = (*depth.get(tx) + 50) % 200; depth.set(tx, next); }>"deeper"</button>
            // Not the number: with each turn it goes on for as many rounds as a turn has.
            <samp>{(*restless.get(r) > 0).then_some("restless")}</samp>
            match now {
                0 => { <Lists/> }
                1 => { <Slots/> }
                2 => { <Forms/> }
                3 => { <Works/> }
                4 => { <Lists/><Forms/> }
                _ => { <Nest depth={*depth.get(r)}/> }
            }
        }
    })
}

#[component]
fn Nest(_cx: &mut Setup, depth: Prop<u32>) -> Component {
    render(move |r| {
        let depth = *depth.get(r);
        view! { r,
            <i>{depth}</i>
            if depth > 0 { <Nest depth={depth - 1}/> }
        }
    })
}
