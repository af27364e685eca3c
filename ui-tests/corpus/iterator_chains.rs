//! Iterator chains over signals in render and memos: filter, group, sort, fold, zip, windows.
use std::collections::{BTreeMap, HashSet};

use vango::prelude::*;

#[derive(Clone, PartialEq)]
struct Sale {
    id: u32,
    city: String,
    cents: i64,
}

#[component]
pub fn Sales(cx: &mut Setup) -> Component {
    let sales = cx.signal(Vec::<Sale>::new());
    let least = cx.signal(0_i64);
    let by_city = cx.memo(move |r| {
        sales.get(r).iter().filter(|sale| sale.cents >= *least.get(r)).fold(
            BTreeMap::<String, Vec<i64>>::new(),
            |mut cities, sale| {
                cities.entry(sale.city.clone()).or_default().push(sale.cents);
                cities
            },
        )
    });
    let total = cx.memo(move |r| by_city.get(r).values().flatten().sum::<i64>());
    render(move |r| {
        let mut best: Vec<&Sale> = sales.get(r).iter().collect();
        best.sort_by_key(|sale| std::cmp::Reverse(sale.cents));
        let cities: HashSet<&str> = sales.get(r).iter().map(|sale| sale.city.as_str()).collect();
        let rises = sales.get(r).windows(2).filter(|pair| pair[0].cents < pair[1].cents).count();
        view! { r,
            <p>{total}" in "{cities.len()}" cities, rising "{rises}" times"</p>
            <ol>
                for sale in best.iter().copied().take(3).filter(|sale| sale.cents > 0), key = sale.id {
                    <li>{&sale.city}": "{sale.cents}</li>
                }
            </ol>
            for (city, (at, cents)) in by_city.get(r).keys().zip(by_city.get(r).values().enumerate()), key = city {
                <p>{at}" "{city}": "{cents.iter().map(i64::to_string).collect::<Vec<_>>().join(" + ")}</p>
            }
            {sales.get(r).iter().map(|sale| sale.cents).max().map(|most| format!("most: {most}"))}
        }
    })
}
