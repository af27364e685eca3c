use vango::prelude::*;

fn transfer(tx: &mut Tx, from: Signal<Vec<u32>>, to: Signal<Vec<u32>>) {
    let moved = std::mem::take(from.get_mut(tx));
    to.get_mut(tx).extend(moved);
}
