//! The connection: made in the background, kept, and made again.
//!
//! Invariant: there is one connection at a time, for commands and watches alike. A call that finds none hears so at once,
//! except while the first attempt after a loss is under way. Each watch hears `Missed` after its channel was subscribed,
//! so nothing is lost while there was no connection.

use std::collections::HashSet;
use std::mem;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use redis::aio::MultiplexedConnection;
use redis::{AsyncConnectionConfig, Client, PushInfo, PushKind, RedisError, Value};
use tokio::sync::{Notify, watch};
use tokio::time::{Instant, sleep, timeout};

use super::config::{Names, RedisConfig};
use crate::clock;
use crate::error::StoreError;
use crate::key::Key;
use crate::record::Revision;
use crate::watch::{WatchEvent, Watchers, locked};

/// Pauses between attempts to connect: the first one, doubled up to the last one.
const PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// A connection that has lasted so long was a good one.
const STABLE: Duration = Duration::from_secs(1);

/// A connection that is silent for so long is asked whether it is alive.
const HEARTBEAT: Duration = Duration::from_secs(5);

/// Channels that one command subscribes.
const CHANNELS: usize = 256;

/// Commands that may wait to be sent.
const PIPELINE: usize = 1024;

#[derive(Clone)]
enum State {
    Connecting,
    Ready(MultiplexedConnection),
    /// The last attempt has failed; why.
    Away(Arc<str>),
}

/// Shared by the store's handles and the task that keeps the connection.
pub(super) struct Link {
    config: RedisConfig,
    state: watch::Sender<State>,
    watchers: Watchers,
    unsettled: Arc<Unsettled>,
    /// Somebody has found the connection to be of no use.
    useless: Notify,
}

/// A connection, and what rings when it is closed.
struct Connected {
    connection: MultiplexedConnection,
    closed: Arc<Notify>,
}

/// Keys whose first watch came or whose last one went.
#[derive(Default)]
struct Unsettled {
    keys: Mutex<HashSet<Key>>,
    bell: Notify,
}

impl Link {
    pub(super) fn new(config: RedisConfig) -> Arc<Self> {
        let unsettled = Arc::new(Unsettled::default());
        let noticed = Arc::clone(&unsettled);
        let watchers = Watchers::with_notice(move |key| {
            locked(&noticed.keys).insert(key.clone());
            noticed.bell.notify_one();
        });
        Arc::new(Self {
            config,
            state: watch::Sender::new(State::Connecting),
            watchers,
            unsettled,
            useless: Notify::new(),
        })
    }

    pub(super) fn watchers(&self) -> &Watchers {
        &self.watchers
    }

    pub(super) fn config(&self) -> &RedisConfig {
        &self.config
    }

    pub(super) fn names(&self) -> &Names {
        &self.config.names
    }

    pub(super) fn timeout(&self) -> Duration {
        self.config.timeout
    }

    /// The connection that there is.
    pub(super) async fn connection(&self) -> Result<MultiplexedConnection, StoreError> {
        let mut states = self.state.subscribe();
        let found = states.wait_for(|state| !matches!(state, State::Connecting));
        match timeout(self.timeout(), found).await {
            Ok(Ok(state)) => match &*state {
                State::Ready(connection) => Ok(connection.clone()),
                State::Away(reason) => Err(StoreError::unavailable(&**reason)),
                State::Connecting => Err(StoreError::unavailable("there is no connection")),
            },
            Ok(Err(_)) | Err(_) => Err(StoreError::unavailable(
                "there is no connection to the Redis",
            )),
        }
    }

    /// Has the connection made again: what is at its other end is of no use.
    pub(super) fn give_up_connection(&self) {
        self.useless.notify_one();
    }

    /// Keeps a connection for as long as it is polled.
    pub(super) async fn keep(self: Arc<Self>, client: Client) {
        let mut pause = PAUSE;
        loop {
            let reason = match self.connect(&client).await {
                Ok(connected) => {
                    let start = Instant::now();
                    let state = State::Ready(connected.connection.clone());
                    self.state.send_replace(state);
                    tracing::info!("connected to the Redis");
                    let reason = self.serve(connected).await;
                    if start.elapsed() >= STABLE {
                        // It has worked, so the next attempt is likely to be good.
                        tracing::warn!(reason, "the connection to the Redis is lost");
                        self.state.send_replace(State::Connecting);
                        pause = PAUSE;
                        continue;
                    }
                    reason
                }
                Err(reason) => reason,
            };
            tracing::warn!(reason, "there is no connection to the Redis");
            let reason = format!("there is no connection to the Redis: {reason}");
            self.state.send_replace(State::Away(reason.into()));
            sleep(jittered(pause)).await;
            pause = (2 * pause).min(LONGEST_PAUSE);
        }
    }

