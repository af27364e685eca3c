//! Bindings, modifiers, styles, spread, slots, SVG, MathML, custom elements, fragments, comments, documents.
#![deny(warnings)]
use vango::prelude::*;

#[derive(Clone, PartialEq)]
pub struct Item {
    id: u64,
    name: String,
}

#[component]
pub fn Card(_cx: &mut Setup, #[prop(optional)] head: Slot, children: Slot) -> Component {
    render(move |r| view! { r, <section><h2>{head}</h2>{children}</section> })
}

#[component]
pub fn Picker(_cx: &mut Setup, row: SlotFn<Item>, on_pick: Callback<u64>) -> Component {
    render(move |r| view! { r,
        <p>{row.show(r, &Item { id: 1, name: String::new() })}</p>
        <button on:click=move |tx| { on_pick.call(tx, 1); }>"pick"</button>
    })
}

#[component]
pub fn Document(_cx: &mut Setup, children: Slot) -> Component {
    let title = "Shop";
    render(move |r| view! { r,
        <!doctype html>
        <html lang="en">
            <head><meta charset="utf-8"><title>{title}</title><link rel="icon" href="/icon.svg"></head>
            <body class="page">{children}</body>
        </html>
    })
}

fn shape(r: &Render, radius: f64) -> View {
    view! { r, <circle r={radius} stroke-width=2/> }
}

#[component]
pub fn Everything(cx: &mut Setup) -> Component {
    let name = cx.signal(String::new());
    let age = cx.signal(0u32);
    let kind = cx.signal(String::from("a"));
    let done = cx.signal(false);
    let items = cx.signal(vec![Item { id: 1, name: "a".into() }]);
    let picked = cx.signal(0);
    render(move |r| view! { r,
        <form on:submit.prevent.stop=move |tx| { name.set(tx, String::new()); }
              on:keydown.key("Escape", "F1").capture=move |tx, ev| { name.set(tx, ev.key.clone()); }>
            <input aria-label="Name" bind:value=name on:input.debounce(300)=move |tx| { picked.set(tx, 2); }>
            <input type="number" aria-label="Age" bind:value={age}>
            <textarea aria-label="Name" bind:value=name></textarea>
            <input type="checkbox" aria-label="Done" bind:checked=done>
            <select aria-label="Kind" bind:value=kind><option value="a">"A"</option><option value="b">"B"</option></select>
            <p style="left: 0" style:color={kind} style:z-index=3 style:--size=(format!("{}px", age.get(r)))>"x"</p>
            <p id="own" {..Attrs::new().set("title", "t")}>"spread"</p>
            <div on:mousemove.throttle(50)=move |tx, ev| { picked.set(tx, i64::from(ev.x)); } on:touchstart.passive=move |_| {}></div>
            <sl-input size="small" on:sl-change.once=move |tx, ev| { name.set(tx, ev.detail.clone()); }></sl-input>
        </form>
        <!-- "stays here" -->
        <><b>"one"</b> {name}</>
        <svg viewBox="0 0 10 10" class:big=(*age.get(r) > 3)>
            <linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient>
            {shape(r, 2.5)}
            if *done.get(r) { <path d={name}/> }
            <a href={name}><title>{name}</title><foreignObject><p>"html"</p></foreignObject></a>
        </svg>
        <math><mfrac><mi>"a"</mi><mn>{age}</mn></mfrac></math>
        for item in items.get(r), key = item.id {
            let count = items.get(r).len();
            <Card>
                let label = &item.name;
                <:head>{label} " of " {count}</:head>
                <p>{label}</p>
            </Card>
        }
        <Card>"no head"</Card>
        <Picker row=move |r, item| { view! { r, {&item.name} } } on_pick=move |tx, id| { picked.set(tx, id as i64); }/>
    })
}

