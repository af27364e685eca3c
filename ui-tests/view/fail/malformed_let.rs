use vango::prelude::*;

fn order_line(r: &Render, price_cents: u32, count: u32) -> View {
    view! { r,
        let total_cents = price_cents * count
        <p>{count}" pieces, "{total_cents}" cents"</p>
    }
}

fn main() {}
