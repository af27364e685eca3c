//! A handle goes to a thread, by capture and by a channel; so does a context.
use std::sync::mpsc;
use std::thread;

use vango::prelude::*;

#[component]
fn Threads(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    let (sender, receiver) = mpsc::channel();
    sender.send(count).unwrap();
    thread::spawn(move || receiver.recv().map(|_count| ()));
    thread::spawn(move || drop(count));
    render(move |r| view! { r, {count} })
}

fn handler(tx: &mut Tx, count: Signal<i32>) {
    thread::scope(|scope| {
        scope.spawn(|| count.set(tx, 1));
    });
}

fn main() {}
