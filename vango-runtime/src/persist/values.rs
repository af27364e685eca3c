//! The stored values of one session, before they are read, and what is to be stored of it.
//!
//! Invariant: a value is read when somebody wants it and not before; what cannot be read by this program is left where it is,
//! for the one that has written it.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::hash::Hasher;
use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use siphasher::sip128::{Hasher128, SipHasher13};
use vango_schema::{Fingerprint, Lifetime};

use super::book::{Bindings, SchemaBook};
use super::codec;
use super::item::{Definition, Item};
use super::{CodecError, Persist};

/// The order in which a value was written, before its bytes.
const ORDER_BYTES: usize = 8;

/// Longest id that is a name as it is.
const MAX_NAME_BYTES: usize = 150;

/// Types as which one item's values are kept beside one another, for versions of the app that follow each other.
pub(crate) const MAX_TYPES_KEPT: usize = 4;

/// A stored value: an item's, written as one type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredValue {
    /// What the item is stored under.
    pub id: Cow<'static, str>,
    /// What it was written as.
    pub fingerprint: Fingerprint,
    /// Which of an item's values is the newest: it grows with each write of the session.
    pub order: u64,
    /// Whose it is.
    pub scope: Scope,
    /// How many bytes it takes.
    pub len: usize,
    /// As [`encode`](super::encode) wrote it; empty when the session holds the value itself.
    pub bytes: Bytes,
}

/// Whose a stored value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The tab's.
    Session,
    /// All tabs' of the browser.
    Browser,
}

impl Scope {
    /// Where values of such an item are.
    pub(crate) fn of(item: &Item) -> Self {
        match item.record().lifetime {
            Lifetime::Browser => Self::Browser,
            Lifetime::Session | Lifetime::Key | Lifetime::Global => Self::Session,
        }
    }
}

impl StoredValue {
    fn is(&self, id: &str, fingerprint: Fingerprint) -> bool {
        self.id == id && self.fingerprint == fingerprint
    }

    /// From what stands in a store under a name. `None`: it is no value of an item.
    pub fn from_field(name: &str, stored: &Bytes) -> Option<Self> {
        let (id, fingerprint) = name.strip_prefix(PREFIX)?.rsplit_once('/')?;
        let order = stored.first_chunk::<ORDER_BYTES>()?;
        Some(Self {
            id: id.to_owned().into(),
            fingerprint: Fingerprint(u128::from_str_radix(fingerprint, 16).ok()?),
            order: u64::from_le_bytes(*order),
            scope: Scope::Session,
            len: stored.len() - ORDER_BYTES,
            bytes: stored.slice(ORDER_BYTES..),
        })
    }
}

const PREFIX: &str = "v/";

/// One change of what is stored of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// The name that the value is stored under.
    pub field: String,
    /// `None`: it is taken away.
    pub bytes: Option<Bytes>,
    /// What stood there before; `None` when nothing did.
    pub before: Option<Bytes>,
    /// Whose value it is, when it was written by this program: its schema has to be known to later ones.
    pub item: Option<Item>,
}

impl Write {
    /// Whose value it is. What nothing is known of is the tab's.
    pub fn scope(&self) -> Scope {
        self.item.as_ref().map_or(Scope::Session, Scope::of)
    }

    /// How many bytes of a value are written.
    pub fn value_bytes(&self) -> usize {
        let stored = self.bytes.as_ref().map_or(0, Bytes::len);
        stored.saturating_sub(ORDER_BYTES)
    }

    pub(crate) fn put(id: &str, fingerprint: Fingerprint, order: u64, bytes: &[u8]) -> Self {
        Self {
            field: field(id, fingerprint),
            bytes: Some(stored(order, bytes)),
            before: None,
            item: None,
        }
    }

    /// Adds later writes to those that wait: of several of a field the last one counts, and what stood there before the first.
    pub fn merge(waiting: &mut Vec<Self>, later: impl IntoIterator<Item = Self>) {
        for mut write in later {
            let earlier = waiting.iter().position(|other| other.field == write.field);
            if let Some(place) = earlier {
                write.before = waiting.remove(place).before;
            }
            waiting.push(write);
        }
    }

