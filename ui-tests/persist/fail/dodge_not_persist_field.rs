//! What cannot be stored, as a field of what derives `Persist`; in a generic, behind an alias.
use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use vango::prelude::*;

type Names = HashSet<String>;

#[derive(Serialize, Deserialize, Persist)]
struct Cart {
    names: Names,
}

#[derive(Serialize, Deserialize)]
struct Plain;

#[derive(Serialize, Deserialize, Persist)]
enum Choice {
    One(Plain),
}

fn main() {}
