//! From one order of keys to another, with as few moves as possible.
//!
//! Pure: keys in, steps out. Rows that stay keep their order where they can; the longest increasing subsequence of old
//! positions is the largest set that need not move (Fredman 1975: on computing the length of longest increasing
//! subsequences). Steps apply one after the other, positions are those at the time of the step.

use std::collections::HashMap;

use super::order::{Waiting, increasing, ranks};

/// One change of a list of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Clear,
    Remove {
        at: u32,
        count: u32,
    },
    /// Taken out at `from`, put in so that it stands at `to`.
    Move {
        from: u32,
        to: u32,
    },
    Swap {
        a: u32,
        b: u32,
    },
    /// `count` new rows, the first of which is `new[index]`, so that it stands at `at`.
    Insert {
        at: u32,
        index: u32,
        count: u32,
    },
}

/// What leads from the old rows to the new ones.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub(crate) steps: Vec<Step>,
    /// For each new row the position of the old row that it continues.
    pub(crate) kept: Vec<Option<u32>>,
}

/// Plans the way from `old` to `new`. A key that occurs twice continues an old row once; its other occurrences are new
/// rows.
pub(crate) fn plan(old: &[u64], new: &[u64]) -> Plan {
    let prefix = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let suffix = old[prefix..]
        .iter()
        .rev()
        .zip(new[prefix..].iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let (old_end, new_end) = (old.len() - suffix, new.len() - suffix);
    let mut plan = Plan {
        steps: Vec::new(),
        kept: vec![None; new.len()],
    };
    for (at, kept) in plan.kept[..prefix].iter_mut().enumerate() {
        *kept = Some(position(at));
    }
    for (from_end, kept) in plan.kept[new_end..].iter_mut().enumerate() {
        *kept = Some(position(old_end + from_end));
    }
    let middle = Middle {
        old: &old[prefix..old_end],
        new: &new[prefix..new_end],
        start: prefix,
        whole: suffix == 0,
    };
    middle.plan(&mut plan);
    plan
}

/// What is left when equal ends are cut off.
struct Middle<'k> {
    old: &'k [u64],
    new: &'k [u64],
    /// Rows before it.
    start: usize,
    /// No rows after it.
    whole: bool,
}

impl Middle<'_> {
    fn plan(&self, plan: &mut Plan) {
        if self.old.is_empty() && self.new.is_empty() {
            return;
        }
        if self.is_one_swap() {
            let last = self.old.len() - 1;
            plan.steps.push(Step::Swap {
                a: position(self.start),
                b: position(self.start + last),
            });
            for at in 0..=last {
                let from = if at == 0 {
                    last
                } else if at == last {
                    0
                } else {
                    at
                };
                plan.kept[self.start + at] = Some(position(self.start + from));
            }
            return;
        }
        let kept = self.match_keys();
        self.remove(&kept, plan);
        self.move_kept(&kept, plan);
        self.insert(&kept, plan);
        for (at, old) in kept.into_iter().enumerate() {
            plan.kept[self.start + at] = old.map(|old| position(self.start + old));
        }
    }

    fn is_one_swap(&self) -> bool {
        let (old, new) = (self.old, self.new);
        let n = old.len();
        n >= 2
            && n == new.len()
            && old[0] == new[n - 1]
            && old[n - 1] == new[0]
            && old[1..n - 1] == new[1..n - 1]
    }

    /// For each new row of the middle the old one, as positions in the middle.
    fn match_keys(&self) -> Vec<Option<usize>> {
        if self.old.is_empty() || self.new.is_empty() {
            return vec![None; self.new.len()];
        }
        let mut places = HashMap::with_capacity(self.old.len());
        for (at, key) in self.old.iter().enumerate() {
            places.entry(*key).or_insert(at);
        }
        self.new.iter().map(|key| places.remove(key)).collect()
    }

    fn remove(&self, kept: &[Option<usize>], plan: &mut Plan) {
        let mut stays = vec![false; self.old.len()];
        for at in kept.iter().flatten() {
            stays[*at] = true;
        }
        if !self.old.is_empty() && self.start == 0 && self.whole && !stays.contains(&true) {
            plan.steps.push(Step::Clear);
            return;
        }
        let mut end = self.old.len();
        while end > 0 {
            if stays[end - 1] {
                end -= 1;
                continue;
            }
            let first = stays[..end]
                .iter()
                .rposition(|stays| *stays)
                .map_or(0, |at| at + 1);
            plan.steps.push(Step::Remove {
                at: position(self.start + first),
                count: position(end - first),
            });
            end = first;
        }
    }

    /// Moves the kept rows that stand outside of the longest increasing subsequence, from left to right: each to the
    /// place behind the one that precedes it in the new order. O(n log n), however much is moved.
    fn move_kept(&self, kept: &[Option<usize>], plan: &mut Plan) {
        let wanted = ranks(&kept.iter().flatten().copied().collect::<Vec<_>>());
        if wanted.is_sorted() {
            return;
        }
        let stays = increasing(&wanted);
        // The rows that stay, as (old position, new position): sorted by both.
        let fixed: Vec<(usize, usize)> = (0..wanted.len())
            .filter(|at| stays[*at])
            .map(|at| (wanted[at], at))
            .collect();
        let mut waiting = Waiting::all(wanted.len());
        // Old position behind the last fixed row that was passed.
        let mut passed = 0;
        for (at, old) in wanted.iter().copied().enumerate() {
            if stays[at] {
                passed = old + 1;
                waiting.take(old);
                continue;
            }
            // Before a row that waits stand the waiting rows from before it, and the rows that are in place up to the
            // fixed row after it.
            let next_fixed = fixed.partition_point(|(fixed, _)| *fixed < old);
            let placed = fixed.get(next_fixed).map_or(at, |(_, new)| (*new).min(at));
            let from = waiting.before(old) + placed;
            waiting.take(old);
            let to = waiting.before(passed) + at;
            if from != to {
                plan.steps.push(Step::Move {
                    from: position(self.start + from),
                    to: position(self.start + to),
                });
            }
        }
    }

    fn insert(&self, kept: &[Option<usize>], plan: &mut Plan) {
        let mut at = 0;
        while at < kept.len() {
            if kept[at].is_some() {
                at += 1;
                continue;
            }
            let count = kept[at..].iter().take_while(|kept| kept.is_none()).count();
            let first = position(self.start + at);
            plan.steps.push(Step::Insert {
                at: first,
                index: first,
                count: position(count),
            });
            at += count;
        }
    }
}

