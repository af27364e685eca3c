//! A handle and a view go to a task.
use vango::prelude::*;

fn handler(count: Signal<i32>) {
    tokio::spawn(async move { drop(count) });
}

fn shown(r: &Render) {
    let view = view! { r, "x" };
    tokio::spawn(async move { drop(view) });
}

fn channel(count: Signal<i32>) {
    let (sender, mut receiver) = tokio::sync::mpsc::channel(1);
    let _ = sender.try_send(count);
    tokio::spawn(async move { receiver.recv().await.is_some() });
}

fn main() {}
