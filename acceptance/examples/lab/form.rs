//! Forms whose content exists in the browser alone until it is sent: what a user must not lose.

use vango::prelude::*;

/// The page.
#[component]
pub fn Forms(cx: &mut Setup) -> Component {
    let count = cx.signal(0_u32);
    let bound = cx.signal("bound".to_owned());
    let sent = cx.signal(String::new());
    render(move |r| {
        view! { r,
            <button id="plus" on:click=move |tx| { *count.get_mut(tx) += 1; }>"plus"</button>
            <output id="count">{count}</output>
            <form id="form" on:submit=move |tx, ev| {
                let fields: Vec<_> = ev.fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
                sent.set(tx, fields.join("&"));
            }>
                <input id="name" name="name">
                <textarea id="note" name="note">"a note"</textarea>
                <select id="size" name="size"><option>"s"</option><option selected>"m"</option><option>"l"</option></select>
                <select id="many" name="many" multiple><option>"x"</option><option>"y"</option><option>"z"</option></select>
                <input id="gift" name="gift" type="checkbox">
                <input id="card" name="pay" type="radio" value="card" checked>
                <input id="cash" name="pay" type="radio" value="cash">
                <input id="bound" name="bound" bind:value=bound>
                <button id="send">"send"</button>
            </form>
            <output id="bound-heard">{bound}</output>
            <output id="sent">{sent}</output>
        }
    })
}
