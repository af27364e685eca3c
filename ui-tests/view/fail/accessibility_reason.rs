use vango::prelude::*;

fn price(r: &Render) -> View {
    view! { r,
        <p role="text" allow:unknown_role>"12" <sup>"99"</sup> " €"</p>
    }
}

fn main() {}
