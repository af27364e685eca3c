use vango::prelude::*;

fn menu(r: &Render, is_open: Signal<bool>) -> View {
    view! { r,
        <button on:click=move |tx| { is_open.set(tx, true); }>"Menu"</button>
    }
}
