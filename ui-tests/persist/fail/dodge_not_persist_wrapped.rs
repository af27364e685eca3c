//! What cannot be stored, in what can: a handle, an `Rc`, a `HashMap`, a function, a borrow, a number of 128 bits.
use std::collections::HashMap;
use std::rc::Rc;

use vango::prelude::*;

#[shared]
static HANDLE: Option<Signal<u8>> = None;

#[shared]
static RC: Vec<Rc<u8>> = Vec::new();

#[shared]
static MAP: Option<HashMap<u8, u8>> = None;

#[shared]
static FUNCTION: Option<fn()> = None;

#[shared]
static BORROWED: Vec<&'static str> = Vec::new();

#[shared]
static WIDE: (u8, u128) = (0, 0);

#[session_key]
static MUTEX: Option<std::sync::Mutex<u8>> = None;

fn main() {}
