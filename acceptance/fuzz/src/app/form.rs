//! Forms with bound controls, and one listener for each payload that an event can have.

use vango::prelude::*;
use vango::view::TrustedHtml;

use super::{LONGEST_TEXT, clipped};

/// Keeps the last words.
#[derive(Clone, Copy)]
struct Log(Signal<String>);

impl Log {
    fn add(self, tx: &mut Tx, line: &str) {
        let log = self.0.get_mut(tx);
        log.push_str(&clipped(line));
        while log.len() > LONGEST_TEXT {
            log.remove(0);
        }
    }
}

/// The page.
#[component]
pub(super) fn Forms(cx: &mut Setup) -> Component {
    let text = cx.signal(String::new());
    let number = cx.signal(7_i32);
    let agreed = cx.signal(false);
    let colour = cx.signal(String::new());
    let html = cx.signal(String::new());
    let log = Log(cx.signal(String::new()));
    cx.effect(
        move |r| text.get(r).len() > LONGEST_TEXT,
        move |tx, too_long| {
            if *too_long {
                let short = clipped(text.get(tx));
                text.set(tx, short);
            }
        },
    );
    render(move |r| {
        view! { r,
            <form on:submit=move |tx, ev| {
                for (name, value) in &ev.fields { log.add(tx, name); log.add(tx, value); }
            }>
                <input name="text" aria-label="Text" bind:value=(text)>
                <input name="number" aria-label="Number" type="number" bind:value=(number)>
                <input name="agreed" aria-label="Agreed" type="checkbox" bind:checked=(agreed)>
                <textarea name="long" aria-label="Long" on:input=move |tx, ev| { html.set(tx, clipped(&ev.value)); }></textarea>
                <input name="colour" aria-label="Colour" on:change=move |tx, ev| { colour.set(tx, clipped(&ev.value)); }>
            </form>
            <output title={text.get(r)} class:agreed=(*agreed.get(r)) style:color={colour.get(r)}>{text}" "{number}</output>
            <a href={text.get(r)}>"link"</a>
            <div>{TrustedHtml::new(written_out(html.get(r)))}</div>
            {gestures(r, log)}
            <pre>{log.0}</pre>
        }
    })
}

/// What a browser and a strict parser read alike.
fn written_out(html: &str) -> String {
    html.replace('&', "&amp;").replace(['\r', '\0'], "")
}

/// One listener a payload.
fn gestures(r: &Render, log: Log) -> View {
    view! { r,
        <button on:mousedown=move |tx, ev| { log.add(tx, &format!("{} {:?}", ev.x, ev.modifiers)); }>"mouse"</button>
        <button on:pointerdown=move |tx, ev| { log.add(tx, &format!("{:?} {}", ev.kind, ev.is_primary)); }>"pointer"</button>
        <button on:touchstart=move |tx, ev| { log.add(tx, &format!("{}", ev.touches.len())); }>"touch"</button>
        <input aria-label="Keys" on:keydown.key("Enter", "a")=move |tx, ev| { log.add(tx, &ev.key); } on:focus=move |tx, _ev| { log.add(tx, "focus"); }
            on:paste=move |tx, ev| { log.add(tx, &ev.text); } on:beforeinput=move |tx, ev| { log.add(tx, &ev.data); }>
        <div on:wheel=move |tx, ev| { log.add(tx, &format!("{}", ev.dy)); }>"wheel"</div>
        <div on:scroll.debounce(50)=move |tx, ev| { log.add(tx, &format!("{}", ev.top)); }>"scroll"</div>
        <details on:toggle=move |tx, ev| { log.add(tx, &format!("{}", ev.is_open)); }><summary>"s"</summary></details>
        <audio on:volumechange=move |tx, ev| { log.add(tx, &format!("{} {}", ev.volume, ev.is_muted)); }></audio>
        <p on:animationend=move |tx, ev| { log.add(tx, &ev.name); }>"animation"</p>
        <x-rating on:rated=move |tx, ev| { log.add(tx, &ev.detail); }></x-rating>
        <button on:click.once=move |tx| { log.add(tx, "once"); }>"once"</button>
    }
}
