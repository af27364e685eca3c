use vango::prelude::*;

#[session_key]
static USER: Option<String> = None;
