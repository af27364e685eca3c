//! One name for a handle, its value and what is made of it, in setup, render, markup and handlers.
use vango::prelude::*;

#[component]
pub fn Shadows(cx: &mut Setup, name: Prop<String>, #[prop(default = 3)] count: Prop<u32>) -> Component {
    let first = *count.get(cx);
    let first = cx.signal(first);
    let name_length = cx.memo(move |r| name.get(r).len());
    render(move |r| {
        let count = *count.get(r);
        let name = name.get(r);
        let name = if name.is_empty() { "nobody" } else { name };
        let first_value = *first.get(r);
        view! { r,
            <p>{name}" "{name_length}</p>
            let count = count + first_value;
            <p>{count}</p>
            if let Some(name) = name.split(' ').next() { <b>{name}</b> }
            match count {
                0 => { "none" }
                count if count > 9 => { let count = count - 9; {count}" above nine" }
                count => { {count} }
            }
            for name in name.split(' '), key = name {
                let count = name.len() as u32;
                <button on:click=move |tx| {
                    let first_value = *first.get(tx);
                    let count = count + first_value;
                    first.set(tx, count);
                }>{name}</button>
            }
        }
    })
}
