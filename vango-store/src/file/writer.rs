//! The thread that writes. What waits when it becomes free goes into one transaction with one fsync, so that the number of
//! commits in a second does not depend on the disk alone.
//!
//! Invariant: nothing is answered before its transaction has ended. A change that is refused does not hinder those beside it.
//! When the disk fails, those that were in the transaction hear it, and the file is opened again before the next one.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use redb::Durability;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use super::open::StoreFile;
use super::table::{Applied, Tables};
use crate::change::Checked;
use crate::clock;
use crate::error::StoreError;
use crate::key::Key;
use crate::limits::EXPIRED_PER_STEP;
use crate::record::{Expected, Revision};
use crate::watch::{WatchEvent, Watchers};

/// Changes that may wait. Who comes later waits for a place.
const WAITING: usize = 4096;

/// Changes in one transaction, which are answered together.
const BATCH: usize = 1024;

/// Longest sleep of the thread, since the wall clock may be set meanwhile.
const LONGEST_SLEEP: Duration = Duration::from_secs(60);

/// Shortest time between two looks for expired records when nothing is written.
const SWEEP_EVERY: Duration = Duration::from_secs(1);

/// Hands changes to the thread. The last one that goes ends it, after it has done what it was handed.
pub(super) struct Writer {
    jobs: Option<Sender<Box<dyn Job>>>,
    places: Arc<Semaphore>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    pub(super) fn start(file: Arc<StoreFile>, watchers: Watchers) -> io::Result<Self> {
        let (jobs, waiting) = channel();
        let work = Work {
            file,
            watchers,
            waiting,
            due_ms: Some(0),
        };
        let builder = Builder::new().name("vango-store-write".to_owned());
        Ok(Self {
            jobs: Some(jobs),
            places: Arc::new(Semaphore::new(WAITING)),
            thread: Some(builder.spawn(move || work.run())?),
        })
    }

    /// Makes the change, and waits until it is on the disk.
    pub(super) async fn change<C: Change>(&self, change: C) -> Result<C::Answer, StoreError> {
        let ended = "the thread that writes has ended; it has said why on stderr";
        let place = Arc::clone(&self.places).acquire_owned().await;
        let place = place.map_err(|_| StoreError::unavailable(ended))?;
        let (answer, answered) = oneshot::channel();
        let job = Waiting {
            change,
            result: None,
            answer,
            _place: place,
        };
        let jobs = self.jobs.as_ref();
        let is_sent = jobs.is_some_and(|jobs| jobs.send(Box::new(job)).is_ok());
        if !is_sent {
            return Err(StoreError::unavailable(ended));
        }
        answered.await.map_err(|_| StoreError::unknown(ended))?
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            // A panic there has been printed, and its callers were told.
            let _ = thread.join();
        }
    }
}

/// A change of one record.
pub(super) trait Change: Send + 'static {
    type Answer: Send + 'static;

    fn apply(&self, tables: &mut Tables<'_>) -> Applied<Self::Answer>;

    /// What watches of the key hear.
    fn event(&self, answer: &Self::Answer) -> Option<(&Key, WatchEvent)>;
}

pub(super) struct CommitChange {
    pub(super) key: Key,
    pub(super) change: Checked,
}

impl Change for CommitChange {
    type Answer = Revision;

    fn apply(&self, tables: &mut Tables<'_>) -> Applied<Revision> {
        tables.commit(&self.key, &self.change)
    }

    fn event(&self, revision: &Revision) -> Option<(&Key, WatchEvent)> {
        Some((&self.key, WatchEvent::Changed(*revision)))
    }
}

pub(super) struct DeleteChange {
    pub(super) key: Key,
    pub(super) expected: Expected,
}

impl Change for DeleteChange {
    type Answer = bool;

    fn apply(&self, tables: &mut Tables<'_>) -> Applied<bool> {
        tables.delete(&self.key, self.expected)
    }

    fn event(&self, was_there: &bool) -> Option<(&Key, WatchEvent)> {
        was_there.then_some((&self.key, WatchEvent::Deleted))
    }
}

pub(super) struct TouchChange {
    pub(super) key: Key,
    pub(super) lifetime_ms: u64,
}

impl Change for TouchChange {
    type Answer = bool;

    fn apply(&self, tables: &mut Tables<'_>) -> Applied<bool> {
        tables.touch(&self.key, self.lifetime_ms)
    }

    fn event(&self, _: &bool) -> Option<(&Key, WatchEvent)> {
        None
    }
}

