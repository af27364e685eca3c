//! A page that is right: an editor has nothing to complain about, finds what its words mean, and renames in all of it.

use vango::prelude::*;

use crate::part::{Button, Card, Kind, User};

/// Counts, greets, lists.
#[component]
pub fn Home(cx: &mut Setup) -> Component {
    let total = cx.signal(0_i64);
    let text = cx.signal(String::new());
    let users = cx.signal(Vec::<User>::new());
    let twice = cx.memo(move |r| *total.get(r) * 2);
    cx.effect(move |r| *total.get(r), move |tx, _| text.set(tx, String::new()));
    render(move |r| {
        view! { r,
            <main id="home" class:many=(*total.get(r) > 10)>
                <h1 title={text.get(r)}>"Home "{total}" of "{twice}</h1>
                <button type="button" disabled=(*total.get(r) > 20) on:click=move |tx| { *total.get_mut(tx) += 1; }>"+"</button>
                <input placeholder="a name" aria-label="a name" bind:value=text on:keydown.key("Enter")=move |tx, ev| { if ev.repeat { total.set(tx, 0); } }>
                <Card title="Cards" kind=Kind::Danger count={*total.get(r)}>
                    if *total.get(r) > 3 { <p>"Many: "{total}</p> } else { <p>"Few"</p> }
                </Card>
                <Button label="Reset" on_press=move |tx, ()| { total.set(tx, 0); }/>
                match users.get(r).first() {
                    Some(user) => { <p>{&user.name}" "{total}</p> }
                    None => { <p>"Nobody"</p> }
                }
                <ul>
                    for user in users.get(r), key = user.id {
                        let id = user.id;
                        <li><a href="/users">{&user.name}</a><button on:click=move |tx| { total.set(tx, id as i64); }>"#"</button></li>
                    }
                </ul>
                <svg viewBox="0 0 1 1" aria-hidden="true"><circle r={*total.get(r)}/></svg>
            </main>
        }
    })
}
