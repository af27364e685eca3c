fn events(r: &Render, count: Signal<i64>, save: fn(&mut Tx)) -> View {
    view! { r,
        <button on:click=|tx| { *count.get_mut(tx) += 1; }>"+"</button>
        <input id="a" on:input=move |tx, ev: &InputEvent| { count.set(tx, ev.value.len() as i64) }>
        <input id="b" on:change=|tx, ev| { count.set(tx, ev.value.parse()?); }>
        <button on:click=move |tx| { load(tx)?; }>"load"</button>
        <button on:click=move |tx| { let all = rows.iter().map(|row| row?).collect(); }>"all"</button>
        <button on:click=save>"save"</button>
        <button allow:missing_name="a style sheet writes it" on:click={make(|x| x)}></button>
        <button on:click={|tx| count.set(tx, 1)}>"one"</button>
    }
}
