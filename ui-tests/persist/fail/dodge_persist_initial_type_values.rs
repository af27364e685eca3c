//! Initial values of types that nearly fit.
use std::collections::BTreeMap;

use vango::prelude::*;

#[shared]
static NUMBER: u8 = "7";

#[shared]
static TEXT: String = 7;

#[shared]
static LIST: Vec<String> = [1, 2];

#[shared]
static MAP: BTreeMap<String, u8> = ["a"];

#[session_key]
static KEY: Option<u8> = 7;

fn main() {}
