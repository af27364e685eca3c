use vango::prelude::*;

fn zoom(r: &Render, steps: &[u32], chosen: Signal<u32>) -> View {
    view! { r,
        for step in steps, key = *step as f32 / 4.0 {
            let step = *step;
            <button on:click=move |tx| { chosen.set(tx, step); }>{step * 25}" %"</button>
        }
    }
}

fn main() {}
