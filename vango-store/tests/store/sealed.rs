//! What an encrypted store does when values were tampered with, moved, or written with other keys.

use bytes::Bytes;
use vango_store::limits::{FIELD_BYTES, SEAL_BYTES};
use vango_store::{
    Commit, Expected, Field, Key, KeyRing, MemoryStore, Sealed, Size, Store, StoreError,
    UnreadableReason,
};

fn key(name: &str) -> Key {
    Key::new(name).unwrap()
}

fn field(name: &str) -> Field {
    Field::new(name).unwrap()
}

async fn put(store: &impl Store, at: &Key, name: &str, value: impl Into<Bytes>) {
    let commit = Commit::new(Expected::Any).set(field(name), value);
    store.commit(at, commit).await.unwrap();
}

/// What the store below holds.
async fn raw(store: &MemoryStore, at: &Key, name: &str) -> Bytes {
    store.get(at).await.unwrap().unwrap().fields[&field(name)].clone()
}

/// The value, or why there is none.
async fn open(store: &impl Store, at: &Key, name: &str) -> Result<Bytes, UnreadableReason> {
    let record = store.get(at).await.unwrap().unwrap();
    match record.fields.get(&field(name)) {
        Some(value) => Ok(value.clone()),
        None => Err(record
            .unreadable
            .iter()
            .find(|it| it.field == field(name))
            .unwrap()
            .reason),
    }
}

#[tokio::test]
async fn no_byte_can_be_changed_and_the_rest_of_the_record_stays() {
    let below = MemoryStore::new();
    let store = Sealed::new(below.clone(), KeyRing::new([1; 32], []));
    let at = key("a");
    put(&store, &at, "good", "kept").await;
    put(&store, &at, "bad", "secret").await;
    let sealed = raw(&below, &at, "bad").await;
    assert_eq!(sealed.len(), "secret".len() + SEAL_BYTES);
    assert!(!sealed.windows(6).any(|window| window == b"secret"));
    for byte in 0..sealed.len() {
        let mut bytes = sealed.to_vec();
        bytes[byte] ^= 1;
        put(&below, &at, "bad", bytes).await;
        let expected = match byte {
            0 => UnreadableReason::NotSealed,
            1..=8 => UnreadableReason::UnknownKey,
            _ => UnreadableReason::Damaged,
        };
        assert_eq!(open(&store, &at, "bad").await, Err(expected), "byte {byte}");
        assert_eq!(open(&store, &at, "good").await, Ok("kept".into()));
    }
    for length in 0..SEAL_BYTES {
        put(&below, &at, "bad", sealed.slice(..length)).await;
        assert_eq!(
            open(&store, &at, "bad").await,
            Err(UnreadableReason::NotSealed)
        );
    }
    put(&below, &at, "bad", sealed.slice(..sealed.len() - 1)).await;
    assert_eq!(
        open(&store, &at, "bad").await,
        Err(UnreadableReason::Damaged)
    );
    // A field that cannot be read can be written.
    put(&store, &at, "bad", "mended").await;
    let record = store.get(&at).await.unwrap().unwrap();
    assert_eq!((record.fields.len(), record.unreadable.len()), (2, 0));
}

#[tokio::test]
async fn a_value_opens_in_its_own_place_alone() {
    let below = MemoryStore::new();
    let store = Sealed::new(below.clone(), KeyRing::new([1; 32], []));
    put(&store, &key("ab"), "c", "secret").await;
    let sealed = raw(&below, &key("ab"), "c").await;
    for (other, name) in [("a", "bc"), ("abc", "c"), ("ab", "d"), ("other", "c")] {
        put(&below, &key(other), name, sealed.clone()).await;
        let found = open(&store, &key(other), name).await;
        assert_eq!(found, Err(UnreadableReason::Damaged), "{other} {name}");
    }
    assert_eq!(open(&store, &key("ab"), "c").await, Ok("secret".into()));
}

#[tokio::test]
async fn keys_are_changed_one_after_the_other() {
    let below = MemoryStore::new();
    let at = key("a");
    let old = Sealed::new(below.clone(), KeyRing::new([1; 32], []));
    put(&old, &at, "f", "value").await;
    let both = Sealed::new(below.clone(), KeyRing::new([2; 32], [[1; 32]]));
    assert_eq!(open(&both, &at, "f").await, Ok("value".into()));
    put(&both, &at, "g", "by the new one").await;
    assert_eq!(
        open(&old, &at, "g").await,
        Err(UnreadableReason::UnknownKey)
    );
    let new = Sealed::new(below.clone(), KeyRing::new([2; 32], []));
    assert_eq!(open(&new, &at, "g").await, Ok("by the new one".into()));
    assert_eq!(
        open(&new, &at, "f").await,
        Err(UnreadableReason::UnknownKey)
    );
}

#[tokio::test]
async fn equal_values_are_stored_differently() {
    let below = MemoryStore::new();
    let store = Sealed::new(below.clone(), KeyRing::new([1; 32], []));
    let at = key("a");
    put(&store, &at, "f", "same").await;
    let first = raw(&below, &at, "f").await;
    put(&store, &at, "f", "same").await;
    assert_ne!(raw(&below, &at, "f").await, first);
}

#[tokio::test]
async fn what_encryption_adds_counts() {
    let store = Sealed::new(MemoryStore::new(), KeyRing::new([1; 32], []));
    let limit = FIELD_BYTES - SEAL_BYTES;
    let commit = Commit::new(Expected::Any).set(field("f"), vec![0; limit + 1]);
    let (what, size) = (Size::Field(field("f")), limit + 1);
    assert_eq!(
        store.commit(&key("a"), commit).await,
        Err(StoreError::TooLarge { what, size, limit })
    );
}
