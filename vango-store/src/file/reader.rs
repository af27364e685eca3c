//! The threads that read. redb reads beside its writer; what is not in its cache comes from the disk, which no async thread
//! should wait for.
//!
//! Invariant: a read begins its transaction after it was asked for. A thread that waits holds nothing but its turn.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::{Builder, JoinHandle};
use std::{io, thread};

use redb::ReadableDatabase as _;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use super::open::StoreFile;
use super::table;
use crate::error::StoreError;
use crate::key::Key;
use crate::record::Record;
use crate::watch::locked;

/// Threads at most; fewer on a machine with fewer cores, but two at least, since they wait for the disk.
const THREADS: usize = 4;

/// Reads that may wait. Who comes later waits for a place.
const WAITING: usize = 4096;

struct Get {
    key: Key,
    answer: oneshot::Sender<Result<Option<Record>, StoreError>>,
    _place: OwnedSemaphorePermit,
}

pub(super) struct Readers {
    jobs: Option<Sender<Get>>,
    places: Arc<Semaphore>,
    threads: Vec<JoinHandle<()>>,
}

impl Readers {
    pub(super) fn start(file: &Arc<StoreFile>) -> io::Result<Self> {
        let (jobs, waiting) = channel();
        let waiting = Arc::new(Mutex::new(waiting));
        let count =
            thread::available_parallelism().map_or(2, |cores| cores.get().clamp(2, THREADS));
        let mut threads = Vec::with_capacity(count);
        for number in 0..count {
            let (file, waiting) = (Arc::clone(file), Arc::clone(&waiting));
            let builder = Builder::new().name(format!("vango-store-read-{number}"));
            threads.push(builder.spawn(move || run(&file, &waiting))?);
        }
        Ok(Self {
            jobs: Some(jobs),
            places: Arc::new(Semaphore::new(WAITING)),
            threads,
        })
    }

    pub(super) async fn get(&self, key: &Key) -> Result<Option<Record>, StoreError> {
        let ended = |()| {
            StoreError::unavailable(
                "the threads that read have ended; they have said why on stderr",
            )
        };
        let place = Arc::clone(&self.places).acquire_owned().await;
        let place = place.map_err(|_| ended(()))?;
        let (answer, answered) = oneshot::channel();
        let get = Get {
            key: key.clone(),
            answer,
            _place: place,
        };
        let jobs = self.jobs.as_ref().ok_or(()).map_err(ended)?;
        jobs.send(get).map_err(|_| ended(()))?;
        answered.await.map_err(|_| ended(()))?
    }
}

impl Drop for Readers {
    fn drop(&mut self) {
        self.jobs = None;
        for thread in self.threads.drain(..) {
            // A panic there has been printed, and its callers were told.
            let _ = thread.join();
        }
    }
}

fn run(file: &StoreFile, waiting: &Mutex<Receiver<Get>>) {
    loop {
        // The others wait for the lock instead of the queue.
        let next = locked(waiting).recv();
        let Ok(get) = next else {
            return;
        };
        let record = read(file, &get.key);
        // Nobody waits any more when it is gone.
        let _ = get.answer.send(record);
    }
}

fn read(file: &StoreFile, key: &Key) -> Result<Option<Record>, StoreError> {
    let file = file.database();
    let Some(database) = file.as_ref() else {
        let reason = "the file is closed since the disk has failed; the log says why";
        return Err(StoreError::unavailable(reason));
    };
    let read = || -> Result<_, redb::Error> {
        let transaction = database.begin_read()?;
        table::read(&transaction, key)
    };
    read().unwrap_or_else(|error| {
        Err(match error {
            redb::Error::Corrupted(reason) => StoreError::Corrupt {
                reason: format!(
                    "the store's file is damaged ({reason}): put a backup in its place"
                ),
            },
            error => StoreError::unavailable(error.to_string()),
        })
    })
}
