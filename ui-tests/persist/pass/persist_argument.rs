use vango::prelude::*;

#[shared(scope = browser)]
static SEEN_TOUR: bool = false;
