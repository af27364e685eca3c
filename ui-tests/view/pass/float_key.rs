use vango::prelude::*;

fn zoom(r: &Render, steps: &[u32], chosen: Signal<u32>) -> View {
    view! { r,
        for step in steps, key = *step {
            let step = *step;
            <button on:click=move |tx| { chosen.set(tx, step); }>{step * 25}" %"</button>
        }
    }
}
