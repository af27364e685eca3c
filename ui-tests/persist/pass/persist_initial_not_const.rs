use vango::prelude::*;

#[shared]
static CITY: String = "Graz";
