//! Timers: transactions that happen later.
//!
//! Invariants: an armed timer stands in [`Timers`] once, under the deadline that its node holds; what a turn arms is not
//! due in the same turn, so firing comes to an end. An interval that comes late fires once and keeps its rhythm.
//! Deliberately absent: the clock. The session says what time it is and when it wants to be woken.

use std::collections::BTreeMap;
use std::panic::Location;
use std::rc::Rc;
use std::time::Duration;

use super::context::{Allocate, Read, Setup, Tx};
use super::fault::StoreFull;
use super::inbox::Message;
use super::limits;
use super::node::{NodeId, NodeValue};
use super::signal::read_whole;
use super::store::Store;
use super::task::Permit;

/// A timer of a component. `Copy`; stops when its component leaves the page.
///
/// ```
/// # use vango_runtime::reactive::{Checked, Setup, Tx};
/// # use std::time::Duration;
/// fn setup(cx: &mut Setup<'_, Checked>) {
///     let (draft, saved) = (cx.signal(String::new()), cx.signal(false));
///     let save = cx.timer(move |tx| saved.set(tx, true));
///     let typed = move |tx: &mut Tx, text: String| {
///         draft.set(tx, text);
///         save.start(tx, Duration::from_millis(500)); // again: the countdown starts anew
///     };
/// }
/// ```
///
/// Unlike the other handles it is `Send`: a body that stops its own interval keeps the timer in a stored value, and without
/// a [`Tx`] nobody can do anything with it.
#[derive(Clone, Copy)]
pub struct Timer {
    id: NodeId,
}

impl Timer {
    /// Arms the timer, anew if it is armed: it fires once after `delay`. An interval takes `delay` as its period.
    ///
    /// Delays count in whole milliseconds from the time of this turn, the next higher one, at least one; a period is at
    /// least ten.
    ///
    /// Panics with [`StaleHandle`](super::StaleHandle) when the timer's component has left the page.
    pub fn start(self, tx: &mut Tx<'_>, delay: Duration) {
        let delay_ms = u64::try_from(delay.as_nanos().div_ceil(1_000_000)).unwrap_or(u64::MAX);
        tx.store.arm(self.id, tx.now_ms, delay_ms);
    }

    /// Disarms the timer.
    ///
    /// Panics with [`StaleHandle`](super::StaleHandle) when the timer's component has left the page.
    pub fn stop(self, tx: &mut Tx<'_>) {
        tx.store.disarm(self.id);
    }

    /// Whether it is armed; tracked when `cx` is a [`Render`](super::Render).
    ///
    /// Panics with [`StaleHandle`](super::StaleHandle) when the timer's component has left the page.
    pub fn is_running<C: Read>(self, cx: &C) -> bool {
        read_whole::<TimerNode, C>(cx, self.id, name)
            .armed
            .is_some()
    }
}

impl PartialEq for Timer {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}
impl Eq for Timer {}

impl std::fmt::Debug for Timer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Timer#{}", self.id.index)
    }
}

fn name() -> &'static str {
    std::any::type_name::<Timer>()
}

/// When an armed timer fires; the second part tells timers of one moment apart, in the order in which they were armed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment {
    at_ms: u64,
    turn: u64,
}

/// What an expired timer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Repeat {
    Once,
    Every { period_ms: u64 },
}

pub(super) struct TimerNode {
    armed: Option<Moment>,
    repeat: Repeat,
    body: Rc<dyn Fn(&mut Tx<'_>)>,
    at: &'static Location<'static>,
    _permit: Permit,
}

impl TimerNode {
    pub(super) fn armed(&self) -> Option<Moment> {
        self.armed
    }
}

impl NodeValue for TimerNode {
    fn memory_bytes(&self) -> usize {
        size_of::<Self>() + size_of_val(&*self.body)
    }
}

/// The armed timers of a store.
#[derive(Default)]
pub(super) struct Timers {
    armed: BTreeMap<Moment, NodeId>,
    next_turn: u64,
    all: super::task::Gauge,
}

impl Timers {
    pub(super) fn remove(&mut self, moment: Moment) {
        self.armed.remove(&moment);
    }

    fn insert(&mut self, at_ms: u64, id: NodeId) -> Moment {
        let moment = Moment {
            at_ms,
            turn: self.next_turn,
        };
        self.next_turn += 1;
        self.armed.insert(moment, id);
        moment
    }

    pub(super) fn memory_bytes(&self) -> usize {
        self.armed.len() * size_of::<(Moment, NodeId)>() * 2
    }
}

impl Store {
    fn arm(&mut self, id: NodeId, now_ms: u64, delay_ms: u64) {
        let node = self.value_mut::<TimerNode>(id, name);
        let delay_ms = match &mut node.repeat {
            Repeat::Once => delay_ms.max(limits::TIMER_DELAY_MIN_MS),
            Repeat::Every { period_ms } => {
                *period_ms = delay_ms.max(limits::INTERVAL_MIN_MS);
                *period_ms
            }
        };
        match node.armed.take() {
            Some(moment) => self.timers.remove(moment),
            // Whether it is armed is all that a view can read.
            None => _ = self.write::<TimerNode>(id, name),
        }
        let moment = self.timers.insert(now_ms.saturating_add(delay_ms), id);
        self.value_mut::<TimerNode>(id, name).armed = Some(moment);
    }

