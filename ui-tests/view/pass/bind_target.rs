use vango::prelude::*;

fn settings(r: &Render, wants_mail: Signal<bool>) -> View {
    view! { r,
        <label>
            <input type="checkbox" bind:checked=wants_mail> " Tell me about offers"
        </label>
    }
}
