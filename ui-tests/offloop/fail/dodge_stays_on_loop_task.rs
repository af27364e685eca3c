//! A handle goes to a task by a channel of tokio's.
use tokio::sync::mpsc;
use vango::prelude::*;

fn start(count: Signal<i32>) {
    let (sender, mut receiver) = mpsc::channel::<Signal<i32>>(1);
    let _ = sender.try_send(count);
    tokio::spawn(async move { receiver.recv().await.is_some() });
}

fn main() {}
