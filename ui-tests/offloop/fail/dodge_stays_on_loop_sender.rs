//! A handle in a message: the sender may be on any thread.
use vango::prelude::*;

fn hand_over(sender: &Sender<Option<Signal<i32>>>, count: Signal<i32>) {
    let _ = sender.send(Some(count));
}

fn main() {}
