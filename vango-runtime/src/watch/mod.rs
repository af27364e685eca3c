//! What development builds look for while a session runs: each mistake is told once, with its place, and harms nothing.
//!
//! Invariants: without debug assertions no session is watched, and nothing is paid for that it could be
//! ([`crate::reactive::Store::watch`] is a constant then). A place is told of once; a session tells of so many at most.
//! Looking changes nothing: what is computed a second time is thrown away.
//! Deliberately absent: a clock. Who measures is the driver's [`Stopwatch`]; a session only says what begins and ends.

mod finding;
mod noted;
mod site;

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::fmt;
use std::panic::Location;
use std::rc::Rc;
use std::sync::Arc;

pub use finding::{Finding, Rule};
pub(crate) use noted::Noted;
pub(crate) use site::Site;

/// A session tells of so many places at most: who has not mended these does not need more.
pub(crate) const FINDINGS_MAX: usize = 64;

/// Has a session look for its author's mistakes, in builds with debug assertions; in others it changes nothing.
#[derive(Clone, Debug, Default)]
pub struct Development {
    /// Measures how long steps take.
    pub stopwatch: Option<Arc<dyn Stopwatch>>,
}

/// Measures the steps of a turn. They may stand in one another, as a check does in a render: the inner one's time is not the
/// outer one's. A session never sees what it shows.
pub trait Stopwatch: fmt::Debug + Send + Sync {
    /// A step begins.
    fn begin(&self);

    /// The step that has begun last, of those under way, is over, and was this.
    fn end(&self, step: Step);
}

/// A part of a turn that runs code of the application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Step {
    /// The handler of an event.
    Handler {
        /// The component in whose view it stands.
        component: &'static str,
        /// The event.
        event: &'static str,
        /// Where it was written, if that is known.
        at: Option<&'static Location<'static>>,
    },
    /// The setup of a component.
    SettingUp {
        /// The component.
        component: &'static str,
    },
    /// The render of a component, or of a row in it. (Neither this nor the one above has the name of a context: a second public
    /// item of such a name makes rustc write the context's whole path in every error about it.)
    Rendering {
        /// The component.
        component: &'static str,
    },
    /// The body of the effect that was made here.
    Effect(&'static Location<'static>),
    /// The handler of messages, a timer or work that was made here.
    Message(&'static Location<'static>),
    /// What is done only to look for mistakes: no time of the application's.
    Check,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Handler {
                component, event, ..
            } => write!(f, "the `{event}` handler of <{component}>"),
            Self::SettingUp { component } => write!(f, "the setup of <{component}>"),
            Self::Rendering { component } => write!(f, "the render of <{component}>"),
            Self::Effect(_) => f.write_str("an effect"),
            Self::Message(_) => f.write_str("what handles a message, a timer or an answer"),
            Self::Check => f.write_str("the checks of a development build"),
        }
    }
}

/// What a session that is watched has found and told.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    stopwatch: Option<Arc<dyn Stopwatch>>,
    found: RefCell<Vec<Finding>>,
    told: RefCell<HashSet<(Rule, String)>>,
    /// The component whose code runs.
    component: Cell<Option<&'static str>>,
}

impl Watch {
    pub(crate) fn new(development: Development) -> Self {
        Self {
            stopwatch: development.stopwatch,
            ..Self::default()
        }
    }

    /// Notes a mistake, unless one of this rule was told of at this place.
    pub(crate) fn find(&self, finding: Finding) {
        let mut told = self.told.borrow_mut();
        if told.len() < FINDINGS_MAX && told.insert((finding.rule, finding.place.clone())) {
            self.found.borrow_mut().push(finding);
        }
    }

    /// What was found since it was last asked.
    pub(crate) fn take_found(&self) -> Vec<Finding> {
        self.found.take()
    }

    /// Code of this component runs from now on.
    pub(crate) fn enter(&self, component: &'static str) {
        self.component.set(Some(component));
    }

    /// The component whose code runs.
    pub(crate) fn component(&self) -> &'static str {
        self.component.get().unwrap_or("a component")
    }

    /// Runs a step by the stopwatch.
    pub(crate) fn time<R>(&self, step: Step, run: impl FnOnce() -> R) -> R {
        let Some(stopwatch) = &self.stopwatch else {
            return run();
        };
        stopwatch.begin();
        let _ends_also_by_a_panic = Running {
            stopwatch: &**stopwatch,
            step,
        };
        run()
    }
}

/// A step under way.
struct Running<'w> {
    stopwatch: &'w dyn Stopwatch,
    step: Step,
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.stopwatch.end(self.step);
    }
}

/// As [`Watch::time`], where it may be that nobody watches: then nobody has to know the step either.
pub(crate) fn timed<R>(watched: Option<(Rc<Watch>, Step)>, run: impl FnOnce() -> R) -> R {
    match watched {
        Some((watch, step)) => watch.time(step, run),
        None => run(),
    }
}
