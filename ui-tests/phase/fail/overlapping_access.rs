use vango::prelude::*;

fn transfer(tx: &mut Tx, from: Signal<Vec<u32>>, to: Signal<Vec<u32>>) {
    to.get_mut(tx).extend(from.get(tx).iter());
}

fn main() {}
