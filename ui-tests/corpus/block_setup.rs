//! Setup with plain computations in it: blocks, loops, closures and matches that leave the context alone.
use std::collections::HashMap;

use vango::prelude::*;

fn parse(text: &str) -> HashMap<String, u32> {
    text.lines().filter_map(|line| line.split_once('=')).filter_map(|(key, value)| Some((key.to_owned(), value.parse().ok()?))).collect()
}

#[component]
pub fn Settings(cx: &mut Setup, source: Prop<String>) -> Component {
    let settings = parse(source.get(cx));
    let mut biggest = 0;
    for value in settings.values() {
        if *value > biggest {
            biggest = *value;
        }
    }
    let unit = match biggest {
        0 => "none",
        1..=9 => "units",
        _ => {
            let word = "tens";
            word
        }
    };
    let first = {
        let mut names: Vec<_> = settings.keys().cloned().collect();
        names.sort_unstable();
        names.into_iter().next()
    };
    let scale = |value: u32| if biggest == 0 { 0 } else { value * 100 / biggest };
    let scaled: Vec<(String, u32)> = settings.iter().map(|(name, value)| (name.clone(), scale(*value))).collect();
    let rows = cx.list_from(scaled, |row: &(String, u32)| row.0.clone());
    let chosen = cx.signal(first.unwrap_or_else(|| String::from("?")));
    let is_chosen = cx.selector(move |r| if chosen.get(r).is_empty() { None } else { Some(chosen.get(r).clone()) });
    debug_assert!(biggest < 1000, "no setting is above a thousand");
    render(move |r| {
        view! { r,
            <p>{unit}" up to "{biggest}</p>
            each row in rows {
                let name = row.0.clone();
                <button class:chosen=(is_chosen.is(r, &row.0)) on:click=move |tx| { chosen.set(tx, name.clone()); }>{&row.0}": "{row.1}</button>
            }
        }
    })
}
