//! Channels and streams: order, bounds, closing, across threads.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use futures_core::Stream;

use super::worker::{Worker, apply, settings};
use super::{boom, caught, check_empty, fault, store, tx};
use crate::reactive::{SendError, Sender, Signal, Store, StoreFull, limits};

type Listening = (Signal<Vec<i64>>, Sender<i64>);

fn listening(capacity: usize) -> (Store, super::Owner, Listening) {
    store(|cx| {
        let seen = cx.signal(Vec::new());
        let sender = cx.channel_with_capacity(capacity, move |tx, n| seen.get_mut(tx).push(n));
        (seen, sender)
    })
}

fn seen(store: &mut Store, signal: Signal<Vec<i64>>) -> Vec<i64> {
    tx(store, |tx| signal.get(tx).clone())
}

#[test]
fn senders_go_to_threads_and_keep_each_ones_order() {
    let (settings, bell) = settings();
    let mut store = Store::new(settings);
    let owner = store.create_owner(None);
    let (signal, sender) = store.with_setup(owner, |cx| {
        let seen = cx.signal(Vec::new());
        (seen, cx.channel(move |tx, n: i64| seen.get_mut(tx).push(n)))
    });
    let threads: Vec<_> = (0..4)
        .map(|thread| {
            let sender = sender.clone();
            std::thread::spawn(move || {
                for n in 0..500 {
                    let mut message = thread * 1000 + n;
                    while let Err(SendError::Full(back)) = sender.send(message) {
                        message = back;
                        std::thread::yield_now();
                    }
                }
            })
        })
        .collect();
    let mut count = 0;
    while count < 2000 {
        count += apply(&mut store, 0);
        std::thread::yield_now();
    }
    for thread in threads {
        thread.join().expect("the sending thread ends well");
    }
    assert!(bell.rings() > 0 && !store.has_messages());
    let all = seen(&mut store, signal);
    for thread in 0..4 {
        let of: Vec<i64> = all.iter().copied().filter(|n| n / 1000 == thread).collect();
        assert_eq!(of, (thread * 1000..thread * 1000 + 500).collect::<Vec<_>>());
    }
}

#[test]
fn a_full_channel_gives_the_message_back() {
    let (mut store, owner, (signal, sender)) = listening(2);
    assert_eq!(sender.send(1), Ok(()));
    assert_eq!(sender.send(2), Ok(()));
    assert_eq!(sender.send(3), Err(SendError::Full(3)));
    let first = store.take_message().expect("two wait");
    assert_eq!(sender.send(4), Ok(()), "what is taken makes room");
    first.run(&mut store, 0);
    assert_eq!(apply(&mut store, 0), 2);
    assert_eq!(seen(&mut store, signal), [1, 2, 4]);
    assert_eq!(sender.send(5), Ok(()));
    store.free_owner(owner);
    assert!(sender.is_closed());
    assert_eq!(sender.send(6), Err(SendError::Closed(6)));
    assert_eq!(apply(&mut store, 0), 0, "what waited is gone");
    check_empty(&mut store);
}

#[test]
fn capacities_have_bounds_and_a_default() {
    let (_store, _, (_, sender)) = listening(0);
    assert_eq!(
        (sender.send(1), sender.send(2)),
        (Ok(()), Err(SendError::Full(2)))
    );
    let (_store, _, sender) = store(|cx| cx.channel(|_, _: usize| {}));
    let fits = (0..).find(|n| sender.send(*n).is_err());
    assert_eq!(fits, Some(1024));
    let (_store, _, sender) = store(|cx| cx.channel_with_capacity(usize::MAX, |_, _: usize| {}));
    let fits = (0..).find(|n| sender.send(*n).is_err());
    assert_eq!(fits, Some(limits::CHANNEL_CAPACITY_MAX));
}

#[test]
fn a_dropped_store_closes_its_channels() {
    let (store, _, (_, sender)) = listening(5);
    drop(store);
    assert_eq!(sender.send(1), Err(SendError::Closed(1)));
    assert_eq!(SendError::Closed(1).into_message(), 1);
}

#[test]
fn messages_and_their_transactions_keep_the_order_over_channels() {
    let (mut store, _, (log, a, b)) = store(|cx| {
        let log = cx.signal(Vec::new());
        let a = cx.channel(move |tx, n: i64| log.get_mut(tx).push(n));
        let b = cx.channel(move |tx, n: i64| log.get_mut(tx).push(-n));
        (log, a, b)
    });
    for n in 1..4 {
        a.send(n).unwrap();
        b.send(n).unwrap();
    }
    assert_eq!(apply(&mut store, 0), 6);
    assert_eq!(seen(&mut store, log), [1, -1, 2, -2, 3, -3]);
}

#[test]
fn a_handler_that_panics_uses_its_message_up() {
    let (mut store, owner, (signal, sender)) = store(|cx| {
        let seen = cx.signal(Vec::new());
        let handle = move |tx: &mut super::Tx<'_>, n: i64| {
            if n == 2 {
                boom()
            } else {
                seen.get_mut(tx).push(n);
            }
        };
        (seen, cx.channel(handle))
    });
    (1..=3).for_each(|n| sender.send(n).unwrap());
    apply_one(&mut store);
    let bad = store.take_message().expect("the second");
    assert!(bad.location().file().ends_with("channel.rs"));
    assert!(caught(|| bad.run(&mut store, 0)).is_err());
    assert_eq!(apply(&mut store, 0), 1);
    assert_eq!(seen(&mut store, signal), [1, 3]);
    store.free_owner(owner);
    check_empty(&mut store);
}

