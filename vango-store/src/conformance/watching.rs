//! Hearing of changes, at once or late.

use std::time::Duration;

use tokio::time::{sleep, timeout};

use super::{Failure, Outcome, Run, holds, put, same};
use crate::{Expected, Revision, Watch, WatchEvent};

const SOON: Duration = Duration::from_secs(10);

async fn next(watch: &mut Watch) -> Result<WatchEvent, Failure> {
    let event = timeout(SOON, watch.next()).await;
    event.map_err(|_| Failure("a watch does not hear of a change".to_owned()))
}

/// What was told until the watch is silent. A watch may say `Missed` whenever it likes, and does when it begins.
async fn drain(watch: &mut Watch) -> Vec<WatchEvent> {
    let mut events = Vec::new();
    while let Ok(event) = timeout(Duration::from_millis(200), watch.next()).await {
        events.push(event);
    }
    events
}

/// Waits for this event, or `Missed` in its place.
async fn hears(watch: &mut Watch, expected: WatchEvent) -> Outcome {
    loop {
        match next(watch).await? {
            event if event == expected => return Ok(()),
            WatchEvent::Missed => {}
            // An older event, of which nobody promised that it would be left out.
            WatchEvent::Changed(_) => {}
            event => return same("an event", event, expected),
        }
    }
}

pub(super) async fn both_handles_hear_of_commits_and_deletes(run: Run) -> Outcome {
    let (key, other_key) = (run.key("k"), run.key("other"));
    let mut here = run.one().watch(&key);
    let mut there = run.other().watch(&key);
    let mut aside = run.other().watch(&other_key);
    same("the key of a watch", here.key(), &key)?;
    for watch in [&mut here, &mut there, &mut aside] {
        let is_quiet = drain(watch)
            .await
            .iter()
            .all(|event| *event == WatchEvent::Missed);
        holds("nothing was told before anything happened", is_quiet)?;
    }
    for store in [run.one(), run.other()] {
        let revision = store.commit(&key, put(Expected::Any, "a", "1")).await?;
        hears(&mut here, WatchEvent::Changed(revision)).await?;
        hears(&mut there, WatchEvent::Changed(revision)).await?;
        store.delete(&key, Expected::Any).await?;
        hears(&mut here, WatchEvent::Deleted).await?;
        hears(&mut there, WatchEvent::Deleted).await?;
    }
    same("of another key", drain(&mut aside).await, Vec::new())?;
    // What has changed nothing is not told.
    let lost = put(Expected::Revision(Revision(1)), "a", "0");
    holds("a conflict", run.one().commit(&key, lost).await.is_err())?;
    run.one().delete(&key, Expected::Any).await?;
    run.one().touch(&key, SOON).await?;
    same("of no change", drain(&mut here).await, Vec::new())
}

pub(super) async fn a_slow_watch_ends_at_the_newest(run: Run) -> Outcome {
    let key = run.key("k");
    let mut watch = run.other().watch(&key);
    drain(&mut watch).await;
    let mut last = Revision(0);
    for _ in 0..50 {
        last = run.one().commit(&key, put(Expected::Any, "a", "1")).await?;
    }
    sleep(Duration::from_millis(300)).await;
    let events = drain(&mut watch).await;
    holds("50 events are not kept for a slow watch", events.len() <= 2)?;
    let expected = [Some(&WatchEvent::Changed(last)), Some(&WatchEvent::Missed)];
    holds("it hears of the newest", expected.contains(&events.last()))
}
