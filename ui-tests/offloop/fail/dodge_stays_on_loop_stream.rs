//! A stream captures a handle, and has one as item.
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use vango::prelude::*;

struct Once<T>(Option<T>);

impl<T: Unpin> Stream for Once<T> {
    type Item = T;
    fn poll_next(mut self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<Option<T>> {
        Poll::Ready(self.0.take())
    }
}

#[component]
fn Streams(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    cx.stream(move |_work| Once(Some(count)), |_tx, _item| {});
    render(move |r| view! { r, {count} })
}

fn main() {}
