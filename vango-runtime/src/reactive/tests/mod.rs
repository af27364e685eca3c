//! Tests of the reactive store. `graph`, `list_model`, `resource_model`, `timer` and `action` have property tests against naive
//! models, the others name one rule each. `worker` stands for the driver.

mod action;
mod cancel;
mod channel;
mod effect;
mod formula;
mod graph;
mod handle;
mod kept;
mod lifetime;
mod list;
mod list_model;
mod memo;
mod observer;
mod part;
mod resource;
mod resource_model;
mod timer;
mod worker;

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

use super::{
    NodeId, Observer, Owner, PropWriter, Read, Render, Renewal, Setup, Store, StoreSettings, Tx,
};
use crate::reactive::node::{Part, Subscriber};
use crate::reactive::phase::Checked;

/// The payload of the panics that tests raise on purpose.
struct Boom;

fn boom() -> ! {
    std::panic::panic_any(Boom)
}

/// Keeps expected panics out of the tests' output.
fn hush() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !info.payload().is::<Boom>() && super::fault_message(info.payload()).is_none() {
                before(info);
            }
        }));
    });
}

/// What `f` panics with, or its result.
fn caught<R>(f: impl FnOnce() -> R) -> Result<R, Box<dyn Any + Send>> {
    hush();
    catch_unwind(AssertUnwindSafe(f))
}

/// What `f` panics with; it has to be an `F`.
fn fault<F: Any>(f: impl FnOnce()) -> F {
    let payload = caught(f).expect_err("this panics");
    *payload
        .downcast()
        .expect("the panic has the expected payload")
}

/// A store with one owner, and the handles that `setup` allocates under it.
fn store<R>(setup: impl FnOnce(&mut Setup<'_, Checked>) -> R) -> (Store, Owner, R) {
    let mut store = Store::new(StoreSettings::new(7));
    let owner = store.create_owner(None);
    let handles = store.with_setup(owner, setup);
    (store, owner, handles)
}

fn tx<R>(store: &mut Store, write: impl FnOnce(&mut Tx<'_>) -> R) -> R {
    write(&mut Tx::new(store, 0))
}

/// Renders for `observer`, tracking also what a panicking rendering has read.
fn render<R>(
    store: &mut Store,
    observer: Observer,
    render: impl FnOnce(&mut Render<'_>) -> R,
) -> Result<R, Box<dyn Any + Send>> {
    let mut r = Render::new(store, None);
    let result = caught(|| render(&mut r));
    let reads = r.into_reads();
    store.track(observer, reads);
    result
}

/// What a parent's new render does to a child that keeps its one parameter in `node`.
fn give(store: &mut Store, node: NodeId, update: impl FnOnce(&mut PropWriter<'_>)) {
    Renewal::default().run(&mut Box::from([node]), store, update);
}

fn dirty(store: &mut Store) -> Vec<Observer> {
    let mut out = Vec::new();
    store.take_dirty(&mut out);
    out
}

/// Edges are symmetric: each dependency of a live node has its subscriber, and no list has others than it counts as stale.
fn check_edges(store: &mut Store) {
    store.settle();
    let mut whole = std::collections::HashMap::<u32, Vec<Subscriber>>::new();
    let mut keyed = 0;
    let mut note = |subscriber: Subscriber, dependencies: &[super::node::Dependency]| {
        let mut keys = std::collections::HashSet::new();
        for read in dependencies
            .iter()
            .filter(|read| store.live(read.id()).is_some())
        {
            match read.part() {
                Part::Whole => whole.entry(read.index()).or_default().push(subscriber),
                Part::Key { .. } => keyed += usize::from(keys.insert(read.edge())),
            }
        }
    };
    for (index, node) in store.nodes.iter().enumerate() {
        if let Some(computed) = node.value.as_ref().and_then(|value| value.computed()) {
            note(
                Subscriber::node(index as u32),
                &computed.formula().dependencies(),
            );
        }
    }
    let mut index = 0;
    while let Some(dependencies) = store.observers.dependencies(index) {
        note(Subscriber::observer(index), dependencies);
        index += 1;
    }
    for (index, node) in store.nodes.iter().enumerate() {
        let mut expected = whole.remove(&(index as u32)).unwrap_or_default();
        let mut actual = node.subscribers.to_vec();
        expected.sort_unstable();
        actual.sort_unstable();
        if node.stale == 0 {
            assert_eq!(actual, expected, "subscribers of node {index}");
        } else {
            assert!(
                expected
                    .iter()
                    .all(|subscriber| actual.contains(subscriber)),
                "subscribers of node {index}"
            );
        }
    }
    let edges: usize = store
        .nodes
        .iter()
        .filter_map(|node| Some(node.value.as_ref()?.keys()?.edges()))
        .sum();
    assert_eq!(edges, keyed, "edges by key");
}

/// Nothing is left: no node, no edge, no queue.
fn check_empty(store: &mut Store) {
    check_edges(store);
    assert!(
        store
            .nodes
            .iter()
            .all(|node| node.value.is_none() && node.subscribers.is_empty())
    );
    let mut index = 0;
    while let Some(dependencies) = store.observers.dependencies(index) {
        assert!(dependencies.is_empty(), "dependencies of observer {index}");
        index += 1;
    }
    assert!(dirty(store).is_empty());
    assert!(!store.has_pending());
}

/// Reading through any context gives the same.
fn read<C: Read>(cx: &C, signal: super::Signal<i64>) -> i64 {
    *signal.get(cx)
}
