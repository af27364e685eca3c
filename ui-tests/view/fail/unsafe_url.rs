use vango::prelude::*;

fn menu(r: &Render, is_open: Signal<bool>) -> View {
    view! { r,
        <a href="javascript:void(0)" on:click=move |tx| { is_open.set(tx, true); }>"Menu"</a>
    }
}

fn main() {}
