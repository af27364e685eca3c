//! Handles: `Copy` and `Sync`, not `Send`; stale ones panic and open nothing else.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use super::{Setup, caught, fault, give, read, store, tx};
use crate::reactive::{
    Action, Callback, Lens, ListSignal, Memo, Prop, Render, Resource, Selector, Sender, Service,
    Signal, SlotFn, StaleHandle, Store, StoreSettings, Stored, Timer, Work, keep, keeps,
};

/// Whether a type has a trait, by way of an inherent constant that shadows the one of a blanket trait. (The underscores:
/// in each place one of the two constants is unused.)
macro_rules! has_trait {
    ($type:ty: $trait:path) => {{
        trait _Otherwise {
            const _HAS: bool = false;
        }
        impl<T: ?Sized> _Otherwise for T {}
        struct Probe<T: ?Sized>(std::marker::PhantomData<T>);
        impl<T: ?Sized + $trait> Probe<T> {
            const _HAS: bool = true;
        }
        <Probe<$type>>::_HAS
    }};
}

#[test]
fn handles_are_copy_and_sync_and_stay_on_the_session_loop() {
    assert!(
        has_trait!(u32: Send) && !has_trait!(Rc<u32>: Send),
        "the probe works"
    );
    macro_rules! check {
        ($($type:ty),+) => {$(
            assert!(has_trait!($type: Copy), "{} is Copy", stringify!($type));
            assert!(has_trait!($type: Sync), "{} is Sync", stringify!($type));
            assert!(!has_trait!($type: Send), "{} is not Send", stringify!($type));
            assert!(size_of::<$type>() == 8, "{} is an index and a generation", stringify!($type));
        )+};
    }
    check!(
        Signal<String>,
        Memo<String>,
        Prop<String>,
        ListSignal<String>,
        ListSignal<Cell<u8>, String>,
        Selector<String>,
        Resource<String>,
        Action<String, Cell<u8>>,
        Stored<Rc<u8>>,
        Callback<Rc<u8>>,
        SlotFn<Rc<u8>>
    );
    // Inert without a `Tx`, and kept in stored values.
    assert!(has_trait!(Timer: Copy) && has_trait!(Timer: Send));
    assert!(has_trait!(Lens<String, u8>: Copy) && !has_trait!(Lens<String, u8>: Send));
}

#[test]
fn what_goes_off_the_loop_may() {
    assert!(has_trait!(Sender<Cell<u8>>: Send) && has_trait!(Sender<Cell<u8>>: Sync));
    assert!(has_trait!(Sender<Cell<u8>>: Clone) && !has_trait!(Sender<Rc<u8>>: Send));
    assert!(has_trait!(Work: Send) && has_trait!(Work: Sync) && has_trait!(Work: Clone));
    assert!(has_trait!(Service<Rc<u8>>: Copy) && has_trait!(Service<Rc<u8>>: Send));
    assert!(has_trait!(crate::reactive::Task: Send));
    assert!(!has_trait!(Store: Send), "a session stays on its worker");
}