    async fn connect(self: &Arc<Self>, client: &Client) -> Result<Connected, String> {
        let closed = Arc::new(Notify::new());
        let (link, bell) = (Arc::downgrade(self), Arc::clone(&closed));
        let hear = move |push: PushInfo| {
            if push.kind == PushKind::Disconnection {
                bell.notify_one();
            }
            link.upgrade().map(|link| link.hear(&push)).ok_or(())
        };
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(self.timeout()))
            // Each call has its own.
            .set_response_timeout(None)
            .set_pipeline_buffer_size(PIPELINE)
            .set_push_sender(hear);
        let connect = client.get_multiplexed_async_connection_with_config(&config);
        let connection = self.answered(connect).await?;
        Ok(Connected { connection, closed })
    }

    /// Waits for the Redis, but not for ever.
    async fn answered<T>(
        &self,
        request: impl Future<Output = Result<T, RedisError>>,
    ) -> Result<T, String> {
        match timeout(self.timeout(), request).await {
            Ok(answer) => answer.map_err(|error| error.to_string()),
            Err(_) => Err(format!("it does not answer within {:?}", self.timeout())),
        }
    }

    fn hear(&self, push: &PushInfo) {
        let (PushKind::Message, [Value::BulkString(channel), Value::BulkString(text)]) =
            (&push.kind, &push.data[..])
        else {
            return;
        };
        let Some(key) = self.names().key(channel) else {
            return;
        };
        let revision = std::str::from_utf8(text).map(str::parse);
        let event = match (&text[..], revision) {
            (b"deleted", _) => WatchEvent::Deleted,
            (_, Ok(Ok(revision))) => WatchEvent::Changed(Revision(revision)),
            // Somebody else has written to our channel.
            _ => WatchEvent::Missed,
        };
        self.watchers.tell(&key, event);
    }

    /// Subscribes and listens until the connection is broken; says why.
    async fn serve(&self, Connected { connection, closed }: Connected) -> String {
        let mut subscriptions = Subscriptions {
            connection,
            link: self,
            subscribed: HashSet::new(),
        };
        locked(&self.unsettled.keys).clear();
        let mut wanted = self.watchers.keys();
        loop {
            let work = async {
                subscriptions.settle(mem::take(&mut wanted)).await?;
                match timeout(HEARTBEAT, self.unsettled.bell.notified()).await {
                    Ok(()) => wanted.extend(mem::take(&mut *locked(&self.unsettled.keys))),
                    Err(_) => subscriptions.ping().await?,
                }
                Ok::<(), String>(())
            };
            tokio::select! {
                done = work => if let Err(error) = done {
                    return error;
                },
                () = closed.notified() => return "it was closed".to_owned(),
                () = self.useless.notified() => return "the Redis takes no changes".to_owned(),
            }
        }
    }
}

/// What a connection is subscribed to.
struct Subscriptions<'a> {
    connection: MultiplexedConnection,
    link: &'a Link,
    subscribed: HashSet<Key>,
}

impl Subscriptions<'_> {
    /// Subscribes those of the keys that are watched, and unsubscribes the others.
    async fn settle(&mut self, keys: Vec<Key>) -> Result<(), String> {
        let (come, gone): (Vec<Key>, Vec<Key>) = keys
            .into_iter()
            .filter(|key| self.link.watchers.is_watched(key) != self.subscribed.contains(key))
            .partition(|key| self.link.watchers.is_watched(key));
        for keys in come.chunks(CHANNELS) {
            let channels = self.channels(keys);
            self.link
                .answered(self.connection.subscribe(channels))
                .await?;
            for key in keys {
                self.subscribed.insert(key.clone());
                self.link.watchers.tell(key, WatchEvent::Missed);
            }
        }
        for keys in gone.chunks(CHANNELS) {
            let channels = self.channels(keys);
            self.link
                .answered(self.connection.unsubscribe(channels))
                .await?;
            for key in keys {
                self.subscribed.remove(key);
            }
        }
        Ok(())
    }

    fn channels(&self, keys: &[Key]) -> Vec<String> {
        keys.iter()
            .map(|key| self.link.names().channel(key))
            .collect()
    }

    async fn ping(&mut self) -> Result<(), String> {
        let ping = redis::cmd("PING");
        self.link
            .answered(ping.exec_async(&mut self.connection))
            .await
    }
}

/// Between half and all of it, so that many processes do not come back together.
fn jittered(pause: Duration) -> Duration {
    let part = u32::try_from(clock::now_us() % 1000).unwrap_or_default();
    pause / 2 + pause / 2 * part / 1000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_differ_and_stay_within_their_bounds() {
        for _ in 0..100 {
            let pause = jittered(LONGEST_PAUSE);
            assert!(
                pause >= LONGEST_PAUSE / 2 && pause <= LONGEST_PAUSE,
                "{pause:?}"
            );
        }
    }
}
