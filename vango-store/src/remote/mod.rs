//! A store in a Redis that several processes and machines share.
//!
//! | module | job |
//! | --- | --- |
//! | `config` | address, prefix, timeout |
//! | `link` | the connection and the watches |
//! | `call` | scripts and answers; what an error means |
//!
//! A record is a hash: its fields, and `#r` and `#b`, its revision and size. Each change is one Lua script of one key, which a
//! cluster can run.
//!
//! Invariant: the connection lives on a thread of the store's own, so it works from any runtime, and neither a busy worker
//! nor a caller that went away holds it up. A change that was sent is followed to its end.
//! Deliberately absent: TLS (put Redis into a private network, or a tunnel in front of it), cluster and sentinel clients.

mod call;
mod config;
mod link;

use std::fmt;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;
use std::{io, thread};

use redis::aio::MultiplexedConnection;
use redis::{Client, RedisError};
use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;
use tokio::time::timeout;

use self::call::Effect;
pub use self::config::{RedisConfig, RedisConfigError};
use self::link::Link;
use crate::change::{Checked, whole_ms};
use crate::error::StoreError;
use crate::key::Key;
use crate::record::{Commit, Expected, Record, Revision};
use crate::store::{Store, StoreFuture};
use crate::watch::Watch;

/// Keeps records in a Redis (6 or later). What survives the Redis itself is a matter of its settings: docs/persistence.md.
///
/// ```no_run
/// use std::sync::Arc;
/// use vango_store::{RedisConfig, RedisStore, Store};
/// let config = RedisConfig::new("redis://127.0.0.1:6379/0", "shop")?;
/// let store: Arc<dyn Store> = Arc::new(RedisStore::start(config)?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct RedisStore {
    link: Arc<Link>,
    runtime: Handle,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl RedisStore {
    /// Begins to connect, and comes back at once: an app can start before its Redis. [`RedisStore::ready`] waits.
    ///
    /// # Errors
    ///
    /// When the operating system gives no thread.
    pub fn start(config: RedisConfig) -> io::Result<Self> {
        let client = Client::open(config.info.clone()).map_err(io::Error::other)?;
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let link = Link::new(config);
        let (stop, stopped) = oneshot::channel();
        let kept = Arc::clone(&link);
        let thread = thread::Builder::new().name("vango-store-redis".to_owned());
        let thread = thread.spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    () = kept.keep(client) => {}
                    _ = stopped => {}
                }
            });
        })?;
        Ok(Self {
            link,
            runtime: handle,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// Waits until there is a connection, the timeout at most.
    ///
    /// # Errors
    ///
    /// Why there is none. The store goes on trying.
    pub async fn ready(&self) -> Result<(), StoreError> {
        self.call(Effect::Read, |_, _| async { Ok(Ok(())) }).await
    }

    /// Does it on the store's thread.
    async fn call<T, F>(
        &self,
        effect: Effect,
        work: impl FnOnce(MultiplexedConnection, Arc<Link>) -> F,
    ) -> Result<T, StoreError>
    where
        F: Future<Output = Result<Result<T, StoreError>, RedisError>> + Send + 'static,
        T: Send + 'static,
    {
        let link = Arc::clone(&self.link);
        let found = self.runtime.spawn(async move { link.connection().await });
        let gone = || "the store's thread has ended; it has said why on stderr";
        let connection = found.await.map_err(|_| StoreError::unavailable(gone()))??;
        let link = Arc::clone(&self.link);
        let work = work(connection, Arc::clone(&link));
        let answer = self.runtime.spawn(async move {
            match timeout(link.timeout(), work).await {
                Ok(Ok(answer)) => answer,
                Ok(Err(error)) => {
                    if call::is_moved_away(&error) {
                        link.give_up_connection();
                    }
                    Err(call::judge(&error, effect))
                }
                Err(_) => Err(unanswered(link.timeout(), effect)),
            }
        });
        answer
            .await
            .unwrap_or_else(|_| Err(StoreError::unknown(gone())))
    }
}

fn unanswered(after: Duration, effect: Effect) -> StoreError {
    let reason = format!("the Redis has not answered within {after:?}");
    match effect {
        Effect::Read => StoreError::unavailable(reason),
        Effect::Write => StoreError::unknown(reason),
    }
}

impl Drop for RedisStore {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(thread) = self.thread.take() {
            // A panic there has been printed, and its callers were told.
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for RedisStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisStore")
            .field("config", self.link.config())
            .finish_non_exhaustive()
    }
}

impl Store for RedisStore {
    fn get<'a>(&'a self, key: &'a Key) -> StoreFuture<'a, Option<Record>> {
        let key = key.clone();
        Box::pin(self.call(Effect::Read, |connection, link| async move {
            call::get(connection, link.names(), &key).await
        }))
    }

    fn commit<'a>(&'a self, key: &'a Key, commit: Commit) -> StoreFuture<'a, Revision> {
        Box::pin(async move {
            let (key, change) = (key.clone(), Checked::new(commit)?);
            self.call(Effect::Write, |connection, link| async move {
                call::commit(connection, link.names(), &key, &change).await
            })
            .await
        })
    }

    fn delete<'a>(&'a self, key: &'a Key, expected: Expected) -> StoreFuture<'a, ()> {
        let key = key.clone();
        Box::pin(
            self.call(Effect::Write, move |connection, link| async move {
                call::delete(connection, link.names(), &key, expected).await
            }),
        )
    }

    fn touch<'a>(&'a self, key: &'a Key, lifetime: Duration) -> StoreFuture<'a, bool> {
        let (key, lifetime_ms) = (key.clone(), whole_ms(lifetime));
        Box::pin(
            self.call(Effect::Write, move |connection, link| async move {
                call::touch(connection, link.names(), &key, lifetime_ms).await
            }),
        )
    }

    fn watch(&self, key: &Key) -> Watch {
        self.link.watchers().watch(key)
    }

    fn name(&self) -> &'static str {
        "redis"
    }
}
