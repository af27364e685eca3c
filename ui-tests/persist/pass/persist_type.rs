use serde::{Deserialize, Serialize};
use vango::prelude::*;

#[derive(Serialize, Deserialize, Persist)]
struct Draft {
    text: String,
}