fn apply_one(store: &mut Store) {
    store.take_message().expect("one waits").run(store, 0);
}

#[test]
fn the_session_is_woken_when_the_first_message_comes() {
    let (settings, bell) = settings();
    let mut store = Store::new(settings);
    let owner = store.create_owner(None);
    let sender = store.with_setup(owner, |cx| cx.channel(|_, (): ()| {}));
    assert_eq!(bell.rings(), 0);
    sender.send(()).unwrap();
    sender.send(()).unwrap();
    assert_eq!(bell.rings(), 1);
    apply(&mut store, 0);
    sender.send(()).unwrap();
    assert_eq!(bell.rings(), 2);
}

#[test]
fn an_idle_store_has_no_inbox() {
    let (mut store, _, _) = store(|cx| cx.signal(1));
    assert!(store.inbox.is_none() && !store.has_messages());
    assert!(store.take_message().is_none() && store.take_tasks().is_empty());
    assert!(store.inbox.is_none());
}

/// A stream that a test fills.
#[derive(Clone, Default)]
struct Source {
    state: Arc<Mutex<SourceState>>,
}

#[derive(Default)]
struct SourceState {
    items: VecDeque<i64>,
    ended: bool,
    polls: usize,
    waker: Option<Waker>,
}

impl Source {
    fn fill(&self, items: impl IntoIterator<Item = i64>) {
        let mut state = self.state.lock().unwrap();
        state.items.extend(items);
        if let Some(waker) = state.waker.take() {
            waker.wake();
        }
    }
}

impl Stream for Source {
    type Item = i64;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<i64>> {
        let mut state = self.state.lock().unwrap();
        state.polls += 1;
        state.waker = Some(cx.waker().clone());
        match state.items.pop_front() {
            Some(item) => Poll::Ready(Some(item)),
            None if state.ended => Poll::Ready(None),
            None => Poll::Pending,
        }
    }
}

fn following(source: &Source) -> (Store, super::Owner, Signal<Vec<i64>>) {
    let source = source.clone();
    store(|cx| {
        let seen = cx.signal(Vec::new());
        cx.stream(
            move |_work| source.clone(),
            move |tx, n| seen.get_mut(tx).push(n),
        );
        seen
    })
}

#[test]
fn a_stream_runs_from_mount_to_unmount() {
    let source = Source::default();
    let (mut store, owner, signal) = following(&source);
    let mut worker = Worker::default();
    source.fill([1, 2]);
    worker.run(&mut store, 0);
    assert!(
        worker.tasks.is_empty() && source.state.lock().unwrap().polls == 0,
        "the page is not live"
    );
    store.start_effects(0, 10);
    worker.run(&mut store, 0);
    assert_eq!(seen(&mut store, signal), [1, 2]);
    assert_eq!(worker.tasks.len(), 1);
    let rings = worker.bell.rings();
    source.fill([3]);
    assert!(worker.bell.rings() > rings);
    worker.run(&mut store, 0);
    assert_eq!(seen(&mut store, signal), [1, 2, 3]);
    store.dispose_owner(owner, 0);
    worker.poll();
    assert!(worker.tasks.is_empty());
    check_empty(&mut store);
    assert_eq!(
        Arc::strong_count(&source.state),
        1,
        "nothing keeps the stream"
    );
}

#[test]
fn a_dropped_store_ends_its_streams_without_cleanups() {
    let source = Source::default();
    let (mut store, _, _) = following(&source);
    let mut worker = Worker::default();
    store.start_effects(0, 10);
    worker.run(&mut store, 0);
    drop(store);
    worker.poll();
    assert!(worker.tasks.is_empty());
    assert_eq!(Arc::strong_count(&source.state), 1);
}

#[test]
fn a_busy_session_holds_its_stream_up() {
    let source = Source::default();
    let (mut store, _, signal) = following(&source);
    let mut worker = Worker::default();
    let buffer = limits::STREAM_BUFFER as i64;
    source.fill(0..buffer * 3);
    store.start_effects(0, 10);
    worker.take(&mut store);
    (0..5).for_each(|_| worker.poll());
    let left = source.state.lock().unwrap().items.len() as i64;
    assert_eq!(left, buffer * 2, "not polled while the buffer is full");
    let rings = worker.bell.rings();
    apply_one(&mut store);
    assert!(worker.bell.rings() > rings, "room is news");
    worker.run(&mut store, 0);
    assert_eq!(
        seen(&mut store, signal),
        (0..buffer * 3).collect::<Vec<_>>()
    );
    source.state.lock().unwrap().ended = true;
    source.fill([]);
    worker.run(&mut store, 0);
    assert!(worker.tasks.is_empty(), "its end is the end of the task");
}

#[test]
fn a_session_has_so_many_streams_and_no_more() {
    let (mut store, owner, ()) = store(|cx| {
        for _ in 0..limits::STREAMS_MAX {
            cx.stream(|_| Source::default(), |_, _| {});
        }
    });
    let full: StoreFull =
        fault(|| store.with_setup(owner, |cx| cx.stream(|_| Source::default(), |_, _| {})));
    assert_eq!(full.what, "streams");
    store.free_owner(owner);
    let owner = store.create_owner(None);
    store.with_setup(owner, |cx| cx.stream(|_| Source::default(), |_, _| {}));
}
