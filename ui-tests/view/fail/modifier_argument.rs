use vango::prelude::*;

fn filter(r: &Render, term: Signal<String>) -> View {
    view! { r,
        <input aria-label="Filter" value=term
            on:input.debounce(0.3)=move |tx, ev| { term.set(tx, ev.value.clone()); }>
    }
}

fn main() {}
