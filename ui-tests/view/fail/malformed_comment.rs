use vango::prelude::*;

fn profile(r: &Render, name: &str) -> View {
    view! { r,
        <!-- what other members see -->
        <h1>{name}</h1>
    }
}

fn main() {}
