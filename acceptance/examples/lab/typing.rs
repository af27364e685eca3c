//! Controls that are typed into while patches for them, and for what is around them, never stop.

use std::time::Duration;

use vango::prelude::*;

/// How often everything on this page changes.
const TICK: Duration = Duration::from_millis(50);

/// The page. `title` of each control changes with each tick, so that patches touch the very element that is edited.
#[component]
pub fn Typing(cx: &mut Setup) -> Component {
    let ticks = cx.signal(0_u64);
    let text = cx.signal("0123456789".to_owned());
    let note = cx.signal(String::new());
    let shouted = cx.signal(String::new());
    let short = cx.signal(String::new());
    let heard = cx.signal(String::new());
    let composed = cx.signal(Vec::<String>::new());
    cx.interval(TICK, move |tx| *ticks.get_mut(tx) += 1);

    render(move |r| {
        let tick = *ticks.get(r);
        view! { r,
            <output id="ticks">{ticks}</output>
            <input id="bound" title={tick} class:odd=(tick % 2 == 1) bind:value=text>
            <output id="bound-heard">{text}</output>
            <textarea id="note" title={tick} bind:value=note></textarea>
            <output id="note-heard">{note}</output>
            <input id="shouted" title={tick} value={shouted} on:input=move |tx, ev| {
                shouted.set(tx, ev.value.to_uppercase());
            }>
            <output id="shouted-heard">{shouted}</output>
            <input id="short" value={short} on:input=move |tx, ev| {
                short.set(tx, ev.value.chars().take(5).collect());
            }>
            <input id="forced" value={format!("server {tick}")}
                on:input=move |tx, ev| { heard.set(tx, ev.value.clone()); }
                on:compositionstart=move |tx| { composed.get_mut(tx).push("start".to_owned()); }
                on:compositionend=move |tx, ev| { composed.get_mut(tx).push(format!("end {}", ev.data)); }>
            <output id="forced-heard">{heard}</output>
            <output id="composed">{composed.get(r).join(", ")}</output>
            <input id="slow" value={heard} on:input.debounce(400)=move |tx, ev| { heard.set(tx, ev.value.clone()); }>
        }
    })
}
