//! Seeds: run, made smaller when they fail, and told so that they can be run again.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, LocalOptions};

use crate::step::{Step, steps};
use crate::world::{Tally, World};

/// A failure is made smaller for so long.
const SHRINK_FOR: Duration = Duration::from_secs(20);

/// Why a run failed, and at which step.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    pub(crate) problem: String,
    at: usize,
}

thread_local! {
    /// The last panic of this thread that nobody had planned.
    static PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
    static STEP: Cell<usize> = const { Cell::new(0) };
    static IS_RUNNING: Cell<bool> = const { Cell::new(false) };
}

/// Keeps planned panics of runs quiet and remembers where others were.
pub(crate) fn install_panic_hook() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !IS_RUNNING.get() {
            return usual(info);
        }
        let message = info
            .payload()
            .downcast_ref::<&str>()
            .copied()
            .unwrap_or_default();
        if !message.starts_with("planned: ") {
            let text = info.to_string();
            PANIC.with_borrow_mut(|panic| _ = panic.get_or_insert(text));
        }
    }));
}

/// Runs steps. A panic that nobody had planned is a failure wherever it is contained.
///
/// # Errors
/// When something differs from what it must be.
fn run(seed: u64, steps: &[Step]) -> Result<Tally, Failure> {
    PANIC.take();
    STEP.set(0);
    IS_RUNNING.set(true);
    let ran = catch_unwind(AssertUnwindSafe(|| {
        let runtime = Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build_local(LocalOptions::default())
            .expect("a runtime without I/O can be made");
        runtime.block_on(drive(seed, steps))
    }));
    IS_RUNNING.set(false);
    let panic = PANIC.take();
    let problem = match (ran, panic) {
        (Ok(Ok(tally)), None) => return Ok(tally),
        (Ok(Err(problem)), None) => problem,
        (Ok(Err(problem)), Some(panic)) => format!("{problem}; before that: {panic}"),
        (_, panic) => format!("a panic: {}", panic.unwrap_or_default()),
    };
    Err(Failure {
        problem,
        at: STEP.take(),
    })
}

async fn drive(seed: u64, steps: &[Step]) -> Result<Tally, String> {
    let mut world = World::new(seed);
    for (at, step) in steps.iter().enumerate() {
        STEP.set(at);
        world.step(step).await?;
        if let Some(panic) = PANIC.take() {
            return Err(format!("a panic: {panic}"));
        }
    }
    STEP.set(steps.len());
    world.quiet().await?;
    world.compare_with_fresh_renders().await?;
    world.leave().await?;
    let (inside, blocked) = (world.net.cuts_inside, world.net.blocked);
    world.tally.insert("cut inside what was sent", inside);
    world.tally.insert("server waited for a browser", blocked);
    Ok(world.tally)
}

/// Runs a seed; a failure comes with all that is needed to run it again.
///
/// # Errors
/// The text to be shown.
pub(crate) fn run_seed(seed: u64) -> Result<Tally, String> {
    let all = steps(seed);
    run(seed, &all).map_err(|failure| {
        let (steps, failure) = shrink(seed, all, failure);
        let listed: String = steps.iter().map(|step| format!("    {step:?}\n")).collect();
        format!(
            "seed {seed}: {}\n  after {} steps:\n{listed}  Run it again with VANGO_SIMULATION_SEED={seed}.",
            failure.problem,
            steps.len()
        )
    })
}

/// The shortest steps that still fail, as far as they can be found in time: what comes after the failure goes, then all
/// that is not needed for it.
fn shrink(seed: u64, mut steps: Vec<Step>, mut failure: Failure) -> (Vec<Step>, Failure) {
    let end = Instant::now() + SHRINK_FOR;
    steps.truncate(failure.at + 1);
    let mut size = steps.len().div_ceil(2).max(1);
    loop {
        let mut at = 0;
        while at < steps.len() && Instant::now() < end {
            let mut fewer = steps.clone();
            fewer.drain(at..(at + size).min(steps.len()));
            match run(seed, &fewer) {
                Err(other) => {
                    fewer.truncate(other.at + 1);
                    (steps, failure) = (fewer, other);
                }
                Ok(_) => at += size,
            }
        }
        if size == 1 || Instant::now() >= end {
            return (steps, failure);
        }
        size = size.div_ceil(2);
    }
}
