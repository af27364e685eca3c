//! A handle goes to a thread by a channel.
use std::sync::mpsc;
use std::thread;

use vango::prelude::*;

fn start(count: Signal<i32>) {
    let (sender, receiver) = mpsc::channel::<Signal<i32>>();
    let _ = sender.send(count);
    thread::spawn(move || receiver.recv().is_ok());
}

fn main() {}
