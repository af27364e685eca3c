//! The store in a file: the suite, plain and encrypted; what can be wrong with the file; expiry.

use std::fs;
use std::sync::Arc;
use std::time::{Duration, Instant};

use redb::{Database, ReadableDatabase as _, ReadableTableMetadata as _, TableDefinition};
use vango_store::conformance::{self, Handles};
use vango_store::{Commit, Expected, Field, Key, KeyRing, RedbStore, Sealed, Store};

use super::place::Place;

fn key(name: &str) -> Key {
    Key::new(name).unwrap()
}

fn put(value: &'static str) -> Commit {
    Commit::new(Expected::Any).set(Field::new("f").unwrap(), value)
}

#[tokio::test(flavor = "multi_thread")]
async fn redb_passes_the_suite() {
    let place = Place::new("suite");
    let store: Arc<dyn Store> = Arc::new(RedbStore::open(place.path("store")).unwrap());
    let handles = Handles::new(Arc::clone(&store), store);
    conformance::run(async || handles.clone()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn encrypted_redb_passes_the_suite() {
    let place = Place::new("sealed-suite");
    let store: Arc<dyn Store> = Arc::new(RedbStore::open(place.path("store")).unwrap());
    let sealed = Sealed::new(store, KeyRing::new([1; 32], []));
    let handles = Handles::new(sealed.clone(), sealed);
    conformance::run(async || handles.clone()).await;
}

/// No tokio anywhere: futures of the store run on any executor.
#[test]
fn it_needs_no_runtime_and_keeps_what_was_committed() {
    let place = Place::new("reopen");
    let mut revisions = Vec::new();
    for _ in 0..3 {
        let store = RedbStore::open(place.path("store")).unwrap();
        let at = key("k");
        let before = futures_executor(store.get(&at)).unwrap();
        assert_eq!(
            before.map(|record| record.revision),
            revisions.last().copied()
        );
        revisions.push(futures_executor(store.commit(&at, put("v"))).unwrap());
    }
    assert!(revisions.is_sorted());
}

/// The smallest executor: it parks the thread.
fn futures_executor<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(std::thread::Thread);
    impl std::task::Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Arc::new(Unpark(std::thread::current())).into();
    let mut context = std::task::Context::from_waker(&waker);
    let mut future = std::pin::pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            std::task::Poll::Ready(value) => return value,
            std::task::Poll::Pending => std::thread::park(),
        }
    }
}

#[cfg(unix)]
#[test]
fn the_file_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new("mode");
    let _store = RedbStore::open(place.path("store")).unwrap();
    let mode = fs::metadata(place.path("store"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_file_that_is_open_says_so_and_can_be_opened_when_it_is_not() {
    let place = Place::new("locked");
    let path = place.path("store");
    let store = RedbStore::open(&path).unwrap();
    let error = RedbStore::open(&path).unwrap_err();
    assert!(error.is_locked());
    let text = error.to_string();
    assert!(
        text.contains("another process has it open") && text.contains("use Redis"),
        "{text}"
    );
    drop(store);
    RedbStore::open(&path).unwrap();
}

#[test]
fn a_file_that_is_no_store_is_refused_and_stays_as_it_is() {
    let place = Place::new("no-store");
    let mut cut = vec![0; 5000];
    cut[..9].copy_from_slice(b"redb\x1a\x0a\xa9\x0d\x0a");
    for (name, bytes, hint) in [
        ("text", &b"a poem\n"[..], "is no store of Vango"),
        ("short", b"redb", "is no store of Vango"),
        ("cut", &cut, ""),
    ] {
        let path = place.path(name);
        fs::write(&path, bytes).unwrap();
        let error = RedbStore::open(&path).unwrap_err().to_string();
        assert!(error.contains(name) && error.contains(hint), "{error}");
        assert!(fs::read(&path).unwrap() == bytes, "{name}");
    }
    let error = RedbStore::open(place.path("no/such"))
        .unwrap_err()
        .to_string();
    assert!(error.contains("the directory must be there"), "{error}");
}

#[test]
fn another_programs_database_and_a_later_format_are_refused() {
    const META: TableDefinition<&str, u64> = TableDefinition::new("vango:meta");
    const THEIRS: TableDefinition<&str, &str> = TableDefinition::new("users");
    let place = Place::new("formats");
    let path = place.path("theirs");
    let database = Database::create(&path).unwrap();
    let transaction = database.begin_write().unwrap();
    transaction
        .open_table(THEIRS)
        .unwrap()
        .insert("a", "b")
        .unwrap();
    transaction.commit().unwrap();
    drop(database);
    let error = RedbStore::open(&path).unwrap_err().to_string();
    assert!(error.contains("is no store of Vango"), "{error}");

    let path = place.path("later");
    drop(RedbStore::open(&path).unwrap());
    let database = Database::open(&path).unwrap();
    let transaction = database.begin_write().unwrap();
    transaction
        .open_table(META)
        .unwrap()
        .insert("format", 2)
        .unwrap();
    transaction.commit().unwrap();
    drop(database);
    let error = RedbStore::open(&path).unwrap_err().to_string();
    assert!(
        error.contains("format 2 of Vango's stores, which this version cannot read"),
        "{error}"
    );
}

#[tokio::test]
async fn what_has_expired_leaves_the_file_by_itself() {
    const RECORDS: TableDefinition<&str, (u64, u64, u64, u64)> =
        TableDefinition::new("vango:records");
    const FIELDS: TableDefinition<(&str, &str), &[u8]> = TableDefinition::new("vango:fields");
    const EXPIRIES: TableDefinition<(u64, &str), ()> = TableDefinition::new("vango:expiries");
    let place = Place::new("expiry");
    let store = RedbStore::open(place.path("store")).unwrap();
    store
        .commit(&key("kept"), put("v").live_for(Duration::from_secs(3600)))
        .await
        .unwrap();
    // More than one step removes.
    for number in 0..300 {
        let commit = put("v").live_for(Duration::from_millis(50));
        store
            .commit(&key(&format!("k{number}")), commit)
            .await
            .unwrap();
    }
    // What it was to be first does not count any more.
    for name in ["kept", "touched"] {
        let commit = put("v").live_for(Duration::from_millis(50));
        store.commit(&key(name), commit).await.unwrap();
    }
    let hour = Duration::from_secs(3600);
    store
        .commit(&key("kept"), put("v").live_for(hour))
        .await
        .unwrap();
    assert_eq!(store.touch(&key("touched"), hour).await, Ok(true));
    let start = Instant::now();
    tokio::time::sleep(Duration::from_millis(2500)).await;
    drop(store);
    let database = Database::open(place.path("store")).unwrap();
    let read = database.begin_read().unwrap();
    let left = (
        read.open_table(RECORDS).unwrap().len().unwrap(),
        read.open_table(FIELDS).unwrap().len().unwrap(),
        read.open_table(EXPIRIES).unwrap().len().unwrap(),
    );
    assert_eq!(left, (2, 2, 2), "after {:?}", start.elapsed());
}
