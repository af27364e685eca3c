//! What there is to buy. It is part of the program; a real shop would ask a database.

/// One thing to buy.
pub(crate) struct Product {
    pub(crate) sku: &'static str,
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) cents: u32,
}

/// All of them, as they are shown.
pub(crate) const PRODUCTS: [Product; 6] = [
    product("tea", "Green tea", "Sencha, 100 g, picked in spring.", 890),
    product("cup", "Cup", "Stoneware, 250 ml, glazed by hand.", 1_450),
    product("pot", "Teapot", "Cast iron, keeps warm for an hour.", 5_900),
    product(
        "kettle",
        "Kettle",
        "Stops at 80 °C, as green tea asks.",
        4_250,
    ),
    product("tin", "Tin", "For 150 g, closes tightly.", 720),
    product("honey", "Honey", "Linden, from around the corner.", 980),
];

const fn product(
    sku: &'static str,
    name: &'static str,
    about: &'static str,
    cents: u32,
) -> Product {
    Product {
        sku,
        name,
        about,
        cents,
    }
}

/// The product's name, or its number when it is not sold any more.
pub(crate) fn name(sku: &str) -> &str {
    let found = PRODUCTS.iter().find(|product| product.sku == sku);
    found.map_or(sku, |product| product.name)
}

/// An amount as it is written: `8.90 €`.
pub(crate) fn price(cents: u64) -> String {
    format!("{}.{:02} €", cents / 100, cents % 100)
}
