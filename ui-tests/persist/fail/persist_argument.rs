use vango::prelude::*;

#[shared(browser)]
static SEEN_TOUR: bool = false;

fn main() {}
