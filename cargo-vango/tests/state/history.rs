//! Identity over random histories.

use std::collections::BTreeMap;

use cargo_vango::state::{Committed, ErrorKind, Identity, Values, Verdict};
use proptest::prelude::*;
use vango_schema::{Lifetime, RecordBuf, SchemaBuf};

use crate::sample::{U32, U64, item, plan, was};

const PATHS: [&str; 6] = ["a::A", "a::B", "b::A", "b::B", "c::A", "c::B"];

/// A version of an app: at some of the paths there are items.
fn version() -> impl Strategy<Value = Vec<RecordBuf>> {
    let schema = prop_oneof![Just(U32), Just(U64), Just(SchemaBuf::Text)];
    let lifetime = prop_oneof![Just(Lifetime::Session), Just(Lifetime::Global)];
    let was = proptest::option::weighted(0.3, 0..PATHS.len());
    let one = (schema, lifetime, was);
    let all = proptest::collection::vec(proptest::option::of(one), PATHS.len());
    all.prop_map(|all| {
        let there = PATHS
            .iter()
            .zip(all)
            .filter_map(|(path, one)| Some((path, one?)));
        there
            .map(|(path, (schema, lifetime, was))| RecordBuf {
                lifetime,
                was: was.map(|at| PATHS[at].to_owned()),
                ..item(path, schema)
            })
            .collect()
    })
}

fn ids(committed: &Committed) -> Vec<&str> {
    let all = committed.items.iter().chain(&committed.retired);
    let mut ids: Vec<_> = all.map(|item| item.id.as_str()).collect();
    ids.sort_unstable();
    ids
}

proptest! {
    #[test]
    fn no_identity_is_lost_or_given_twice(versions in proptest::collection::vec(version(), 1..6)) {
        let mut committed = Committed::default();
        for records in &versions {
            let planned = match plan(&committed, records) {
                Ok(planned) => planned,
                Err(error) => {
                    prop_assert_eq!(error.kind(), ErrorKind::Source);
                    continue;
                }
            };
            let after = planned.expected().clone();
            let all = ids(&after);
            let mut distinct = all.clone();
            distinct.dedup();
            prop_assert_eq!(&all, &distinct);
            prop_assert!(ids(&committed).iter().all(|id| all.contains(id)));
            prop_assert_eq!(after.items.len(), records.len());
            // The order of the records is the linker's matter.
            let reversed: Vec<_> = records.iter().rev().cloned().collect();
            prop_assert_eq!(plan(&committed, &reversed).expect("it is planned"), planned);
            let again = plan(&after, records).expect("what was applied does not contradict itself");
            prop_assert_eq!(again.verdict(), Verdict::Warm);
            prop_assert_eq!(again.expected(), &after);
            prop_assert!(again.warnings.is_empty());
            for entry in &again.entries {
                prop_assert_eq!((&entry.identity, entry.values), (&Identity::Same, Values::Kept));
            }
            committed = after;
        }
    }

    /// Each item says where it was, all have one type, and some change places: nobody becomes another.
    #[test]
    fn who_says_where_it_was_keeps_its_id(
        steps in proptest::collection::vec(Just(PATHS.to_vec()).prop_shuffle(), 1..8),
        count in 1..PATHS.len(),
    ) {
        let mut committed = Committed::default();
        // By the number of the item: where it stands, and what its attribute says.
        let mut items: BTreeMap<usize, (&str, Option<&str>)> = BTreeMap::new();
        for step in &steps {
            let mut next = BTreeMap::new();
            for (number, to) in step.iter().take(count).enumerate() {
                let was = match items.get(&number) {
                    Some((at, was)) if at == to => *was,
                    Some((at, _)) => Some(*at),
                    None => None,
                };
                next.insert(number, (*to, was));
            }
            // An attribute that another item had in the same place was applied already: it cannot be said again.
            let is_said_again = next.iter().any(|(number, (to, was))| {
                items.iter().any(|(other, before)| other != number && was.is_some() && *before == (*to, *was))
            });
            if is_said_again {
                continue;
            }
            let records: Vec<_> = next.values().map(|(to, said)| match said {
                Some(said) => was(said, item(to, U32)),
                None => item(to, U32),
            }).collect();
            let planned = plan(&committed, &records).expect("it is planned");
            prop_assert_eq!(planned.verdict(), Verdict::Warm);
            let id = |committed: &Committed, path: &str| {
                committed.items.iter().find(|item| item.path == path).map(|item| item.id.clone())
            };
            let after = planned.expected().clone();
            for (number, (before, _)) in &items {
                prop_assert_eq!(id(&committed, before), id(&after, next[number].0), "{:?}", next);
            }
            (committed, items) = (after, next);
        }
    }
}
