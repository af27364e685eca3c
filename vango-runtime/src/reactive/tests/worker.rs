//! Off-loop work, by hand: tasks are polled when a test says so, with a waker that counts.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use crate::reactive::{Store, StoreSettings, Task, TaskFailure};

/// Counts how often it was woken.
#[derive(Default)]
pub(super) struct Bell(AtomicUsize);

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

impl Bell {
    pub(super) fn rings(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

/// Settings whose waker is the bell.
pub(super) fn settings() -> (StoreSettings, Arc<Bell>) {
    let bell = Arc::new(Bell::default());
    let settings = StoreSettings {
        waker: Waker::from(Arc::clone(&bell)),
        ..StoreSettings::new(5)
    };
    (settings, bell)
}

/// What the driver does, one poll at a time.
#[derive(Default)]
pub(super) struct Worker {
    pub(super) tasks: Vec<Task>,
    pub(super) bell: Arc<Bell>,
}

impl Worker {
    /// Takes what the store wants done.
    pub(super) fn take(&mut self, store: &mut Store) -> usize {
        let tasks = store.take_tasks();
        let count = tasks.len();
        self.tasks.extend(tasks);
        count
    }

    /// Polls each task once; what is done or has panicked leaves.
    pub(super) fn poll(&mut self) {
        let waker = Waker::from(Arc::clone(&self.bell));
        let tasks = std::mem::take(&mut self.tasks);
        for mut task in tasks {
            let mut cx = Context::from_waker(&waker);
            let polled = catch_unwind(AssertUnwindSafe(|| task.future.as_mut().poll(&mut cx)));
            match polled {
                Ok(Poll::Ready(())) => {}
                Ok(Poll::Pending) => self.tasks.push(task),
                Err(_) => (task.on_failure)(TaskFailure::Panicked),
            }
        }
    }

    /// Ends the first task that is not done, as the driver does when its time is over.
    pub(super) fn time_out_first(&mut self) {
        let task = self.tasks.remove(0);
        (task.on_failure)(TaskFailure::DeadlineExceeded);
    }

    /// Everything that can be done now: starts, polls, applies, until nothing moves.
    pub(super) fn run(&mut self, store: &mut Store, now_ms: u64) {
        loop {
            store.start_loads();
            self.take(store);
            let before = self.tasks.len();
            self.poll();
            let applied = apply(store, now_ms);
            if applied == 0 && self.tasks.len() == before {
                return;
            }
        }
    }
}

/// Applies all messages; answers how many.
pub(super) fn apply(store: &mut Store, now_ms: u64) -> usize {
    let mut count = 0;
    while let Some(message) = store.take_message() {
        message.run(store, now_ms);
        count += 1;
    }
    count
}

/// A promise that a test fulfils: what a loader waits for.
pub(super) mod promise {
    use std::collections::VecDeque;
    use std::future::poll_fn;
    use std::sync::{Arc, Mutex};
    use std::task::Poll;

    /// Answers, by the argument for which they are.
    #[derive(Debug)]
    pub(crate) struct Promises<T> {
        answers: Arc<Mutex<VecDeque<(i64, T)>>>,
        /// Each call that was made.
        pub(crate) calls: Arc<Mutex<Vec<i64>>>,
    }

    impl<T> Clone for Promises<T> {
        fn clone(&self) -> Self {
            Self {
                answers: Arc::clone(&self.answers),
                calls: Arc::clone(&self.calls),
            }
        }
    }

    impl<T: Send + 'static> Promises<T> {
        pub(crate) fn new() -> Self {
            Self {
                answers: Arc::default(),
                calls: Arc::default(),
            }
        }

        pub(crate) fn answer(&self, of: i64, with: T) {
            self.answers.lock().unwrap().push_back((of, with));
        }

        /// Waits for the answer of `of`.
        pub(crate) async fn wait(self, of: i64) -> T {
            self.calls.lock().unwrap().push(of);
            poll_fn(move |_| {
                let mut answers = self.answers.lock().unwrap();
                let at = answers.iter().position(|(other, _)| *other == of);
                match at.and_then(|at| answers.remove(at)) {
                    Some((_, answer)) => Poll::Ready(answer),
                    None => Poll::Pending,
                }
            })
            .await
        }

        pub(crate) fn calls(&self) -> Vec<i64> {
            std::mem::take(&mut self.calls.lock().unwrap())
        }
    }
}
