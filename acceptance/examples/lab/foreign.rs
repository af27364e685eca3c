//! Components whose nodes other code takes away or changes.

use vango::prelude::*;

/// The page.
#[component]
pub fn Foreign(cx: &mut Setup) -> Component {
    let typed = cx.signal(String::new());
    let all = cx.signal(0_u32);
    render(move |r| {
        view! { r,
            <main>
                <input id="typed" bind:value=typed>
                <output id="typed-heard">{typed}</output>
                <button id="all" on:click=move |tx| { *all.get_mut(tx) += 1; }>"all"</button>
                for name in ["a", "b", "c"], key = name {
                    <Widget name={name.to_owned()} all={*all.get(r)} />
                }
                <div id="ignored" data-vango-ignore><i>"others may do here what they like"</i></div>
            </main>
        }
    })
}

/// A count in three places (a text, an attribute, a paragraph that comes and goes), and one that the page has.
#[component]
fn Widget(cx: &mut Setup, name: Prop<String>, all: Prop<u32>) -> Component {
    let count = cx.signal(0_u32);
    render(move |r| {
        let name = name.get(r);
        view! { r,
            <section id={name}>
                <button id={format!("{name}-plus")} on:click=move |tx| { *count.get_mut(tx) += 1; }>"+"</button>
                <p><output id={format!("{name}-count")} title={count.get(r)}>{count}</output></p>
                <input id={format!("{name}-input")} name={name}>
                <i id={format!("{name}-all")}>{all}</i>
                if count.get(r) % 2 == 1 { <p id={format!("{name}-odd")}>"odd"</p> }
            </section>
        }
    })
}
