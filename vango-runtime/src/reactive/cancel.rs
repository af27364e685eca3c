//! Cancellation of work that runs off the session loop.
//!
//! Invariant: whoever waits in [`Cancel::cancelled`] is woken by [`Cancel::cancel`], also when the two meet; once
//! cancelled is cancelled for ever.
//! Deliberately absent: an executor and a clock. The driver polls the futures and says how much time is left.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use slab::Slab;

/// Cancels one piece of work; all clones are the same.
#[derive(Clone, Default)]
pub(crate) struct Cancel {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    cancelled: AtomicBool,
    waiting: Mutex<Slab<Waker>>,
    remaining: OnceLock<Countdown>,
}

type Countdown = Box<dyn Fn() -> Duration + Send + Sync>;

impl Shared {
    fn waiting(&self) -> MutexGuard<'_, Slab<Waker>> {
        // Nothing that could panic runs under the lock, so a poisoned slab is whole.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Cancel {
    /// Cancels. A second call does nothing.
    pub(crate) fn cancel(&self) {
        if self.shared.cancelled.swap(true, Ordering::SeqCst) {
            return;
        }
        let waiting = std::mem::take(&mut *self.shared.waiting());
        for (_, waker) in waiting {
            waker.wake();
        }
    }

    pub(crate) fn is_cancelled(&self) -> bool {
        self.shared.cancelled.load(Ordering::SeqCst)
    }

    /// Is ready once this has been cancelled.
    pub(crate) fn cancelled(&self) -> Cancelled {
        Cancelled {
            shared: Arc::clone(&self.shared),
            place: None,
        }
    }

    /// Says how the time that is left can be learned: for the driver, before it starts the work. The first call counts.
    pub(crate) fn count_down(&self, remaining: impl Fn() -> Duration + Send + Sync + 'static) {
        let _set_before = self.shared.remaining.set(Box::new(remaining));
    }

    /// The time that is left; `None` when there is no deadline.
    pub(crate) fn remaining(&self) -> Option<Duration> {
        self.shared.remaining.get().map(|remaining| remaining())
    }
}

impl fmt::Debug for Cancel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cancel")
            .field("is_cancelled", &self.is_cancelled())
            .finish()
    }
}

/// See [`Cancel::cancelled`].
pub(crate) struct Cancelled {
    shared: Arc<Shared>,
    place: Option<usize>,
}

impl Future for Cancelled {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = self.get_mut();
        let mut waiting = this.shared.waiting();
        // `cancel` sets the flag before it takes the lock: if the flag is not seen here, it will find this waker.
        if this.shared.cancelled.load(Ordering::SeqCst) {
            this.place = None;
            return Poll::Ready(());
        }
        match this.place.and_then(|place| waiting.get_mut(place)) {
            Some(waker) => waker.clone_from(cx.waker()),
            None => this.place = Some(waiting.insert(cx.waker().clone())),
        }
        Poll::Pending
    }
}

impl Drop for Cancelled {
    fn drop(&mut self) {
        if let Some(place) = self.place {
            let waker = self.shared.waiting().try_remove(place);
            // Wakers are foreign code: they go after the lock does.
            drop(waker);
        }
    }
}

/// Cancels when it is dropped: with the node, the component or the session that wanted the work.
pub(super) struct CancelOnDrop(Cancel);

impl CancelOnDrop {
    pub(super) fn new(cancel: Cancel) -> Self {
        Self(cancel)
    }
}

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

/// Work that ends early when it is cancelled: it is dropped then, at the latest when the executor polls it next.
pub(super) struct UntilCancelled {
    cancelled: Cancelled,
    work: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
}

impl UntilCancelled {
    pub(super) fn new(cancel: &Cancel, work: impl Future<Output = ()> + Send + 'static) -> Self {
        Self {
            cancelled: cancel.cancelled(),
            work: Some(Box::pin(work)),
        }
    }
}

impl Future for UntilCancelled {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = self.get_mut();
        let Some(work) = &mut this.work else {
            return Poll::Ready(());
        };
        let ended =
            Pin::new(&mut this.cancelled).poll(cx).is_ready() || work.as_mut().poll(cx).is_ready();
        if ended {
            this.work = None;
            return Poll::Ready(());
        }
        Poll::Pending
    }
}
