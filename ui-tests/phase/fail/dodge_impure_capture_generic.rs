//! A generic setup function that captures whatever it is given.
use vango::prelude::*;

#[setup]
fn use_value<T: Clone + PartialEq + Send + 'static>(cx: &mut Setup, value: impl Fn() -> T + 'static) -> Memo<T> {
    cx.memo(move |_| value())
}

fn main() {}
