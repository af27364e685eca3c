use vango::prelude::*;

#[setup]
fn use_toggle(cx: &mut Setup) -> Signal<bool> {
    cx.signal(false)
}
