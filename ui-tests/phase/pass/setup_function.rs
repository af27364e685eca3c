use vango::prelude::*;

#[setup]
fn use_query(cx: &mut Setup, initial: &str) -> Signal<String> {
    cx.signal(initial.to_owned())
}
