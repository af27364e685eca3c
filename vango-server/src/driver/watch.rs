//! Development builds: what sessions have found, each mistake once, and which step of a turn took long.
//!
//! Invariants: an app tells of each place once, however many sessions come past it, and of so many at most. Whoever runs the
//! app in production is told as before: only a build with debug assertions, in development mode, comes here.
//! Deliberately absent: looking for mistakes, which is the session's.

use std::collections::HashSet;
use std::panic::Location;
use std::sync::{Arc, Mutex, PoisonError};

use vango_runtime::session::{Development, Finding, Origin, Rule, Step, Stopwatch};

use super::clock::Clock;
use super::limits::FINDINGS_MAX;
use super::report;
use super::state::Audience;

/// The mistakes that an app's sessions have shown.
#[derive(Default)]
pub(crate) struct Findings {
    told: Mutex<Told>,
}

#[derive(Default)]
struct Told {
    places: HashSet<(Rule, String)>,
    list: Vec<Finding>,
}

impl Findings {
    /// Tells of it, unless that was done.
    pub(crate) fn tell(&self, finding: Finding, page: &str) {
        // Nothing that could panic runs under the lock, so a poisoned list is whole.
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let place = (finding.rule, finding.place.clone());
        if told.list.len() >= FINDINGS_MAX || !told.places.insert(place) {
            return;
        }
        told.list.push(finding.clone());
        drop(told);
        report::tell_finding(&finding, page);
    }

    /// What was told, in order.
    pub(crate) fn list(&self) -> Vec<Finding> {
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.list.clone()
    }
}

/// Measures the steps of a worker's turns, where its sessions are watched.
#[derive(Clone, Debug)]
pub(crate) struct Laps(Option<Arc<LapTimer>>);

#[derive(Debug)]
struct LapTimer {
    clock: Clock,
    laps: Mutex<Turned>,
}

/// What a turn has spent its time on.
#[derive(Debug, Default)]
struct Turned {
    /// The steps under way: when each began, and what those in it took.
    under_way: Vec<(u64, u64)>,
    /// The longest step.
    longest: Option<(u64, Step)>,
    /// What went into looking for mistakes.
    checks_ms: u64,
}

impl Stopwatch for LapTimer {
    fn begin(&self) {
        let now_ms = self.clock.now_ms();
        self.turned(|turned| turned.under_way.push((now_ms, 0)));
    }

    fn end(&self, step: Step) {
        let now_ms = self.clock.now_ms();
        self.turned(|turned| {
            let (begun_ms, inner_ms) = turned.under_way.pop().unwrap_or((now_ms, 0));
            let all_ms = now_ms.saturating_sub(begun_ms);
            if let Some((_, inner_ms)) = turned.under_way.last_mut() {
                *inner_ms += all_ms;
            }
            let took_ms = all_ms.saturating_sub(inner_ms);
            if step == Step::Check {
                turned.checks_ms += took_ms;
            } else if turned
                .longest
                .is_none_or(|(longest_ms, _)| took_ms > longest_ms)
            {
                turned.longest = Some((took_ms, step));
            }
        });
    }
}

impl LapTimer {
    fn turned<R>(&self, work: impl FnOnce(&mut Turned) -> R) -> R {
        work(&mut self.laps.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Laps {
    /// For the sessions of a worker.
    pub(crate) fn new(audience: Audience, clock: Clock) -> Self {
        let is_watched = cfg!(debug_assertions) && audience == Audience::Developers;
        Self(is_watched.then(|| {
            Arc::new(LapTimer {
                clock,
                laps: Mutex::default(),
            })
        }))
    }

    /// What a session of the worker is given.
    pub(crate) fn development(&self) -> Option<Development> {
        let stopwatch = self.0.clone()?;
        Some(Development {
            stopwatch: Some(stopwatch),
        })
    }

    /// Ends a turn that took so long: what it took without looking for mistakes, and the step that most of that was.
    pub(crate) fn end_turn(&self, took_ms: u64) -> (u64, Option<(u64, Step)>) {
        let Some(timer) = &self.0 else {
            return (took_ms, None);
        };
        let Turned {
            longest, checks_ms, ..
        } = timer.turned(std::mem::take);
        let took_ms = took_ms.saturating_sub(checks_ms);
        (
            took_ms,
            longest.filter(|(step_ms, _)| step_ms * 2 >= took_ms),
        )
    }

    pub(crate) fn is_watched(&self) -> bool {
        self.0.is_some()
    }
}

/// A turn of a worker that is watched took long. `step`: what most of the time went into; `ran`: what it began with.
pub(crate) fn slow_turn(took_ms: u64, step: Option<(u64, Step)>, ran: Option<Origin>) -> Finding {
    const WAITED: &str = "and the other sessions of its worker waited";
    let (problem, place, help) = match step {
        Some((step_ms, step)) => (
            format!("{step} took {step_ms} ms, {WAITED}"),
            place_of(step),
            help_for(step),
        ),
        None => {
            let began = ran.map_or_else(|| "a page".to_owned(), |origin| origin.to_string());
            (
                format!("a turn of many steps took {took_ms} ms, {WAITED}"),
                format!("it began with {began}"),
                "let it change and show less at a time",
            )
        }
    };
    let help = format!("{help} (`Limits::slow_turn_ms` says from when on this is told)");
    Finding::new(Rule::SlowTurn, problem, place, help)
}

fn place_of(step: Step) -> String {
    let written = |at: Option<&'static Location<'static>>, component: &str| match at {
        Some(at) => format!("{at} in <{component}>"),
        None => format!("<{component}>"),
    };
    match step {
        Step::Handler { component, at, .. } => written(at, component),
        Step::Rendering { component } | Step::SettingUp { component } => format!("<{component}>"),
        Step::Effect(at) | Step::Message(at) => at.to_string(),
        _ => String::new(),
    }
}

fn help_for(step: Step) -> &'static str {
    match step {
        Step::Rendering { .. } => {
            "compute what is costly in a memo, load it in a resource, or show fewer rows"
        }
        Step::SettingUp { .. } => "load what takes time in a resource: `cx.resource(…)`",
        _ => {
            "move the work into an action or a resource, and what blocks there into `tokio::task::spawn_blocking`"
        }
    }
}
