use vango::prelude::*;

#[session_key]
static USER: String = "";

fn main() {}
