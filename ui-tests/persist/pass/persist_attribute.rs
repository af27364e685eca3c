use serde::{Deserialize, Serialize};
use vango::prelude::*;

#[derive(Serialize, Deserialize, Persist)]
struct Address {
    street: String,
}

#[derive(Serialize, Deserialize, Persist)]
struct Order {
    id: u32,
    address: Address,
}
