//! A session's writes, on their way to the store: one commit after the other, each of all that has come meanwhile.
//!
//! Invariants: writes are applied in order; a commit whose answer was lost is looked for before anything else is tried; what
//! cannot be stored is handed back whole. It lives on when its session is gone, until everything is stored.

use std::sync::{Arc, Mutex};
use std::task::Wake;
use std::time::Duration;

use tokio::time::{Instant, sleep};
use vango_runtime::persist::{Scope, StoredValue, Write};
use vango_store::{Commit, Expected, Key, Record, Revision, StoreError};

use super::keeper::{Keeper, Origin, add_writes, lock, own_key};
use super::meta::Meta;
use super::visits::Visits;
use crate::driver::identity::{BrowserId, SessionId, random_u64};
use crate::driver::ringer::Ringer;

/// The pause after the first refusal; it doubles up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_millis(20);
const LONGEST_PAUSE: Duration = Duration::from_millis(500);

/// See the module's documentation.
pub(crate) struct Saver {
    keeper: Arc<Keeper>,
    ringer: Arc<Ringer>,
    session: SessionId,
    rule: Rule,
    state: Mutex<State>,
}

/// What is done when somebody else has written the record.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rule {
    /// It is a tab's: this session goes on in a record of its own.
    Fork,
    /// It is a browser's, which all its tabs write: the last write of a value counts.
    LastWins,
}

struct State {
    key: Key,
    expected: Expected,
    /// One for each field.
    waiting: Vec<Write>,
    /// The number of the last writes that wait or are under way.
    given: u64,
    stored: u64,
    commits: u64,
    phase: Phase,
    outcome: Option<Outcome>,
    /// What the record had when handlers of HTTP requests were found to have written it.
    news: Option<Vec<StoredValue>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Idle,
    Writing,
    /// It waits for the session to deal with the outcome.
    Stuck,
}

/// What the session has to do before anything more can be stored.
pub(crate) enum Outcome {
    /// Another session has the tab's record: give everything that is stored of this one, for a record of its own.
    Fork,
    /// The session goes on elsewhere.
    Superseded,
    /// These could not be stored; they were undone.
    Failed { writes: Vec<Write>, reason: String },
}

/// How a commit has ended, if not well.
enum Refusal {
    Fork,
    Superseded,
    Failed(String),
}

impl Saver {
    pub(crate) fn new(
        keeper: Arc<Keeper>,
        ringer: Arc<Ringer>,
        session: SessionId,
        origin: &Origin,
    ) -> Self {
        let expected = origin.revision.map_or(Expected::Absent, Expected::Revision);
        Self::of(
            keeper,
            ringer,
            session,
            (Keeper::key(origin.state), expected),
            Rule::Fork,
        )
    }

    /// For what all tabs of a browser share.
    pub(crate) fn for_browser(
        keeper: Arc<Keeper>,
        ringer: Arc<Ringer>,
        session: SessionId,
        browser: BrowserId,
    ) -> Self {
        let record = (Keeper::browser_key(browser), Expected::Any);
        Self::of(keeper, ringer, session, record, Rule::LastWins)
    }

    fn of(
        keeper: Arc<Keeper>,
        ringer: Arc<Ringer>,
        session: SessionId,
        (key, expected): (Key, Expected),
        rule: Rule,
    ) -> Self {
        let state = State {
            key,
            expected,
            waiting: Vec::new(),
            given: 0,
            stored: 0,
            // Never one of an earlier life of the session.
            commits: random_u64() >> 1,
            phase: Phase::Idle,
            outcome: None,
            news: None,
        };
        Self {
            keeper,
            ringer,
            session,
            rule,
            state: Mutex::new(state),
        }
    }

    /// Takes writes; answers their number.
    pub(crate) fn give(self: &Arc<Self>, writes: Vec<Write>) -> u64 {
        let mut state = lock(&self.state);
        state.given += 1;
        Write::merge(&mut state.waiting, writes);
        self.go_on(&mut state);
        state.given
    }

