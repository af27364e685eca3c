//! What the macros write about one persisted `static`, and what follows from it.
//!
//! Invariant: the bounds stand here, on associated types, and nowhere else on the way from a macro to its static: a type that
//! cannot be persisted is one error, and its place is the type.
//! Deliberately absent: any value. An application names nothing of this.

use vango_schema::{Content, Describe, Fingerprint, Lifetime, Record, Schema};

use super::{CodecError, Definition, Migration, Persist, decode};

/// One `#[shared]`, `#[session_key]` or `#[global]`.
pub trait Declare {
    /// The type of its value; of a session key's, with the `Option`.
    type Value: Persist;
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

    /// Follows from the others.
    const RECORD: Record = Record {
        lifetime: Self::LIFETIME,
        path: Self::PATH,
        was: Self::WAS,
        migrates: Self::MIGRATES,
        schema: match Self::ID {
            None => Self::Value::SCHEMA,
            Some(id) => &Schema::Named {
                name: Self::NAME,
                id: Some(id),
                content: Content::Newtype(Self::Value::SCHEMA),
            },
        },
    };
}

/// What the static holds; `embedded` is the record as bytes.
pub const fn define<I: Declare>(embedded: &'static [u8]) -> Definition<I::Value> {
    Definition::new(
        const { &I::RECORD },
        embedded,
        I::initial,
        const { I::MIGRATIONS },
    )
}

/// One `Old => upgrade`.
pub trait Migrate {
    /// What was stored.
    type Old: Persist;
    /// What is made of it.
    type New;
    /// The name that the old values' meaning had.
    const ID: Option<&'static str> = None;
    /// Makes it.
    const UPGRADE: fn(Self::Old) -> Self::New;
}

/// Reads what was stored as the old type.
pub const fn migration<M: Migrate>() -> Migration<M::New> {
    Migration {
        from: match M::ID {
            None => Fingerprint::of(M::Old::SCHEMA),
            // Names do not count.
            Some(id) => Fingerprint::of(&Schema::Named {
                name: "",
                id: Some(id),
                content: Content::Newtype(M::Old::SCHEMA),
            }),
        },
        read: upgraded::<M>,
    }
}

fn upgraded<M: Migrate>(bytes: &[u8]) -> Result<M::New, CodecError> {
    decode::<M::Old>(bytes).map(M::UPGRADE)
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
