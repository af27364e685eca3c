//! A persisted item is a `static` with a type and an initial value; what uses one that is not has no mistakes of its own.
use vango::prelude::*;

#[shared]
const LIMIT: u32 = 3;

#[session_key]
fn theme() -> Option<String> {
    None
}

#[shared]
static mut COUNT: u32 = 0;

#[shared]
static NAMES: Vec<_> = Vec::<String>::new();

#[shared]
static UNTYPED = 3;

#[shared]
static EMPTY: String;

#[session_key]
static THEME: String = "dark";

#[shared]
#[session_key]
static BOTH: Option<String> = None;

fn reads(tx: &mut Tx) -> usize {
    COUNT.set(tx, 1);
    UNTYPED.set(tx, 1);
    BOTH.set(tx, None);
    THEME.set(tx, String::new());
    let _ = theme();
    NAMES.get(tx).len() + EMPTY.get(tx).len() + LIMIT as usize
}

fn main() {}
