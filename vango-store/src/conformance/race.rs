//! At the same time: what compare-and-set and "all or none" are for.

use std::sync::Arc;

use tokio::task::JoinSet;

use super::{Failure, Outcome, Run, field, holds, put, read, same};
use crate::{Commit, Expected, Key, Revision, Store, StoreError};

const TASKS: usize = 8;

/// A handle for each task, of either kind.
fn handles(run: &Run) -> impl Iterator<Item = Arc<dyn Store>> {
    let (one, other) = (Arc::clone(&run.handles.one), Arc::clone(&run.handles.other));
    (0..TASKS).map(move |task| Arc::clone(if task % 2 == 0 { &one } else { &other }))
}

/// Adds one, as often as it takes.
async fn increment(store: &dyn Store, key: &Key) -> Result<(), Failure> {
    loop {
        let (expected, count) = match store.get(key).await? {
            None => (Expected::Absent, 0),
            Some(record) => {
                let text = String::from_utf8_lossy(&record.fields[&field("count")]).into_owned();
                let count: u64 = text.parse().map_err(|_| Failure(text))?;
                (Expected::Revision(record.revision), count)
            }
        };
        let commit = put(expected, "count", (count + 1).to_string());
        match store.commit(key, commit).await {
            Err(StoreError::Conflict { .. }) => tokio::task::yield_now().await,
            done => return Ok(done.map(|_| ())?),
        }
    }
}

pub(super) async fn no_increment_is_lost_or_doubled(run: Run) -> Outcome {
    const ROUNDS: usize = 20;
    let key = run.key("k");
    let mut tasks = JoinSet::new();
    for store in handles(&run) {
        let key = key.clone();
        tasks.spawn(async move {
            for _ in 0..ROUNDS {
                increment(&*store, &key).await?;
            }
            Ok::<(), Failure>(())
        });
    }
    while let Some(done) = tasks.join_next().await {
        done??;
    }
    let count = (TASKS * ROUNDS).to_string();
    same(
        "the count",
        &read(run.one(), &key).await?.fields[&field("count")][..],
        count.as_bytes(),
    )
}

pub(super) async fn one_of_many_makes_the_record(run: Run) -> Outcome {
    for round in 0..10 {
        let key = run.key(&round.to_string());
        let mut tasks = JoinSet::new();
        for (number, store) in handles(&run).enumerate() {
            let key = key.clone();
            let commit = put(Expected::Absent, "winner", number.to_string());
            tasks.spawn(async move { (number, store.commit(&key, commit).await) });
        }
        let mut winners = Vec::new();
        while let Some(done) = tasks.join_next().await {
            match done? {
                (number, Ok(_)) => winners.push(number.to_string()),
                (_, Err(StoreError::Conflict { found: Some(_) })) => {}
                (_, Err(error)) => return Err(error.into()),
            }
        }
        same("winners", winners.len(), 1)?;
        let record = read(run.other(), &key).await?;
        same(
            "the winner",
            &record.fields[&field("winner")][..],
            winners[0].as_bytes(),
        )?;
    }
    Ok(())
}

pub(super) async fn one_of_many_deletes_it(run: Run) -> Outcome {
    for round in 0..10 {
        let key = run.key(&round.to_string());
        let revision = run
            .one()
            .commit(&key, Commit::new(Expected::Absent))
            .await?;
        let mut tasks = JoinSet::new();
        for store in handles(&run) {
            let key = key.clone();
            tasks.spawn(async move { store.delete(&key, Expected::Revision(revision)).await });
        }
        let mut winners = 0;
        while let Some(done) = tasks.join_next().await {
            match done? {
                Ok(()) => winners += 1,
                Err(StoreError::Conflict { found: None }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        same("winners", winners, 1)?;
    }
    Ok(())
}

pub(super) async fn a_record_is_never_seen_half_changed(run: Run) -> Outcome {
    const FIELDS: usize = 40;
    const ROUNDS: usize = 60;
    let key = run.key("k");
    let whole = |number: usize| {
        let mut commit = Commit::new(Expected::Any);
        for at in 0..FIELDS {
            // Every other round half of the fields are away.
            let name = field(&format!("f{at}"));
            commit = match number % 2 == 1 && at % 2 == 1 {
                true => commit.remove(name),
                false => commit.set(name, number.to_string()),
            };
        }
        commit
    };
    run.one().commit(&key, whole(0)).await?;
    let (store, written) = (Arc::clone(&run.handles.one), key.clone());
    let writer = tokio::spawn(async move {
        for number in 1..=ROUNDS {
            store.commit(&written, whole(number)).await?;
        }
        Ok::<(), StoreError>(())
    });
    let mut last = Revision(0);
    let mut is_last = false;
    while !is_last {
        is_last = writer.is_finished();
        let record = read(run.other(), &key).await?;
        holds("revisions do not go back", record.revision >= last)?;
        last = record.revision;
        let first = record.fields[&field("f0")].clone();
        let number: usize = String::from_utf8_lossy(&first)
            .parse()
            .unwrap_or(usize::MAX);
        same(
            "fields of one commit",
            record.fields.len(),
            if number % 2 == 1 { FIELDS / 2 } else { FIELDS },
        )?;
        let is_whole = record.fields.values().all(|value| *value == first);
        holds("all fields are of one commit", is_whole)?;
    }
    Ok(writer.await??)
}
