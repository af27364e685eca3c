//! Rounds: in each, every subject runs in turn for about as long, so that what disturbs one round disturbs them all.

use std::hint::black_box;

use bench_harness::Paired;

use crate::clock::thread_time;
use crate::subject::Subject;

/// How long a subject runs in one round, at least, in microseconds.
const TURN_US: f64 = 1_000.0;

/// How often a subject that is faster than any clock is asked at most.
const TIMES_MAX: usize = 100_000;

/// Microseconds that one page of each subject takes, one vector a subject, one value a round.
pub fn measure(subjects: &mut [Subject], rounds: usize) -> Vec<Vec<f64>> {
    let times: Vec<usize> = subjects.iter_mut().map(calibrate).collect();
    let mut all = vec![Vec::with_capacity(rounds); subjects.len()];
    for round in 0..rounds {
        for step in 0..subjects.len() {
            // There and back, so that nobody always follows the same one.
            let at = match round % 2 {
                0 => step,
                _ => subjects.len() - 1 - step,
            };
            all[at].push(time(&mut subjects[at], times[at]));
        }
    }
    all
}

/// Each subject's times beside the baseline's, which are the first.
#[must_use]
pub fn ratios(all: &[Vec<f64>]) -> Vec<Paired> {
    all.iter().map(|times| Paired::of(times, &all[0])).collect()
}

/// How often it has to run for a turn; it is warm afterwards.
fn calibrate(subject: &mut Subject) -> usize {
    let mut times = 1;
    loop {
        let turn_us = time(subject, times) * times as f64;
        if turn_us >= TURN_US || times >= TIMES_MAX {
            return times;
        }
        times *= 2;
    }
}

/// Microseconds of one page: made, and thrown away.
fn time(subject: &mut Subject, times: usize) -> f64 {
    let start = thread_time();
    for _ in 0..times {
        black_box((subject.run)());
    }
    (thread_time() - start).as_secs_f64() * 1e6 / times as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_round_has_a_value_of_each_subject() {
        let busy = |times: u64| move || (0..times).map(|n| black_box(n).to_string()).collect();
        let mut subjects = [("one", 200), ("four", 800)].map(|(name, times)| Subject {
            name,
            run: Box::new(busy(times)),
        });
        let all = measure(&mut subjects, 5);
        assert!(all.iter().all(|times| times.len() == 5), "{all:?}");
        let ratios = ratios(&all);
        assert_eq!(ratios[0].ratio, 1.0);
        assert!(ratios[1].ratio > 1.5, "{ratios:?}");
    }
}