    /// Takes everything that is stored of the session, for a record of its own: the answer to [`Outcome::Fork`].
    pub(crate) fn fork(self: &Arc<Self>, all: Vec<Write>) {
        let mut state = lock(&self.state);
        state.key = own_key(self.session);
        state.expected = Expected::Absent;
        // What waits is in it, but for what stood there before.
        let undo = std::mem::take(&mut state.waiting);
        let mut all = all;
        for write in &mut all {
            if let Some(waiting) = undo.iter().find(|other| other.field == write.field) {
                write.before.clone_from(&waiting.before);
                write.item = waiting.item;
            }
        }
        state.waiting = all;
        state.phase = Phase::Idle;
        self.go_on(&mut state);
    }

    /// The session is about to deal with [`Outcome::Failed`]: nothing waits for what it undoes.
    pub(crate) fn give_up(&self) {
        let mut state = lock(&self.state);
        state.stored = state.given;
    }

    /// The session has dealt with [`Outcome::Failed`].
    pub(crate) fn resume(self: &Arc<Self>) {
        let mut state = lock(&self.state);
        state.phase = Phase::Idle;
        self.go_on(&mut state);
    }

    fn go_on(self: &Arc<Self>, state: &mut State) {
        if state.phase == Phase::Idle && !state.waiting.is_empty() {
            state.phase = Phase::Writing;
            self.keeper.occupy(&state.key);
            self.keeper.runtime().spawn(Arc::clone(self).write());
        }
    }

    /// The number of the last writes that are stored.
    pub(crate) fn stored(&self) -> u64 {
        lock(&self.state).stored
    }

    /// Whether the session has gone on in a record of its own.
    pub(crate) fn has_own_record(&self) -> bool {
        lock(&self.state).key == own_key(self.session)
    }

    /// Waits, not for ever, until no commit is under way.
    pub(crate) async fn wait_until_idle(&self) {
        let key = lock(&self.state).key.clone();
        self.keeper.wait_until_idle(&key).await;
    }

    /// Takes what the session has to do.
    pub(crate) fn outcome(&self) -> Option<Outcome> {
        lock(&self.state).outcome.take()
    }

    /// Takes what handlers of HTTP requests have written into the record.
    pub(crate) fn news(&self) -> Option<Vec<StoredValue>> {
        lock(&self.state).news.take()
    }

    async fn write(self: Arc<Self>) {
        let key = lock(&self.state).key.clone();
        loop {
            let (commit, writes, number, meta) = {
                let mut state = lock(&self.state);
                if state.waiting.is_empty() {
                    state.phase = Phase::Idle;
                    break;
                }
                let writes = std::mem::take(&mut state.waiting);
                state.commits += 1;
                let meta = Meta {
                    owner: self.session,
                    commit: state.commits,
                    build: self.keeper.build(),
                };
                (
                    self.commit(state.expected, &writes, &meta),
                    writes,
                    state.given,
                    meta,
                )
            };
            let result = match commit {
                Ok(commit) => self.store(&key, commit, &writes, &meta).await,
                Err(reason) => Err(Refusal::Failed(reason)),
            };
            let mut state = lock(&self.state);
            match result {
                Ok(revision) => {
                    if self.rule == Rule::Fork {
                        state.expected = Expected::Revision(revision);
                    }
                    state.stored = number;
                    drop(state);
                    Arc::clone(&self.ringer).wake();
                }
                Err(refusal) => {
                    let later = std::mem::take(&mut state.waiting);
                    let mut undone = writes;
                    Write::merge(&mut undone, later);
                    state.phase = Phase::Stuck;
                    state.outcome = Some(match refusal {
                        Refusal::Fork => {
                            state.waiting = undone;
                            Outcome::Fork
                        }
                        Refusal::Superseded => Outcome::Superseded,
                        Refusal::Failed(reason) => Outcome::Failed {
                            writes: undone,
                            reason,
                        },
                    });
                    drop(state);
                    Arc::clone(&self.ringer).wake();
                    break;
                }
            }
        }
        self.keeper.release(&key);
    }

