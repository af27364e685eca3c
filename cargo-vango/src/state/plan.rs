//! What a deploy would do to each persisted item, and what is committed after it.
//!
//! Invariant: the same program and the same committed files give the same plan; after `apply` the plan of the same
//! program is warm and changes nothing. A deploy is cold as soon as one stored value cannot be read or is given up.
//! Deliberately absent: the store. What stands in it is not looked at; a plan is about every value that may stand there.

use std::collections::BTreeSet;

use vango_schema::{Change, Effect, Fingerprint, Lifetime, RecordBuf, compare};

use crate::state::error::{Error, ErrorKind};
use crate::state::identity::{By, Known, fresh_ids, identify};
use crate::state::item::{Committed, Deploy, Item, Loss};

/// What a deploy does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Items of the program and those that are removed, by path and id.
    pub entries: Vec<Entry>,
    /// What a person should look at; none of it stops a deploy.
    pub warnings: Vec<String>,
    /// What will be committed, but for the acceptance.
    next: Committed,
}

/// What becomes of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it stands; of a removed item, where it stood.
    pub path: String,
    /// Under which it is stored.
    pub id: String,
    /// Whose value it is.
    pub lifetime: Lifetime,
    /// Whose it was, if that has changed.
    pub lifetime_before: Option<Lifetime>,
    /// Which committed item it is.
    pub identity: Identity,
    /// What becomes of its stored values.
    pub values: Values,
    /// What has changed in its type.
    pub changes: Vec<Change>,
    /// Of its type.
    pub fingerprint: Fingerprint,
    /// Of the type that was applied before, if there was one.
    pub fingerprint_before: Option<Fingerprint>,
}

/// Which committed item an item of the program is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Identity {
    /// The one that stands there already.
    Same,
    /// None: it is new.
    Added,
    /// One that stood elsewhere.
    Moved {
        /// Where.
        from: String,
        /// How that is known.
        evidence: Evidence,
    },
    /// One that an earlier version had and the last one has not.
    Returned {
        /// Where it stood.
        from: String,
    },
    /// It is in the program no longer.
    Removed,
}

/// How it is known that an item has moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// `was = "…"`
    Attribute,
    /// No other item of its type has gone, and no other is new.
    Type,
}

/// What becomes of stored values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    /// There are none yet.
    None,
    /// The type is the one that they were written as.
    Kept,
    /// The type has changed, and reads them.
    Read,
    /// A function of the app makes the new values from them.
    Migrated,
    /// Some cannot be read, or nobody reads them any more.
    Lost,
}

/// Whether stored values survive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All are read; sessions resume.
    Warm,
    /// Some are lost: those items start from their constants, and pages of before are refreshed once.
    Cold,
}

/// A cold plan that somebody accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// Why.
    pub reason: String,
    /// When, if that is to be recorded: no clock is asked.
    pub at: Option<String>,
}

impl Plan {
    /// Compares the items of a program with what is committed (`None`: nothing yet). `fresh` are paths of items that are
    /// new, though they look like one that has gone.
    ///
    /// # Errors
    /// When the items contradict each other: two were the same, or `fresh` names none.
    ///
    /// ```
    /// use cargo_vango::state::{Plan, Verdict};
    /// let plan = Plan::new(None, &[], &Default::default())?;
    /// assert_eq!(plan.verdict(), Verdict::Warm);
    /// # Ok::<(), cargo_vango::state::Error>(())
    /// ```
    pub fn new(
        committed: Option<&Committed>,
        records: &[RecordBuf],
        fresh: &BTreeSet<String>,
    ) -> Result<Self, Error> {
        let nothing = Committed::default();
        let committed = committed.unwrap_or(&nothing);
        let mut records = records.to_vec();
        records.sort_by(|one, other| one.path.cmp(&other.path));
        let matching = identify(committed, &records, fresh)?;
        let ids = fresh_ids(committed, &records, &matching.known);
        let judged = records.iter().zip(&matching.known).zip(&ids);
        let mut entries: Vec<Entry> = judged
            .map(|((record, known), id)| entry(record, *known, id))
            .collect();
        entries.extend(matching.gone.iter().map(|item| removed(item)));
        entries.sort_by(|one, other| (&one.path, &one.id).cmp(&(&other.path, &other.id)));
        Ok(Self {
            entries,
            warnings: matching.warnings,
            next: next(committed, &records, &ids, &matching.gone),
        })
    }

    /// Warm or cold.
    pub fn verdict(&self) -> Verdict {
        match self.lost().next() {
            None => Verdict::Warm,
            Some(_) => Verdict::Cold,
        }
    }

    /// Items that lose stored values.
    pub fn lost(&self) -> impl Iterator<Item = &Entry> {
        self.entries
            .iter()
            .filter(|entry| entry.values == Values::Lost)
    }

    /// What `check` expects to be committed: after `apply` nothing else is to be accepted.
    pub fn expected(&self) -> &Committed {
        &self.next
    }

