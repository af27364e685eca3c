//! Initial values that are not constants, behind functions, blocks, methods and statics.
use std::sync::atomic::{AtomicU32, Ordering};

use vango::prelude::*;

static NEXT: AtomicU32 = AtomicU32::new(0);

fn first() -> u32 {
    7
}

#[shared]
static CALLED: u32 = first();

#[shared]
static COUNTED: u32 = NEXT.fetch_add(1, Ordering::Relaxed);

#[shared]
static BLOCK: u32 = {
    let text = String::from("7");
    text.len() as u32
};

#[shared]
static TIME: u64 = std::time::SystemTime::now().elapsed().unwrap().as_secs();

#[shared]
static ENVIRONMENT: u32 = std::env::args().count() as u32;

fn main() {}
