//! What one session has really done, in its order: its handlers write it down beside its state, in a place that no
//! discarded turn takes back.
//!
//! Invariant: an entry is an input that was applied; the model of the page is a function of the entries alone.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use vango::prelude::Sender;

/// Where a component with clicks of its own stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Seat {
    /// In a row of the `each`, by the row's number.
    Row(u64),
    /// In a row of the keyed `for`.
    Item(u64),
    /// In what a frame is given.
    Slot,
    /// Under an error boundary, beside what fails.
    Guarded,
    /// In a branch that comes and goes.
    Branch,
}

/// What a handler is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    /// Changes the lists and flags, as its number says.
    Script,
    Save,
    Key,
    Timer,
    /// A handler that panics after it has written.
    Panic,
    /// A handler that fails after it has written.
    Fail,
    /// An input that says each text that it gets.
    Text,
    /// A bound input.
    Draft,
    Submit,
    /// The next way in which the frame shows its slot.
    Mode,
    /// Tries what an error boundary has taken once more.
    Retry,
    Row(u64),
    Item(u64),
    Kid(Seat),
}

impl Act {
    /// From the attribute that names it on the page.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        let (kind, id) = name.split_once('-').unwrap_or((name, ""));
        let id = id.parse().unwrap_or(0);
        Some(match kind {
            "script" => Act::Script,
            "save" => Act::Save,
            "key" => Act::Key,
            "timer" => Act::Timer,
            "panic" => Act::Panic,
            "fail" => Act::Fail,
            "mode" => Act::Mode,
            "retry" => Act::Retry,
            "row" => Act::Row(id),
            "item" => Act::Item(id),
            "rowkid" => Act::Kid(Seat::Row(id)),
            "itemkid" => Act::Kid(Seat::Item(id)),
            "slotkid" => Act::Kid(Seat::Slot),
            "guardedkid" => Act::Kid(Seat::Guarded),
            "branchkid" => Act::Kid(Seat::Branch),
            _ => return None,
        })
    }
}

impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Act::Row(id) => write!(f, "row-{id}"),
            Act::Item(id) => write!(f, "item-{id}"),
            Act::Kid(Seat::Row(id)) => write!(f, "rowkid-{id}"),
            Act::Kid(Seat::Item(id)) => write!(f, "itemkid-{id}"),
            Act::Kid(Seat::Slot) => f.write_str("slotkid"),
            Act::Kid(Seat::Guarded) => f.write_str("guardedkid"),
            Act::Kid(Seat::Branch) => f.write_str("branchkid"),
            other => f.write_str(&format!("{other:?}").to_lowercase()),
        }
    }
}

/// One input that a session has applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// An event with its number.
    Event(u64, Act),
    /// A form came, with this draft in it.
    Submitted(u64, String),
    /// A message with its number.
    Message(u64),
    /// An action was started for an event, or rejected.
    Saving(u64, bool),
    /// An action has ended: well, with the event's number, or not.
    Saved(Option<u64>),
    /// The interval has come round.
    Tick,
    /// The timer that an event had started is over.
    Rung,
    /// A component was set up.
    Mounted(Seat),
    /// The session has started anew from its route.
    Rebuilt,
}

#[derive(Debug, Default)]
struct Inner {
    entries: Vec<Entry>,
    sender: Option<Sender<u64>>,
    is_begun: bool,
}

/// The life of one session.
#[derive(Debug, Default)]
pub(crate) struct Life {
    /// Whether the page has a clock. What it brings would hide that something else was not brought in time.
    pub(crate) has_clock: bool,
    inner: Mutex<Inner>,
}

impl Life {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        // Nothing under the lock panics.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn new(has_clock: bool) -> Self {
        Self {
            has_clock,
            inner: Mutex::default(),
        }
    }

    /// The page's component is made, for the first time or anew.
    pub(crate) fn begin(&self) {
        let mut inner = self.inner();
        if inner.is_begun {
            inner.entries.push(Entry::Rebuilt);
        }
        inner.is_begun = true;
    }

    pub(crate) fn log(&self, entry: Entry) {
        self.inner().entries.push(entry);
    }

    pub(crate) fn event(&self, number: i32, act: Act) -> u64 {
        let number = u64::try_from(number).unwrap_or(0);
        self.log(Entry::Event(number, act));
        number
    }

    pub(crate) fn listen(&self, sender: Sender<u64>) {
        self.inner().sender = Some(sender);
    }

    /// Sends a message to the session; answers whether it was taken.
    pub(crate) fn send(&self, message: u64) -> bool {
        // Not under the lock: ringing the session is somebody else's code.
        let sender = self.inner().sender.clone();
        sender.is_some_and(|sender| sender.send(message).is_ok())
    }

    /// The entries from `first` on.
    pub(crate) fn since(&self, first: usize) -> Vec<Entry> {
        self.inner().entries[first..].to_vec()
    }
}

/// A life as a prop: two are equal when they are the same.
#[derive(Clone, Debug)]
pub(crate) struct Of(pub(crate) Arc<Life>);

impl PartialEq for Of {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}
