//! What cannot be stored cannot be hidden in something that can.
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use serde::{Deserialize, Serialize};
use vango::prelude::*;

type Items = HashMap<String, u32>;

#[derive(Serialize, Deserialize, Persist)]
struct Pair<A, B> {
    a: A,
    b: B,
}

/// All of serde's, and no schema.
#[derive(Serialize, Deserialize)]
struct Unseen(u32);

#[shared]
static ALIAS: Option<Items> = None;

#[shared]
static DEEP: BTreeMap<String, Vec<Option<Box<HashSet<u8>>>>> = [];

#[shared]
static GENERIC: Option<Pair<u8, Signal<u32>>> = None;

#[session_key]
static COUNTED: Option<(u8, Rc<u8>)> = None;

#[global]
static FUNCTION: Option<fn(u32) -> u32> = None;

#[shared]
static BORROWED: Option<&'static str> = None;

#[shared]
static UNSEEN: [Option<Unseen>; 1] = [None];

#[shared(scope = browser)]
static ERASED: Vec<Box<dyn std::any::Any + Send>> = [];

fn main() {}
