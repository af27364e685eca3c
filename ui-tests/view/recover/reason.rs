//! A rule that an element is let off, and handlers in braces and parentheses.

fn reason(r: &Render) -> View {
    view! { r, <img src={x_a} allow:missing_alt="why"> <button title={x_b} on:click={move |x_tx| x_c.set(x_tx, x_d)}></button>
        <button aria-label="a" on:click=(|x_t, x_ev| { x_e(x_ev2)?; })></button> for x_f in x_g, key = x_f2 { <p>{x_h}</p> } }
}
