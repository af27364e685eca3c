//! Events: every modifier, payloads of several kinds, functions as handlers, the same function for several events.
use vango::prelude::*;
use vango::view;

fn log(tx: &mut Tx) {
    let _ = tx.now();
}

fn pressed(_tx: &mut Tx, key: &view::KeyEvent) {
    drop(key.key.clone());
}

#[component]
pub fn Pad(cx: &mut Setup) -> Component {
    let at = cx.signal((0_i32, 0_i32));
    let keys = cx.signal(Vec::<String>::new());
    let is_down = cx.signal(false);
    render(move |r| {
        view! { r,
            <div tabindex=0 role="application" aria-label="Pad"
                on:pointerdown=move |tx, ev| { at.set(tx, (ev.x, ev.y)); is_down.set(tx, true); }
                on:pointermove.throttle(50)=move |tx, ev| { if *is_down.get(tx) { at.set(tx, (ev.x, ev.y)); } }
                on:pointerup.capture=move |tx| { is_down.set(tx, false); }
                on:keydown.prevent.key("ArrowUp", "ArrowDown")=move |tx, ev| {
                    let by = if ev.key == "ArrowUp" { -1 } else { 1 };
                    at.get_mut(tx).1 += by;
                }
                on:wheel.passive.stop=log>
                {at.get(r).0}" "{at.get(r).1}
            </div>
            <form on:submit.prevent.once=log on:keydown=pressed>
                <label>"Keys" <input on:keyup=move |tx, ev| { keys.get_mut(tx).push(ev.code.clone()); } on:blur=log/></label>
                <button on:click.self.stop=log>"ok"</button>
            </form>
            <details on:toggle=log><summary>"Keys"</summary>for key in keys.get(r), key = key { <kbd>{key}</kbd> }</details>
        }
    })
}
