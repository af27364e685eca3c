//! What a component allocated goes with it, of every kind; and its handles open nothing any more, least of all what stands
//! in its place now.

use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::worker::{Worker, apply};
use super::{Setup, check_empty, fault, give, tx};
use crate::Error;
use crate::reactive::{
    Action, Callback, Checked, Lens, ListSignal, Memo, Owner, Prop, Render, Resource, Selector,
    Sender, Signal, SlotClosure, SlotFn, StaleHandle, Store, StoreSettings, Stored, Timer,
    callback, callback_closure, keep, keeps, slot_closure, slot_fn,
};
use crate::view::{Template, open};

static NOTHING: Template = Template::new(0x7465_7374_0000_0001, &[""], "", &[]);

/// Counts how many of it there are.
struct Alive(Arc<AtomicUsize>);

impl Alive {
    fn enter(count: &Arc<AtomicUsize>) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(count))
    }
}

impl Clone for Alive {
    fn clone(&self) -> Self {
        Self::enter(&self.0)
    }
}

impl Drop for Alive {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// One handle of each kind that has handles.
struct Handles {
    signal: Signal<(i64, String)>,
    part: Lens<(i64, String), i64>,
    memo: Memo<i64>,
    prop: Prop<i64>,
    list: ListSignal<i64, i64>,
    selector: Selector<i64>,
    stored: Stored<Alive>,
    resource: Resource<i64>,
    action: Action<i64, i64>,
    interval: Timer,
    timer: Timer,
    callback: Callback<i64>,
    slot_fn: SlotFn<i64>,
    sender: Sender<i64>,
}

fn row() -> SlotClosure<i64> {
    slot_closure(|r, _| open(r, &NOTHING).close())
}

/// Allocates one of each kind, which use each other.
fn allocate(cx: &mut Setup<'_, Checked>, alive: &Arc<AtomicUsize>, value: i64) -> Handles {
    let signal = cx.signal((value, String::from("text")));
    let part = signal.lens(|both| &both.0, |both| &mut both.0);
    let memo = cx.memo(move |r| *part.get(r) * 2);
    let prop = keep(cx, &mut Some(value), keeps());
    let list = cx.list_from([1_i64, 2, 3], |row: &i64| *row);
    let selector = cx.selector(move |r| Some(*prop.get(r)));
    let stored = cx.stored(Alive::enter(alive));
    let resource = cx.resource(
        move |r| *memo.get(r),
        |_, _| async { pending::<Result<i64, Error>>().await },
    );
    let action = cx
        .action(|_, _: i64| async { pending::<Result<i64, Error>>().await })
        .queue(4);
    let interval = cx.interval(Duration::from_millis(50), move |tx| *part.get_mut(tx) += 1);
    let timer = cx.timer(move |tx| part.set(tx, 0));
    let kept = Alive::enter(alive);
    let of_callback = Alive::enter(alive);
    let callback = callback(
        cx,
        &mut Some(callback_closure(move |tx, more: i64| {
            let _kept = &of_callback;
            *part.get_mut(tx) += more;
        })),
    );
    let slot_fn = slot_fn(cx, &mut Some(row()));
    let sender = cx.channel(move |tx, more: i64| *part.get_mut(tx) += more);
    cx.stream(|_| Endless, move |tx, ()| part.set(tx, -1));
    cx.provide(kept);
    let cleanup = Alive::enter(alive);
    cx.effect(
        move |r| *memo.get(r),
        move |tx, _| {
            list.clear(tx);
            let cleanup = cleanup.clone();
            move |_: &mut crate::reactive::Tx<'_>| drop(cleanup)
        },
    );
    cx.on_change(move |r| prop.get(r) + *memo.get(r), |_, _| {});
    Handles {
        signal,
        part,
        memo,
        prop,
        list,
        selector,
        stored,
        resource,
        action,
        interval,
        timer,
        callback,
        slot_fn,
        sender,
    }
}

/// Has an item whenever it is asked.
struct Endless;

impl futures_core::Stream for Endless {
    type Item = ();
    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<()>> {
        std::task::Poll::Ready(Some(()))
    }
}

/// Lets everything be under way: effects, loads, runs, timers, messages.
fn use_all(store: &mut Store, worker: &mut Worker, handles: &Handles) {
    store.start_effects(0, 100);
    store.start_loads();
    tx(store, |tx| {
        for n in 0..3 {
            assert!(handles.action.run(tx, n).is_ok(), "two of them wait");
        }
        handles.timer.start(tx, Duration::from_secs(9));
        handles.callback.call(tx, 5);
        handles.part.set(tx, 7);
    });
    handles.sender.send(1).expect("it is open");
    worker.take(store);
    worker.poll();
    apply(store, 1);
    // And messages that nobody has taken when the component goes.
    handles.sender.send(2).expect("it is open");
    store.run_effects(2, 100);
    store.start_loads();
}

/// What a store holds, by count.
fn counts(store: &Store) -> [usize; 8] {
    let live = store.nodes.iter().filter(|node| node.value.is_some());
    [
        live.count(),
        store.nodes.len(),
        store.free_nodes.len(),
        usize::from(store.next_deadline_ms().is_some()),
        store.tasks.running.count(),
        store.tasks.first_loads.count(),
        store.tasks.streams.count(),
        store.tasks.due.len(),
    ]
}

fn mount(store: &mut Store, alive: &Arc<AtomicUsize>, value: i64) -> (Owner, Handles) {
    let owner = store.create_owner(None);
    let handles = store.with_setup(owner, |cx| allocate(cx, alive, value));
    (owner, handles)
}

#[test]
fn a_thousand_components_of_all_kinds_leave_nothing() {
    let mut store = Store::new(StoreSettings::new(3));
    let alive = Arc::new(AtomicUsize::new(0));
    let mut worker = Worker::default();
    let mut base = None;
    for round in 0..1_000 {
        let (owner, handles) = mount(&mut store, &alive, round);
        assert!(alive.load(Ordering::Relaxed) >= 4, "they are held");
        use_all(&mut store, &mut worker, &handles);
        assert!(store.tasks.running.count() > 0 && store.next_deadline_ms().is_some());
        store.dispose_owner(owner, 3);
        // Tasks that were cancelled end when they are polled next; their late words are for nobody.
        worker.take(&mut store);
        worker.poll();
        apply(&mut store, 4);
        assert_eq!(worker.tasks.len(), 0, "round {round}: no task goes on");
        assert!(handles.sender.is_closed());
        assert_eq!(
            alive.load(Ordering::Relaxed),
            0,
            "round {round}: no value is left"
        );
        let now = (counts(&store), store.memory_bytes());
        match base {
            // Buffers grow to their size in the first rounds.
            _ if round < 2 => base = Some(now),
            Some(base) => assert_eq!(now, base, "round {round}"),
            None => unreachable!("it was set before"),
        }
        let [live, slots, free, ..] = now.0;
        assert_eq!((live, slots), (0, free), "each slot is free");
        assert_eq!(now.0[3..], [0; 5]);
    }
    check_empty(&mut store);
}

/// One way to use a handle, with the handle's name.
type Use = (&'static str, Box<dyn Fn(&mut Store)>);

/// Every way to use a handle with a `Tx`.
fn uses(handles: &Handles) -> Vec<Use> {
    let Handles {
        signal,
        part,
        memo,
        prop,
        list,
        selector,
        stored,
        resource,
        action,
        interval,
        timer,
        callback,
        slot_fn,
        ..
    } = *handles;
    macro_rules! uses {
        ($($name:literal: |$tx:ident| $use:expr;)+) => {
            vec![$(($name, Box::new(move |store: &mut Store| tx(store, |$tx| _ = $use)) as Box<dyn Fn(&mut Store)>)),+]
        };
    }
    uses! {
        "Signal": |tx| signal.get(tx).0;
        "Signal": |tx| signal.get_mut(tx).0;
        "Signal": |tx| signal.set(tx, (0, String::new()));
        "Signal": |tx| signal.update(tx, |both| both.0);
        "Signal": |tx| *part.get(tx);
        "Signal": |tx| part.set(tx, 1);
        "Memo": |tx| *memo.get(tx);
        "Prop": |tx| *prop.get(tx);
        "ListSignal": |tx| list.len(tx);
        "ListSignal": |tx| list.get(tx, 0).copied();
        "ListSignal": |tx| list.push(tx, 9);
        "ListSignal": |tx| list.clear(tx);
        "ListSignal": |tx| list.get_mut(tx, 0).copied();
        "Selector": |tx| selector.is(tx, &1);
        "Selector": |tx| selector.get(tx).copied();
        "Stored": |tx| stored.get(tx).0.load(Ordering::Relaxed);
        "Stored": |tx| stored.get_mut(tx).0.load(Ordering::Relaxed);
        "Resource": |tx| resource.get(tx).is_loading();
        "Resource": |tx| resource.latest(tx).copied();
        "Resource": |tx| resource.refresh(tx);
        "Action": |tx| action.run(tx, 1);
        "Action": |tx| action.is_running(tx);
        "Action": |tx| action.rejections(tx);
        "Action": |tx| action.cancel(tx);
        "Action": |tx| action.reset(tx);
        "Timer": |tx| interval.start(tx, Duration::ZERO);
        "Timer": |tx| timer.stop(tx);
        "Timer": |tx| timer.is_running(tx);
        "Callback": |tx| callback.call(tx, 1);
        "Callback": |tx| callback.is_given(tx);
        "SlotFn": |tx| slot_fn.is_given(tx);
    }
}

/// Every way to use a handle with another context.
fn other_uses(handles: &Handles) -> [Use; 4] {
    let Handles {
        prop,
        callback,
        slot_fn,
        ..
    } = *handles;
    [
        (
            "SlotFn",
            Box::new(move |store| drop(slot_fn.show(&Render::new(store, None), &1))),
        ),
        (
            "SlotFn",
            Box::new(move |store| {
                give(store, slot_fn.kept_in(), |cx| cx.slot_fn(&mut Some(row())));
            }),
        ),
        (
            "Prop",
            Box::new(move |store| {
                give(store, prop.kept_in(), |cx| {
                    cx.renew(&mut Some(1_i64), keeps());
                });
            }),
        ),
        (
            "Callback",
            Box::new(move |store| {
                give(store, callback.kept_in(), |cx| {
                    cx.callback::<i64>(&mut None);
                });
            }),
        ),
    ]
}

#[test]
fn a_stale_handle_of_each_kind_is_a_typed_error_and_opens_nothing() {
    let mut store = Store::new(StoreSettings::new(3));
    let alive = Arc::new(AtomicUsize::new(0));
    let (first, old) = mount(&mut store, &alive, 1);
    for (name, open) in uses(&old).into_iter().chain(other_uses(&old)) {
        open(&mut store);
        assert!(!name.is_empty(), "while it is there it opens");
    }
    let slots = store.nodes.len();
    store.dispose_owner(first, 0);
    // Shifted by one, so that each slot holds another kind, then another one in the same order.
    for shift in [true, false] {
        let owner = store.create_owner(None);
        let new = store.with_setup(owner, |cx| {
            let _shifts = shift.then(|| cx.signal(0_u8));
            allocate(cx, &alive, 2)
        });
        assert!(store.nodes.len() <= slots + 1, "the slots are used again");
        let revision = store.revision;
        for (name, open) in uses(&old).into_iter().chain(other_uses(&old)) {
            let stale: StaleHandle = fault(|| open(&mut store));
            assert!(stale.handle.contains(name), "{name}: {stale}");
            let text = stale.to_string();
            assert!(
                text.contains("after its component had left the page"),
                "{text}"
            );
        }
        assert_eq!(store.revision, revision, "nothing was written");
        let late = old.sender.send(1).expect_err("the channel is closed");
        assert_eq!(late.into_message(), 1, "the sender has it back");
        let shown = tx(&mut store, |tx| {
            (new.signal.get(tx).clone(), new.list.len(tx))
        });
        assert_eq!(shown, ((2, String::from("text")), 3));
        assert!(!store.has_messages());
        store.dispose_owner(owner, 0);
    }
}

#[test]
fn what_a_component_provided_is_not_found_after_it_has_gone() {
    let mut store = Store::new(StoreSettings::new(3));
    let alive = Arc::new(AtomicUsize::new(0));
    let (outer, _) = mount(&mut store, &alive, 1);
    let inner = store.create_owner(Some(outer));
    let found = |store: &mut Store| store.with_setup(inner, |cx| cx.context::<Alive>().is_some());
    assert!(found(&mut store));
    store.dispose_owner(outer, 0);
    assert!(!found(&mut store));
    // Who has its place now provides for its own.
    let (_other, _) = mount(&mut store, &alive, 2);
    assert!(!found(&mut store));
}