/// A change and who waits for it.
trait Job: Send {
    fn apply(&mut self, tables: &mut Tables<'_>) -> Result<(), redb::Error>;

    /// Answers; `fate` is what became of the transaction.
    fn finish(self: Box<Self>, fate: &Fate, watchers: &Watchers);
}

struct Waiting<C: Change> {
    change: C,
    result: Option<Result<C::Answer, StoreError>>,
    answer: oneshot::Sender<Result<C::Answer, StoreError>>,
    _place: OwnedSemaphorePermit,
}

impl<C: Change> Job for Waiting<C> {
    fn apply(&mut self, tables: &mut Tables<'_>) -> Result<(), redb::Error> {
        self.result = Some(self.change.apply(tables)?);
        Ok(())
    }

    fn finish(self: Box<Self>, fate: &Fate, watchers: &Watchers) {
        let result = match (fate, self.result) {
            (Fate::Durable, Some(result)) => result,
            (Fate::Unknown(reason), Some(Ok(_))) => Err(StoreError::unknown(reason)),
            // What was refused may have been so because of a neighbour that is not there now.
            (Fate::Unknown(reason) | Fate::Aborted(reason), _) => {
                Err(StoreError::unavailable(reason))
            }
            (Fate::Durable, None) => Err(StoreError::unavailable("the change was not tried")),
        };
        if let Ok(answer) = &result
            && let Some((key, event)) = self.change.event(answer)
        {
            watchers.tell(key, event);
        }
        // Nobody waits any more when it is gone.
        let _ = self.answer.send(result);
    }
}

/// What became of a transaction.
enum Fate {
    /// It is on the disk, or there was nothing to write.
    Durable,
    /// The disk failed when it was to be written.
    Unknown(String),
    /// It was given up before it was to be written.
    Aborted(String),
}

struct Work {
    file: Arc<StoreFile>,
    watchers: Watchers,
    waiting: Receiver<Box<dyn Job>>,
    /// When the next record expires, in milliseconds since 1970.
    due_ms: Option<u64>,
}

impl Work {
    fn run(mut self) {
        loop {
            let mut batch = Vec::new();
            match self.waiting.recv_timeout(self.sleep()) {
                Ok(job) => batch.push(job),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            batch.extend(self.waiting.try_iter().take(BATCH - batch.len()));
            if !batch.is_empty() || self.is_due() {
                self.write(batch);
            }
        }
    }

    fn is_due(&self) -> bool {
        self.due_ms.is_some_and(|due_ms| due_ms < clock::now_ms())
    }

    fn sleep(&self) -> Duration {
        let Some(due_ms) = self.due_ms else {
            return LONGEST_SLEEP;
        };
        let until = Duration::from_millis(due_ms.saturating_sub(clock::now_ms()));
        match self.due_ms {
            // There were more than one step removes.
            Some(0) => Duration::ZERO,
            _ => until.clamp(SWEEP_EVERY, LONGEST_SLEEP),
        }
    }

    fn write(&mut self, mut batch: Vec<Box<dyn Job>>) {
        let fate = self.transact(&mut batch);
        if let Fate::Unknown(reason) | Fate::Aborted(reason) = &fate {
            tracing::error!(reason, "the store cannot write its file");
            // Not at once again, if it was for the expired ones alone.
            self.due_ms = Some(clock::now_ms());
            if let Err(error) = self.file.open_again() {
                tracing::error!(%error, "the store stays closed until it is opened by a later change");
            }
        }
        for job in batch {
            job.finish(&fate, &self.watchers);
        }
    }

    /// Applies the batch in one transaction.
    fn transact(&mut self, batch: &mut [Box<dyn Job>]) -> Fate {
        let file = self.file.database();
        let Some(database) = file.as_ref() else {
            let reason = "the file is closed since the disk has failed; the log says why";
            return Fate::Aborted(reason.to_owned());
        };
        let begin = || -> Result<_, redb::Error> {
            let mut transaction = database.begin_write()?;
            // Nothing is acknowledged that a crash could take back.
            transaction.set_durability(Durability::Immediate)?;
            Ok(transaction)
        };
        let transaction = match begin() {
            Ok(transaction) => transaction,
            Err(error) => return Fate::Aborted(error.to_string()),
        };
        let apply = || -> Result<_, redb::Error> {
            let mut tables = Tables::open(&transaction)?;
            for job in batch {
                job.apply(&mut tables)?;
            }
            let due_ms = tables.remove_expired(EXPIRED_PER_STEP)?;
            let is_changed = tables.is_changed();
            tables.finish(&transaction)?;
            Ok((is_changed, due_ms))
        };
        let (is_changed, due_ms) = match apply() {
            Ok(applied) => applied,
            Err(error) => return Fate::Aborted(error.to_string()),
        };
        let ended = match is_changed {
            true => transaction
                .commit()
                .map_err(|error| Fate::Unknown(error.to_string())),
            false => transaction
                .abort()
                .map_err(|error| Fate::Aborted(error.to_string())),
        };
        match ended {
            Ok(()) => {
                self.due_ms = due_ms;
                Fate::Durable
            }
            Err(fate) => fate,
        }
    }
}
