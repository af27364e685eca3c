//! A shop: `cargo run -p shop`, then open the address that it prints. Put something into the cart, stop the program, start it
//! again: the page goes on as if nothing had happened.
//!
//! What it persists: the cart of a session (`#[shared]`), the theme (`#[session_key]`), and an announcement that everybody sees
//! (`#[global]`, written at `/admin`). They are in a file, encrypted.
//!
//! There are three versions of it, for `cargo xtask demo-deploy`: as it is, the next one (feature `deploy-b`: every stored value is
//! still read), and the one after that (`deploy-c`: carts cannot be read any more). Each is one file, `version/*.rs`; a shop of
//! your own has but one version, and the others are in its history.
//!
//! | variable | is | otherwise |
//! | --- | --- | --- |
//! | `SHOP_STORE` | the file of the store | `shop-state.redb`, here |
//! | `SHOP_SECRET` | signs cookies: at least 32 characters, `openssl rand -hex 32` | one that everybody knows |
//! | `SHOP_KEYS` | encrypts what is stored: `openssl rand -hex 32`, newest first, with commas between | one that everybody knows |
//! | `SHOP_RESUME_WINDOW_MS` | how long a page that has lost its connection finds its session as it was, in milliseconds | five minutes |
//! | `VANGO_ADDR` | the address to listen on | `127.0.0.1:3000` |
//!
//! Deliberately absent: payment, accounts, and who may write at `/admin`: everybody may.

#![forbid(unsafe_code)]

mod admin;
mod frame;
mod page;
mod product;
mod theme;

#[cfg(not(feature = "deploy-b"))]
#[path = "version/a.rs"]
mod cart;

#[cfg(all(feature = "deploy-b", not(feature = "deploy-c")))]
#[path = "version/b.rs"]
mod basket;

#[cfg(feature = "deploy-c")]
#[path = "version/c.rs"]
mod basket;

#[cfg(feature = "deploy-b")]
use basket as cart;

use vango::store::{KeyRing, RedbStore, Sealed};
use vango::{App, Limits};

use crate::admin::Admin;
use crate::frame::Frame;
use crate::page::{Cart, Products};

/// What is signed and encrypted with on a developer's machine. Whoever reads this can forge cookies and read stores.
const KNOWN_TO_ALL: &str = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0";

fn main() -> Result<(), vango::Error> {
    let file = std::env::var("SHOP_STORE").unwrap_or_else(|_| "shop-state.redb".to_owned());
    let keys = KeyRing::parse(&secret("SHOP_KEYS"))?;
    App::new()
        .title("Shop · Vango")
        .stylesheet("shop.css", include_str!("shop.css"))
        .layout(Frame)
        .page("/", Products)
        .page("/cart", Cart)
        .page("/admin", Admin)
        .secret(secret("SHOP_SECRET").as_bytes())
        .store(Sealed::new(RedbStore::open(file)?, keys))
        .state(cart::bindings())
        .limits(limits()?)
        .run()
}

/// The usual ones, but for what the environment says.
fn limits() -> Result<Limits, vango::Error> {
    let mut limits = Limits::default();
    if let Ok(window_ms) = std::env::var("SHOP_RESUME_WINDOW_MS") {
        limits.resume_window_ms = window_ms.parse()?;
    }
    Ok(limits)
}

/// A secret from the environment, or the one for development, which says so.
fn secret(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| {
        eprintln!(
            "shop: {name} is not set, so a value is used that everybody knows; where others can reach the shop, set it to what \
             `openssl rand -hex 32` prints"
        );
        KNOWN_TO_ALL.to_owned()
    })
}
