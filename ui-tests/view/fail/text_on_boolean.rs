use vango::prelude::*;

fn coupon(r: &Render, code: Signal<String>) -> View {
    view! { r, <input aria-label="Coupon" disabled="false" bind:value=code> }
}

fn main() {}
