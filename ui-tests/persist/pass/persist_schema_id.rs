use serde::{Deserialize, Serialize};
use vango::prelude::*;

#[derive(Serialize, Deserialize, Persist)]
#[persist(schema = "shop:Cart:v1")]
struct Cart {
    items: Vec<String>,
}
