use vango::prelude::*;

fn search(r: &Render, term: Signal<String>) -> View {
    view! { r,
        <input type="search" aria-label="Search" value=term
            on:input.throttle(100).debounce(300)=move |tx, ev| { term.set(tx, ev.value.clone()); }>
    }
}

fn main() {}
