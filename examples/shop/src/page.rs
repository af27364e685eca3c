//! The two pages that customers see.

use vango::prelude::*;

use crate::cart::{CART, LineDetails, LineItem};
use crate::product::{self, PRODUCTS, Product};

/// One more of a product.
fn add(tx: &mut Tx, product: &Product) {
    let cart = CART.get_mut(tx);
    match cart.iter_mut().find(|line| line.sku == product.sku) {
        Some(line) => line.count += 1,
        None => cart.push(LineItem::new(product)),
    }
}

/// One less; the last one takes the line away.
fn take(tx: &mut Tx, sku: &str) {
    let cart = CART.get_mut(tx);
    if let Some(line) = cart.iter_mut().find(|line| line.sku == sku) {
        line.count = line.count.saturating_sub(1);
    }
    cart.retain(|line| line.count > 0);
}

/// What there is to buy.
#[component]
pub(crate) fn Products(_cx: &mut Setup) -> Component {
    render(move |r| {
        view! { r,
            <h1>"Products"</h1>
            <ul class="products" aria-label="Products">
                for product in &PRODUCTS, key = product.sku {
                    <li class="product">
                        <h2>{product.name}</h2>
                        <p>{product.about}</p>
                        <p class="price">{product::price(u64::from(product.cents))}</p>
                        <button
                            id={format!("add-{}", product.sku)}
                            aria-label={format!("Add {} to the cart", product.name)}
                            on:click=move |tx| { add(tx, product); }
                        >
                            "Add to cart"
                        </button>
                    </li>
                }
            </ul>
        }
    })
}

/// What the customer has picked.
#[component]
pub(crate) fn Cart(_cx: &mut Setup) -> Component {
    render(move |r| {
        let cart = CART.get(r);
        let total: u64 = cart.iter().map(|line| line.count() * line.cents()).sum();
        view! { r,
            <h1>"Cart"</h1>
            if cart.is_empty() {
                <p id="empty" class="lead">"Nothing yet. "<a href="/">"Have a look round."</a></p>
            } else {
                <ul class="lines" aria-label="In the cart">
                    for line in cart, key = &line.sku {
                        let (sku, name) = (line.sku.clone(), product::name(&line.sku));
                        let product = PRODUCTS.iter().find(|product| product.sku == line.sku);
                        <li class="line">
                            <div class="what">
                                <h2>{name}</h2>
                                <LineDetails line={line.clone()} />
                            </div>
                            <div
                                class="amount"
                                role="group"
                                aria-label={format!("Amount of {name}")}
                            >
                                <button
                                    id={format!("less-{sku}")}
                                    aria-label={format!("One {name} less")}
                                    on:click=move |tx| { take(tx, &sku); }
                                >
                                    "−"
                                </button>
                                <output id={format!("count-{}", line.sku)}>{line.count()}</output>
                                <button
                                    id={format!("more-{}", line.sku)}
                                    aria-label={format!("One more {name}")}
                                    disabled=(product.is_none())
                                    on:click=move |tx| {
                                        if let Some(product) = product {
                                            add(tx, product);
                                        }
                                    }
                                >
                                    "+"
                                </button>
                            </div>
                            <p class="price">{product::price(line.count() * line.cents())}</p>
                        </li>
                    }
                </ul>
                <p class="total">"Total "<output id="total">{product::price(total)}</output></p>
                <button id="clear" on:click=move |tx| { CART.get_mut(tx).clear(); }>
                    "Empty the cart"
                </button>
            }
        }
    })
}
