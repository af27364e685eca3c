use vango::prelude::*;

fn search(r: &Render, term: Signal<String>) -> View {
    view! { r, <input type="search" aria-label="Search" placeholder="Title or author" bind:value=term> }
}
