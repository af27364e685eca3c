//! A closure that stands alone in braces or parentheses is a handler as it would be without them.
use vango::prelude::*;

#[component]
pub fn Counter(cx: &mut Setup) -> Component {
    let count = cx.signal(0_i32);
    let set = move |value: i32| move |tx: &mut Tx| count.set(tx, value);
    render(move |r| {
        view! { r,
            <button on:click={move |tx| { *count.get_mut(tx) += 1; }}>{count}</button>
            <button on:click={|tx| count.set(tx, 0)}>"zero"</button>
            <button on:click=(move |tx, ev| count.set(tx, ev.x))>"x"</button>
            <button on:click={set(7)}>"seven"</button>
            <button on:click={let value = 8; set(value)}>"eight"</button>
            <label>"Count " <input on:input={move |tx, ev| { let new = ev.value.parse()?; count.set(tx, new); }} /></label>
        }
    })
}
