//! The three kinds of persisted state: declared at module level and in a component, read and written everywhere.
use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use vango::prelude::*;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Persist)]
#[persist(schema = "corpus:Item:v1")]
pub struct Item {
    sku: String,
    count: u32,
    #[serde(default)]
    note: Option<Cow<'static, str>>,
}

#[derive(Clone, Copy, PartialEq, Serialize, Deserialize, Persist)]
pub enum Theme {
    Light,
    Dark { contrast: u8 },
}

/// What the visitor wants to buy.
#[shared]
pub static CART: Vec<Item> = Vec::new();

#[shared(scope = browser)]
static SEEN_TOUR: bool = false;

#[session_key]
pub static THEME: Option<Theme> = None;

#[global]
static VISITS: BTreeMap<String, u64> = [];

fn count(cx: &impl Read) -> u32 {
    CART.get(cx).iter().map(|item| item.count).sum()
}

#[component]
pub fn Cart(cx: &mut Setup, #[prop(into)] page: Prop<String>) -> Component {
    #[shared]
    static IS_FOLDED: bool = true;

    let total = cx.memo(move |r| count(r));
    cx.on_mount(move |tx| {
        let page = page.get(tx).clone();
        VISITS.update(tx, move |visits| *visits.entry(page.clone()).or_default() += 1);
    });
    render(move |r| {
        view! { r,
            <button class:dark=(matches!(THEME.get(r), Some(Theme::Dark { .. }))) on:click=move |tx| { IS_FOLDED.toggle(tx); }>{total}</button>
            if !*IS_FOLDED.get(r) {
                for item in CART.get(r), key = &item.sku {
                    let sku = item.sku.clone();
                    <p>{&item.sku} <button on:click=move |tx| { CART.get_mut(tx).retain(|item| item.sku != sku); }>"×"</button></p>
                }
            }
            if !*SEEN_TOUR.get(r) { <button on:click=move |tx| { SEEN_TOUR.set(tx, true); }>"Tour"</button> }
            <button on:click=move |tx| {
                match THEME.get(tx).copied() {
                    Some(Theme::Light) | None => THEME.set(tx, Theme::Dark { contrast: 2 }),
                    Some(_) => drop(THEME.delete(tx)),
                }
            }>"theme"</button>
            {VISITS.get(r).values().sum::<u64>()}
        }
    })
}
