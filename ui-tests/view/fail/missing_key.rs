use vango::prelude::*;

struct Guest {
    id: u64,
    name: String,
}

fn guests(r: &Render, guests: &[Guest]) -> View {
    view! { r,
        <ul>
            for guest in guests { <li>{&guest.name}</li> }
        </ul>
    }
}

fn main() {}
