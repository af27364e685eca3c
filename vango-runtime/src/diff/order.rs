//! What a plan needs to know of orders: ranks, a longest increasing subsequence, and how many rows still wait.
//!
//! Pure, and each O(n log n); tested through `plan`.

/// Marks the members of one longest increasing subsequence; the values are distinct. O(n log n).
pub(super) fn increasing(values: &[usize]) -> Vec<bool> {
    // `ends[l]`: index of the smallest value that ends a run of length l + 1; `before`: its predecessor in that run.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![usize::MAX; values.len()];
    for (at, value) in values.iter().enumerate() {
        let length = ends.partition_point(|end| values[*end] < *value);
        if length > 0 {
            before[at] = ends[length - 1];
        }
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut member = vec![false; values.len()];
    let mut at = ends.last().copied().unwrap_or(usize::MAX);
    while let Some(here) = member.get_mut(at) {
        *here = true;
        at = before[at];
    }
    member
}

/// Each value's rank among the values, which are distinct.
pub(super) fn ranks(values: &[usize]) -> Vec<usize> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let rank = |value: &usize| sorted.partition_point(|other| other < value);
    values.iter().map(rank).collect()
}

/// The rows that have not been put in their place yet, by old position: a tree of counts (Fenwick 1994).
pub(super) struct Waiting {
    counts: Vec<usize>,
}

impl Waiting {
    pub(super) fn all(rows: usize) -> Self {
        let counts = (0..=rows).map(|at| at & at.wrapping_neg()).collect();
        Self { counts }
    }

    /// The row at this old position waits no more.
    pub(super) fn take(&mut self, old: usize) {
        let mut at = old + 1;
        while at < self.counts.len() {
            self.counts[at] -= 1;
            at += at & at.wrapping_neg();
        }
    }

    /// How many wait whose old position is below this one.
    pub(super) fn before(&self, old: usize) -> usize {
        let (mut at, mut count) = (old, 0);
        while at > 0 {
            count += self.counts[at];
            at &= at - 1;
        }
        count
    }
}
