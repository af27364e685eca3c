use vango::prelude::*;

async fn load(work: Work, id: Signal<u32>) -> u32 {
    *id.get(&work)
}

fn main() {}
