//! Which item of a program is which of the committed ones.
//!
//! Invariant: what an attribute says decides (`was`), then where an item stands, then a type that only one item has lost
//! and only one has got. Nothing is guessed by order or by line; no committed item is given to two.
//! Deliberately absent: whether values can be read, except where an item comes back that had gone.

use std::collections::{BTreeMap, BTreeSet};

use vango_schema::{Change, Effect, Fingerprint, Lifetime, RecordBuf, SchemaBuf, compare};

use crate::state::error::{Error, ErrorKind};
use crate::state::item::{Committed, Item};

/// Why an item of the program is one that was known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    /// It stands where it stood.
    Path,
    /// Its attribute says so.
    Was,
    /// It is the only new one of its type, and one such has gone.
    Type,
}

/// A committed item that an item of the program is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known<'c> {
    pub(crate) item: &'c Item,
    pub(crate) is_retired: bool,
    pub(crate) by: By,
}

/// Who is who.
#[derive(Debug, Default)]
pub(crate) struct Matching<'c> {
    /// For each record, in their order.
    pub(crate) known: Vec<Option<Known<'c>>>,
    /// Living items that no record is.
    pub(crate) gone: Vec<&'c Item>,
    /// What a person should look at.
    pub(crate) warnings: Vec<String>,
}

/// Finds out. `fresh` are paths of items that are new, whatever they look like.
pub(crate) fn identify<'c>(
    committed: &'c Committed,
    records: &[RecordBuf],
    fresh: &BTreeSet<String>,
) -> Result<Matching<'c>, Error> {
    if let Some(path) = fresh
        .iter()
        .find(|path| records.iter().all(|record| record.path != **path))
    {
        let what = format!("`--new {path}`: the program has no such item");
        return Err(
            Error::new(ErrorKind::Source, what).hint("`cargo vango state inspect` lists them")
        );
    }
    let mut search = Search {
        committed,
        records,
        fresh,
        taken: BTreeSet::new(),
        matching: Matching {
            known: vec![None; records.len()],
            ..Matching::default()
        },
    };
    search.by_attribute()?;
    search.by_path();
    search.by_return();
    search.by_type();
    let taken = &search.taken;
    let gone = committed
        .items
        .iter()
        .filter(|item| !taken.contains(item.id.as_str()));
    search.matching.gone = gone.collect();
    Ok(search.matching)
}

