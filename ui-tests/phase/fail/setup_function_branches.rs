//! A setup function allocates unconditionally, like the body of a component.
use vango::prelude::*;

#[setup]
fn branches(cx: &mut Setup, wide: bool) {
    if wide {
        cx.signal(1);
    }
}

#[setup]
fn keeps(cx: &mut Setup) -> Signal<u8> {
    let context = cx;
    context.signal(1)
}

#[setup]
fn leaves(cx: &mut Setup, text: &str) -> Result<Signal<u8>, std::num::ParseIntError> {
    let first: u8 = text.parse()?;
    Ok(cx.signal(first))
}

#[setup]
fn captures(cx: &mut Setup) -> impl Fn() -> Signal<u8> {
    move || cx.signal(1)
}

#[setup]
fn calls(cx: &mut Setup, wide: bool) -> Option<Signal<u8>> {
    wide.then(|| captures(cx)())
}

fn main() {}
