//! What the macros write about one persisted `static`, and what follows from it.
//!
//! Invariant: of all that a macro writes, [`declare`] and [`migration`] alone ask for [`Persist`]: a type that cannot be persisted
//! is one error, at the type.
//! Deliberately absent: any value. An application names nothing of this.

use vango_schema::{Content, Fingerprint, Lifetime, Record, Schema};

use super::{CodecError, Definition, Migration, Persist, decode};

/// One `#[shared]`, `#[session_key]` or `#[global]`.
pub trait Declare {
    /// The type of its value; of a session key's, with the `Option`.
    type Value: 'static;
    /// Which macro it was, and its scope.
    const LIFETIME: Lifetime;
    /// What the static is called.
    const NAME: &'static str;
    /// Where it stands.
    const PATH: &'static str;
    /// Where it stood.
    const WAS: Option<&'static str> = None;
    /// The name of what its values mean.
    const ID: Option<&'static str> = None;
    /// Of [`Declare::MIGRATIONS`].
    const MIGRATES: &'static [Fingerprint] = &[];
    /// Types that its values are migrated from.
    const MIGRATIONS: &'static [Migration<Self::Value>] = &[];

    /// The constant that it begins with.
    fn initial() -> Self::Value;
}

/// A definition without the bytes of its record.
#[derive(Debug)]
pub struct Declared<T: 'static> {
    /// What tools read of it.
    pub record: &'static Record,
    initial: fn() -> T,
    migrations: &'static [Migration<T>],
}

impl<T: 'static> Declared<T> {
    /// What the static holds; `embedded` is the record as bytes.
    #[track_caller]
    pub const fn define(self, embedded: &'static [u8]) -> Definition<T> {
        Definition::new(self.record, embedded, self.initial, self.migrations)
    }
}

/// All of an item but its record's bytes.
pub const fn declare<T: Persist, I: Declare<Value = T>>() -> Declared<T> {
    Declared {
        record: const {
            &Record {
                lifetime: I::LIFETIME,
                path: I::PATH,
                was: I::WAS,
                migrates: I::MIGRATES,
                schema: match I::ID {
                    None => T::SCHEMA,
                    Some(id) => &Schema::Named {
                        name: I::NAME,
                        id: Some(id),
                        content: Content::Newtype(T::SCHEMA),
                    },
                },
            }
        },
        initial: I::initial,
        migrations: I::MIGRATIONS,
    }
}

/// One `Old => upgrade`.
pub trait Migrate {
    /// What was stored.
    type Old;
    /// What is made of it.
    type New;
    /// The name that the old values' meaning had.
    const ID: Option<&'static str> = None;
    /// Makes it.
    const UPGRADE: fn(Self::Old) -> Self::New;
}

/// Reads what was stored as the old type.
pub const fn migration<Old: Persist, M: Migrate<Old = Old>>() -> Migration<M::New> {
    Migration {
        from: match M::ID {
            None => Fingerprint::of(Old::SCHEMA),
            // Names do not count.
            Some(id) => Fingerprint::of(&Schema::Named {
                name: "",
                id: Some(id),
                content: Content::Newtype(Old::SCHEMA),
            }),
        },
        read: upgraded::<Old, M>,
    }
}

fn upgraded<Old: Persist, M: Migrate<Old = Old>>(bytes: &[u8]) -> Result<M::New, CodecError> {
    decode::<Old>(bytes).map(M::UPGRADE)
}

/// The types that all `N` of them read.
pub const fn origins<T, const N: usize>(migrations: &[Migration<T>]) -> [Fingerprint; N] {
    assert!(N == migrations.len());
    let mut origins = [Fingerprint(0); N];
    let mut at = 0;
    while at < N {
        origins[at] = migrations[at].from;
        at += 1;
    }
    origins
}
