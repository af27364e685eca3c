//! Selectors: over a signal, over several, with owned and borrowed-looking keys, inside rows and components.
use vango::prelude::*;

#[component]
fn Tab(_cx: &mut Setup, name: Prop<String>, is_chosen: Prop<bool>, on_choose: Callback<String>) -> Component {
    render(move |r| {
        view! { r,
            <button role="tab" aria-selected=is_chosen on:click=move |tx| {
                let name = name.get(tx).clone();
                on_choose.call(tx, name);
            }>{name}</button>
        }
    })
}

#[component]
pub fn Tabs(cx: &mut Setup) -> Component {
    let names = cx.list_from(["one".to_owned(), "two".to_owned()], |name: &String| name.clone());
    let chosen = cx.signal(String::from("one"));
    let is_locked = cx.signal(false);
    let is_chosen = cx.selector(move |r| Some(chosen.get(r).clone()));
    let is_free = cx.selector(move |r| (!*is_locked.get(r)).then(|| (chosen.get(r).len(), true)));
    render(move |r| {
        view! { r,
            <div role="tablist" aria-label="Tabs">
                each name in names {
                    <Tab name={name.clone()} is_chosen={is_chosen.is(r, name)} on_choose=move |tx, name| {
                        if !*is_locked.get(tx) { chosen.set(tx, name); }
                    }/>
                }
            </div>
            if is_free.is(r, &(3, true)) { "three letters" }
            {is_chosen.get(r).map(String::len)}
            <button on:click=move |tx| { is_locked.toggle(tx); }>"lock"</button>
        }
    })
}
