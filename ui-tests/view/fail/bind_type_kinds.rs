//! What is bound has a type that the control can show and read back.
use vango::prelude::*;

struct Place {
    name: String,
}

impl vango::view::Text for Place {
    fn text(&self, out: vango::view::TextOut<'_>) {
        out.str(&self.name);
    }
}

fn not_parsed(r: &Render, place: Signal<Place>) -> View {
    view! { r, <input bind:value=place> }
}

fn not_shown(r: &Render, names: Signal<Vec<String>>) -> View {
    view! { r, <select bind:value=names></select> }
}

fn not_a_bool(r: &Render, name: Signal<String>) -> View {
    view! { r, <input type="checkbox" bind:checked=name> }
}

fn main() {}
