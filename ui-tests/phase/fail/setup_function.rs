use vango::prelude::*;

#[setup]
fn use_query(initial: &str) -> Signal<String> {
    cx.signal(initial.to_owned())
}

fn main() {}
