//! Modifiers, bindings, styles, spread attributes, an element of one's own, a drawing, a comment and a fragment.

fn form(r: &Render) -> View {
    view! { r, <form on:submit.prevent.stop=|x_tx| { x_a(x_tx2); } on:keydown.key("Enter", "a").once={x_b} {..x_rest}>
        <input bind:value=x_name id="a"> <label><input type="checkbox" bind:checked={x_flags.x_done}>"a"</label>
        <p style="left: 0" style:color={x_color} style:--x=(x_accent) style:z-index=1>"x"</p>
        <x-tag on:x-event.throttle(10)=|x_t, x_ev| { x_c(x_ev2) }></x-tag> <!-- "a comment" --> <><b>{x_d}</b></>
        <svg viewBox="0 0 1 1"><linearGradient id={x_e}/> if let Some(x_f) = x_g { <circle r={x_h}/> }</svg>
    </form> }
}
