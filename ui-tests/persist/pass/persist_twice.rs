use vango::prelude::*;

#[global]
static BANNER: String = "";
