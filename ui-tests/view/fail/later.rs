//! What does not exist yet says so, and what to do instead.
use vango::prelude::*;

fn page(r: &Render, name: Signal<String>) -> View {
    view! { r,
        <p hook:Chart={name}>"x"</p>
        <Island name="Chart"/>
    }
}

fn main() {}
