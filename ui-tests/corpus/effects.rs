//! Effects: tuples and structs as what they depend on, cleanups, on mount, chains of writes, moved values.
use std::collections::VecDeque;
use std::time::Duration;

use vango::prelude::*;

#[derive(Clone, Debug, PartialEq)]
struct Filter {
    words: Vec<String>,
    page: usize,
}

#[component]
pub fn Watched(cx: &mut Setup, topic: Prop<String>) -> Component {
    let query = cx.signal(String::new());
    let page = cx.signal(0_usize);
    let seen = cx.signal(VecDeque::<Filter>::new());
    let changes = cx.signal(0_u32);
    let ticker = cx.timer(move |tx| *changes.get_mut(tx) += 1);
    let prefix = String::from("topic: ");
    cx.effect(
        move |r| Filter { words: query.get(r).split(' ').map(str::to_owned).collect(), page: *page.get(r) },
        move |tx, filter| {
            let seen = seen.get_mut(tx);
            seen.push_back(filter.clone());
            if seen.len() > 10 {
                seen.pop_front();
            }
        },
    );
    cx.on_change(move |r| (query.get(r).len(), *page.get(r)), move |tx, &(length, page_now)| {
        if length == 0 && page_now > 0 {
            page.set(tx, 0);
        }
    });
    cx.effect(move |r| topic.get(r).clone(), move |tx, topic| {
        query.set(tx, format!("{prefix}{topic}"));
        ticker.start(tx, Duration::from_secs(1));
        move |tx: &mut Tx| ticker.stop(tx)
    });
    cx.on_mount(move |tx| {
        changes.set(tx, 1);
        move |tx: &mut Tx| changes.set(tx, 0)
    });
    render(move |r| {
        view! { r,
            <label>"Search" <input bind:value=query/></label>
            for filter in seen.get(r), key = (&filter.words, filter.page) { <p>{filter.words.join("+")}</p> }
            {changes}
        }
    })
}
