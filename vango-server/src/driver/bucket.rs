//! A token bucket: how many frames a session may send. Integer arithmetic, no clock of its own.

/// Fills by `per_second` tokens a second up to `burst`; each frame takes one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bucket {
    /// Thousandths of a token, so that slow rates lose nothing to rounding.
    level_milli: u64,
    filled_at_ms: u64,
}

impl Bucket {
    pub(crate) fn full(burst: u32, now_ms: u64) -> Self {
        Self {
            level_milli: u64::from(burst) * 1000,
            filled_at_ms: now_ms,
        }
    }

    /// Takes one token, or says that there is none.
    pub(crate) fn take(&mut self, per_second: u32, burst: u32, now_ms: u64) -> bool {
        let elapsed_ms = now_ms.saturating_sub(self.filled_at_ms);
        if elapsed_ms > 0 {
            // One token a second is a thousandth of a token a millisecond.
            let gained = elapsed_ms.saturating_mul(u64::from(per_second));
            self.level_milli = self
                .level_milli
                .saturating_add(gained)
                .min(u64::from(burst) * 1000);
            self.filled_at_ms = now_ms;
        }
        match self.level_milli.checked_sub(1000) {
            Some(rest) => {
                self.level_milli = rest;
                true
            }
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_passes_then_the_rate_holds() {
        let mut bucket = Bucket::full(3, 0);
        let mut take = |now_ms| bucket.take(2, 3, now_ms);
        assert!(take(0) && take(0) && take(0));
        assert!(!take(0));
        assert!(!take(499));
        assert!(take(500));
        assert!(!take(500));
        // A long rest fills it to the burst and no further.
        assert!(take(1_000_000) && take(1_000_000) && take(1_000_000));
        assert!(!take(1_000_000));
    }

    #[test]
    fn time_that_stands_still_or_overflows_does_no_harm() {
        let mut bucket = Bucket::full(1, 10);
        assert!(bucket.take(u32::MAX, 1, 5));
        assert!(!bucket.take(u32::MAX, 1, 5));
        assert!(bucket.take(u32::MAX, 1, u64::MAX));
    }
}
