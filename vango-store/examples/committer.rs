//! Commits without pause and says so: what the tests of `kill -9` kill (`tests/crash.rs`).
//!
//! `committer redb PATH`, `committer redis URL PREFIX`, or `committer stubborn PATH`, which does not end when a commit fails. Eight tasks, each with a record of its own: task `t` commits number
//! after number to the fields of `crash:t`, and prints `ack t NUMBER REVISION` when one is acknowledged. It goes on where the
//! store is.

use std::io::Write as _;
use std::sync::Arc;
use std::time::Duration;

use vango_store::{
    Commit, Expected, Field, Key, KeyRing, RedbStore, RedisConfig, RedisStore, Sealed, Store,
};

const TASKS: usize = 8;
const FIELDS: usize = 12;

type Failure = Box<dyn std::error::Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let is_stubborn = arguments.first() == Some(&"stubborn");
    let store: Arc<dyn Store> = match arguments[..] {
        ["redb" | "stubborn", path] => Arc::new(RedbStore::open(path)?),
        ["redis", url, prefix] => Arc::new(RedisStore::start(RedisConfig::new(url, prefix)?)?),
        _ => return Err("usage: committer redb|stubborn PATH | committer redis URL PREFIX".into()),
    };
    let store: Arc<dyn Store> = Arc::new(Sealed::new(store, KeyRing::new([1; 32], [])));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_time()
        .build()?;
    runtime.block_on(async {
        let mut tasks = tokio::task::JoinSet::new();
        for task in 0..TASKS {
            let store = Arc::clone(&store);
            tasks.spawn(async move {
                loop {
                    match commit_for_ever(&*store, task).await {
                        Err(error) if is_stubborn => say(&format!("failed {task} {error}"))?,
                        ended => return ended,
                    }
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            });
        }
        match tasks.join_next().await {
            Some(ended) => ended?,
            None => Ok(()),
        }
    })
}

async fn commit_for_ever(store: &dyn Store, task: usize) -> Result<(), Failure> {
    let key = Key::new(format!("crash:{task}"))?;
    let (mut expected, mut number) = (Expected::Absent, 0);
    if let Some(record) = store.get(&key).await? {
        expected = Expected::Revision(record.revision);
        let text = String::from_utf8(record.fields[&Field::new("f0")?].to_vec())?;
        number = text.split(' ').next().unwrap_or_default().parse()?;
    }
    loop {
        number += 1;
        let mut commit = Commit::new(expected).live_for(Duration::from_secs(3600));
        for at in 0..FIELDS {
            let field = Field::new(format!("f{at}"))?;
            // Some fields are away in every other commit.
            commit = match at >= FIELDS / 2 && number % 2 == 1 {
                true => commit.remove(field),
                false => commit.set(field, format!("{number} {}", "x".repeat(100 * at))),
            };
        }
        let revision = store.commit(&key, commit).await?;
        expected = Expected::Revision(revision);
        say(&format!("ack {task} {number} {revision}"))?;
    }
}

/// One line, at once.
fn say(line: &str) -> std::io::Result<()> {
    writeln!(std::io::stdout().lock(), "{line}")
}
