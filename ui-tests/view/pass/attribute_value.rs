use vango::prelude::*;

struct Size {
    width: u32,
}

fn picture(r: &Render, size: &Size) -> View {
    view! { r, <img src="/cat.png" alt="A cat" width={size.width}> }
}