/// Ids for the records that are nothing that was known, in the order of the records.
pub(crate) fn fresh_ids(
    committed: &Committed,
    records: &[RecordBuf],
    known: &[Option<Known<'_>>],
) -> Vec<String> {
    let all = committed.items.iter().chain(&committed.retired);
    let mut used: BTreeSet<String> = all.map(|item| item.id.clone()).collect();
    let ids = records
        .iter()
        .zip(known)
        .map(|(record, known)| match known {
            Some(known) => known.item.id.clone(),
            None => {
                let numbered = (2_u32..).map(|number| format!("{}#{number}", record.path));
                let mut candidates = std::iter::once(record.path.clone()).chain(numbered);
                let id = candidates.find(|id| !used.contains(id));
                let id = id.expect("there are more numbers than items");
                used.insert(id.clone());
                id
            }
        });
    ids.collect()
}

struct Search<'c, 'r> {
    committed: &'c Committed,
    records: &'r [RecordBuf],
    fresh: &'r BTreeSet<String>,
    /// Ids of committed items that are somebody.
    taken: BTreeSet<&'c str>,
    matching: Matching<'c>,
}

impl<'c> Search<'c, '_> {
    fn take(&mut self, at: usize, known: Known<'c>) {
        self.taken.insert(&known.item.id);
        self.matching.known[at] = Some(known);
    }

    fn is_free(&self, item: &Item) -> bool {
        !self.taken.contains(item.id.as_str())
    }

    /// Records that are nobody yet.
    fn open(&self) -> Vec<usize> {
        let all = 0..self.records.len();
        all.filter(|at| self.matching.known[*at].is_none())
            .collect()
    }

    fn living_at(&self, path: &str) -> Option<&'c Item> {
        self.committed.items.iter().find(|item| item.path == path)
    }

    /// Of several that stood there and have gone, the one that was given its id last.
    fn retired_at(&self, path: &str, fits: impl Fn(&Item) -> bool) -> Option<&'c Item> {
        let there = self
            .committed
            .retired
            .iter()
            .filter(|item| item.path == path);
        let fitting = there.filter(|item| self.is_free(item) && fits(item));
        fitting.max_by_key(|item| (item.id.len(), &item.id))
    }

    /// What `was` says, unless it was applied already.
    fn by_attribute(&mut self) -> Result<(), Error> {
        let mut claims: BTreeMap<&str, &str> = BTreeMap::new();
        for (at, record) in self.records.iter().enumerate() {
            let Some(was) = record.was.as_deref().filter(|was| *was != record.path) else {
                continue;
            };
            let here = self.living_at(&record.path);
            if here.is_some_and(|item| item.was.as_deref() == Some(was)) {
                continue;
            }
            let living = self.living_at(was);
            let Some(item) = living.or_else(|| self.retired_at(was, |_| true)) else {
                self.warn_unknown(record, was);
                continue;
            };
            if let Some(other) = claims.insert(&item.id, &record.path) {
                let what = format!(
                    "`{other}` and `{}` both say that they were `{was}`",
                    record.path
                );
                return Err(Error::new(ErrorKind::Source, what).hint("take `was` from one of them"));
            }
            let known = Known {
                item,
                is_retired: living.is_none(),
                by: By::Was,
            };
            // Taken below: until then another may claim the same, which is the error above.
            self.matching.known[at] = Some(known);
        }
        let claimed: Vec<Known<'c>> = self.matching.known.iter().flatten().copied().collect();
        self.taken
            .extend(claimed.iter().map(|known| known.item.id.as_str()));
        Ok(())
    }

    fn warn_unknown(&mut self, record: &RecordBuf, was: &str) {
        // Before the first `apply` there is nothing that could be meant.
        if self.committed.items.is_empty() && self.committed.retired.is_empty() {
            return;
        }
        self.matching.warnings.push(format!(
            "`{}` says that it was `{was}`, and no item stood there: `was` has no effect",
            record.path
        ));
    }

    fn by_path(&mut self) {
        for at in self.open() {
            let living = self.living_at(&self.records[at].path);
            if let Some(item) = living.filter(|item| self.is_free(item)) {
                let known = Known {
                    item,
                    is_retired: false,
                    by: By::Path,
                };
                self.take(at, known);
            }
        }
    }

    /// An item stands again where one stood that has gone, and reads what that one stored.
    fn by_return(&mut self) {
        for at in self.open() {
            let record = &self.records[at];
            if self.fresh.contains(&record.path) {
                continue;
            }
            if let Some(item) = self.retired_at(&record.path, |item| reads(record, item)) {
                let known = Known {
                    item,
                    is_retired: true,
                    by: By::Path,
                };
                self.take(at, known);
            }
        }
    }

    fn by_type(&mut self) {
        // Living items that nobody is, and records that are nobody, of each lifetime and type.
        type OfKind<'c> = (Vec<&'c Item>, Vec<usize>);
        let mut kinds: BTreeMap<(Lifetime, Fingerprint), OfKind<'c>> = BTreeMap::new();
        for item in self
            .committed
            .items
            .iter()
            .filter(|item| self.is_free(item))
        {
            kinds
                .entry((item.lifetime, item.fingerprint()))
                .or_default()
                .0
                .push(item);
        }
        for at in self.open() {
            let record = &self.records[at];
            let kind = (record.lifetime, Fingerprint::of_buf(&record.schema));
            if !self.fresh.contains(&record.path)
                && let Some((_, new)) = kinds.get_mut(&kind)
            {
                new.push(at);
            }
        }
        for ((lifetime, _), (gone, new)) in kinds {
            match (gone.as_slice(), new.as_slice()) {
                (_, []) => {}
                ([item], [at]) => {
                    let known = Known {
                        item,
                        is_retired: false,
                        by: By::Type,
                    };
                    self.take(*at, known);
                }
                _ => self.warn_ambiguous(lifetime, &gone, &new),
            }
        }
    }

    fn warn_ambiguous(&mut self, lifetime: Lifetime, gone: &[&Item], new: &[usize]) {
        let listed = |paths: Vec<&str>| format!("`{}`", paths.join("`, `"));
        let gone = listed(gone.iter().map(|item| item.path.as_str()).collect());
        let (first, new) = (
            &self.records[new[0]].schema,
            listed(
                new.iter()
                    .map(|at| self.records[*at].path.as_str())
                    .collect(),
            ),
        );
        let attribute = attribute(lifetime);
        self.matching.warnings.push(format!(
            "{gone} gone, and {new} new, all of one type ({first}): which is which cannot be seen. \
             If one has moved, write `#[{attribute}(was = \"old::path\")]` on it"
        ));
    }
}

/// Whether what `item` has stored is read by `record`.
pub(crate) fn reads(record: &RecordBuf, item: &Item) -> bool {
    record.lifetime == item.lifetime && reads_schema(record, &item.schema)
}

/// Whether what was stored as `schema` is read by `record`.
pub(crate) fn reads_schema(record: &RecordBuf, schema: &SchemaBuf) -> bool {
    let is_safe = |change: &Change| change.effect == Effect::Safe;
    record.migrates.contains(&Fingerprint::of_buf(schema))
        || changes(record, schema).iter().all(is_safe)
}

/// How `record` differs from what was stored as `schema`: a type that is the same does not, whatever is in it.
pub(crate) fn changes(record: &RecordBuf, schema: &SchemaBuf) -> Vec<Change> {
    match record.schema == *schema {
        true => Vec::new(),
        false => compare(schema, &record.schema),
    }
}

/// The attribute that declares an item of this lifetime.
pub(crate) fn attribute(lifetime: Lifetime) -> &'static str {
    match lifetime {
        Lifetime::Session | Lifetime::Browser => "shared",
        Lifetime::Global => "global",
        Lifetime::Key => "session_key",
    }
}
