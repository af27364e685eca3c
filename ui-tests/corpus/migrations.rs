//! Persisted state that has moved on: schema ids, migrations by functions, renamed and moved items, nested types.
use std::collections::{BTreeSet, VecDeque};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use vango::prelude::*;

#[derive(Clone, Debug, Default, Serialize, Deserialize, Persist)]
#[serde(rename_all = "kebab-case")]
pub struct Money {
    #[serde(alias = "amount")]
    cents: i64,
    currency: Currency,
}

#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, Persist)]
pub enum Currency {
    #[default]
    Euro,
    Franc,
}

#[derive(Clone, Debug, Serialize, Deserialize, Persist)]
pub struct Tree {
    value: (u8, char),
    children: Vec<Tree>,
    wait: Option<Duration>,
}

fn in_cents(old: Vec<u32>) -> Vec<Money> {
    old.into_iter().map(|euros| Money { cents: i64::from(euros) * 100, currency: Currency::Euro }).collect()
}

#[shared(schema = "corpus:Prices:v2", migrate(Vec<u32> as "corpus:Prices:v1" => in_cents))]
static PRICES: Vec<Money> = Vec::new();

#[shared(was = "shop::old::RECENT")]
static RECENT: VecDeque<String> = ["milk"];

#[shared]
static TAGS: BTreeSet<String> = ["new", "sale"];

const fn leaf(value: u8) -> Tree {
    Tree { value: (value, 'x'), children: Vec::new(), wait: Some(Duration::from_secs(3)) }
}

#[shared]
static TREE: Tree = leaf(1);

fn depth(tree: &Tree) -> usize {
    1 + tree.children.iter().map(depth).max().unwrap_or(0)
}

#[component]
pub fn Prices(_cx: &mut Setup) -> Component {
    render(|r| {
        view! { r,
            {PRICES.get(r).iter().map(|price| price.cents).sum::<i64>()}
            for name in RECENT.get(r), key = name { <i>{name}</i> }
            for tag in TAGS.get(r).iter().rev(), key = tag { <b>{tag}</b> }
            <button on:click=|tx| { let old = TREE.get(tx).clone(); TREE.get_mut(tx).children.push(old); }>{depth(TREE.get(r))}</button>
        }
    })
}
