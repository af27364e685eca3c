//! Sessions that wait for a browser, with a window, a count and a byte budget. Pure: it decides who has to go, the worker
//! carries it out.

use std::collections::BTreeMap;

use super::identity::SessionId;

/// The place of a session on a shelf; needed to take it off again.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Spot {
    expires_ms: u64,
    /// Tells those of one millisecond apart, in the order of their arrival.
    number: u64,
    id: SessionId,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget {
    pub(crate) sessions: usize,
    pub(crate) bytes: usize,
}

impl Budget {
    /// One worker's part. At least one session fits, or a worker could never serve a page.
    pub(crate) fn part_of(self, workers: usize) -> Self {
        let workers = workers.max(1);
        Self {
            sessions: (self.sessions / workers).max(1),
            bytes: self.bytes / workers,
        }
    }
}

/// Ordered by expiry, which is the order of arrival where the window is the same for all.
pub(crate) struct Shelf {
    budget: Budget,
    waiting: BTreeMap<Spot, usize>,
    bytes: usize,
    next_number: u64,
    /// Those that are larger than the whole byte budget.
    oversized: Vec<Spot>,
}

impl Shelf {
    pub(crate) fn new(budget: Budget) -> Self {
        Self {
            budget,
            waiting: BTreeMap::new(),
            bytes: 0,
            next_number: 0,
            oversized: Vec::new(),
        }
    }

    /// Puts a session on the shelf, for a window. What is then over the budget is named by [`overflow`](Self::overflow).
    pub(crate) fn put(&mut self, id: SessionId, bytes: usize, now_ms: u64, window_ms: u64) -> Spot {
        let spot = Spot {
            expires_ms: now_ms.saturating_add(window_ms),
            number: self.next_number,
            id,
        };
        self.next_number += 1;
        self.weigh(spot, bytes);
        spot
    }

    /// A session has grown or shrunk where it waits.
    pub(crate) fn resize(&mut self, spot: Spot, bytes: usize) {
        if self.waiting.contains_key(&spot) {
            self.weigh(spot, bytes);
        }
    }

    fn weigh(&mut self, spot: Spot, bytes: usize) {
        let before = self.waiting.insert(spot, bytes).unwrap_or_default();
        self.bytes = self.bytes - before + bytes;
        if bytes > self.budget.bytes {
            self.oversized.push(spot);
        }
    }

    pub(crate) fn take(&mut self, spot: Spot) {
        if let Some(bytes) = self.waiting.remove(&spot) {
            self.bytes -= bytes;
        }
    }

    /// Takes off and names the oldest session while the budget is exceeded. One that alone is larger than the whole byte
    /// budget goes before all others: they have done nothing.
    pub(crate) fn overflow(&mut self) -> Option<SessionId> {
        while let Some(spot) = self.oversized.pop() {
            let bytes = self.waiting.get(&spot).copied().unwrap_or_default();
            if bytes > self.budget.bytes {
                self.take(spot);
                return Some(spot.id);
            }
        }
        if self.waiting.len() <= self.budget.sessions && self.bytes <= self.budget.bytes {
            return None;
        }
        self.pop()
    }

    /// Takes off and names a session whose window has passed.
    pub(crate) fn expired(&mut self, now_ms: u64) -> Option<SessionId> {
        let (oldest, _) = self.waiting.first_key_value()?;
        if oldest.expires_ms > now_ms {
            return None;
        }
        self.pop()
    }

    /// Takes off and names the oldest session.
    pub(crate) fn pop(&mut self) -> Option<SessionId> {
        let (spot, bytes) = self.waiting.pop_first()?;
        self.bytes -= bytes;
        Some(spot.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW_MS: u64 = 100;

    fn shelf(sessions: usize, bytes: usize) -> Shelf {
        Shelf::new(Budget { sessions, bytes })
    }

    fn id(n: u64) -> SessionId {
        SessionId::from_wire(n)
    }

    #[test]
    fn who_has_left_goes_before_those_that_will_be_back() {
        let mut shelf = shelf(10, 1000);
        shelf.put(id(1), 10, 0, WINDOW_MS);
        shelf.put(id(2), 10, 50, 5);
        assert_eq!(shelf.expired(54), None);
        assert_eq!(shelf.expired(55), Some(id(2)));
        assert_eq!(shelf.expired(55), None);
        assert_eq!(shelf.pop(), Some(id(1)));
    }

    #[test]
    fn the_oldest_go_first_by_count_and_by_bytes() {
        let mut shelf = shelf(2, 1000);
        shelf.put(id(9), 10, 0, WINDOW_MS);
        shelf.put(id(5), 10, 0, WINDOW_MS);
        assert_eq!(shelf.overflow(), None);
        shelf.put(id(7), 10, 2, WINDOW_MS);
        assert_eq!(shelf.overflow(), Some(id(9)));
        assert_eq!(shelf.overflow(), None);
        shelf.put(id(1), 985, 3, WINDOW_MS);
        assert_eq!(shelf.overflow(), Some(id(5)));
        assert_eq!(shelf.overflow(), None, "985 + 10 bytes fit");
        assert_eq!(shelf.waiting.len(), 2);
    }

    #[test]
    fn a_session_larger_than_the_budget_is_not_kept() {
        let mut shelf = shelf(2, 10);
        shelf.put(id(1), 11, 0, WINDOW_MS);
        assert_eq!(shelf.overflow(), Some(id(1)));
        assert_eq!(shelf.overflow(), None);
        assert_eq!(shelf.bytes, 0);
    }

    #[test]
    fn one_that_outgrows_the_budget_where_it_waits_goes_alone() {
        let mut shelf = shelf(9, 100);
        shelf.put(id(1), 40, 0, WINDOW_MS);
        let grows = shelf.put(id(2), 10, 1, WINDOW_MS);
        shelf.put(id(3), 40, 2, WINDOW_MS);
        shelf.resize(grows, 101);
        assert_eq!(shelf.overflow(), Some(id(2)));
        assert_eq!(shelf.overflow(), None);
        assert_eq!(shelf.bytes, 80);
        shelf.resize(grows, 500);
        assert_eq!(shelf.bytes, 80, "it is not there any more");
        let shrinks = shelf.put(id(4), 200, 3, WINDOW_MS);
        shelf.resize(shrinks, 20);
        assert_eq!(shelf.overflow(), None);
    }

    #[test]
    fn a_window_passes_to_the_millisecond_and_taken_sessions_stay() {
        let mut shelf = shelf(9, 1000);
        let first = shelf.put(id(1), 10, 0, WINDOW_MS);
        shelf.put(id(2), 10, 50, WINDOW_MS);
        shelf.take(first);
        shelf.take(first);
        assert_eq!(shelf.bytes, 10);
        assert_eq!(shelf.expired(149), None);
        assert_eq!(shelf.expired(150), Some(id(2)));
        assert_eq!(shelf.expired(150), None);
    }

    #[test]
    fn a_part_of_a_budget_has_room_for_one() {
        let part = Budget {
            sessions: 3,
            bytes: 100,
        }
        .part_of(8);
        assert_eq!((part.sessions, part.bytes), (1, 12));
    }
}
