//! SVG stands in `<svg>`, HTML in `<foreignObject>`; names are in the case of the specification.
use vango::prelude::*;

fn page(r: &Render) -> View {
    view! { r,
        <div><circle r=1/></div>
        <svg viewbox="0 0 1 1"><div></div><lineargradient></lineargradient></svg>
        <svg><animate attributeName="href" to="javascript:x()"/></svg>
    }
}

fn main() {}
