//! Ratios on a machine that is shared and noisy: both sides of a ratio run in turn in each round, and the median of the
//! rounds' ratios counts.

use std::time::Instant;

/// What a paired measurement came to.
#[derive(Clone, Copy, Debug)]
pub struct Paired {
    /// The median of the ratios, ours by the baseline's.
    pub ratio: f64,
    /// The median of our times, in microseconds.
    pub ours_us: f64,
    /// The median of the baseline's.
    pub baseline_us: f64,
    /// Where the middle half of the ratios lies.
    pub quartiles: (f64, f64),
    /// How many rounds there were.
    pub rounds: usize,
}

impl Paired {
    /// The ratio of each round is that of its two sides. `ours` and `baseline` are of the same rounds.
    ///
    /// # Panics
    /// When there are no rounds, or not as many of one as of the other.
    #[must_use]
    pub fn of(ours_us: &[f64], baseline_us: &[f64]) -> Self {
        assert_eq!(ours_us.len(), baseline_us.len(), "rounds are pairs");
        let ratios: Vec<f64> = ours_us
            .iter()
            .zip(baseline_us)
            .map(|(a, b)| a / b)
            .collect();
        Self {
            ratio: median(&ratios),
            ours_us: median(ours_us),
            baseline_us: median(baseline_us),
            quartiles: (quantile(&ratios, 0.25), quantile(&ratios, 0.75)),
            rounds: ratios.len(),
        }
    }

    /// For a figure's conditions.
    #[must_use]
    pub fn conditions(&self) -> String {
        format!(
            "median of {} paired rounds, quartiles {:.2}–{:.2}; {:.2} µs against {:.2} µs",
            self.rounds, self.quartiles.0, self.quartiles.1, self.ours_us, self.baseline_us
        )
    }
}

/// Times `ours` and `baseline` in turn, `rounds` times, each `times` times in a row, in changing order; the first round
/// is thrown away.
pub fn paired<A, B>(
    rounds: usize,
    times: usize,
    mut ours: impl FnMut() -> A,
    mut baseline: impl FnMut() -> B,
) -> Paired {
    let (mut ours_us, mut baseline_us) = (Vec::new(), Vec::new());
    for round in 0..=rounds {
        let (a, b) = if round % 2 == 0 {
            let a = time(times, &mut ours);
            (a, time(times, &mut baseline))
        } else {
            let b = time(times, &mut baseline);
            (time(times, &mut ours), b)
        };
        if round > 0 {
            ours_us.push(a);
            baseline_us.push(b);
        }
    }
    Paired::of(&ours_us, &baseline_us)
}

/// Microseconds that one of `times` runs takes.
fn time<T>(times: usize, run: &mut impl FnMut() -> T) -> f64 {
    let start = Instant::now();
    for _ in 0..times {
        std::hint::black_box(run());
    }
    start.elapsed().as_secs_f64() * 1e6 / times as f64
}

/// The median.
///
/// # Panics
/// When there are no values.
#[must_use]
pub fn median(values: &[f64]) -> f64 {
    quantile(values, 0.5)
}

/// The value below which a part of the values lies, between the two nearest in proportion.
///
/// # Panics
/// When there are no values.
#[must_use]
pub fn quantile(values: &[f64], part: f64) -> f64 {
    assert!(!values.is_empty(), "a quantile needs values");
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = part * (sorted.len() - 1) as f64;
    let (below, above) = (sorted[at.floor() as usize], sorted[at.ceil() as usize]);
    below + (above - below) * at.fract()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_between_neighbours() {
        let values = [4.0, 1.0, 3.0, 2.0];
        assert_eq!(median(&values), 2.5);
        assert_eq!(quantile(&values, 0.0), 1.0);
        assert_eq!(quantile(&values, 1.0), 4.0);
    }

    #[test]
    fn one_slow_round_changes_nothing() {
        let paired = Paired::of(&[2.0, 2.0, 90.0], &[1.0, 1.0, 1.0]);
        assert_eq!(paired.ratio, 2.0);
    }
}