    fn remove(old: StoredValue) -> Self {
        Self {
            field: field(&old.id, old.fingerprint),
            bytes: None,
            before: Some(stored(old.order, &old.bytes)),
            item: None,
        }
    }
}

/// A value as it stands in a store.
pub(crate) fn stored(order: u64, bytes: &[u8]) -> Bytes {
    [&order.to_le_bytes(), bytes].concat().into()
}

fn field(id: &str, fingerprint: Fingerprint) -> String {
    format!("{PREFIX}{id}/{fingerprint}")
}

/// What an item is called in a store: its id, or a hash of it when that has letters or a length that names there don't have.
fn name(id: &'static str) -> Cow<'static, str> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b":_.-".contains(&byte);
    if id.len() <= MAX_NAME_BYTES && id.bytes().all(is_plain) {
        return id.into();
    }
    let mut hasher = SipHasher13::new();
    hasher.write(id.as_bytes());
    format!("hash-{:032x}", hasher.finish128().as_u128()).into()
}

/// What a session has in the store.
#[derive(Clone, Debug, Default)]
pub struct Values {
    list: Vec<StoredValue>,
    bindings: Bindings,
    schemas: SchemaBook,
}

/// A stored value that was not read as it stood.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Hydration {
    /// A function of the app has turned it into one of the new type, or a compatible type has read it.
    Migrated {
        /// The item.
        path: &'static str,
    },
    /// It was left; the item has its initial value.
    Reset {
        /// The item.
        path: &'static str,
        /// Why.
        reason: String,
    },
}

impl Values {
    /// Nothing stored.
    pub fn new(bindings: Bindings, schemas: SchemaBook) -> Self {
        Self {
            list: Vec::new(),
            bindings,
            schemas,
        }
    }

    /// Adds a stored value.
    pub fn push(&mut self, value: StoredValue) {
        self.list.push(value);
    }

    /// The types that stored values were written as, whose schemas have to be known before they are read.
    pub fn fingerprints(&self) -> impl Iterator<Item = Fingerprint> {
        self.list.iter().map(|value| value.fingerprint)
    }

    /// The values, as those of a scope.
    pub fn into_scope(self, scope: Scope) -> Vec<StoredValue> {
        let values = self.list.into_iter();
        values.map(|value| StoredValue { scope, ..value }).collect()
    }

    /// Takes over the newest values of a scope; what is there of it goes.
    pub(crate) fn replace_scope(&mut self, scope: Scope, values: Vec<StoredValue>) {
        self.list.retain(|value| value.scope != scope);
        self.list.extend(values);
    }

    /// Bytes that all of them take.
    pub(crate) fn total_bytes(&self) -> usize {
        self.list.iter().map(|value| value.len).sum()
    }

    /// Whether the session's own of both are the same writes.
    pub(crate) fn is_as_new_as(&self, other: &Self) -> bool {
        let own = |values: &Self| -> BTreeSet<(Cow<'static, str>, Fingerprint, u64)> {
            let of_session = values
                .list
                .iter()
                .filter(|value| value.scope == Scope::Session);
            of_session
                .map(|value| (value.id.clone(), value.fingerprint, value.order))
                .collect()
        };
        own(self) == own(other)
    }

    /// What is noted of one.
    pub(crate) fn find(&self, id: &str, fingerprint: Fingerprint) -> Option<&StoredValue> {
        self.list.iter().find(|value| value.is(id, fingerprint))
    }

    /// Undoes a write: puts back what stood under its name.
    pub(crate) fn restore(&mut self, write: &Write) {
        let is_it = |value: &StoredValue| field(&value.id, value.fingerprint) == write.field;
        let before = write.before.as_ref();
        let before = before.and_then(|before| StoredValue::from_field(&write.field, before));
        let before = before.map(|value| StoredValue {
            scope: self.scope_of(&value.id, write),
            ..value
        });
        self.list.retain(|value| !is_it(value));
        self.list.extend(before);
    }

    /// Whose the value of a write was. One that gave up an older type's says nothing of it; other types of the item do.
    fn scope_of(&self, id: &str, write: &Write) -> Scope {
        let mut others = self.list.iter().filter(|value| value.id == id);
        match write.item {
            Some(item) => Scope::of(&item),
            None => others.next().map_or(Scope::Session, |value| value.scope),
        }
    }

