//! Markup that is more than elements with text: foreign namespaces, raw HTML, styles, spreads, slots, custom elements.

use std::time::Duration;

use vango::prelude::*;

/// What a page without a script shows too, though it takes a while.
const LOAD: Duration = Duration::from_millis(100);

/// The page.
#[component]
pub fn Markup(cx: &mut Setup) -> Component {
    let n = cx.signal(1_u32);
    let open = cx.signal(true);
    let loaded = cx.resource(
        |_| (),
        |_work, ()| async {
            tokio::time::sleep(LOAD).await;
            Ok("loaded before the page")
        },
    );
    render(move |r| {
        let value = *n.get(r);
        view! { r,
            <button id="plus" on:click=move |tx| { *n.get_mut(tx) += 1; }>"plus"</button>
            <output id="n">{n}</output>
            <p id="loaded">if let Some(text) = loaded.ready(r) { {*text} } else { "loading" }</p>
            {drawing(r, value, n)}
            <math id="math"><mfrac><mi>"a"</mi><mn>{n}</mn></mfrac> if value > 1 { <msup><mi>"x"</mi><mn>{n}</mn></msup> }</math>
            <div id="raw">"before "{TrustedHtml::new(raw(value))}" after"</div>
            <p id="style" style="position: relative" style:width={format!("{}px", 10 * value)} style:color=((value > 1).then_some("red"))
                style:--size={value}>"styled"</p>
            <p id="spread" class="own" {..attrs(value)}>"spread"</p>
            <x-panel id="panel" size={value} on:x-ask=move |tx, ev| { if ev.detail == "7" { n.set(tx, 7); } }>"panel "{n}</x-panel>
            <button id="fold" on:click=move |tx| { let next = !*open.get(tx); open.set(tx, next); }>"fold"</button>
            <Fold open={*open.get(r)}>
                <:head><i id="head">"head "{n}</i></:head>
                <input id="kept" name="kept">
                <div id="kept-scroll" class="scroll"><div class="tall">"tall"</div></div>
                <b id="inner">{n}</b>
                <button id="inside" on:click=move |tx| { *n.get_mut(tx) += 10; }>"inside"</button>
            </Fold>
        }
    })
}

/// Raw HTML of two shapes: its number of nodes changes.
fn raw(value: u32) -> String {
    if value % 2 == 1 {
        format!("<em id=\"raw-odd\">odd {value}</em>")
    } else {
        format!("<em id=\"raw-even\">even</em> and <strong id=\"raw-value\">{value}</strong>")
    }
}

/// Attributes that come, change and go.
fn attrs(value: u32) -> Attrs {
    let attrs = Attrs::new().set("title", value);
    if value > 1 {
        attrs.set("data-big", "yes")
    } else {
        attrs
    }
}

/// A drawing whose shapes change, come and go, with HTML inside of it.
fn drawing(r: &Render, value: u32, n: Signal<u32>) -> View {
    view! { r,
        <svg id="svg" viewBox="0 0 100 100" width="60" height="60">
            <linearGradient id="gradient"><stop offset="0" stop-color="red"/></linearGradient>
            <circle id="circle" cx="50" cy="50" r={5 * value} class:big=(value > 1) on:click=move |tx| { *n.get_mut(tx) += 1; }/>
            for at in 0..value, key = at {
                <g class="bar"><rect x={10 * at} y="0" width="5" height="20"/></g>
            }
            if value > 1 { <text id="label" x="5" y="95">{value}</text> }
            <foreignObject x="0" y="0" width="50" height="20"><p id="html">"html "{value}</p> if value > 1 { <b id="html-late">"late"</b> }</foreignObject>
        </svg>
    }
}

/// Shows its slots while it is open.
#[component]
fn Fold(_cx: &mut Setup, open: Prop<bool>, head: Slot, children: Slot) -> Component {
    render(move |r| {
        view! { r,
            <section id="section">
                if *open.get(r) { <h2>{head}</h2> <div id="body">{children}</div> } else { <p id="closed">"closed"</p> }
            </section>
        }
    })
}
