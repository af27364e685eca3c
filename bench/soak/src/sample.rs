//! What is noted each minute.

use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};
use bench_harness::Server;
use bench_visitor::{Find, Visitor};

use crate::Shared;

const MINUTE: Duration = Duration::from_secs(60);

/// One minute.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    pub(crate) actions: usize,
    pub(crate) p50_us: f64,
    pub(crate) p99_us: f64,
    pub(crate) resident_bytes: u64,
    pub(crate) descriptors: usize,
    /// Part of one core.
    pub(crate) cpu: f64,
    /// Counters that have moved since the start.
    pub(crate) counters: Vec<(String, u64)>,
}

pub(crate) struct Sampler<'s> {
    server: &'s Server,
    shared: &'s Shared,
    cpu: Duration,
    next: Instant,
    pub(crate) samples: Vec<Sample>,
}

impl<'s> Sampler<'s> {
    pub(crate) fn new(server: &'s Server, shared: &'s Shared) -> Result<Self> {
        Ok(Self {
            server,
            shared,
            cpu: server.cpu()?,
            next: Instant::now() + MINUTE,
            samples: Vec::new(),
        })
    }

    /// Waits for the end of the minute, or of the run, and notes it.
    pub(crate) fn sample(&mut self) -> Result<()> {
        while Instant::now() < self.next && !self.shared.has_failed.load(Ordering::Relaxed) {
            thread::sleep(Duration::from_millis(200));
        }
        self.next += MINUTE;
        let minute = crate::take(&self.shared.latencies)?;
        let cpu = self.server.cpu()?;
        let sample = Sample {
            actions: minute.len(),
            p50_us: minute.quantile_us(0.5),
            p99_us: minute.quantile_us(0.99),
            resident_bytes: self.server.resident_bytes()?,
            descriptors: self.server.descriptors()?,
            cpu: (cpu - self.cpu).as_secs_f64() / MINUTE.as_secs_f64(),
            counters: self.counters()?,
        };
        self.cpu = cpu;
        eprintln!(
            "minute {:3}: {:7} actions, p50 {:6.0} µs, p99 {:7.0} µs, {:7.2} MiB, {:4} descriptors, {:3.0} % of a core",
            self.samples.len() + 1,
            sample.actions,
            sample.p50_us,
            sample.p99_us,
            sample.resident_bytes as f64 / (1024.0 * 1024.0),
            sample.descriptors,
            sample.cpu * 100.0
        );
        self.samples.push(sample);
        Ok(())
    }

    /// As the server shows them on a page.
    fn counters(&self) -> Result<Vec<(String, u64)>> {
        let page = Visitor::load(self.server.address, "/counters")?;
        let text = page.client.text(&Find::test_id("counters"))?;
        text.lines()
            .map(|line| {
                let (name, count) = line
                    .split_once(' ')
                    .ok_or_else(|| anyhow!("a counter reads {line:?}"))?;
                Ok((name.to_owned(), count.parse()?))
            })
            .collect()
    }
}
