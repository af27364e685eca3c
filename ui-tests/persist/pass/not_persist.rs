use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use vango::prelude::*;

#[derive(Serialize, Deserialize, Persist)]
struct Cart {
    items: BTreeMap<String, u32>,
}
