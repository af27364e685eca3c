//! Streams: items from outside that one component follows while it is on the page.
//!
//! Invariants: the stream is polled off the session loop, and not while [`limits::STREAM_BUFFER`] of its items wait; it
//! starts when the page is live and ends with its component.
//! Deliberately absent: starting again. A stream that has ended has ended; one that fails says so in its items.

use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::bound::OffLoop;
use super::cancel::{Cancel, CancelOnDrop, UntilCancelled};
use super::channel::{Queue, Room};
use super::context::{Allocate, Setup, Tx};
use super::fault::StoreFull;
use super::limits;
use super::task::{Deadline, Task};
use super::work::Work;

impl<Phase> Setup<'_, Phase> {
    /// Follows a stream while the component is on a live page: `start` makes it off the session loop, `handle` gets each
    /// item as a transaction.
    ///
    /// A session that is busy holds the stream up: it is not polled while 64 items wait.
    ///
    /// ```
    /// # use vango_runtime::reactive::{Checked, Setup};
    /// # use std::pin::Pin;
    /// # use std::task::{Context, Poll};
    /// /// Any `futures` stream does: this one has three items.
    /// struct Countdown(u32);
    /// impl futures_core::Stream for Countdown {
    ///     type Item = u32;
    ///     fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<u32>> {
    ///         self.0 = self.0.saturating_sub(1);
    ///         Poll::Ready((self.0 > 0).then_some(self.0))
    ///     }
    /// }
    ///
    /// fn setup(cx: &mut Setup<'_, Checked>) {
    ///     let left = cx.signal(None);
    ///     cx.stream(|_work| Countdown(4), move |tx, item| left.set(tx, Some(item)));
    /// }
    /// ```
    ///
    /// # Panics
    /// With [`StoreFull`](super::StoreFull) when the session has too many streams.
    #[track_caller]
    pub fn stream<S, F, H>(&mut self, start: F, handle: H)
    where
        Self: Allocate,
        S: Stream + Send + 'static,
        S::Item: Send + 'static,
        F: Fn(Work) -> S + OffLoop + 'static,
        H: Fn(&mut Tx<'_>, S::Item) + 'static,
    {
        if self.store.tasks.streams.count() >= limits::STREAMS_MAX {
            std::panic::panic_any(StoreFull {
                what: "streams",
                limit: limits::STREAMS_MAX,
            });
        }
        let at = Location::caller();
        let permit = self.store.tasks.streams.enter();
        let queue = self.open_queue(limits::STREAM_BUFFER, at, handle);
        let start = Arc::new(start);
        self.on_mount(move |tx| {
            // The permit lives as long as this closure, that is as long as the component.
            let _counted = &permit;
            let cancel = Cancel::default();
            let work = Work::new(Arc::clone(&tx.store.services), cancel.clone());
            let following = CancelOnDrop::new(cancel.clone());
            let (start, queue) = (Arc::clone(&start), Arc::clone(&queue));
            let pumping = async move {
                let items = Box::pin(start(work));
                Pump { items, queue }.await;
            };
            tx.store.tasks.push(Task {
                name: "stream",
                location: at,
                deadline: Deadline::None,
                future: Box::pin(UntilCancelled::new(&cancel, pumping)),
                cancel,
                // The driver has logged it; nobody waits for a stream's end.
                on_failure: Box::new(|_| {}),
            });
            move |_: &mut Tx<'_>| drop(following)
        });
    }
}

/// Moves items from a stream into a queue that has room.
struct Pump<S: Stream> {
    items: Pin<Box<S>>,
    queue: Arc<Queue<S::Item>>,
}

impl<S: Stream> Future for Pump<S> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = self.get_mut();
        // Not more than what fits in the queue at once: other tasks of the executor are to have their turn.
        for _ in 0..limits::STREAM_BUFFER {
            if let Room::Closed = ready!(this.queue.poll_room(cx)) {
                return Poll::Ready(());
            }
            let Some(item) = ready!(this.items.as_mut().poll_next(cx)) else {
                return Poll::Ready(());
            };
            if this.queue.push(item).is_err() {
                // It was closed meanwhile: there is one pump, so the room was not taken.
                return Poll::Ready(());
            }
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}
