use vango::prelude::*;

#[derive(Persist)]
struct Draft<'a> {
    text: &'a str,
}

fn main() {}
