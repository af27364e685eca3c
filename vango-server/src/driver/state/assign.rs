//! A value that a handler of an HTTP request has set, written into the record of a tab whose session is not live here.
//!
//! Invariants: the record's owner stays who it was, and finds a note of it ([`Visits`]); a commit that may have come and one that
//! has not are tried again until the value is there, so nothing is answered that is not stored.
//! Deliberately absent: the session. Whoever calls this tells it, if it is here.

use std::time::Duration;

use tokio::time::{Instant, sleep};
use vango_protocol::Identity;
use vango_runtime::persist::{Assignment, Budget, PersistError, Scope, StoredValue, Values, Write};
use vango_store::{Commit, Expected, Record, StoreError};

use super::gifts::{SHARE, UNTAKEN};
use super::keeper::{Keeper, Origin, add_writes};
use super::visits::Visits;

/// The pause after a refusal; it doubles up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_millis(10);
const LONGEST_PAUSE: Duration = Duration::from_millis(500);

/// Which tab a value is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum For {
    /// That of a page.
    Page,
    /// That of the page which comes next.
    NextPage,
}

/// Why an attempt has failed.
enum Failed {
    /// Nothing mends that.
    Refused(PersistError),
    Store(StoreError),
}

impl From<StoreError> for Failed {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Keeper {
    /// Sets an item in the record of a tab, or makes the record; answers the item's newest value.
    pub(crate) async fn assign(
        &self,
        (identity, tab): (&Identity, For),
        assignment: &Assignment,
    ) -> Result<StoredValue, PersistError> {
        let deadline = Instant::now() + self.patience();
        let mut pause = FIRST_PAUSE;
        loop {
            let error = match self.try_assign((identity, tab), assignment).await {
                Ok(stored) => return Ok(stored),
                Err(Failed::Refused(error)) => return Err(error),
                Err(Failed::Store(error)) => error,
            };
            let is_hopeless = matches!(
                error,
                StoreError::TooLarge { .. } | StoreError::Corrupt { .. }
            );
            if is_hopeless || Instant::now() >= deadline {
                return Err(PersistError::Store {
                    reason: error.to_string(),
                });
            }
            if !matches!(error, StoreError::Conflict { .. }) {
                sleep(pause).await;
                pause = (2 * pause).min(LONGEST_PAUSE);
            }
        }
    }

    async fn try_assign(
        &self,
        (identity, tab): (&Identity, For),
        assignment: &Assignment,
    ) -> Result<StoredValue, Failed> {
        let (state, record) = self.find(identity).await?;
        let mut values = match &record {
            Some(record) => self.values_of(record).await?,
            None => self.no_values(),
        };
        let budget = self.budget();
        let assigned = values.assign(assignment, &budget);
        let assigned = assigned.map_err(Failed::Refused)?;
        if assigned.writes.is_empty() {
            return Ok(assigned.value);
        }
        if tab == For::NextPage {
            self.admit_gift(&assigned.writes).map_err(Failed::Refused)?;
        }
        self.tell_all(&assigned.writes).await?;
        let revision = record.as_ref().map(|record| record.revision);
        let expected = revision.map_or(Expected::Absent, Expected::Revision);
        let visits = Visits::after(record.as_ref());
        let lifetime = match (tab, &record) {
            // Anybody can ask for such, as often as they like. One that is there may have been taken.
            (For::NextPage, None) => UNTAKEN.min(self.lifetime()),
            _ => self.lifetime(),
        };
        let commit = Commit::new(expected)
            .set(Visits::field(), visits.encode())
            .live_for(lifetime);
        let commit = add_writes(commit, &assigned.writes).map_err(|error| {
            Failed::Refused(PersistError::Store {
                reason: error.to_string(),
            })
        })?;
        self.note_visits();
        self.store().commit(&Self::key(state), commit).await?;
        for used in &assigned.uses {
            self.thrift().count(used);
        }
        Ok(assigned.value)
    }

    /// Whether there is room for another record that no page has taken yet. Those of all visitors together have a share of the
    /// app's budget in the time that they live at most.
    fn admit_gift(&self, writes: &[Write]) -> Result<(), PersistError> {
        let bytes: usize = writes
            .iter()
            .filter_map(|write| Some(write.bytes.as_ref()?.len()))
            .sum();
        let max_bytes = self.budget().app_bytes / SHARE;
        let is_admitted = self.gifts().admit(bytes, max_bytes, Instant::now());
        let path = || writes.iter().find_map(|write| Some(write.item?.path()));
        match is_admitted {
            true => Ok(()),
            false => Err(PersistError::OverBudget {
                path: path().unwrap_or_default(),
                budget: Budget::App,
                max_bytes,
            }),
        }
    }

    /// What stands in a tab's record, when handlers have written it since it was loaded.
    ///
    /// Nothing is asked of the store by an app whose handlers have set nothing yet.
    pub(crate) async fn visited_since(
        &self,
        origin: &Origin,
    ) -> Result<Option<Vec<StoredValue>>, StoreError> {
        if !self.has_visits() {
            return Ok(None);
        }
        let found = self.store().get(&Self::key(origin.state)).await?;
        let newer =
            |record: &Record| Visits::is_in(record) && Some(record.revision) != origin.revision;
        match found.filter(newer) {
            None => Ok(None),
            Some(record) => {
                let values = self.values_of(&record).await?;
                Ok(Some(values.into_scope(Scope::Session)))
            }
        }
    }

    /// A page has taken such a record: it lives as long as others from now on.
    pub(crate) async fn keep_visits(&self, state: u64) -> Result<(), StoreError> {
        let key = Self::key(state);
        self.store().touch(&key, self.lifetime()).await.map(drop)
    }

    /// Adds what handlers have set for a tab that they did not know, if the record is such a one.
    pub(crate) async fn add_visits(
        &self,
        state: u64,
        values: &mut Values,
    ) -> Result<(), StoreError> {
        let Some(record) = self.store().get(&Self::key(state)).await? else {
            return Ok(());
        };
        if Visits::has_made(&record) {
            values.overlay(self.values_of(&record).await?);
        }
        Ok(())
    }
}
