use vango::prelude::*;

#[shared]
static GREETING: String = env!("CARGO_PKG_NAME");

fn main() {}
