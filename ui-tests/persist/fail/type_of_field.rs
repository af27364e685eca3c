//! Values that have no bytes of their own, or other bytes each time, are not stored.
use std::collections::HashMap;
use std::rc::Rc;

use vango::Persist;
use vango::prelude::*;

#[derive(Persist)]
struct Cart {
    items: HashMap<String, u32>,
    count: Signal<u32>,
    shared: Rc<String>,
    total: u128,
}

#[derive(Persist)]
struct Borrowed<'a> {
    name: &'a str,
}

#[derive(Persist)]
union Either {
    number: u32,
    letter: char,
}

fn main() {}
