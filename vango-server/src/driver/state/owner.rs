//! The owner of the globals in this process: applies updates one after the other, and hears of those of other processes.
//!
//! Invariant: an update is applied to the value that is stored, whoever has stored it; so processes that share a store lose no
//! update of each other. What sessions see is stored.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::Wake;
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep, timeout};
use vango_runtime::persist::PersistError;
use vango_runtime::reactive::{Draft, GlobalUpdate, Globals};
use vango_store::{Commit, Expected, Key, Revision, StoreError, WatchEvent};

use super::keeper::{Keeper, add_writes};
use super::outage::Outage;
use super::writers::Writers;
use crate::driver::identity::random_u64;
use crate::driver::ringer::Ringer;

/// Updates that one commit takes at most.
const UPDATES_PER_COMMIT: usize = 256;

/// The pause after a refusal; it doubles up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_millis(5);
const LONGEST_PAUSE: Duration = Duration::from_millis(500);

/// How long the first page waits for the globals to be read.
const READ_WAIT: Duration = Duration::from_secs(2);

/// How far a session's updates have come.
pub(crate) struct Progress {
    done: AtomicU64,
    ringer: Arc<Ringer>,
}

impl Progress {
    pub(crate) fn new(ringer: Arc<Ringer>) -> Self {
        Self {
            done: AtomicU64::new(0),
            ringer,
        }
    }

    /// How many of the session's updates are stored, or refused.
    pub(crate) fn done(&self) -> u64 {
        self.done.load(Ordering::Acquire)
    }

    fn advance(&self) {
        self.done.fetch_add(1, Ordering::AcqRel);
        Arc::clone(&self.ringer).wake();
    }
}

struct Job {
    update: GlobalUpdate,
    progress: Arc<Progress>,
}

/// Where sessions leave their updates.
#[derive(Clone)]
pub(crate) struct Owner {
    globals: Globals,
    jobs: mpsc::UnboundedSender<Job>,
    is_read: watch::Receiver<bool>,
}

impl Owner {
    /// Reads what is stored, and works for as long as somebody may have an update.
    pub(crate) fn start(keeper: Arc<Keeper>) -> Self {
        let (jobs, inbox) = mpsc::unbounded_channel();
        let (read, is_read) = watch::channel(false);
        let globals = Globals::default();
        let work = Work {
            keeper: keeper.clone(),
            globals: globals.clone(),
            key: Key::new("globals").expect("it is a name"),
            revision: None,
            name: format!("w/{:016x}", random_u64()),
            batch: 0,
            writers: Writers::default(),
        };
        keeper.runtime().spawn(work.run(inbox, read));
        Self {
            globals,
            jobs,
            is_read,
        }
    }

    pub(crate) fn globals(&self) -> Globals {
        self.globals.clone()
    }

    /// Takes an update; `progress` goes up when it is stored.
    pub(crate) fn give(&self, update: GlobalUpdate, progress: &Arc<Progress>) {
        let progress = Arc::clone(progress);
        // It fails when the app is gone.
        let _gone = self.jobs.send(Job { update, progress });
    }

    /// Waits, not for ever, until what is stored was read.
    pub(crate) async fn read(&self) {
        if *self.is_read.borrow() {
            return;
        }
        let mut is_read = self.is_read.clone();
        let _in_time = timeout(READ_WAIT, is_read.wait_for(|is_read| *is_read)).await;
    }
}

struct Work {
    keeper: Arc<Keeper>,
    globals: Globals,
    key: Key,
    /// Of what the globals show.
    revision: Option<Revision>,
    /// The name of this process in the record.
    name: String,
    /// The number of its last batch of updates.
    batch: u64,
    writers: Writers,
}

