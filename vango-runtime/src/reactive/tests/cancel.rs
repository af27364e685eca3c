//! Cancelling: everybody who waits is told, whenever they began to wait.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use super::worker::{Bell, settings};
use crate::reactive::cancel::Cancel;
use crate::reactive::{Deadline, Store, Work};

fn poll(future: std::pin::Pin<&mut impl Future<Output = ()>>, bell: &Arc<Bell>) -> Poll<()> {
    future.poll(&mut Context::from_waker(&Waker::from(Arc::clone(bell))))
}

#[test]
fn all_who_wait_are_woken_once() {
    let (cancel, bells) = (
        Cancel::default(),
        [Arc::new(Bell::default()), Arc::new(Bell::default())],
    );
    let (mut a, mut b, mut gone) = (
        pin!(cancel.cancelled()),
        pin!(cancel.cancelled()),
        Box::pin(cancel.cancelled()),
    );
    assert_eq!(poll(a.as_mut(), &bells[0]), Poll::Pending);
    assert_eq!(
        poll(a.as_mut(), &bells[1]),
        Poll::Pending,
        "the newest waker counts"
    );
    assert_eq!(poll(b.as_mut(), &bells[1]), Poll::Pending);
    assert_eq!(poll(gone.as_mut(), &bells[0]), Poll::Pending);
    drop(gone);
    assert!(!cancel.is_cancelled());
    cancel.clone().cancel();
    cancel.cancel();
    assert_eq!((bells[0].rings(), bells[1].rings()), (0, 2));
    assert_eq!(poll(a.as_mut(), &bells[0]), Poll::Ready(()));
    let mut late = pin!(cancel.cancelled());
    assert_eq!(poll(late.as_mut(), &bells[0]), Poll::Ready(()));
}

#[test]
fn a_thread_that_waits_is_told_when_another_cancels() {
    struct Unpark(std::thread::Thread);
    impl std::task::Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    for _ in 0..200 {
        let cancel = Cancel::default();
        let waiting = cancel.cancelled();
        let thread = std::thread::spawn(move || {
            let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
            let mut waiting = pin!(waiting);
            while waiting
                .as_mut()
                .poll(&mut Context::from_waker(&waker))
                .is_pending()
            {
                std::thread::park();
            }
        });
        cancel.cancel();
        thread.join().expect("it was told");
    }
}

#[test]
fn work_knows_its_time_and_its_services() {
    let (mut settings, _) = settings();
    let services = Arc::make_mut(&mut settings.services);
    services.insert(7_u8);
    let mut store = Store::new(settings);
    let owner = store.create_owner(None);
    let (sender, works) = std::sync::mpsc::channel::<Work>();
    store.with_setup(owner, |cx| {
        cx.resource(
            |_| (),
            move |work, ()| {
                sender.send(work).expect("the test listens");
                std::future::pending::<Result<(), crate::Error>>()
            },
        )
    });
    store.start_loads();
    let mut task = store.take_tasks().pop().expect("a load");
    assert_eq!(task.deadline, Deadline::Default);
    task.cancel.count_down(|| Duration::from_secs(9));
    let waker = Waker::noop();
    assert!(
        task.future
            .as_mut()
            .poll(&mut Context::from_waker(waker))
            .is_pending()
    );
    let work = works.try_recv().expect("the loader has run");
    assert_eq!(
        (*work.service::<u8>(), work.remaining()),
        (7, Some(Duration::from_secs(9)))
    );
    assert!(!work.is_cancelled());
    store.free_owner(owner);
    assert!(work.is_cancelled());
    let missing = super::caught(|| work.service::<u16>()).expect_err("there is none");
    assert!(
        missing
            .downcast_ref::<String>()
            .is_some_and(|text| text.contains("u16"))
    );
}