/// Rows are counted in `u32`, as on the wire.
fn position(at: usize) -> u32 {
    u32::try_from(at).expect("a list has fewer than 2^32 rows")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Applies the steps as a client would.
    fn apply(old: &[u64], new: &[u64], plan: &Plan) -> Vec<u64> {
        let mut rows = old.to_vec();
        for step in &plan.steps {
            match *step {
                Step::Clear => rows.clear(),
                Step::Remove { at, count } => drop(rows.drain(at as usize..(at + count) as usize)),
                Step::Move { from, to } => {
                    let row = rows.remove(from as usize);
                    rows.insert(to as usize, row);
                }
                Step::Swap { a, b } => rows.swap(a as usize, b as usize),
                Step::Insert { at, index, count } => {
                    for n in 0..count {
                        rows.insert((at + n) as usize, new[(index + n) as usize]);
                    }
                }
            }
        }
        rows
    }

    fn moves(plan: &Plan) -> usize {
        plan.steps
            .iter()
            .filter(|step| matches!(step, Step::Move { .. } | Step::Swap { .. }))
            .count()
    }

    #[test]
    fn the_usual_changes_take_one_step() {
        let old: Vec<u64> = (0..10).collect();
        let check =
            |new: Vec<u64>, expect: &[Step]| assert_eq!(plan(&old, &new).steps, expect, "{new:?}");
        check(old.clone(), &[]);
        check(vec![], &[Step::Clear]);
        check(
            vec![0, 8, 2, 3, 4, 5, 6, 7, 1, 9],
            &[Step::Swap { a: 1, b: 8 }],
        );
        check(
            vec![0, 1, 2, 4, 5, 6, 7, 8, 9],
            &[Step::Remove { at: 3, count: 1 }],
        );
        check(
            vec![9, 0, 1, 2, 3, 4, 5, 6, 7, 8],
            &[Step::Move { from: 9, to: 0 }],
        );
        check(
            vec![1, 2, 3, 4, 5, 6, 7, 8, 9, 0],
            &[Step::Move { from: 0, to: 9 }],
        );
        check(
            (0..12).collect(),
            &[Step::Insert {
                at: 10,
                index: 10,
                count: 2,
            }],
        );
        check(
            vec![77, 78],
            &[
                Step::Clear,
                Step::Insert {
                    at: 0,
                    index: 0,
                    count: 2,
                },
            ],
        );
    }

    proptest! {
        #[test]
        fn steps_lead_from_old_to_new(
            old in proptest::collection::hash_set(0u64..24, 0..16).prop_map(|keys| keys.into_iter().collect::<Vec<_>>()),
            new in proptest::collection::vec(0u64..24, 0..16),
        ) {
            let plan = plan(&old, &new);
            prop_assert_eq!(apply(&old, &new, &plan), new.clone());
            for (at, kept) in plan.kept.iter().enumerate() {
                if let Some(kept) = kept {
                    prop_assert_eq!(old[*kept as usize], new[at]);
                }
            }
        }

        #[test]
        fn a_permutation_moves_only_what_is_outside_the_longest_increasing_subsequence(
            new in Just((0u64..12).collect::<Vec<_>>()).prop_shuffle()
        ) {
            let old: Vec<u64> = (0..12).collect();
            let plan = plan(&old, &new);
            // Quadratic and by definition, unlike the code under test.
            let mut longest = vec![1usize; new.len()];
            for i in 0..new.len() {
                for j in 0..i {
                    if new[j] < new[i] {
                        longest[i] = longest[i].max(longest[j] + 1);
                    }
                }
            }
            let most = longest.into_iter().max().unwrap_or(0);
            prop_assert!(moves(&plan) <= new.len() - most);
            prop_assert_eq!(apply(&old, &new, &plan), new);
        }
    }
}