    fn commit(&self, expected: Expected, writes: &[Write], meta: &Meta) -> Result<Commit, String> {
        let commit = Commit::new(expected)
            .set(Meta::field(), meta.encode())
            .live_for(self.keeper.lifetime());
        add_writes(commit, writes).map_err(|error| error.to_string())
    }

    /// Commits, again and again while the store is away, as long as there is patience.
    async fn store(
        &self,
        key: &Key,
        mut commit: Commit,
        writes: &[Write],
        meta: &Meta,
    ) -> Result<Revision, Refusal> {
        let deadline = Instant::now() + self.keeper.patience();
        let mut pause = FIRST_PAUSE;
        let mut is_known = true;
        loop {
            let attempt = self.attempt(key, &mut commit, writes, meta, is_known);
            let tried = match attempt.await {
                Ok(Ok(revision)) => return Ok(revision),
                Ok(Err(refusal)) => return Err(refusal),
                Err(error) => error,
            };
            is_known &= tried.is_certain();
            if Instant::now() >= deadline {
                return Err(Refusal::Failed(tried.to_string()));
            }
            if let StoreError::TooLarge { .. } | StoreError::Corrupt { .. } = tried {
                return Err(Refusal::Failed(tried.to_string()));
            }
            if !is_known {
                // Looked for first; a revision that it finds is this commit's or one to go on from.
                commit.expected = lock(&self.state).expected;
            }
            sleep(pause).await;
            pause = (2 * pause).min(LONGEST_PAUSE);
        }
    }

    /// One attempt. The outer error is one after which it may be tried again.
    async fn attempt(
        &self,
        key: &Key,
        commit: &mut Commit,
        writes: &[Write],
        meta: &Meta,
        is_known: bool,
    ) -> Result<Result<Revision, Refusal>, StoreError> {
        self.keeper.tell_all(writes).await?;
        let store = self.keeper.store();
        if !is_known
            && let Some(found) = store.get(key).await?
            && Meta::of(&found) == Some(*meta)
        {
            return self.landed(&found).await.map(Ok);
        }
        loop {
            match store.commit(key, commit.clone()).await {
                Ok(revision) => return Ok(Ok(revision)),
                Err(StoreError::Conflict { .. }) => {}
                Err(error) => return Err(error),
            }
            let found = store.get(key).await?;
            match found {
                Some(found) if Visits::explain(&found, commit.expected) => {
                    self.take_over(&found).await?;
                    commit.expected = Expected::Revision(found.revision);
                }
                Some(found) if Meta::of(&found) == Some(*meta) => {
                    return self.landed(&found).await.map(Ok);
                }
                found => return Ok(Err(self.judge(key, found.as_ref()))),
            }
        }
    }

    /// Handlers have written the record, and nobody else: goes on from there. What the session is about to write itself is
    /// newer.
    async fn take_over(&self, found: &Record) -> Result<(), StoreError> {
        let values = self.keeper.values_of(found).await?;
        let mut state = lock(&self.state);
        state.expected = Expected::Revision(found.revision);
        state.news = Some(values.into_scope(Scope::Session));
        Ok(())
    }

    /// The commit is there, though its answer was lost; a handler may have written after it.
    async fn landed(&self, found: &Record) -> Result<Revision, StoreError> {
        if Visits::is_in(found) {
            self.take_over(found).await?;
        }
        Ok(found.revision)
    }

    /// The record is not what was expected.
    fn judge(&self, key: &Key, found: Option<&Record>) -> Refusal {
        let Some(found) = found else {
            // It has expired.
            return Refusal::Fork;
        };
        let is_own = Meta::of(found).is_some_and(|meta| meta.owner == self.session);
        match is_own || *key == own_key(self.session) {
            true => Refusal::Superseded,
            false => Refusal::Fork,
        }
    }
}