    /// What is committed when this plan is applied.
    ///
    /// # Errors
    /// When it is cold and nobody accepts that, or the reason is empty.
    pub fn applied(&self, acceptance: Option<&Acceptance>) -> Result<Committed, Error> {
        let mut next = self.next.clone();
        if self.verdict() == Verdict::Warm {
            return Ok(next);
        }
        let reason = acceptance
            .map(|acceptance| acceptance.reason.trim())
            .unwrap_or_default();
        if reason.is_empty() {
            let paths: Vec<&str> = self.lost().map(|entry| entry.path.as_str()).collect();
            let what = format!(
                "the plan is cold: stored values of `{}` would be lost",
                paths.join("`, `")
            );
            return Err(Error::new(ErrorKind::Cold, what).hint(
                "`cargo vango state plan` says why and what keeps them; `--accept-cold \"reason\"` gives them up",
            ));
        }
        let lost = self.lost().map(|entry| Loss {
            id: entry.id.clone(),
            why: entry.reasons().join("; "),
        });
        next.deploys.push(Deploy {
            reason: reason.to_owned(),
            at: acceptance.and_then(|acceptance| acceptance.at.clone()),
            lost: lost.collect(),
        });
        Ok(next)
    }
}

impl Entry {
    /// Why stored values are lost; nothing when they are not.
    pub fn reasons(&self) -> Vec<String> {
        if self.values != Values::Lost {
            return Vec::new();
        }
        if self.identity == Identity::Removed {
            return vec![
                "the item is gone: nothing reads its values, which expire in the store".to_owned(),
            ];
        }
        let lifetime = self.lifetime_before.map(|before| {
            format!(
                "it was {before} and is {} now: values of the one are not looked for by the other",
                self.lifetime
            )
        });
        let lossy = self
            .changes
            .iter()
            .filter(|change| change.effect == Effect::Lossy);
        lifetime
            .into_iter()
            .chain(lossy.map(ToString::to_string))
            .collect()
    }
}

fn entry(record: &RecordBuf, known: Option<Known<'_>>, id: &str) -> Entry {
    let fingerprint = Fingerprint::of_buf(&record.schema);
    let before = known.map(|known| known.item);
    let changes = before
        .map(|item| compare(&item.schema, &record.schema))
        .unwrap_or_default();
    let fingerprint_before = before.map(Item::fingerprint);
    let lifetime_before = before
        .map(|item| item.lifetime)
        .filter(|before| *before != record.lifetime);
    let is_lossy = changes.iter().any(|change| change.effect == Effect::Lossy);
    let values = match fingerprint_before {
        None => Values::None,
        Some(_) if lifetime_before.is_some() => Values::Lost,
        Some(before) if before != fingerprint && record.migrates.contains(&before) => {
            Values::Migrated
        }
        Some(_) if is_lossy => Values::Lost,
        Some(before) if before == fingerprint => Values::Kept,
        Some(_) => Values::Read,
    };
    Entry {
        path: record.path.clone(),
        id: id.to_owned(),
        lifetime: record.lifetime,
        lifetime_before,
        identity: identity(record, known),
        values,
        changes,
        fingerprint,
        fingerprint_before,
    }
}

fn identity(record: &RecordBuf, known: Option<Known<'_>>) -> Identity {
    let Some(Known {
        item,
        is_retired,
        by,
    }) = known
    else {
        return Identity::Added;
    };
    let from = item.path.clone();
    match by {
        _ if is_retired => Identity::Returned { from },
        By::Path => Identity::Same,
        // It may say so of where it stands: then it has not moved.
        By::Was | By::Type if from == record.path => Identity::Same,
        By::Was => Identity::Moved {
            from,
            evidence: Evidence::Attribute,
        },
        By::Type => Identity::Moved {
            from,
            evidence: Evidence::Type,
        },
    }
}

fn removed(item: &Item) -> Entry {
    Entry {
        path: item.path.clone(),
        id: item.id.clone(),
        lifetime: item.lifetime,
        lifetime_before: None,
        identity: Identity::Removed,
        values: Values::Lost,
        changes: Vec::new(),
        fingerprint: item.fingerprint(),
        fingerprint_before: Some(item.fingerprint()),
    }
}

fn next(committed: &Committed, records: &[RecordBuf], ids: &[String], gone: &[&Item]) -> Committed {
    let living = records.iter().zip(ids).map(|(record, id)| Item {
        id: id.clone(),
        path: record.path.clone(),
        lifetime: record.lifetime,
        was: record.was.clone(),
        schema: record.schema.clone(),
    });
    let by_id = |mut items: Vec<Item>| {
        items.sort_by(|one, other| one.id.cmp(&other.id));
        items
    };
    let retired = committed
        .retired
        .iter()
        .filter(|item| !ids.contains(&item.id));
    Committed {
        items: by_id(living.collect()),
        retired: by_id(retired.chain(gone.iter().copied()).cloned().collect()),
        deploys: committed.deploys.clone(),
    }
}
