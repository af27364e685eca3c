//! What is sent to the Redis, and what its answers mean.
//!
//! Invariant: a refusal that Redis makes before it runs anything is `Unavailable`; whatever else goes wrong after a change was
//! sent is `Unknown`. A read changes nothing, so its failures are all `Unavailable`.

use std::sync::LazyLock;

use bytes::Bytes;
use redis::aio::MultiplexedConnection;
use redis::{RedisError, Script};

use super::config::Names;
use crate::change::Checked;
use crate::error::{Size, StoreError};
use crate::key::{Field, Key};
use crate::limits::{RECORD_BYTES, RECORD_FIELDS};
use crate::record::{Expected, Record, Revision};

static COMMIT: LazyLock<Script> = LazyLock::new(|| Script::new(include_str!("commit.lua")));
static DELETE: LazyLock<Script> = LazyLock::new(|| Script::new(include_str!("delete.lua")));
static TOUCH: LazyLock<Script> = LazyLock::new(|| Script::new(include_str!("touch.lua")));

/// The record's own fields: its revision, and how many bytes it has.
const REVISION: &[u8] = b"#r";
const BYTES: &[u8] = b"#b";

/// What Redis says when it has not begun to run a command, or a script's first write.
const REFUSALS: [&str; 17] = [
    "ASK",
    "BUSY",
    "CLUSTERDOWN",
    "DENIED",
    "LOADING",
    "MASTERDOWN",
    "MISCONF",
    "MOVED",
    "NOAUTH",
    "NOGOODSLAVE",
    "NOREPLICAS",
    "NOSCRIPT",
    "OOM",
    "READONLY",
    "TRYAGAIN",
    "UNKILLABLE",
    "WRONGPASS",
];

/// Those of them that another connection may do away with: the name leads elsewhere by now.
const MOVED_AWAY: [&str; 3] = ["MASTERDOWN", "NOAUTH", "READONLY"];

/// Whether what was asked for changes anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    Read,
    Write,
}

pub(super) async fn get(
    mut connection: MultiplexedConnection,
    names: &Names,
    key: &Key,
) -> Result<Result<Option<Record>, StoreError>, RedisError> {
    let mut command = redis::cmd("HGETALL");
    let answer = command.arg(names.record(key)).query_async(&mut connection);
    let fields: Vec<(Vec<u8>, Vec<u8>)> = match answer.await {
        Err(error) if error.code() == Some("WRONGTYPE") => return Ok(Err(foreign(key))),
        answer => answer?,
    };
    Ok(record(key, fields))
}

fn record(key: &Key, fields: Vec<(Vec<u8>, Vec<u8>)>) -> Result<Option<Record>, StoreError> {
    if fields.is_empty() {
        return Ok(None);
    }
    let mut revision = None;
    let mut record = Record::new(Revision(0), [].into());
    for (name, value) in fields {
        if name == REVISION {
            revision = parse_revision(&value);
        } else if name != BYTES {
            let field = String::from_utf8(name)
                .ok()
                .and_then(|name| Field::new(name).ok());
            let field = field.ok_or_else(|| foreign(key))?;
            record.fields.insert(field, Bytes::from(value));
        }
    }
    record.revision = revision.ok_or_else(|| foreign(key))?;
    Ok(Some(record))
}

fn parse_revision(text: &[u8]) -> Option<Revision> {
    std::str::from_utf8(text).ok()?.parse().ok().map(Revision)
}

fn foreign(key: &Key) -> StoreError {
    StoreError::Corrupt {
        reason: format!(
            "what the Redis has under `{key}` was written by another program: give the app a prefix of its own"
        ),
    }
}

pub(super) async fn commit(
    mut connection: MultiplexedConnection,
    names: &Names,
    key: &Key,
    change: &Checked,
) -> Result<Result<Revision, StoreError>, RedisError> {
    let lifetime = change.lifetime_ms.map(|ms| ms.to_string());
    let written = || {
        change
            .changes
            .iter()
            .filter_map(|(field, value)| Some((field, value.as_ref()?)))
    };
    let mut script = COMMIT.key(names.record(key));
    script
        .arg(expected(change.expected))
        .arg(lifetime.unwrap_or_default())
        .arg(names.channel(key))
        .arg(RECORD_FIELDS)
        .arg(RECORD_BYTES)
        .arg(written().count());
    for (field, value) in written() {
        script.arg(field.as_str()).arg(&value[..]);
    }
    for (field, _) in change.changes.iter().filter(|(_, value)| value.is_none()) {
        script.arg(field.as_str());
    }
    let answer: Vec<String> = script.invoke_async(&mut connection).await?;
    Ok(understood(key, &answer)
        .and_then(|text| parse_revision(text.as_bytes()).ok_or_else(|| strange(&answer))))
}

