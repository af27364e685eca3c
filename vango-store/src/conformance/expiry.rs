//! Records that end by themselves. Times are generous: a busy machine must not fail a good store.

use std::time::{Duration, Instant};

use tokio::time::sleep;

use super::{Failure, Outcome, Run, conflict, field, holds, put, read, same};
use crate::{Expected, Key, Store};

const SHORT: Duration = Duration::from_millis(150);
/// Long enough that the next call comes in time, on a machine that does other things as well.
const MIDDLE: Duration = Duration::from_secs(2);
const LONG: Duration = Duration::from_secs(3600);

/// Waits until the record is gone, and says how long that took.
async fn gone(store: &dyn Store, key: &Key) -> Result<Duration, Failure> {
    let start = Instant::now();
    while store.get(key).await?.is_some() {
        if start.elapsed() > Duration::from_secs(10) {
            return Err(Failure(format!("`{key}` does not expire")));
        }
        sleep(Duration::from_millis(5)).await;
    }
    Ok(start.elapsed())
}

pub(super) async fn an_expired_record_is_as_if_deleted(run: Run) -> Outcome {
    let (store, key) = (run.one(), run.key("k"));
    let start = Instant::now();
    let commit = put(Expected::Absent, "old", "1").live_for(SHORT);
    let revision = store.commit(&key, commit).await?;
    gone(run.other(), &key).await?;
    holds(
        "it has lived as long as it should",
        start.elapsed() >= SHORT,
    )?;
    same(
        "its revision is expected",
        store
            .commit(&key, put(Expected::Revision(revision), "a", "0"))
            .await,
        conflict(None),
    )?;
    same(
        "a delete of it",
        store.delete(&key, Expected::Revision(revision)).await,
        conflict(None),
    )?;
    same("a touch of it", store.touch(&key, LONG).await?, false)?;
    same("it after the touch", store.get(&key).await?, None)?;
    store
        .commit(&key, put(Expected::Absent, "new", "2"))
        .await?;
    let fields = read(store, &key).await?.fields;
    same(
        "its fields when it was made again",
        fields.into_keys().collect(),
        vec![field("new")],
    )?;
    sleep(2 * SHORT).await;
    read(store, &key).await.map(|_| ())
}

pub(super) async fn revisions_do_not_come_again_after_an_expiry(run: Run) -> Outcome {
    let (store, key) = (run.one(), run.key("k"));
    let mut last = None;
    for _ in 0..5 {
        let commit = put(Expected::Absent, "a", "1").live_for(Duration::from_millis(20));
        let revision = store.commit(&key, commit).await?;
        holds(
            "a revision is larger than all before",
            Some(revision) > last,
        )?;
        last = Some(revision);
        gone(store, &key).await?;
    }
    Ok(())
}

pub(super) async fn each_commit_sets_the_lifetime_anew(run: Run) -> Outcome {
    let store = run.one();
    let (kept, lengthened, shortened) = (run.key("kept"), run.key("long"), run.key("short"));
    for (key, first, second) in [
        (&kept, Some(SHORT), None),
        (&lengthened, Some(SHORT), Some(LONG)),
        (&shortened, None, Some(SHORT)),
    ] {
        for (lifetime, value) in [(first, "1"), (second, "2")] {
            let mut commit = put(Expected::Any, "a", value);
            commit.lifetime = lifetime;
            store.commit(key, commit).await?;
        }
    }
    gone(store, &shortened).await?;
    sleep(2 * SHORT).await;
    for key in [&kept, &lengthened] {
        read(store, key).await?;
    }
    Ok(())
}

pub(super) async fn touch_moves_the_end(run: Run) -> Outcome {
    let store = run.one();
    same("nothing", store.touch(&run.key("none"), LONG).await?, false)?;
    let (lengthened, shortened) = (run.key("long"), run.key("short"));
    let commit = put(Expected::Any, "a", "1").live_for(MIDDLE);
    let begin = Instant::now();
    let revision = store.commit(&lengthened, commit).await?;
    if !store.touch(&lengthened, LONG).await? {
        return Err(Failure(
            "a record had expired before its time, or touch has not found it".to_owned(),
        ));
    }
    // For ever, until it is touched.
    store
        .commit(&shortened, put(Expected::Any, "a", "1"))
        .await?;
    let start = Instant::now();
    same("a record", store.touch(&shortened, SHORT).await?, true)?;
    gone(store, &shortened).await?;
    holds(
        "it has lived as long as it should",
        start.elapsed() >= SHORT,
    )?;
    sleep((MIDDLE + SHORT).saturating_sub(begin.elapsed())).await;
    let record = read(store, &lengthened).await?;
    same("the revision after a touch", record.revision, revision)?;
    same("the fields after a touch", record.fields.len(), 1)?;
    same(
        "the longest lifetime",
        store.touch(&lengthened, Duration::MAX).await?,
        true,
    )?;
    read(store, &lengthened).await.map(|_| ())
}
