//! The cart in version A, the first one.

use serde::{Deserialize, Serialize};
use vango::persist::Bindings;
use vango::prelude::*;

use crate::product::{self, Product};

/// A product in a cart, with the price that it had when it was put there.
#[derive(Clone, PartialEq, Serialize, Deserialize, Persist)]
pub(crate) struct LineItem {
    pub(crate) sku: String,
    pub(crate) count: u32,
    price: u32,
}

/// What the customer has picked.
#[shared]
pub(crate) static CART: Vec<LineItem> = Vec::new();

impl LineItem {
    /// One of a product.
    pub(crate) fn new(product: &Product) -> Self {
        Self {
            sku: product.sku.to_owned(),
            count: 1,
            price: product.cents,
        }
    }

    /// How many.
    pub(crate) fn count(&self) -> u64 {
        u64::from(self.count)
    }

    /// What one of them costs.
    pub(crate) fn cents(&self) -> u64 {
        u64::from(self.price)
    }
}

/// What stands below the name of a product in the cart.
#[component]
pub(crate) fn LineDetails(_cx: &mut Setup, line: Prop<LineItem>) -> Component {
    render(move |r| view! { r, <p>{product::price(line.get(r).cents())}" each"</p> })
}

/// What `cargo vango state apply` has written.
pub(crate) fn bindings() -> Bindings {
    include!("../../vango_state_bindings.rs")
}
