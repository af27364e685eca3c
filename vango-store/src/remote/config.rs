//! Where the Redis is, and how long to wait for it.
//!
//! Invariant: neither `Debug` nor an error shows the password.

use std::fmt;
use std::time::Duration;

use redis::{ConnectionInfo, IntoConnectionInfo as _, ProtocolVersion};

use crate::key::{Key, KeyError};

/// How long an answer may take, unless said.
const TIMEOUT: Duration = Duration::from_secs(5);

/// Which Redis, and under which names.
#[derive(Clone)]
pub struct RedisConfig {
    pub(super) info: ConnectionInfo,
    pub(super) names: Names,
    pub(super) timeout: Duration,
}

impl RedisConfig {
    /// A Redis 6 or later at `redis://[user:password@]host[:port][/db]` or `unix:///path`. All keys and channels begin with
    /// `prefix`, so that apps can share a Redis; it has the characters of a [`Key`].
    ///
    /// ```
    /// use std::time::Duration;
    /// use vango_store::RedisConfig;
    /// let config = RedisConfig::new("redis://127.0.0.1:6379/0", "shop")?.timeout(Duration::from_secs(2));
    /// # let _ = config;
    /// # Ok::<(), vango_store::RedisConfigError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the address or the prefix cannot be understood.
    pub fn new(url: &str, prefix: &str) -> Result<Self, RedisConfigError> {
        let info = url
            .into_connection_info()
            .map_err(|error| RedisConfigError(Flaw::Address(error.category().to_owned())))?;
        let settings = info.redis_settings().clone();
        let names = Names {
            prefix: Key::new(prefix).map_err(|error| RedisConfigError(Flaw::Prefix(error)))?,
            database: settings.db(),
        };
        Ok(Self {
            info: info.set_redis_settings(settings.set_protocol(ProtocolVersion::RESP3)),
            names,
            timeout: TIMEOUT,
        })
    }

    /// How long an answer may take, and a connection; five seconds unless said. After it a commit is
    /// [`Unknown`](crate::StoreError::Unknown).
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }
}

impl fmt::Debug for RedisConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisConfig")
            .field("address", &self.info.addr().to_string())
            .field("prefix", &self.names.prefix)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

/// Names in Redis. Neither `#` nor `@` stands in a key, so no name is that of another record, field or app.
#[derive(Clone, Debug)]
pub(super) struct Names {
    prefix: Key,
    database: i64,
}

impl Names {
    pub(super) fn record(&self, key: &Key) -> String {
        format!("{}:{key}", self.prefix)
    }

    /// Databases share their channels.
    pub(super) fn channel(&self, key: &Key) -> String {
        format!("{}@{}:{key}", self.prefix, self.database)
    }

    /// Which key's channel it is.
    pub(super) fn key(&self, channel: &[u8]) -> Option<Key> {
        let channel = std::str::from_utf8(channel).ok()?;
        let rest = channel
            .strip_prefix(self.prefix.as_str())?
            .strip_prefix('@')?;
        let (database, key) = rest.split_once(':')?;
        (database == self.database.to_string()).then(|| Key::new(key).ok())?
    }
}

/// Why a Redis cannot be used so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedisConfigError(Flaw);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Flaw {
    Address(String),
    Prefix(KeyError),
}

impl fmt::Display for RedisConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            // The address itself may hold a password.
            Flaw::Address(category) => write!(
                f,
                "the address of the Redis cannot be understood ({category}): \
                 write `redis://user:password@host:6379/0` or `unix:///path/to/socket`"
            ),
            Flaw::Prefix(error) => write!(f, "the prefix of the Redis's keys is no name: {error}"),
        }
    }
}

impl std::error::Error for RedisConfigError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_holds_no_password() {
        let config = RedisConfig::new("redis://ada:pass-word@localhost:1/2", "shop").unwrap();
        let text = format!("{config:?}");
        assert!(
            text.contains("localhost:1") && !text.contains("pass-word"),
            "{text}"
        );
        for bad in [
            "ada:pass-word@localhost",
            "redis://ada:pass-word@localhost:x/2",
            "redis://ada:pass-word@localhost/db",
        ] {
            let error = RedisConfig::new(bad, "shop").unwrap_err();
            let text = format!("{error} {error:?}");
            assert!(text.contains("redis://user:password@host:6379/0"), "{text}");
            assert!(!text.contains("pass-word"), "{text}");
        }
        let error = RedisConfig::new("redis://localhost", "my shop").unwrap_err();
        assert!(error.to_string().contains("' ' at byte 2"), "{error}");
    }

    #[test]
    fn a_channel_leads_back_to_its_key_and_no_other() {
        let names = |prefix: &str, database| Names {
            prefix: Key::new(prefix).unwrap(),
            database,
        };
        let key = Key::new("session:1").unwrap();
        let channel = names("shop", 0).channel(&key);
        assert_eq!(names("shop", 0).key(channel.as_bytes()), Some(key.clone()));
        for other in [names("shop", 1), names("sho", 0), names("shop:session", 0)] {
            assert_eq!(other.key(channel.as_bytes()), None);
        }
        assert_ne!(
            names("a:b", 0).channel(&key),
            names("a", 0).channel(&Key::new("b:session:1").unwrap())
        );
    }
}
