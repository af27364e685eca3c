//! Components whose nodes other code takes away or changes.

use vango::prelude::*;

/// The page.
#[component]
pub fn Foreign(cx: &mut Setup) -> Component {
    let typed = cx.signal(String::new());
    render(move |r| {
        view! { r,
            <main>
                <input id="typed" bind:value=typed>
                <output id="typed-heard">{typed}</output>
                for name in ["a", "b", "c"], key = name {
                    <Widget name={name.to_owned()} />
                }
                <div id="ignored" data-vango-ignore><i>"others may do here what they like"</i></div>
            </main>
        }
    })
}

/// A count in three places: a text, an attribute, and a paragraph that comes and goes.
#[component]
fn Widget(cx: &mut Setup, name: Prop<String>) -> Component {
    let count = cx.signal(0_u32);
    render(move |r| {
        let name = name.get(r);
        view! { r,
            <section id={name}>
                <button id={format!("{name}-plus")} on:click=move |tx| { *count.get_mut(tx) += 1; }>"+"</button>
                <p><output id={format!("{name}-count")} title={count.get(r)}>{count}</output></p>
                <input id={format!("{name}-input")} name={name}>
                if count.get(r) % 2 == 1 { <p id={format!("{name}-odd")}>"odd"</p> }
            </section>
        }
    })
}
