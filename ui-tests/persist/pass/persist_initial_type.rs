use vango::prelude::*;

#[shared]
static TAGS: Vec<String> = ["new"];
