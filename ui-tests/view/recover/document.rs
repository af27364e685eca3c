//! A whole document.

fn document(r: &Render) -> View {
    view! { r, <!doctype html><html lang={x_l}><head><title>{x_t}</title></head><body>{x_b}<Card>{x_c}</Card></body></html> }
}
