use vango::prelude::*;

#[shared]
static CITY: String = String::from("Graz");

fn main() {}
