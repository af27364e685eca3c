//! The values behind the vectors: every variant, and every border of the variable-length integers.

mod client;
mod invalid;
mod page;
mod server;

pub(crate) use client::client;
pub(crate) use invalid::invalid;
pub(crate) use page::{boot, shape, templates};
pub(crate) use server::server;

/// Both sides of each width, and of the sign that a browser could get wrong.
pub(crate) const BORDERS: [u32; 12] = [
    0,
    1,
    127,
    128,
    250,
    251,
    255,
    256,
    0xffff,
    0x1_0000,
    0x7fff_ffff,
    0xffff_ffff,
];

pub(crate) const SECRET: [u8; 16] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 255];
pub(crate) const TICKET: [u8; 16] = [0xa0; 16];

pub(crate) fn serial() -> Vec<(u8, u32)> {
    let mut cases = Vec::new();
    for near in [0, 1, 127, 128, 255, 256, 1000, u32::MAX - 1, u32::MAX] {
        let step = |by: i32| (near.cast_signed().wrapping_add(by) & 0xff) as u8;
        cases.extend([-128, -127, -1, 0, 1, 127].map(|by| (step(by), near)));
    }
    cases
}
