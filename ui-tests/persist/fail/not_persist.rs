use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use vango::prelude::*;

#[derive(Serialize, Deserialize, Persist)]
struct Cart {
    items: HashMap<String, u32>,
}

fn main() {}
