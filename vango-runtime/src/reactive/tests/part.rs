//! What components hand each other and keep: contexts, callbacks, slots, lenses, stored values, services, mounting.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use super::worker::settings;
use super::{caught, check_empty, dirty, fault, give, render, store, tx};
use crate::reactive::{
    Bind, Render, Services, Signal, StaleHandle, Store, StoreSettings, Tx, callback,
    callback_closure, slot_closure, slot_fn,
};
use crate::view::{Attribute, Content, Template, open};

#[test]
fn the_nearest_provider_wins() {
    #[derive(Clone, Debug, PartialEq)]
    struct Depth(u32);
    #[derive(Clone)]
    struct Other;
    let mut store = Store::new(settings().0);
    let page = store.create_owner(None);
    let middle = store.create_owner(Some(page));
    let leaf = store.create_owner(Some(middle));
    let beside = store.create_owner(Some(page));
    let find = |store: &mut Store, owner| store.with_setup(owner, |cx| cx.context::<Depth>());
    assert_eq!(find(&mut store, leaf), None);
    store.with_setup(page, |cx| {
        cx.provide(Depth(1));
        cx.provide(Other);
        assert_eq!(cx.context(), Some(Depth(1)), "its own too");
    });
    assert_eq!(find(&mut store, leaf), Some(Depth(1)));
    store.with_setup(middle, |cx| {
        cx.provide(Depth(2));
        cx.provide(Depth(3));
    });
    assert_eq!(
        find(&mut store, leaf),
        Some(Depth(3)),
        "the last of one type"
    );
    assert_eq!(find(&mut store, beside), Some(Depth(1)));
    assert!(store.with_setup(leaf, |cx| cx.context::<Other>().is_some()));
    assert!(store.memory_bytes() > 0);

    [leaf, middle]
        .into_iter()
        .for_each(|owner| store.free_owner(owner));
    let again = store.create_owner(Some(page));
    assert_eq!(
        find(&mut store, again),
        Some(Depth(1)),
        "a slot that is used again provides nothing"
    );
    store.free_owner(page);
    assert_eq!(
        find(&mut store, beside),
        None,
        "not its successor's, whatever happens"
    );
    let _: StaleHandle = fault(|| store.with_setup(page, |cx| cx.provide(Depth(9))));
}

#[test]
fn a_provided_value_goes_with_its_component() {
    let value = Arc::new(());
    let (mut store, owner, ()) = store(|cx| cx.provide(Arc::clone(&value)));
    assert_eq!(Arc::strong_count(&value), 2);
    store.free_owner(owner);
    assert_eq!(Arc::strong_count(&value), 1);
    check_empty(&mut store);
}

