//! The first version of a shop: what the tests of `cargo vango state` apply first. It only holds its items.

mod record;

use record::{field, fields, item};
use vango_schema::{Describe, Lifetime, Record, Schema};

const LINE: Schema = fields(
    "LineItem",
    &[field("sku", String::SCHEMA), field("count", u32::SCHEMA)],
);

item!(
    CART = Record {
        lifetime: Lifetime::Session,
        path: "shop::CART",
        was: None,
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
        schema: u32::SCHEMA,
    }
);

fn main() {
    println!(
        "{} bytes of records",
        std::hint::black_box(CART).len() + std::hint::black_box(STOCK).len()
    );
}
