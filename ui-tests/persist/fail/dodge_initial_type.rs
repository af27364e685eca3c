//! The initial value stands for the item's type, whatever it is made of.
use std::collections::BTreeSet;

use vango::prelude::*;

const NAMES: [&str; 2] = ["a", "b"];

const fn name() -> &'static str {
    "a"
}

#[shared]
static FROM_CONST: String = NAMES;

#[shared]
static FROM_FUNCTION: BTreeSet<String> = name();

#[shared]
static FROM_BLOCK: u64 = { let small: u32 = 7; small };

#[global]
static WIDER: Vec<u64> = [1_u32, 2];

#[session_key]
static KEY: Option<String> = Some(1);

fn main() {}