#[test]
fn a_callback_calls_what_the_parents_newest_render_gave() {
    let (mut store, owner, (total, picked)) = store(|cx| {
        let total = cx.signal(0i64);
        let add = callback_closure(move |tx: &mut Tx<'_>, n: i64| *total.get_mut(tx) += n);
        (total, callback(cx, &mut Some(add)))
    });
    let observer = store.create_observer();
    render(&mut store, observer, |r| picked.is_given(r)).ok();
    tx(&mut store, |tx| {
        picked.call(tx, 2);
        let forward = picked.forward();
        forward(tx, 3);
        forward(tx, 5);
    });
    let subtract = callback_closure(move |tx: &mut Tx<'_>, n: i64| *total.get_mut(tx) -= n);
    give(&mut store, picked.kept_in(), |cx| {
        cx.callback(&mut Some(subtract));
    });
    assert!(
        dirty(&mut store).is_empty(),
        "which closure it is is no news"
    );
    tx(&mut store, |tx| picked.call(tx, 1));
    give(&mut store, picked.kept_in(), |cx| {
        cx.callback::<i64>(&mut None);
    });
    assert_eq!(dirty(&mut store), [observer], "whether there is one is");
    tx(&mut store, |tx| picked.call(tx, 100));
    assert_eq!(tx(&mut store, |tx| *total.get(tx)), 9);
    store.free_owner(owner);
    let stale: StaleHandle = fault(|| tx(&mut store, |tx| picked.call(tx, 1)));
    assert!(stale.to_string().contains("Callback<i64>"), "{stale}");
    store.free_observer(observer);
    check_empty(&mut store);
}

#[test]
fn a_slot_with_an_argument_runs_in_the_childs_render() {
    static EMPTY: Template = Template::new(1, &[""], "", &[]);
    let log = Arc::new(std::sync::Mutex::new(Vec::new()));
    let (mut store, _, (factor, row)) = store(|cx| {
        let factor = cx.signal(2i64);
        let seen = Arc::clone(&log);
        let closure = slot_closure(move |r: &Render<'_>, n: &i64| {
            seen.lock().unwrap().push(n * factor.get(r));
            open(r, &EMPTY).close()
        });
        (factor, slot_fn(cx, &mut Some(closure)))
    });
    let observer = store.create_observer();
    let show = |store: &mut Store| {
        render(store, observer, |r| {
            assert!(row.is_given(r));
            let _ = row.show(r, &3);
            let _ = row.show(r, &4);
        })
        .expect("no panic");
        std::mem::take(&mut *log.lock().unwrap())
    };
    assert_eq!(show(&mut store), [6, 8]);
    tx(&mut store, |tx| factor.set(tx, 10));
    assert_eq!(
        dirty(&mut store),
        [observer],
        "what it reads, the child reads"
    );
    assert_eq!(show(&mut store), [30, 40]);
    let closure = slot_closure(|r: &Render<'_>, _: &i64| open(r, &EMPTY).close());
    give(&mut store, row.kept_in(), |cx| {
        cx.slot_fn(&mut Some(closure));
    });
    assert_eq!(
        dirty(&mut store),
        [observer],
        "another closure may show something else"
    );
    assert!(show(&mut store).is_empty());
    give(&mut store, row.kept_in(), |cx| cx.slot_fn::<i64>(&mut None));
    render(&mut store, observer, |r| {
        assert!(!row.is_given(r));
        let _nothing = row.show(r, &1);
    })
    .expect("nothing is something to show");
    give(&mut store, row.kept_in(), |cx| cx.slot_fn::<i64>(&mut None));
    assert!(dirty(&mut store).is_empty());
}

#[derive(Default)]
struct Form {
    name: String,
    age: u8,
}

#[test]
fn a_lens_is_a_part_of_a_signal() {
    fn shown_as_text_and_attribute(_: impl Content + Attribute) {}
    fn roundtrip<B: Bind<Value = u8>>(store: &mut Store, bind: B, value: u8) -> u8 {
        bind.set(&mut Tx::new(store, 0), value);
        *bind.get(&Render::new(store, None))
    }
    let (mut store, _, (form, plain)) = store(|cx| (cx.signal(Form::default()), cx.signal(0)));
    let age = form.lens(|form| &form.age, |form| &mut form.age);
    let name = form.lens(|form| &form.name, |form| &mut form.name);
    let observer = store.create_observer();
    render(&mut store, observer, |r| name.get(r).len()).ok();
    tx(&mut store, |tx| {
        name.set(tx, "Ada".into());
        *age.get_mut(tx) += 36;
        assert_eq!(age.update(tx, |age| std::mem::replace(age, 37)), 36);
    });
    assert_eq!(dirty(&mut store), [observer]);
    tx(&mut store, |tx| {
        assert_eq!((form.get(tx).name.as_str(), form.get(tx).age), ("Ada", 37));
    });
    shown_as_text_and_attribute(name);
    assert_eq!(roundtrip(&mut store, age, 5), 5);
    assert_eq!(roundtrip(&mut store, plain, 6), 6);
}

#[test]
fn a_stored_value_is_no_news() {
    let (mut store, owner, undo) = store(|cx| cx.stored(RefCell::new(vec![1])));
    tx(&mut store, |tx| {
        undo.get_mut(tx).borrow_mut().push(2);
        assert_eq!(*undo.get(tx).borrow(), [1, 2]);
        undo.set(tx, RefCell::default());
        assert!(undo.get(tx).borrow().is_empty());
    });
    assert!(!store.has_pending());
    store.free_owner(owner);
    let stale: StaleHandle = fault(|| tx(&mut store, |tx| drop(undo.get(tx).clone())));
    assert!(stale.handle.contains("Stored<"));
}

#[test]
fn services_are_found_by_type() {
    struct Pool(u32);
    struct Missing;
    let mut services = Services::new();
    services.insert(Pool(1));
    services.insert(Pool(2));
    let mut store = Store::new(StoreSettings {
        services: Arc::new(services),
        ..settings().0
    });
    let owner = store.create_owner(None);
    let pool = store.with_setup(owner, |cx| cx.service::<Pool>());
    assert_eq!(
        tx(&mut store, |tx| pool.get(tx).0),
        2,
        "the last of its type"
    );
    let panic = caught(|| store.with_setup(owner, |cx| cx.service::<Missing>()))
        .expect_err("there is none");
    let text = panic.downcast_ref::<String>().expect("a message");
    assert!(
        text.contains("Missing") && text.contains("Pool") && text.contains(".service(value)"),
        "{text}"
    );
}

#[test]
fn on_mount_runs_once_and_on_change_not_at_first() {
    type Log = Rc<RefCell<Vec<String>>>;
    let log = Log::default();
    let note = |text: &str| log.borrow_mut().push(text.to_owned());
    let taken = || std::mem::take(&mut *log.borrow_mut());
    let (mut store, owner, count): (_, _, Signal<i64>) = store(|cx| {
        let count = cx.signal(0i64);
        let (mounts, changes) = (log.clone(), log.clone());
        cx.on_mount(move |tx: &mut Tx<'_>| {
            mounts
                .borrow_mut()
                .push(format!("mounted with {}", count.get(tx)));
            let mounts = mounts.clone();
            move |_: &mut Tx<'_>| mounts.borrow_mut().push("gone".to_owned())
        });
        cx.on_change(
            move |r| *count.get(r) / 10,
            move |_, tens| changes.borrow_mut().push(format!("tens are {tens}")),
        );
        count
    });
    tx(&mut store, |tx| count.set(tx, 15));
    let run = store.start_effects(0, 10);
    assert_eq!((run.ran, taken()), (1, vec!["mounted with 15".to_owned()]));
    assert_eq!(
        (store.start_effects(0, 10).ran, store.run_effects(0, 10).ran),
        (0, 0)
    );
    tx(&mut store, |tx| count.set(tx, 16));
    assert_eq!(store.run_effects(0, 10).ran, 0);
    tx(&mut store, |tx| count.set(tx, 25));
    assert_eq!(store.run_effects(0, 10).ran, 1);
    note("end");
    store.dispose_owner(owner, 0);
    assert_eq!(taken(), ["tens are 2", "end", "gone"]);
    check_empty(&mut store);
}
