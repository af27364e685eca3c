//! Values are encrypted before a store sees them, and authenticated when they come back.
//!
//! Invariant: a value opens only with a key of the ring, in the record and the field that it was written to. One that does
//! not open costs its field and not its record. Deliberately absent: hiding names, lengths and revisions; and freshness: who can
//! write to the store can put back an older value of the same field.
//!
//! | bytes | what |
//! | --- | --- |
//! | 1 | the form: 1 |
//! | 8 | which key: the first bytes of a SHA-256 of it |
//! | 24 | nonce, random |
//! | the value's | XChaCha20 |
//! | 16 | Poly1305, over the above and the names of record and field |

use std::time::Duration;

use bytes::Bytes;
use chacha20poly1305::XNonce;
use chacha20poly1305::aead::AeadInOut as _;

use crate::error::{Size, StoreError};
use crate::key::{Field, Key};
use crate::limits::{FIELD_BYTES, SEAL_BYTES};
use crate::record::{Change, Commit, Expected, Record, Revision, Unreadable, UnreadableReason};
use crate::ring::{ID_BYTES, KeyRing};
use crate::store::{Store, StoreFuture};
use crate::watch::Watch;

/// The form of what is written.
const FORM: u8 = 1;
const NONCE_BYTES: usize = 24;
const TAG_BYTES: usize = 16;
const HEADER_BYTES: usize = 1 + ID_BYTES + NONCE_BYTES;
const _: () = assert!(HEADER_BYTES + TAG_BYTES == SEAL_BYTES);

/// A store whose values are encrypted and authenticated with the keys of a ring. Names of records and fields are not hidden.
///
/// A value that cannot be opened is left out and listed in [`Record::unreadable`]. Each value grows by
/// [`SEAL_BYTES`].
///
/// ```
/// use std::sync::Arc;
/// use vango_store::{Commit, Expected, Field, Key, KeyRing, MemoryStore, Sealed, Store};
///
/// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
/// # runtime.block_on(async {
/// let below: Arc<dyn Store> = Arc::new(MemoryStore::new());
/// let store = Sealed::new(Arc::clone(&below), KeyRing::new([7; 32], []));
/// let (key, name) = (Key::new("session:1")?, Field::new("name")?);
/// store.commit(&key, Commit::new(Expected::Any).set(name.clone(), "Ada")).await?;
/// assert_eq!(&store.get(&key).await?.unwrap().fields[&name][..], b"Ada");
/// assert_ne!(&below.get(&key).await?.unwrap().fields[&name][..], b"Ada");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Sealed<S> {
    store: S,
    ring: KeyRing,
}

impl<S: Store> Sealed<S> {
    /// Encrypts what goes into the store, and decrypts what comes out of it.
    #[must_use]
    pub fn new(store: S, ring: KeyRing) -> Self {
        Self { store, ring }
    }

    fn seal(&self, key: &Key, change: Change) -> Result<Change, StoreError> {
        let Change { field, value } = change;
        let value = value.map(|value| seal(&self.ring, key, &field, &value));
        let value = value.transpose()?;
        Ok(Change { field, value })
    }

    fn open(&self, key: &Key, sealed: Record) -> Record {
        let mut record = Record {
            fields: [].into(),
            ..sealed
        };
        for (field, value) in sealed.fields {
            match open(&self.ring, key, &field, &value) {
                Ok(value) => {
                    record.fields.insert(field, value);
                }
                Err(reason) => record.unreadable.push(Unreadable { field, reason }),
            }
        }
        record
    }
}

fn seal(ring: &KeyRing, key: &Key, field: &Field, value: &Bytes) -> Result<Bytes, StoreError> {
    let limit = FIELD_BYTES - SEAL_BYTES;
    if value.len() > limit {
        let (what, size) = (Size::Field(field.clone()), value.len());
        return Err(StoreError::TooLarge { what, size, limit });
    }
    let mut nonce = [0; NONCE_BYTES];
    getrandom::fill(&mut nonce).map_err(|error| {
        StoreError::unavailable(format!(
            "the operating system gives no random bytes to encrypt with: {error}"
        ))
    })?;
    let newest = ring.newest();
    let mut sealed = Vec::with_capacity(value.len() + SEAL_BYTES);
    sealed.push(FORM);
    sealed.extend_from_slice(&newest.id);
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(value);
    let place = place(&sealed[..1 + ID_BYTES], key, field);
    let tag = newest
        .cipher
        .encrypt_inout_detached(
            &XNonce::from(nonce),
            &place,
            (&mut sealed[HEADER_BYTES..]).into(),
        )
        .map_err(|_| {
            StoreError::unavailable(format!("`{field}` of `{key}` cannot be encrypted"))
        })?;
    sealed.extend_from_slice(&tag);
    Ok(sealed.into())
}

fn open(
    ring: &KeyRing,
    key: &Key,
    field: &Field,
    sealed: &[u8],
) -> Result<Bytes, UnreadableReason> {
    if sealed.first() != Some(&FORM) || sealed.len() < SEAL_BYTES {
        return Err(UnreadableReason::NotSealed);
    }
    let (header, rest) = sealed.split_at(HEADER_BYTES);
    let (value, tag) = rest.split_at(rest.len() - TAG_BYTES);
    let (prefix, nonce) = header.split_at(1 + ID_BYTES);
    let damaged = |_| UnreadableReason::Damaged;
    let nonce: [u8; NONCE_BYTES] = nonce.try_into().map_err(damaged)?;
    let tag: [u8; TAG_BYTES] = tag.try_into().map_err(damaged)?;
    let place = place(prefix, key, field);
    let mut reason = UnreadableReason::UnknownKey;
    for ring_key in ring.with_id(&prefix[1..]) {
        let mut value = value.to_vec();
        let buffer = value.as_mut_slice().into();
        let opened = ring_key.cipher.decrypt_inout_detached(
            &XNonce::from(nonce),
            &place,
            buffer,
            &tag.into(),
        );
        match opened {
            Ok(()) => return Ok(value.into()),
            Err(_) => reason = UnreadableReason::Damaged,
        }
    }
    Err(reason)
}

/// What is authenticated beside the value: form, key id, and where the value stands. No two places are written alike, since
/// names hold no zero byte.
fn place(prefix: &[u8], key: &Key, field: &Field) -> Vec<u8> {
    let (key, field) = (key.as_str().as_bytes(), field.as_str().as_bytes());
    [b"vango-store", prefix, key, b"\0", field].concat()
}

impl<S: Store> Store for Sealed<S> {
    fn get<'a>(&'a self, key: &'a Key) -> StoreFuture<'a, Option<Record>> {
        Box::pin(async move {
            let record = self.store.get(key).await?;
            Ok(record.map(|record| self.open(key, record)))
        })
    }

    fn commit<'a>(&'a self, key: &'a Key, commit: Commit) -> StoreFuture<'a, Revision> {
        Box::pin(async move {
            let changes = commit.changes.into_iter();
            let changes = changes
                .map(|change| self.seal(key, change))
                .collect::<Result<_, _>>()?;
            self.store.commit(key, Commit { changes, ..commit }).await
        })
    }

    fn delete<'a>(&'a self, key: &'a Key, expected: Expected) -> StoreFuture<'a, ()> {
        self.store.delete(key, expected)
    }

    fn touch<'a>(&'a self, key: &'a Key, lifetime: Duration) -> StoreFuture<'a, bool> {
        self.store.touch(key, lifetime)
    }

    fn watch(&self, key: &Key) -> Watch {
        self.store.watch(key)
    }

    fn name(&self) -> &'static str {
        self.store.name()
    }
}