pub(super) async fn delete(
    mut connection: MultiplexedConnection,
    names: &Names,
    key: &Key,
    expected_: Expected,
) -> Result<Result<(), StoreError>, RedisError> {
    let mut script = DELETE.key(names.record(key));
    script.arg(expected(expected_)).arg(names.channel(key));
    let answer: Vec<String> = script.invoke_async(&mut connection).await?;
    Ok(understood(key, &answer).map(|_| ()))
}

pub(super) async fn touch(
    mut connection: MultiplexedConnection,
    names: &Names,
    key: &Key,
    lifetime_ms: u64,
) -> Result<Result<bool, StoreError>, RedisError> {
    let mut script = TOUCH.key(names.record(key));
    let answer: Vec<String> = script
        .arg(lifetime_ms)
        .invoke_async(&mut connection)
        .await?;
    Ok(match answer.first().map(String::as_str) {
        Some("none") => Ok(false),
        _ => understood(key, &answer).map(|_| true),
    })
}

fn expected(expected: Expected) -> String {
    match expected {
        Expected::Absent => "absent".to_owned(),
        Expected::Any => "any".to_owned(),
        Expected::Revision(revision) => revision.to_string(),
    }
}

/// What a script has answered: a word, and what belongs to it.
fn understood<'a>(key: &Key, answer: &'a [String]) -> Result<&'a str, StoreError> {
    let words: Vec<&str> = answer.iter().map(String::as_str).collect();
    let too_large = |what, size: &str, limit| match size.parse() {
        Ok(size) => StoreError::TooLarge { what, size, limit },
        Err(_) => strange(answer),
    };
    match words[..] {
        ["ok", text, untold] => {
            if !untold.is_empty() {
                tracing::warn!(%key, untold, "the Redis does not publish to watches: allow `publish` to this user");
            }
            Ok(text)
        }
        ["conflict", ""] => Err(StoreError::Conflict { found: None }),
        ["conflict", found] => Err(match parse_revision(found.as_bytes()) {
            Some(found) => StoreError::Conflict { found: Some(found) },
            None => foreign(key),
        }),
        ["fields", size] => Err(too_large(Size::Fields, size, RECORD_FIELDS)),
        ["bytes", size] => Err(too_large(Size::Record, size, RECORD_BYTES)),
        ["foreign"] => Err(foreign(key)),
        _ => Err(strange(answer)),
    }
}

fn strange(answer: &[String]) -> StoreError {
    StoreError::unknown(format!("the Redis has answered a script with {answer:?}"))
}

/// What an error of the Redis or of the connection to it means.
pub(super) fn judge(error: &RedisError, effect: Effect) -> StoreError {
    let refused = error.code().is_some_and(|code| REFUSALS.contains(&code));
    match refused || effect == Effect::Read {
        true => StoreError::unavailable(error.to_string()),
        false => StoreError::unknown(error.to_string()),
    }
}

/// Whether another connection may do better.
pub(super) fn is_moved_away(error: &RedisError) -> bool {
    error.code().is_some_and(|code| MOVED_AWAY.contains(&code))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server_error(line: &str) -> RedisError {
        redis::parse_redis_value(line.as_bytes())
            .and_then(redis::Value::extract_error)
            .unwrap_err()
    }

    #[test]
    fn refusals_are_certain_and_everything_else_is_not() {
        for line in [
            "-OOM command not allowed when used memory > 'maxmemory'.\r\n",
            "-READONLY You can't write against a read only replica.\r\n",
            "-LOADING Redis is loading the dataset in memory\r\n",
            "-MISCONF Errors writing to the AOF file\r\n",
            "-MOVED 3999 127.0.0.1:6381\r\n",
            "-NOAUTH Authentication required.\r\n",
        ] {
            let error = judge(&server_error(line), Effect::Write);
            assert!(matches!(error, StoreError::Unavailable { .. }), "{error:?}");
        }
        let halfway = server_error("-ERR The user executing the script can't run this command\r\n");
        let broken = RedisError::from(std::io::Error::from(std::io::ErrorKind::BrokenPipe));
        for error in [halfway, broken] {
            let write = judge(&error, Effect::Write);
            assert!(matches!(write, StoreError::Unknown { .. }), "{write:?}");
            let read = judge(&error, Effect::Read);
            assert!(matches!(read, StoreError::Unavailable { .. }), "{read:?}");
        }
        assert!(is_moved_away(&server_error(
            "-READONLY You can't write\r\n"
        )));
    }
}
