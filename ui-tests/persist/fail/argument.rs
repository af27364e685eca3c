//! What is meant by an argument that does not exist is said, and all of them are read.
use vango::prelude::*;

#[shared(shcema = "shop:A:v1", scope = session, "x")]
static A: u32 = 0;

#[shared(browser, schema = shop, was = "the cart", migrate)]
static B: u32 = 0;

#[shared(scope = brwoser, schema = "my shop", schema = "shop:C:v1")]
static C: u32 = 0;

#[session_key(scope = browser, was = old::D)]
static D: Option<u32> = None;

#[shared(scope = app, migrate(u8), migrate(u16 => u32::from))]
static E: u32 = 0;

fn reads(cx: &impl Read) -> u32 {
    A.get(cx) + B.get(cx) + C.get(cx) + D.get(cx).copied().unwrap_or(0) + E.get(cx)
}

fn main() {}