impl Work {
    async fn run(mut self, mut inbox: mpsc::UnboundedReceiver<Job>, read: watch::Sender<bool>) {
        let mut news = self.keeper.store().watch(&self.key);
        let mut is_stale = true;
        let mut outage = Outage::new("globals");
        loop {
            if is_stale {
                match self.reload().await {
                    Ok(()) => {
                        outage.over();
                        read.send_replace(true);
                    }
                    Err(error) => {
                        outage.failed(&error);
                        // Pages show what they begin with, until it can be.
                        read.send_replace(true);
                        sleep(LONGEST_PAUSE).await;
                        continue;
                    }
                }
            }
            is_stale = tokio::select! {
                job = inbox.recv() => {
                    let Some(job) = job else { return };
                    let mut jobs = vec![job];
                    while jobs.len() < UPDATES_PER_COMMIT && let Ok(job) = inbox.try_recv() {
                        jobs.push(job);
                    }
                    self.apply(jobs).await
                }
                event = news.next() => match event {
                    WatchEvent::Changed(revision) => self.revision.is_none_or(|own| own < revision),
                    WatchEvent::Deleted | WatchEvent::Missed => true,
                },
            };
        }
    }

    async fn reload(&mut self) -> Result<(), StoreError> {
        let values = match self.keeper.store().get(&self.key).await? {
            Some(record) => {
                self.revision = Some(record.revision);
                self.writers = Writers::of(&record);
                self.keeper.values_of(&record).await?
            }
            None => {
                self.revision = None;
                self.keeper.no_values()
            }
        };
        self.globals.load(values);
        Ok(())
    }

    /// Applies updates until they are stored; answers whether what the globals show may not be what is stored.
    async fn apply(&mut self, jobs: Vec<Job>) -> bool {
        self.batch += 1;
        let deadline = Instant::now() + self.keeper.patience();
        let mut pause = FIRST_PAUSE;
        let mut is_stale = false;
        let mut jobs = jobs;
        loop {
            let tried = self.attempt(&mut jobs, is_stale).await;
            let error = match tried {
                Ok(()) => {
                    jobs.iter().for_each(|job| job.progress.advance());
                    return false;
                }
                Err(error) => error,
            };
            is_stale = true;
            let is_conflict = matches!(error, StoreError::Conflict { .. });
            if !is_conflict && Instant::now() >= deadline {
                for job in jobs {
                    job.update.refuse(PersistError::Store {
                        reason: error.to_string(),
                    });
                    job.progress.advance();
                }
                return true;
            }
            if !is_conflict {
                sleep(pause).await;
                pause = (2 * pause).min(LONGEST_PAUSE);
            }
        }
    }

    async fn attempt(&mut self, jobs: &mut Vec<Job>, is_stale: bool) -> Result<(), StoreError> {
        if is_stale {
            self.reload().await?;
            // A commit whose answer was lost has come after all.
            if self.writers.batch_of(&self.name) == Some(self.batch) {
                return Ok(());
            }
        }
        let draft = self.draft(jobs);
        if draft.writes.is_empty() {
            return Ok(());
        }
        self.keeper.tell_all(&draft.writes).await?;
        let expected = self.revision.map_or(Expected::Absent, Expected::Revision);
        let commit = Commit::new(expected);
        let commit = self.writers.sign(commit, &self.name, self.batch);
        let commit = add_writes(commit, &draft.writes).map_err(|error| StoreError::Corrupt {
            reason: error.to_string(),
        })?;
        self.revision = Some(self.keeper.store().commit(&self.key, commit).await?);
        let budget = self.keeper.budget();
        for write in &draft.writes {
            let Some(item) = write.item else { continue };
            for used in budget.uses(item.path(), write.value_bytes(), 0) {
                self.keeper.thrift().count(&used);
            }
        }
        self.globals.publish(draft);
        Ok(())
    }

    /// What the updates make of what is stored. Those that cannot be are told and taken out.
    fn draft(&self, jobs: &mut Vec<Job>) -> Draft {
        let mut draft = self.globals.draft();
        let max_bytes = self.keeper.budget().value_bytes;
        jobs.retain(|job| match draft.apply(&job.update, max_bytes) {
            Ok(()) => true,
            Err(error) => {
                job.update.refuse(error);
                job.progress.advance();
                false
            }
        });
        draft
    }
}
