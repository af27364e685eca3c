//! How long answers took.

use std::time::Duration;

/// Durations of one stretch of time.
#[derive(Clone, Debug, Default)]
pub struct Latencies(Vec<u32>);

impl Latencies {
    /// Adds one.
    pub fn add(&mut self, took: Duration) {
        self.0
            .push(u32::try_from(took.as_micros()).unwrap_or(u32::MAX));
    }

    /// Adds all of another stretch.
    pub fn merge(&mut self, other: &Self) {
        self.0.extend_from_slice(&other.0);
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Microseconds that so large a part of them stayed within (0.99: the 99th percentile); 0 when there are none.
    #[must_use]
    pub fn quantile_us(&self, part: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let Some(last) = sorted.len().checked_sub(1) else {
            return 0.0;
        };
        f64::from(sorted[(part * last as f64).ceil() as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_is_a_value_that_was_there() {
        let mut all = Latencies::default();
        assert_eq!(all.quantile_us(0.99), 0.0);
        (1..=200).for_each(|ms| all.add(Duration::from_millis(ms)));
        assert_eq!(all.quantile_us(0.5), 101_000.0);
        assert_eq!(all.quantile_us(0.99), 199_000.0);
        assert_eq!(all.quantile_us(1.0), 200_000.0);
    }
}
