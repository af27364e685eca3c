use vango::prelude::*;

fn search(r: &Render, term: Signal<String>, find: Callback<()>) -> View {
    view! { r,
        <input type="search" aria-label="Search" bind:value=term on:keydown.enter=move |tx| { find.call(tx, ()); }>
    }
}

fn main() {}
