//! The cart in version C: a price has a currency, and nothing says how to make one of an old price. Carts that are stored cannot be
//! read, so its deploy is *cold*. It keeps the theme and the announcement, and B still finds its carts after a rollback.
//!
//! `#[shared(migrate(Vec<OldLine> => in_euros))]` would make it warm: docs/persistence.md, "Declaring".

use serde::{Deserialize, Serialize};
use vango::persist::Bindings;
use vango::prelude::*;

use crate::product::{self, Product};

/// What something costs.
#[derive(Clone, PartialEq, Serialize, Deserialize, Persist)]
struct Money {
    cents: u64,
    currency: String,
}

/// A product in a cart, with the price that it had when it was put there.
#[derive(Clone, PartialEq, Serialize, Deserialize, Persist)]
pub(crate) struct LineItem {
    pub(crate) sku: String,
    pub(crate) count: u64,
    price: Money,
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
            price: Money {
                cents: u64::from(product.cents),
                currency: "EUR".to_owned(),
            },
        }
    }

    /// How many.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    /// What one of them costs.
    pub(crate) fn cents(&self) -> u64 {
        self.price.cents
    }
}

/// What stands below the name of a product in the cart.
#[component]
pub(crate) fn LineDetails(_cx: &mut Setup, line: Prop<LineItem>) -> Component {
    render(move |r| {
        let Money { cents, currency } = &line.get(r).price;
        view! { r, <p>{product::price(*cents)}" each, in "{currency}</p> }
    })
}

/// What `cargo vango state apply` has written: the same as for B, since nothing has moved.
pub(crate) fn bindings() -> Bindings {
    include!("../../deploy-b/vango_state_bindings.rs")
}
