//! State is read and written with `Work`, by itself and by helpers; persisted state, too.
use vango::prelude::*;

#[shared]
static CART: Vec<String> = Vec::new();

fn count(cx: &impl Read) -> usize {
    CART.get(cx).len()
}

#[component]
fn Loads(cx: &mut Setup) -> Component {
    cx.resource(|_| (), |work, ()| async move { Ok(count(&work)) });
    cx.resource(|_| (), |work, ()| async move { Ok(CART.get(&work).len()) });
    cx.action(|mut work, ()| async move { CART.set(&mut work, Vec::new()); Ok(()) }).queue(1);
    render(move |r| view! { r, "x" })
}

fn main() {}
