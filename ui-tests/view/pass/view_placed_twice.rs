use vango::prelude::*;

fn line(r: &Render) -> View {
    view! { r, <hr> }
}

fn twice(r: &Render) -> View {
    view! { r, <header>{line(r)}</header><footer>{line(r)}</footer> }
}
