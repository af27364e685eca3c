//! `bench-soak [minutes]`: mixed load at half of what the machine can take, and whether anything creeps.
//!
//! First the mix runs as fast as it goes, for a while: that is the capacity of server and visitors together on this
//! machine. Then it runs at half of it. Each minute latency, private memory, file descriptors and processor time of the
//! server are noted; at the end the last third is held against the second (the first is for warming up, and for what is
//! kept for a while to fill: a session whose connection broke is kept for five minutes).
//!
//! Every visitor is a whole client: a page that is not what its session shows ends the run with an error.

#![forbid(unsafe_code)]

mod actor;
mod random;
mod sample;
mod verdict;

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow, bail, ensure};
use bench_harness::{Server, report};
use bench_visitor::Latencies;

use actor::Actor;
use sample::{Sample, Sampler};

const DEFAULT_MINUTES: u32 = 30;

/// Longer than a session without issue may take; whoever wants more starts it again.
const MAX_MINUTES: u32 = 600;

/// Threads that act as visitors, as many as the machine of this project has cores.
const THREADS: usize = 2;

/// How long the mix runs as fast as it goes.
const CALIBRATION: Duration = Duration::from_secs(10);

/// What the load is, of the capacity.
const LOAD: f64 = 0.5;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let minutes = match &arguments[..] {
        [] => DEFAULT_MINUTES,
        [minutes] => minutes.parse().context("usage: bench-soak [minutes]")?,
        _ => bail!("usage: bench-soak [minutes]"),
    };
    ensure!(
        (1..=MAX_MINUTES).contains(&minutes),
        "between 1 and {MAX_MINUTES} minutes"
    );
    let server = Server::start("bench-soak-server", &[], &[])?;
    let crew = Crew::hire(&server)?;
    let capacity = crew.capacity()?;
    let rate = capacity * LOAD;
    eprintln!("capacity {capacity:.0} actions a second; load {rate:.0}, for {minutes} minutes");
    let samples = crew.soak(&server, rate, minutes)?;
    report(&verdict::figures(&samples, capacity, rate))
}

/// The threads' actors. An actor stays on its thread: what a browser shows is not `Send`.
struct Crew {
    jobs: Vec<Sender<Job>>,
    done: Receiver<Result<()>>,
    shared: Arc<Shared>,
}

/// What an actor is to do.
#[derive(Clone, Copy)]
struct Job {
    /// Between two actions; `None`: as fast as it goes.
    interval: Option<Duration>,
    until: Instant,
}

/// What all of them and the sampler see.
#[derive(Default)]
struct Shared {
    latencies: Mutex<Latencies>,
    /// One has failed: the others need not go on.
    has_failed: AtomicBool,
}

impl Crew {
    fn hire(server: &Server) -> Result<Self> {
        let shared = Arc::<Shared>::default();
        let (tell, done) = mpsc::channel();
        let jobs = (1..=THREADS as u64)
            .map(|seed| {
                let (sender, jobs) = mpsc::channel();
                let (address, shared, tell) = (server.address, shared.clone(), tell.clone());
                thread::spawn(move || work(address, seed, &shared, &jobs, &tell));
                sender
            })
            .collect();
        let crew = Self { jobs, done, shared };
        crew.wait()?;
        Ok(crew)
    }

    /// Actions a second, as fast as they go.
    fn capacity(&self) -> Result<f64> {
        self.tell(None, CALIBRATION)?;
        self.wait()?;
        let count = take(&self.shared.latencies)?.len();
        Ok(count as f64 / CALIBRATION.as_secs_f64())
    }

    fn soak(&self, server: &Server, rate: f64, minutes: u32) -> Result<Vec<Sample>> {
        let interval = Duration::from_secs_f64(THREADS as f64 / rate);
        let mut sampler = Sampler::new(server, &self.shared)?;
        self.tell(Some(interval), Duration::from_secs(60) * minutes)?;
        for _ in 0..minutes {
            sampler.sample()?;
            if self.shared.has_failed.load(Ordering::Relaxed) {
                break;
            }
        }
        self.wait()?;
        Ok(sampler.samples)
    }

    fn tell(&self, interval: Option<Duration>, time: Duration) -> Result<()> {
        let until = Instant::now() + time;
        let mut jobs = self.jobs.iter();
        jobs.try_for_each(|jobs| jobs.send(Job { interval, until }))
            .context("an actor has ended")
    }

    /// Waits until all have done what they were told; the first failure counts.
    fn wait(&self) -> Result<()> {
        (0..THREADS).try_for_each(|_| self.done.recv().context("an actor panicked")?)
    }
}

/// The life of an actor's thread.
fn work(
    address: SocketAddr,
    seed: u64,
    shared: &Shared,
    jobs: &Receiver<Job>,
    tell: &Sender<Result<()>>,
) {
    let mut actor = match Actor::new(address, seed) {
        Ok(actor) => actor,
        Err(error) => {
            // It fails when nobody waits any more.
            let _ = tell.send(Err(error));
            return;
        }
    };
    let _ = tell.send(Ok(()));
    for job in jobs {
        let acted = actor.act(job, shared);
        if acted.is_err() {
            shared.has_failed.store(true, Ordering::Relaxed);
        }
        let _ = tell.send(acted);
    }
}

/// What was noted since the last time.
fn take(latencies: &Mutex<Latencies>) -> Result<Latencies> {
    let mut latencies = latencies.lock().map_err(|_| anyhow!("an actor panicked"))?;
    Ok(std::mem::take(&mut *latencies))
}
