//! A type of one's own as content: `Text` is for that, `Content` is not.
use vango::prelude::*;
use vango::view::{Block, Content};

struct Mine(Vec<&'static str>);

impl Content for Mine {
    fn put(self, block: &mut Block<'_>) {
        let _ = (block, self.0);
    }
}

struct Shown;

fn shown(r: &Render) -> View {
    view! { r, {Shown} }
}

fn main() {}
