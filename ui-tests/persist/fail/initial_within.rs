//! What depends on the build is seen wherever it stands within the static.
use vango::prelude::*;

#[shared]
static NAMED: String = {
    const BUILT_BY: &str = env!("CARGO_PKG_NAME");
    BUILT_BY
};

#[session_key]
static MAYBE: Option<u32> = Some(match option_env!("USER") { Some(_) => 1, None => 0 });

#[global]
static PAGE: String = { macro_rules! page { () => { include_str!("initial_within.rs") } } page!() };

fn main() {}