    pub(crate) fn memory_bytes(&self) -> usize {
        let bytes: usize = self.list.iter().map(|value| value.bytes.len()).sum();
        self.list.capacity() * size_of::<StoredValue>() + bytes
    }

    /// What a session without values needs to write some.
    pub(crate) fn surroundings(&self) -> (Bindings, SchemaBook) {
        (self.bindings, self.schemas.clone())
    }

    pub(super) fn take_list(self) -> Vec<StoredValue> {
        self.list
    }

    pub(crate) fn list(&self) -> &[StoredValue] {
        &self.list
    }

    pub(crate) fn id(&self, path: &'static str) -> Cow<'static, str> {
        name(self.bindings.id(path))
    }

    pub(crate) fn last_order(&self) -> u64 {
        self.list.iter().map(|value| value.order).max().unwrap_or(0)
    }

    /// Notes what was written: an item's newest value, and which ones were given up for it.
    pub(crate) fn set(&mut self, new: StoredValue, writes: &mut Vec<Write>) {
        let mut list = self.list.iter_mut();
        match list.find(|value| value.is(&new.id, new.fingerprint)) {
            Some(value) => *value = new,
            None => {
                self.drop_oldest(&new.id, writes);
                self.list.push(new);
            }
        }
    }

    /// Makes room for one more type of an item's values.
    fn drop_oldest(&mut self, id: &str, writes: &mut Vec<Write>) {
        let of_item = |value: &&StoredValue| value.id == id;
        if self.list.iter().filter(of_item).count() < MAX_TYPES_KEPT {
            return;
        }
        let places = self.list.iter().enumerate();
        let oldest = places
            .filter(|(_, value)| value.id == id)
            .min_by_key(|(_, value)| value.order)
            .map(|(place, _)| place);
        if let Some(place) = oldest {
            writes.push(Write::remove(self.list.remove(place)));
        }
    }

    /// The item's newest value that can be read, and what is to be told of it.
    pub(crate) fn read<T: Persist>(
        &self,
        definition: &Definition<T>,
    ) -> (Option<T>, Option<Hydration>) {
        definition.claim();
        let path = definition.item.path();
        let id = self.id(path);
        let mut stored: Vec<&StoredValue> =
            self.list.iter().filter(|value| value.id == *id).collect();
        stored.sort_by_key(|value| std::cmp::Reverse(value.order));
        let mut first_reason = None;
        for value in stored {
            match self.read_one(definition, value) {
                Ok(read) => {
                    let is_own = value.fingerprint == definition.item.fingerprint();
                    let told = (!is_own).then_some(Hydration::Migrated { path });
                    return (Some(read), told);
                }
                Err(reason) => drop(first_reason.get_or_insert(reason)),
            }
        }
        let told = first_reason.map(|reason| Hydration::Reset { path, reason });
        (None, told)
    }

    /// The item's value: the newest that can be read, or what it begins with.
    pub(crate) fn value<T: Persist>(&self, definition: &Definition<T>) -> T {
        let (stored, _) = self.read(definition);
        stored.unwrap_or_else(definition.initial)
    }

    fn read_one<T: Persist>(
        &self,
        definition: &Definition<T>,
        stored: &StoredValue,
    ) -> Result<T, String> {
        let from = stored.fingerprint;
        let mut migrations = definition.migrations.iter();
        let migration = migrations.find(|migration| migration.from == from);
        let read: fn(&[u8]) -> Result<T, CodecError> = match migration {
            Some(migration) => migration.read,
            None if from == definition.item.fingerprint() => codec::decode::<T>,
            None => match self
                .schemas
                .objection(from, definition.item.record().schema)
            {
                Some(objection) => return Err(objection),
                None => codec::decode::<T>,
            },
        };
        // A migration, and what reads a type, is the app's own code: a value that it cannot read must not fail the session.
        match catch_unwind(AssertUnwindSafe(|| read(&stored.bytes))) {
            Ok(read) => read.map_err(|error| error.to_string()),
            Err(_) => Err("what reads it has panicked".to_owned()),
        }
    }
}
