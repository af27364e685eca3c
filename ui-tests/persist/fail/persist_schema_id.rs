use serde::{Deserialize, Serialize};
use vango::prelude::*;

#[derive(Serialize, Deserialize, Persist)]
#[persist(schema = "cart, version 1")]
struct Cart {
    items: Vec<String>,
}

fn main() {}
