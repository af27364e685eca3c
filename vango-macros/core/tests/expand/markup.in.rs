fn controls(r: &Render, name: Signal<String>, done: Signal<bool>, rest: Attrs) -> View {
    view! { r,
        <form on:submit.prevent=move |tx| { save(tx); } on:keydown.key("Escape", "F1").capture=move |tx, ev| { close(tx, ev); }>
            <input id="name" class:long=(name.get(r).len() > 20) bind:value=name {..rest}>
            <input type="checkbox" aria-label="Done" bind:checked=done>
            <select aria-label="Kind" bind:value={kind}><option value="a">"A"</option></select>
            <p style="left: 0" style:color={color} style:z-index=3 style:--accent=(accent)>"x"</p>
            <input aria-label="Search" on:input.debounce(300)=search>
            <sl-input size="small" on:sl-change.once=move |tx, ev| { read(tx, &ev.detail); }></sl-input>
        </form>
        <!-- "stays here" -->
        <><b>"one"</b> {name}</>
    }
}
fn drawing(r: &Render, radius: f64, href: &str) -> View {
    view! { r,
        <svg viewBox="0 0 10 10" aria-hidden="true">
            <linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient>
            if radius > 0.0 { <circle r={radius} fill="url(#g)"/> }
            <a href={href}><title>{href}</title></a>
        </svg>
    }
}
fn document(r: &Render, title: &str, children: Slot) -> View {
    view! { r,
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body>{children}</body></html>
    }
}
