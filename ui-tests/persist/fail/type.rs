//! A type that cannot be persisted is one error, at the type.
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Mutex;

use vango::prelude::*;

struct Plain;

#[derive(Persist)]
struct WithoutSerde(u32);

#[shared]
static MAP: Option<HashMap<String, u32>> = None;

#[shared]
static SHARED: Option<Rc<String>> = None;

#[shared]
static LOCK: Mutex<u32> = Mutex::new(0);

#[shared]
static PLAIN: Vec<Plain> = Vec::new();

#[session_key]
static NO_SERDE: Option<WithoutSerde> = None;

#[shared]
static UNKNOWN: Vec<DoesNotExist> = Vec::new();

#[shared(migrate(Plain => |_| 0, u8 => upgrade))]
static COUNT: u32 = 0;

fn upgrade(old: u8) -> u64 {
    old.into()
}

fn main() {}
