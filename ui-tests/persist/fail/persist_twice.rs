use vango::prelude::*;

#[shared]
#[global]
static BANNER: String = "";

fn main() {}
