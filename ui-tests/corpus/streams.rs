//! Streams: one of one's own, one that wraps a receiver, items that fail, started with what setup knows.
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use tokio::sync::mpsc;
use vango::prelude::*;

/// Counts down, then ends.
struct Countdown(u32);

impl Stream for Countdown {
    type Item = u32;
    fn poll_next(mut self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<Option<u32>> {
        self.0 = self.0.saturating_sub(1);
        Poll::Ready((self.0 > 0).then_some(self.0))
    }
}

struct Received<T>(mpsc::Receiver<T>);

impl<T> Stream for Received<T> {
    type Item = T;
    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        self.0.poll_recv(cx)
    }
}

/// Belongs to the app.
pub struct Feed(mpsc::Sender<mpsc::Sender<Result<String, std::io::Error>>>);

#[component]
pub fn Live(cx: &mut Setup, #[prop(default = 10)] from: Prop<u32>) -> Component {
    let left = cx.signal(None::<u32>);
    let lines = cx.signal(Vec::<String>::new());
    let problem = cx.signal(None::<String>);
    let first = *from.get(cx);
    cx.stream(move |_work| Countdown(first), move |tx, item| left.set(tx, Some(item)));
    cx.stream(
        |work| {
            let (sender, receiver) = mpsc::channel(8);
            let feed = work.service::<Feed>();
            let _ = feed.0.try_send(sender);
            Received(receiver)
        },
        move |tx, line| match line {
            Ok(line) => lines.get_mut(tx).push(line),
            Err(error) => problem.set(tx, Some(error.to_string())),
        },
    );
    render(move |r| {
        view! { r,
            <output>{left}</output>
            if let Some(problem) = problem.get(r) { <p role="alert">{problem}</p> }
            for (at, line) in lines.get(r).iter().enumerate().rev().take(5), key = (at, line) { <p>{line}</p> }
        }
    })
}
