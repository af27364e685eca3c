//! Nothing waits in a setup function's closures either; the mistake is told once.
use vango::prelude::*;

async fn load(id: u32) -> u32 {
    id
}

#[setup]
fn use_double(cx: &mut Setup, id: Signal<u32>) -> Memo<u32> {
    cx.memo(move |r| load(*id.get(r)).await * 2)
}

fn main() {}
