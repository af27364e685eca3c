//! Persisted state of each kind.

#[shared(schema = "shop:Cart:v1", migrate(OldCart => x_upgrade))]
pub static CART: Vec<LineItem> = x_Cart::x_EMPTY;

#[session_key]
static THEME: Option<Theme> = x_none;

#[global]
static BANNER: String = x_text;
