//! Wakes a session's socket task from elsewhere on the same worker thread: a takeover, a shutdown, output that no frame
//! asked for. One waker and one flag, no atomics; a ring before anybody listens is kept.

use std::cell::{Cell, RefCell};
use std::task::{Context, Poll, Waker};

#[derive(Default)]
pub(crate) struct Bell {
    rung: Cell<bool>,
    listener: RefCell<Option<Waker>>,
}

impl Bell {
    pub(crate) fn ring(&self) {
        self.rung.set(true);
        if let Some(waker) = self.listener.take() {
            waker.wake();
        }
    }

    /// Ready once for any number of rings since it was last ready.
    pub(crate) fn poll(&self, cx: &mut Context<'_>) -> Poll<()> {
        if self.rung.replace(false) {
            return Poll::Ready(());
        }
        let mut listener = self.listener.borrow_mut();
        match &*listener {
            Some(waker) if waker.will_wake(cx.waker()) => {}
            _ => *listener = Some(cx.waker().clone()),
        }
        Poll::Pending
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_is_heard_once_even_when_it_came_first() {
        let bell = Bell::default();
        let mut cx = Context::from_waker(Waker::noop());
        assert!(bell.poll(&mut cx).is_pending());
        bell.ring();
        bell.ring();
        assert!(bell.poll(&mut cx).is_ready());
        assert!(bell.poll(&mut cx).is_pending());
    }
}
