//! The shop after a change that keeps every value: the cart has moved and its type has grown, the stock has room for more,
//! and there is a theme.

mod record;

use record::{field, fields, item};
use vango_schema::{Describe, Field, Lifetime, Record, Schema};

const LINE: Schema = fields(
    "Line",
    &[
        field("sku", String::SCHEMA),
        field("count", u32::SCHEMA),
        Field {
            has_default: true,
            ..field("note", <Option<String>>::SCHEMA)
        },
    ],
);

item!(
    CART = Record {
        lifetime: Lifetime::Session,
        path: "shop::cart::CART",
        was: Some("shop::CART"),
        migrates: &[],
        schema: &Schema::List(&LINE),
    }
);
item!(
    STOCK = Record {
        lifetime: Lifetime::Global,
        path: "shop::STOCK",
        was: None,
        migrates: &[],
        schema: u64::SCHEMA,
    }
);
item!(
    THEME = Record {
        lifetime: Lifetime::Key,
        path: "shop::THEME",
        was: None,
        migrates: &[],
        schema: String::SCHEMA,
    }
);

fn main() {
    let items = [CART, STOCK, THEME].map(|item| std::hint::black_box(item).len());
    println!("{} bytes of records", items.iter().sum::<usize>());
}
