//! One after the other: what is written is read, and only what was expected is changed.

use std::collections::BTreeMap;

use bytes::Bytes;

use super::{Outcome, Run, conflict, field, holds, put, read, same};
use crate::{Commit, Expected, Revision};

pub(super) async fn what_is_committed_is_read(run: Run) -> Outcome {
    let (store, key) = (run.one(), run.key("k"));
    same("before", store.get(&key).await?, None)?;
    let commit = put(Expected::Absent, "a", "1").set(field("b"), "2");
    let revision = store.commit(&key, commit).await?;
    let record = read(store, &key).await?;
    same("its revision", record.revision, revision)?;
    same("unreadable fields", record.unreadable.len(), 0)?;
    let expected = [("a", "1"), ("b", "2")].map(|(name, value)| (field(name), Bytes::from(value)));
    same("its fields", record.fields, BTreeMap::from(expected))?;
    let empty = run.key("empty");
    store.commit(&empty, Commit::new(Expected::Absent)).await?;
    same(
        "fields of an empty record",
        read(store, &empty).await?.fields.len(),
        0,
    )
}

pub(super) async fn a_commit_changes_what_it_names_and_nothing_else(run: Run) -> Outcome {
    let (store, key) = (run.one(), run.key("k"));
    let commit = put(Expected::Any, "a", "1")
        .set(field("b"), "2")
        .set(field("c"), "3");
    store.commit(&key, commit).await?;
    let commit = put(Expected::Any, "b", "two")
        .remove(field("c"))
        .remove(field("never"))
        .set(field("d"), "lost")
        .set(field("d"), "4")
        .set(field("e"), "lost")
        .remove(field("e"));
    store.commit(&key, commit).await?;
    let expected = [("a", "1"), ("b", "two"), ("d", "4")]
        .map(|(name, value)| (field(name), Bytes::from(value)));
    same(
        "its fields",
        read(store, &key).await?.fields,
        BTreeMap::from(expected),
    )?;
    let nothing = store.commit(&key, Commit::new(Expected::Any)).await?;
    let record = read(store, &key).await?;
    same(
        "the revision after a commit without changes",
        record.revision,
        nothing,
    )?;
    same(
        "the fields after a commit without changes",
        record.fields.len(),
        3,
    )
}

pub(super) async fn expectations_are_held(run: Run) -> Outcome {
    let (store, key) = (run.one(), run.key("k"));
    let never = Expected::Revision(Revision(1));
    same(
        "a revision where there is no record",
        store.commit(&key, put(never, "a", "0")).await,
        conflict(None),
    )?;
    let first = store.commit(&key, put(Expected::Absent, "a", "1")).await?;
    same(
        "absent where there is one",
        store.commit(&key, put(Expected::Absent, "a", "0")).await,
        conflict(Some(first)),
    )?;
    let commit = put(Expected::Revision(first), "a", "2");
    let second = store.commit(&key, commit).await?;
    same(
        "an old revision",
        store
            .commit(&key, put(Expected::Revision(first), "a", "0"))
            .await,
        conflict(Some(second)),
    )?;
    let third = store.commit(&key, put(Expected::Any, "a", "3")).await?;
    holds("revisions grow", first < second && second < third)?;
    same(
        "the value",
        &read(store, &key).await?.fields[&field("a")][..],
        b"3",
    )
}

pub(super) async fn conflicts_change_nothing(run: Run) -> Outcome {
    let (store, key) = (run.one(), run.key("k"));
    let revision = store.commit(&key, put(Expected::Absent, "a", "1")).await?;
    let before = read(store, &key).await?;
    let stale = Expected::Revision(Revision(revision.0 - 1));
    for expected in [Expected::Absent, stale] {
        let commit = put(expected, "b", "2").remove(field("a"));
        same(
            "a commit",
            store.commit(&key, commit).await,
            conflict(Some(revision)),
        )?;
        same(
            "a delete",
            store.delete(&key, expected).await,
            conflict(Some(revision)),
        )?;
    }
    same("the record", read(store, &key).await?, before)
}

pub(super) async fn delete_removes_what_was_expected(run: Run) -> Outcome {
    let (store, key) = (run.one(), run.key("k"));
    for expected in [Expected::Absent, Expected::Any] {
        same(
            "a delete of nothing",
            store.delete(&key, expected).await,
            Ok(()),
        )?;
    }
    let revision = store.commit(&key, put(Expected::Absent, "a", "1")).await?;
    store.delete(&key, Expected::Revision(revision)).await?;
    same("after a delete", store.get(&key).await?, None)?;
    same(
        "a second delete",
        store.delete(&key, Expected::Revision(revision)).await,
        conflict(None),
    )?;
    store.commit(&key, put(Expected::Absent, "b", "2")).await?;
    let fields = read(store, &key).await?.fields;
    same(
        "fields after it was made again",
        fields.into_keys().collect(),
        vec![field("b")],
    )?;
    store.delete(&key, Expected::Any).await?;
    same("after a delete of any", store.get(&key).await?, None)
}

pub(super) async fn revisions_grow_and_do_not_come_again_after_a_delete(run: Run) -> Outcome {
    let (store, key) = (run.one(), run.key("k"));
    let mut last = Revision(0);
    for round in 0..100 {
        let revision = store.commit(&key, put(Expected::Any, "a", "1")).await?;
        holds("a revision is larger than all before", revision > last)?;
        last = revision;
        if round % 3 == 0 {
            store.delete(&key, Expected::Revision(revision)).await?;
        }
    }
    Ok(())
}

pub(super) async fn records_with_similar_names_are_apart(run: Run) -> Outcome {
    let store = run.one();
    let names = ["a", "a:", "a:b", "a/b", "a.", "a-", "A", "aa", "b", "a:a"];
    for name in names {
        store
            .commit(&run.key(name), put(Expected::Absent, name, name))
            .await?;
    }
    store.delete(&run.key("a:"), Expected::Any).await?;
    for name in names.into_iter().filter(|name| *name != "a:") {
        let expected = BTreeMap::from([(field(name), Bytes::from(name))]);
        same(name, read(store, &run.key(name)).await?.fields, expected)?;
    }
    same(
        "the deleted one",
        store.get(&run.key("a:")).await?.is_none(),
        true,
    )
}

pub(super) async fn an_acknowledged_commit_is_seen_by_the_other_handle(run: Run) -> Outcome {
    let key = run.key("k");
    for number in 0..100_u32 {
        let (from, to) = match number % 2 {
            0 => (run.one(), run.other()),
            _ => (run.other(), run.one()),
        };
        let value = number.to_string();
        let revision = from
            .commit(&key, put(Expected::Any, "a", value.clone()))
            .await?;
        let record = read(to, &key).await?;
        same("the revision", record.revision, revision)?;
        same(
            "the value",
            &record.fields[&field("a")][..],
            value.as_bytes(),
        )?;
    }
    Ok(())
}
