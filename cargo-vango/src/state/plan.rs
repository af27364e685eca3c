//! What a deploy would do to each persisted item, and what is committed after it.
//!
//! Invariant: the same program and the same committed files give the same plan; after `apply` the plan of the same
//! program is warm and changes nothing. A deploy is cold as soon as one stored value cannot be read or is given up.
//! Deliberately absent: the store. What stands in it is not looked at; a plan is about every value that may stand there.

use std::collections::BTreeSet;

use vango_schema::{Change, Effect, Fingerprint, Lifetime, RecordBuf, SchemaBuf};

use crate::state::error::{Error, ErrorKind};
use crate::state::identity::{By, Known, Matching, changes, fresh_ids, identify, reads_schema};
use crate::state::item::{Committed, Deploy, Item, Loss};
use crate::state::limits::MAX_EARLIER;

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
    /// Why stored values are lost; nothing when they are not.
    pub lost_because: Vec<String>,
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
            next: next(committed, &records, &ids, &matching),
            warnings: matching.warnings,
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
            why: entry.lost_because.join("; "),
        });
        next.deploys.push(Deploy {
            reason: reason.to_owned(),
            at: acceptance.and_then(|acceptance| acceptance.at.clone()),
            lost: lost.collect(),
        });
        Ok(next)
    }
}

fn entry(record: &RecordBuf, known: Option<Known<'_>>, id: &str) -> Entry {
    let fingerprint = Fingerprint::of_buf(&record.schema);
    let before = known.map(|known| known.item);
    let fingerprint_before = before.map(Item::fingerprint);
    let lost_because = before
        .map(|item| lost_because(record, item))
        .unwrap_or_default();
    let values = match fingerprint_before {
        None => Values::None,
        Some(_) if !lost_because.is_empty() => Values::Lost,
        Some(before) if before == fingerprint => Values::Kept,
        Some(before) if record.migrates.contains(&before) => Values::Migrated,
        Some(_) => Values::Read,
    };
    Entry {
        path: record.path.clone(),
        id: id.to_owned(),
        lifetime: record.lifetime,
        lifetime_before: before
            .map(|item| item.lifetime)
            .filter(|before| *before != record.lifetime),
        identity: identity(record, known),
        values,
        changes: before
            .map(|item| changes(record, &item.schema))
            .unwrap_or_default(),
        lost_because,
        fingerprint,
        fingerprint_before,
    }
}

/// Why not all that an item may have stored is read by a record.
fn lost_because(record: &RecordBuf, item: &Item) -> Vec<String> {
    if item.lifetime != record.lifetime {
        return vec![format!(
            "it was {} and is {} now: values of the one are not looked for by the other",
            item.lifetime, record.lifetime
        )];
    }
    let lossy = |schema: &SchemaBuf| {
        let all = changes(record, schema).into_iter();
        all.filter(|change| change.effect == Effect::Lossy)
    };
    let unread = |schema: &&SchemaBuf| !reads_schema(record, schema);
    let last = Some(&item.schema).filter(unread).into_iter();
    let last = last.flat_map(lossy).map(|change| change.to_string());
    let mut known = BTreeSet::new();
    let mut reasons: Vec<String> = last.filter(|reason| known.insert(reason.clone())).collect();
    let earlier = item.earlier.iter().filter(unread).flat_map(lossy);
    // What is said of the last version's values need not be said of those before.
    let earlier = earlier.map(|change| change.to_string());
    let earlier = earlier.filter(|reason| known.insert(reason.clone()));
    reasons.extend(earlier.map(|reason| {
        format!("of values that an earlier version stored and none has written since: {reason}")
    }));
    reasons
}

/// Types whose values may be stored beside those of the new one, as far as it reads them.
fn earlier(record: &RecordBuf, item: &Item) -> Vec<SchemaBuf> {
    let mut known = BTreeSet::from([Fingerprint::of_buf(&record.schema)]);
    let before = item.earlier.iter().chain([&item.schema]).rev();
    let mut earlier: Vec<SchemaBuf> = before
        .filter(|schema| reads_schema(record, schema) && known.insert(Fingerprint::of_buf(schema)))
        .take(MAX_EARLIER)
        .cloned()
        .collect();
    earlier.reverse();
    earlier
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
        lost_because: vec![
            "the item is gone: nothing reads its values, which expire in the store".to_owned(),
        ],
        fingerprint: item.fingerprint(),
        fingerprint_before: Some(item.fingerprint()),
    }
}

fn next(
    committed: &Committed,
    records: &[RecordBuf],
    ids: &[String],
    matching: &Matching<'_>,
) -> Committed {
    let known = records.iter().zip(ids).zip(&matching.known);
    let living = known.map(|((record, id), known)| Item {
        id: id.clone(),
        path: record.path.clone(),
        lifetime: record.lifetime,
        was: record.was.clone(),
        schema: record.schema.clone(),
        earlier: match known {
            // Another lifetime reads nothing of what was.
            Some(known) if known.item.lifetime == record.lifetime => earlier(record, known.item),
            _ => Vec::new(),
        },
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
        retired: by_id(
            retired
                .chain(matching.gone.iter().copied())
                .cloned()
                .collect(),
        ),
        deploys: committed.deploys.clone(),
    }
}