    fn disarm(&mut self, id: NodeId) {
        if let Some(moment) = self.value::<TimerNode>(id, name).armed {
            self.timers.remove(moment);
            self.write::<TimerNode>(id, name).armed = None;
        }
    }

    /// When the next timer is due on the session's clock.
    pub(crate) fn next_deadline_ms(&self) -> Option<u64> {
        let (first, _) = self.timers.peek()?.armed.first_key_value()?;
        Some(first.at_ms)
    }

    /// Takes the timer that is due first, if one is due: a transaction, to be run at once. Call it until there is none;
    /// nothing that runs meanwhile is due in the same turn.
    pub(crate) fn fire_timer(&mut self, now_ms: u64) -> Option<Message> {
        let (&moment, &id) = self.timers.peek()?.armed.first_key_value()?;
        if moment.at_ms > now_ms {
            return None;
        }
        self.timers.remove(moment);
        let repeat = self.value::<TimerNode>(id, name).repeat;
        match repeat {
            Repeat::Once => self.write::<TimerNode>(id, name).armed = None,
            Repeat::Every { period_ms } => {
                // It stays armed, so nobody is told. What was missed is left out.
                let missed = (now_ms - moment.at_ms) / period_ms;
                let elapsed_ms = (missed + 1).saturating_mul(period_ms);
                let next = moment.at_ms.saturating_add(elapsed_ms);
                let moment = self.timers.insert(next, id);
                self.value_mut::<TimerNode>(id, name).armed = Some(moment);
            }
        }
        let node = self.value::<TimerNode>(id, name);
        let (at, body) = (node.at, Rc::clone(&node.body));
        Some(Message::deliver(at, Box::new(move |tx| body(tx))))
    }
}

impl<Phase> Setup<'_, Phase> {
    /// Runs `body` again and again, every `period`, from the moment on at which the page is live. At least 10 ms.
    ///
    /// While the tab is away it waits; when it is back it runs once and goes on.
    ///
    /// ```
    /// # use vango_runtime::reactive::{Checked, Setup};
    ///
    /// use std::time::Duration;
    /// fn setup(cx: &mut Setup<'_, Checked>) {
    ///     let seconds = cx.signal(0);
    ///     let clock = cx.interval(Duration::from_secs(1), move |tx| *seconds.get_mut(tx) += 1);
    /// }
    /// ```
    ///
    /// # Panics
    /// With [`StoreFull`](super::StoreFull) when the session has too many timers.
    #[track_caller]
    pub fn interval<B>(&mut self, period: Duration, body: B) -> Timer
    where
        Self: Allocate,
        B: Fn(&mut Tx<'_>) + 'static,
    {
        let period_ms = limits::INTERVAL_MIN_MS;
        let timer = self.allocate_timer(Repeat::Every { period_ms }, Rc::new(body));
        self.on_mount(move |tx| timer.start(tx, period));
        timer
    }

    /// Runs `body` once, `delay` after the page has become live.
    ///
    /// ```
    /// # use vango_runtime::reactive::{Checked, Setup};
    ///
    /// use std::time::Duration;
    /// fn setup(cx: &mut Setup<'_, Checked>) {
    ///     let is_greeting = cx.signal(true);
    ///     cx.timeout(Duration::from_secs(3), move |tx| is_greeting.set(tx, false));
    /// }
    /// ```
    ///
    /// # Panics
    /// With [`StoreFull`](super::StoreFull) when the session has too many timers.
    #[track_caller]
    pub fn timeout<B>(&mut self, delay: Duration, body: B) -> Timer
    where
        Self: Allocate,
        B: Fn(&mut Tx<'_>) + 'static,
    {
        let timer = self.allocate_timer(Repeat::Once, Rc::new(body));
        self.on_mount(move |tx| timer.start(tx, delay));
        timer
    }

    /// A timer that runs `body` once whenever it has been started ([`Timer::start`]) and its time is over.
    ///
    /// ```
    /// # use vango_runtime::reactive::{Checked, Setup, Tx};
    ///
    /// use std::time::Duration;
    /// fn setup(cx: &mut Setup<'_, Checked>) {
    ///     let notice = cx.signal("");
    ///     let hide = cx.timer(move |tx| notice.set(tx, ""));
    ///     let saved = move |tx: &mut Tx| {
    ///         notice.set(tx, "Saved.");
    ///         hide.start(tx, Duration::from_secs(2));
    ///     };
    /// }
    /// ```
    ///
    /// # Panics
    /// With [`StoreFull`](super::StoreFull) when the session has too many timers.
    #[track_caller]
    pub fn timer<B>(&mut self, body: B) -> Timer
    where
        Self: Allocate,
        B: Fn(&mut Tx<'_>) + 'static,
    {
        self.allocate_timer(Repeat::Once, Rc::new(body))
    }

    #[track_caller]
    fn allocate_timer(&mut self, repeat: Repeat, body: Rc<dyn Fn(&mut Tx<'_>)>) -> Timer {
        if self.store.timers.all.count() >= limits::TIMERS_MAX {
            std::panic::panic_any(StoreFull {
                what: "timers",
                limit: limits::TIMERS_MAX,
            });
        }
        let node = TimerNode {
            armed: None,
            repeat,
            body,
            at: Location::caller(),
            _permit: self.store.timers.all.enter(),
        };
        Timer {
            id: self.store.allocate(self.owner, Box::new(node)),
        }
    }
}
