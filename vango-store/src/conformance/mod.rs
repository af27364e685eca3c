//! The tests that every store has to pass: those of this crate, and yours.
//!
//! Invariant: a case uses keys of its own, so the store need not be empty, and cases do not disturb each other. Time is real:
//! expiry is by the wall clock. What needs a second process (`kill -9`, a server that goes away) is not tested here.

mod basics;
mod expiry;
mod race;
mod size;
mod watching;

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use crate::clock;
use crate::{Commit, Expected, Field, Key, Record, Revision, Store, StoreError};

/// Longest that a case may take; a store that hangs is a store that fails.
const CASE_LIMIT: Duration = Duration::from_secs(60);

/// Two handles of one store: what is written through one is read through the other. As far from each other as the store
/// allows: two connections rather than two clones. They may be the same.
#[derive(Clone)]
pub struct Handles {
    /// One.
    pub one: Arc<dyn Store>,
    /// The other.
    pub other: Arc<dyn Store>,
}

impl Handles {
    /// Two handles.
    pub fn new(one: impl Store, other: impl Store) -> Self {
        Self {
            one: Arc::new(one),
            other: Arc::new(other),
        }
    }
}

/// Runs every case, each with handles of its own.
///
/// Needs tokio's timer and tasks; a runtime with several threads tests races better.
///
/// ```
/// use vango_store::{MemoryStore, conformance};
/// # let runtime = tokio::runtime::Builder::new_multi_thread().enable_time().build()?;
/// # runtime.block_on(async {
/// conformance::run(async || {
///     let store = MemoryStore::new();
///     conformance::Handles::new(store.clone(), store)
/// })
/// .await;
/// # });
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Panics
///
/// When the store fails a case, with its name and what was wrong.
pub async fn run(open: impl AsyncFn() -> Handles) {
    for (name, case) in CASES {
        let run = Run {
            handles: open().await,
            keys: format!(
                "conformance:{}:{}:{name}",
                std::process::id(),
                clock::now_us()
            ),
        };
        let store = run.handles.one.name();
        match tokio::time::timeout(CASE_LIMIT, case(run)).await {
            Ok(Ok(())) => {}
            Ok(Err(failure)) => panic!("{store} fails the case `{name}`: {}", failure.0),
            Err(_) => panic!("{store} fails the case `{name}`: it does not end"),
        }
    }
}

type Case = fn(Run) -> Pin<Box<dyn Future<Output = Outcome> + Send>>;

macro_rules! cases {
    ($($module:ident::$case:ident),* $(,)?) => {
        [$((stringify!($case), |run| Box::pin($module::$case(run)))),*]
    };
}

const CASES: [(&str, Case); 21] = cases![
    basics::what_is_committed_is_read,
    basics::a_commit_changes_what_it_names_and_nothing_else,
    basics::expectations_are_held,
    basics::conflicts_change_nothing,
    basics::delete_removes_what_was_expected,
    basics::revisions_grow_and_do_not_come_again_after_a_delete,
    basics::records_with_similar_names_are_apart,
    basics::an_acknowledged_commit_is_seen_by_the_other_handle,
    race::no_increment_is_lost_or_doubled,
    race::one_of_many_makes_the_record,
    race::one_of_many_deletes_it,
    race::a_record_is_never_seen_half_changed,
    expiry::an_expired_record_is_as_if_deleted,
    expiry::revisions_do_not_come_again_after_an_expiry,
    expiry::each_commit_sets_the_lifetime_anew,
    expiry::touch_moves_the_end,
    watching::both_handles_hear_of_commits_and_deletes,
    watching::a_slow_watch_ends_at_the_newest,
    size::any_bytes_come_back,
    size::what_is_allowed_fits,
    size::what_is_too_large_changes_nothing,
];

/// What a case works with.
struct Run {
    handles: Handles,
    /// What its keys begin with.
    keys: String,
}

impl Run {
    fn one(&self) -> &dyn Store {
        &*self.handles.one
    }

    fn other(&self) -> &dyn Store {
        &*self.handles.other
    }

    fn key(&self, name: &str) -> Key {
        Key::new(format!("{}:{name}", self.keys)).expect("a name of the suite is a name")
    }
}

fn field(name: &str) -> Field {
    Field::new(name).expect("a name of the suite is a name")
}

fn put(expected: Expected, name: &str, value: impl Into<Bytes>) -> Commit {
    Commit::new(expected).set(field(name), value)
}

/// The record, which has to be there.
async fn read(store: &dyn Store, key: &Key) -> Result<Record, Failure> {
    let record = store.get(key).await?;
    record.ok_or_else(|| Failure(format!("there is no record `{key}`")))
}

type Outcome = Result<(), Failure>;

/// What was wrong.
struct Failure(String);

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self(format!("it answers: {error}"))
    }
}

impl From<tokio::task::JoinError> for Failure {
    fn from(error: tokio::task::JoinError) -> Self {
        Self(error.to_string())
    }
}

/// Fails unless the two are equal.
fn same<T: PartialEq + std::fmt::Debug>(what: &str, found: T, expected: T) -> Outcome {
    if found == expected {
        return Ok(());
    }
    Err(Failure(format!(
        "{what}: {found:?}, and should be {expected:?}"
    )))
}

/// Fails unless it holds.
fn holds(what: &str, is_true: bool) -> Outcome {
    same(what, is_true, true)
}

fn conflict<T>(found: Option<Revision>) -> Result<T, StoreError> {
    Err(StoreError::Conflict { found })
}
