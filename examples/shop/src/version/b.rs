//! The cart in version B: what is stored is still read, so its deploy is *warm*. Against A:
//!
//! - it stands in the module `basket`, and says where it stood;
//! - a count has more room;
//! - a line may have a note.

use serde::{Deserialize, Serialize};
use vango::persist::Bindings;
use vango::prelude::*;

use crate::product::{self, Product};

/// A product in a cart, with the price that it had when it was put there.
#[derive(Clone, PartialEq, Serialize, Deserialize, Persist)]
pub(crate) struct LineItem {
    pub(crate) sku: String,
    pub(crate) count: u64,
    price: u32,
    #[serde(default)]
    note: Option<String>,
}

/// What the customer has picked.
#[shared(was = "shop::cart::CART")]
pub(crate) static CART: Vec<LineItem> = Vec::new();

impl LineItem {
    /// One of a product.
    pub(crate) fn new(product: &Product) -> Self {
        Self {
            sku: product.sku.to_owned(),
            count: 1,
            price: product.cents,
            note: None,
        }
    }

    /// How many.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    /// What one of them costs.
    pub(crate) fn cents(&self) -> u64 {
        u64::from(self.price)
    }
}

/// What stands below the name of a product in the cart.
#[component]
pub(crate) fn LineDetails(_cx: &mut Setup, line: Prop<LineItem>) -> Component {
    render(move |r| {
        let LineItem { sku, note, .. } = line.get(r);
        let (id, key) = (format!("note-{sku}"), sku.clone());
        view! { r,
            <p>{product::price(line.get(r).cents())}" each"</p>
            <label class="note">
                "Note "
                <input
                    id={id}
                    maxlength=80
                    value={note.clone().unwrap_or_default()}
                    on:change=move |tx, ev| {
                        let note = Some(ev.value.trim().to_owned()).filter(|note| !note.is_empty());
                        if let Some(line) = CART.get_mut(tx).iter_mut().find(|line| line.sku == key)
                        {
                            line.note = note;
                        }
                    }
                >
            </label>
        }
    })
}

/// What `cargo vango state apply` has written.
pub(crate) fn bindings() -> Bindings {
    include!("../../deploy-b/vango_state_bindings.rs")
}
