//! Helper functions and methods that read: `&impl Read`, `&Render`, generic contexts, used in every phase.
use vango::prelude::*;

#[derive(Clone, Copy)]
struct Cart {
    prices: Signal<Vec<u32>>,
    rebate: Signal<u32>,
}

impl Cart {
    fn total(self, cx: &impl Read) -> u32 {
        let sum: u32 = self.prices.get(cx).iter().sum();
        sum.saturating_sub(*self.rebate.get(cx))
    }

    fn cheapest<C: Read>(self, cx: &C) -> Option<&u32> {
        self.prices.get(cx).iter().min()
    }

    fn show(self, r: &Render) -> View {
        let total = self.total(r);
        view! { r, <p>{total}if let Some(cheapest) = self.cheapest(r) { " from "{cheapest} }</p> }
    }
}

fn above<'c>(cx: &'c impl Read, cart: Cart, limit: u32) -> impl Iterator<Item = (usize, &'c u32)> {
    cart.prices.get(cx).iter().enumerate().filter(move |(_, price)| **price > limit)
}

#[component]
pub fn Checkout(cx: &mut Setup) -> Component {
    let prices = cx.signal(vec![5, 7]);
    let rebate = cx.signal(1);
    let cart = Cart { prices, rebate };
    let at_first = cart.total(cx);
    let total = cx.memo(move |r| cart.total(r));
    cx.on_change(move |r| cart.total(r), move |tx, total| {
        if *total > 100 && cart.total(tx) == *total {
            rebate.set(tx, 10);
        }
    });
    render(move |r| {
        view! { r,
            {cart.show(r)}
            for (at, price) in above(r, cart, 6), key = (at, price) { <i>{price}</i> }
            <button on:click=move |tx| {
                let last = above(tx, cart, 0).last().map(|(at, _)| at);
                if let Some(at) = last { prices.get_mut(tx).remove(at); }
            }>{total}" of "{at_first}</button>
        }
    })
}
