use vango::prelude::*;

fn use_toggle(cx: &mut Setup) -> Signal<bool> {
    cx.signal(false)
}

fn main() {}
