use vango::prelude::*;

fn search(r: &Render, term: Signal<String>) -> View {
    view! { r, <input type="search" aria-label= placeholder="Title or author" bind:value=term> }
}

fn main() {}
