//! A type of one's own that says it can be bound: it would have to write with a context that it is given.
use vango::prelude::*;
use vango::reactive::Bind;

#[derive(Clone, Copy)]
struct Upper(Memo<String>);

impl Bind for Upper {
    type Value = String;
    fn get<'r>(self, r: &'r Render<'_>) -> &'r String {
        self.0.get(r)
    }
    fn set(self, tx: &mut Tx<'_>, value: String) {
        self.0.set(tx, value);
    }
}

fn main() {}
