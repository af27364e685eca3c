//! Large, empty and odd values, and bounds.

use bytes::Bytes;

use super::{Failure, Outcome, Run, field, put, read, same};
use crate::limits::{
    COMMIT_CHANGES, FIELD_BYTES, FIELD_NAME_BYTES, KEY_BYTES, RECORD_BYTES, RECORD_FIELDS,
    SEAL_BYTES,
};
use crate::{Commit, Expected, Field, Key, Revision, Size, StoreError};

pub(super) async fn any_bytes_come_back(run: Run) -> Outcome {
    let (store, key) = (run.one(), run.key("k"));
    let values: [Bytes; 6] = [
        Bytes::new(),
        (0..=255_u8).collect::<Vec<u8>>().into(),
        vec![0; 1000].into(),
        "\r\n$-1\r\n*3\r\n".into(),
        "'\"\\\u{202e}{tag}%d".into(),
        vec![0xff; 4097].into(),
    ];
    let mut commit = Commit::new(Expected::Absent);
    for (at, value) in values.iter().enumerate() {
        commit = commit.set(field(&format!("v{at}")), value.clone());
    }
    store.commit(&key, commit).await?;
    let record = read(run.other(), &key).await?;
    for (at, value) in values.iter().enumerate() {
        let found = record.fields.get(&field(&format!("v{at}")));
        same("a value", found, Some(value))?;
    }
    same("fields", record.fields.len(), values.len())
}

pub(super) async fn what_is_allowed_fits(run: Run) -> Outcome {
    let store = run.one();
    let every = "AZaz09:_./-";
    let pad =
        |text: &str, length: usize| text.to_owned() + &every.repeat(40)[..length - text.len()];
    let key = Key::new(pad(run.key("").as_str(), KEY_BYTES));
    let key = key.map_err(|error| Failure(error.to_string()))?;
    let name = Field::new(pad("", FIELD_NAME_BYTES)).map_err(|error| Failure(error.to_string()))?;
    let large: Bytes = (0..FIELD_BYTES - SEAL_BYTES)
        .map(|at| u8::try_from(at % 251).unwrap_or_default())
        .collect::<Vec<u8>>()
        .into();
    let commit = Commit::new(Expected::Absent).set(name.clone(), large.clone());
    store.commit(&key, commit).await?;
    let record = read(run.other(), &key).await?;
    same("the large value", record.fields[&name] == large, true)?;
    store.delete(&key, Expected::Any).await?;

    let key = run.key("fields");
    let mut commit = Commit::new(Expected::Absent);
    for at in 0..RECORD_FIELDS {
        commit = commit.set(field(&format!("a{at}")), at.to_string());
    }
    store.commit(&key, commit).await?;
    // All of them are replaced: at no time are there more than may be.
    let mut commit = Commit::new(Expected::Any);
    for at in 0..RECORD_FIELDS {
        commit = commit
            .set(field(&format!("b{at}")), at.to_string())
            .remove(field(&format!("a{at}")));
    }
    same("changes", commit.changes.len(), COMMIT_CHANGES)?;
    store.commit(&key, commit).await?;
    let record = read(run.other(), &key).await?;
    same("fields", record.fields.len(), RECORD_FIELDS)?;
    let last = field(&format!("b{}", RECORD_FIELDS - 1));
    same("a field", record.fields.contains_key(&last), true)?;
    store.delete(&key, Expected::Any).await?;
    Ok(())
}

pub(super) async fn what_is_too_large_changes_nothing(run: Run) -> Outcome {
    let (store, key) = (run.one(), run.key("k"));
    // As much as fits with whatever encryption adds.
    let full = RECORD_BYTES / FIELD_BYTES - 1;
    let mut revision = Revision(0);
    for at in 0..full {
        let value = vec![7; FIELD_BYTES - SEAL_BYTES];
        revision = store
            .commit(&key, put(Expected::Any, &format!("f{at}"), value))
            .await?;
    }
    let mut over_bytes = Commit::new(Expected::Any);
    for at in 0..2 {
        over_bytes = over_bytes.set(field(&format!("g{at}")), vec![8; FIELD_BYTES - SEAL_BYTES]);
    }
    let mut over_fields = Commit::new(Expected::Any);
    for at in 0..=RECORD_FIELDS - full {
        over_fields = over_fields.set(field(&format!("g{at}")), "");
    }
    let mut over_changes = Commit::new(Expected::Any);
    for at in 0..=COMMIT_CHANGES {
        over_changes = over_changes.remove(field(&format!("g{at}")));
    }
    let over_value = put(Expected::Any, "g", vec![9; FIELD_BYTES + 1]);
    for (expected, commit) in [
        (Size::Record, over_bytes),
        (Size::Fields, over_fields),
        (Size::Changes, over_changes),
        (Size::Field(field("g")), over_value),
    ] {
        let name = format!("{expected:?}");
        match store.commit(&key, commit).await {
            Err(StoreError::TooLarge { what, size, limit }) => {
                same(&name, what, expected)?;
                same("the size is above the limit", size > limit, true)?;
            }
            answer => return Err(Failure(format!("{name}: it answers {answer:?}"))),
        }
    }
    let record = read(store, &key).await?;
    same("the revision", record.revision, revision)?;
    same("the fields", record.fields.len(), full)?;
    // A field that is written again does not count twice.
    let again = put(Expected::Any, "f0", vec![6; FIELD_BYTES - SEAL_BYTES]);
    store.commit(&key, again).await?;
    store.delete(&key, Expected::Any).await?;
    Ok(())
}
