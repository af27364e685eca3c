//! Slots, slot functions and callbacks: required and optional, passed on, in generic components; layouts.
#![deny(warnings)]
use vango::prelude::*;

/// Children, a named slot that may be left out.
#[component]
pub fn Panel(_cx: &mut Setup, children: Slot, #[prop(optional)] header: Slot, #[prop(default)] footer: Slot) -> Component {
    render(move |r| view! { r,
        if header.is_given(r) { <header>{header}</header> }
        <div>{children}</div>
        {footer}
    })
}

/// Passes its children on.
#[component]
pub fn Framed(_cx: &mut Setup, children: Slot) -> Component {
    render(move |r| view! { r, <Panel>{children}</Panel> })
}

#[component]
pub fn List<T: Clone + PartialEq + Send + Sync>(
    _cx: &mut Setup,
    items: Prop<Vec<(u32, T)>>,
    row: SlotFn<T>,
    #[prop(optional)] empty: SlotFn<()>,
    /// Called with the item that was picked.
    #[prop(optional)]
    on_pick: Callback<T>,
) -> Component {
    render(move |r| view! { r,
        for (id, item) in items.get(r), key = *id {
            let picked = item.clone();
            <button value={*id} on:click=move |tx| { on_pick.call(tx, picked.clone()); }>{row.show(r, item)}</button>
        }
        if items.get(r).is_empty() && empty.is_given(r) { {empty.show(r, &())} }
    })
}

#[component]
pub fn Outer(cx: &mut Setup, on_pick: Callback<u32>) -> Component {
    let last = cx.signal(0);
    render(move |r| view! { r,
        <Panel>
            <:header><h1>{last}</h1></:header>
            <List
                items={vec![(1, 1u32), (2, 2)]}
                row=|r, item| { view! { r, <b>{item}</b> } }
                on_pick=move |tx, item| { last.set(tx, item); on_pick.call(tx, item); }/>
        </Panel>
        <List items={vec![(1, 1u32)]} row={|r: &Render, item: &u32| view! { r, {item} }} on_pick={on_pick.forward()}/>
        <Framed>"text"</Framed>
    })
}

fn main() {
    fn is_layout<L: vango::view::Layout>() {}
    is_layout::<Panel>();
    is_layout::<Framed>();
}
