//! A type says of itself that it can be stored, without the derive.
use serde::{Deserialize, Serialize};
use vango::prelude::*;

#[derive(Serialize, Deserialize)]
struct Mine;

impl Persist for Mine {}

#[shared]
static MINE: Mine = Mine;

fn main() {}
