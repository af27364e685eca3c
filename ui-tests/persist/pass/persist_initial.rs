use vango::prelude::*;

#[shared]
static GREETING: String = "shop";
