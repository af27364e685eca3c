//! An initial value is a constant of its type, the same in every build.
use std::collections::BTreeMap;
use vango::prelude::*;

fn today() -> String {
    "Monday".to_owned()
}

#[shared]
static TODAY: String = today();

#[shared]
static COUNT: u32 = "three";

#[shared]
static MISSING: u32 = None;

#[shared]
static NAMES: Vec<String> = vec!["a".to_owned()];

#[shared]
static ONE_NAME: Vec<String> = ["a".to_owned()];

#[shared]
static PRICES: BTreeMap<String, u32> = [("tea", "two")];

#[shared]
static BUILD: String = { let by = (concat!("built by ", env!("CARGO_PKG_NAME")), 1).0; by };

#[shared]
static PLACE: (u32, bool) = (line!(), { std::option_env!("X").is_some() });

#[shared]
static MANUAL: String = include_str!("../../../Cargo.toml");

fn main() {}
