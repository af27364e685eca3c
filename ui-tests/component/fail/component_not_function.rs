use vango::prelude::*;

#[component]
struct Badge {
    label: String,
}

fn main() {}