#[test]
fn purity_refuses_what_can_change_behind_the_session() {
    use crate::reactive::Pure;
    assert!(
        has_trait!(Signal<Vec<u8>>: Pure)
            && has_trait!(String: Pure)
            && has_trait!(std::sync::Arc<str>: Pure)
    );
    assert!(
        !has_trait!(Cell<u8>: Pure)
            && !has_trait!(RefCell<u8>: Pure)
            && !has_trait!(OnceCell<u8>: Pure)
    );
    assert!(
        !has_trait!(Rc<u8>: Pure)
            && !has_trait!(&mut Setup<'static>: Pure)
            && !has_trait!(Store: Pure)
    );
}

#[test]
fn only_tx_writes_and_only_checked_setup_allocates() {
    use crate::reactive::context::Allocate;
    use crate::reactive::{Checked, Read, Tx, Write};
    assert!(
        has_trait!(Setup<'static>: Read)
            && has_trait!(Render<'static>: Read)
            && has_trait!(Tx<'static>: Read)
    );
    assert!(has_trait!(Tx<'static>: Write));
    assert!(!has_trait!(Setup<'static, Checked>: Write) && !has_trait!(Render<'static>: Write));
    assert!(has_trait!(Setup<'static, Checked>: Allocate) && !has_trait!(Setup<'static>: Allocate));
    assert!(!has_trait!(Tx<'static>: Allocate) && !has_trait!(Render<'static>: Allocate));
}

#[test]
fn every_context_reads_and_tx_writes() {
    let (mut store, owner, count) = store(|cx| {
        let count = cx.signal(1);
        assert_eq!(read(cx, count), 1);
        count
    });
    tx(&mut store, |tx| {
        *count.get_mut(tx) += 1;
        assert_eq!(read(tx, count), 2);
        count.set(tx, 5);
    });
    {
        let r = &mut Render::new(&store, None);
        let (a, b) = (count.get(r), count.get(r));
        assert_eq!(a + b, 10, "reads nest");
    }
    assert_eq!(store.with_setup(owner, |cx| read(cx, count)), 5);
}

#[test]
fn a_stale_handle_panics_and_never_opens_its_successor() {
    let (mut store, owner, (signal, memo, resource, action, timer)) = store(|cx| {
        let signal = cx.signal(1i64);
        (
            signal,
            cx.memo(move |r| *signal.get(r)),
            cx.resource(|_| (), |_, ()| async { Ok(1) }),
            cx.action(|_, n: i64| async move { Ok(n) }).queue(1),
            cx.timer(|_| {}),
        )
    });
    let count = store.nodes.len();
    store.free_owner(owner);
    store.free_owner(owner);
    let next = store.create_owner(None);
    assert_ne!(next, owner);
    let (other, other_memo) = store.with_setup(next, |cx| {
        let other = cx.signal(2i64);
        (other, cx.memo(move |r| *other.get(r)))
    });
    assert_eq!(store.nodes.len(), count, "the slots are used again");
    let stale: StaleHandle = fault(|| _ = tx(&mut store, |tx| *signal.get(tx)));
    assert!(stale.to_string().contains("Signal<i64>"), "{stale}");
    let _: StaleHandle = fault(|| tx(&mut store, |tx| signal.set(tx, 9)));
    let _: StaleHandle = fault(|| _ = tx(&mut store, |tx| *memo.get(tx)));
    let _: StaleHandle = fault(|| tx(&mut store, |tx| resource.refresh(tx)));
    let _: StaleHandle = fault(|| _ = tx(&mut store, |tx| resource.is_loading(tx)));
    let _: StaleHandle = fault(|| _ = tx(&mut store, |tx| action.run(tx, 1)));
    let _: StaleHandle = fault(|| tx(&mut store, |tx| action.reset(tx)));
    let _: StaleHandle = fault(|| tx(&mut store, |tx| timer.start(tx, std::time::Duration::ZERO)));
    let _: StaleHandle = fault(|| tx(&mut store, |tx| timer.stop(tx)));
    let _: StaleHandle = fault(|| _ = store.with_setup(owner, |cx| cx.signal(0)));
    assert_eq!(
        tx(&mut store, |tx| (*other.get(tx), *other_memo.get(tx))),
        (2, 2)
    );
}

#[test]
fn a_handle_of_another_session_is_stale() {
    let mut first = Store::new(StoreSettings::new(1));
    let mut second = Store::new(StoreSettings::new(2));
    let (a, b) = (first.create_owner(None), second.create_owner(None));
    let mine = first.with_setup(a, |cx| cx.signal(1i64));
    let theirs = second.with_setup(b, |cx| cx.signal(2i64));
    let _: StaleHandle = fault(|| _ = tx(&mut second, |tx| *mine.get(tx)));
    let _: StaleHandle = fault(|| _ = tx(&mut first, |tx| *theirs.get(tx)));
}

#[test]
fn a_prop_changes_only_when_it_differs() {
    let (mut store, _, prop) = store(|cx| keep(cx, &mut Some(String::from("a")), keeps()));
    let observer = store.create_observer();
    assert_eq!(
        super::render(&mut store, observer, |r| prop.get(r).clone())
            .ok()
            .as_deref(),
        Some("a")
    );
    give(&mut store, prop.kept_in(), |cx| {
        cx.renew(&mut Some(String::from("a")), keeps());
    });
    assert!(!store.has_pending() && super::dirty(&mut store).is_empty());
    give(&mut store, prop.kept_in(), |cx| {
        cx.renew(&mut Some(String::from("b")), keeps());
    });
    assert_eq!(super::dirty(&mut store), [observer]);
    assert_eq!(tx(&mut store, |tx| prop.get(tx).clone()), "b");
}

#[test]
fn destructors_that_panic_leave_the_graph_whole() {
    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            super::boom();
        }
    }
    let (mut store, owner, _) = store(|cx| cx.signal(Bomb));
    assert!(caught(|| store.free_owner(owner)).is_err());
    super::check_empty(&mut store);
}

#[test]
fn a_node_costs_64_bytes() {
    assert_eq!(size_of::<crate::reactive::node::Node>(), 64);
    assert_eq!(size_of::<crate::reactive::node::Dependency>(), 16);
}
