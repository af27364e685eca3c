use vango::prelude::*;

fn saved(r: &Render) -> View {
    view! { r,
        <p role="status">"Saved."</p>
    }
}
