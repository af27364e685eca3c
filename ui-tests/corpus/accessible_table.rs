//! An accessible table: caption, scopes, sort buttons with `aria-sort`, row selection, live region.
use std::cmp::Ordering;

use vango::prelude::*;

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum By {
    Name,
    Age,
}

struct Person {
    id: u16,
    name: &'static str,
    age: u8,
}

fn compare(by: By, up: bool) -> impl FnMut(&Person, &Person) -> Ordering {
    move |a, b| {
        let order = match by {
            By::Name => a.name.cmp(b.name),
            By::Age => a.age.cmp(&b.age),
        };
        if up { order } else { order.reverse() }
    }
}

#[component]
pub fn People(cx: &mut Setup) -> Component {
    let first = [("Ada", 36), ("Grace", 85)].into_iter().zip(1..).map(|((name, age), id)| Person { id, name, age });
    let people = cx.list_from(first, |person: &Person| person.id);
    let sorted = cx.signal((By::Name, true));
    let chosen = cx.signal(None::<u16>);
    let is_chosen = cx.selector(move |r| *chosen.get(r));
    render(move |r| {
        let (by_now, up) = *sorted.get(r);
        view! { r,
            <table aria-describedby="hint">
                <caption>"People"</caption>
                <thead>
                    <tr>
                        for (by, title) in [(By::Name, "Name"), (By::Age, "Age")], key = by {
                            <th scope="col" aria-sort={if by != by_now { "none" } else if up { "ascending" } else { "descending" }}>
                                <button on:click=move |tx| {
                                    let (old, up) = *sorted.get(tx);
                                    let up = old != by || !up;
                                    sorted.set(tx, (by, up));
                                    people.sort_by(tx, compare(by, up));
                                }>{title}</button>
                            </th>
                        }
                    </tr>
                </thead>
                <tbody>
                    each person in people {
                        let id = person.id;
                        <tr aria-selected=(is_chosen.is(r, &id)) on:click=move |tx| { chosen.set(tx, Some(id)); }>
                            <th scope="row">{person.name}</th><td>{person.age}</td>
                        </tr>
                    }
                </tbody>
            </table>
            <p id="hint" aria-live="polite">{chosen.get(r).map(|id| format!("row {id}"))}</p>
        }
    })
}
