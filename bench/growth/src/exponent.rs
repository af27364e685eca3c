//! How fast something grows: the exponent k of `value = c · size^k`.

/// The exponent that fits best: the slope of a straight line through the logarithms, by least squares.
pub(crate) fn exponent(sizes: &[f64], values: &[f64]) -> f64 {
    let points = || {
        sizes
            .iter()
            .map(|size| size.ln())
            .zip(values.iter().map(|value| value.ln()))
    };
    let count = sizes.len() as f64;
    let (sum_x, sum_y) = points().fold((0.0, 0.0), |(x, y), point| (x + point.0, y + point.1));
    let (mean_x, mean_y) = (sum_x / count, sum_y / count);
    let (mut covariance, mut variance) = (0.0, 0.0);
    for (x, y) in points() {
        covariance += (x - mean_x) * (y - mean_y);
        variance += (x - mean_x).powi(2);
    }
    covariance / variance
}

/// The exponent between the two largest sizes: fixed costs weigh least there.
pub(crate) fn last_step(sizes: &[f64], values: &[f64]) -> f64 {
    let from = sizes.len().saturating_sub(2);
    exponent(&sizes[from..], &values[from..])
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZES: [f64; 3] = [10.0, 100.0, 1_000.0];

    fn close(value: f64, wanted: f64) -> bool {
        (value - wanted).abs() < 1e-9
    }

    #[test]
    fn powers_have_their_own_exponent() {
        for power in [0.0, 1.0, 2.0] {
            let values = SIZES.map(|size| 3.0 * size.powf(power));
            assert!(close(exponent(&SIZES, &values), power));
            assert!(close(last_step(&SIZES, &values), power));
        }
    }

    #[test]
    fn fixed_costs_hide_growth_and_the_last_step_shows_more_of_it() {
        let values = SIZES.map(|size| 1_000.0 + size * size);
        let (whole, last) = (exponent(&SIZES, &values), last_step(&SIZES, &values));
        assert!(whole < 1.6 && last > 1.9, "{whole} {last}");
    }
}
