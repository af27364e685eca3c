//! What the store panics with, and the errors that it returns.
//!
//! Invariant: each panic of this module carries a typed payload, so that the session's boundary can tell an app's
//! mistake from an app's panic. Deliberately absent: printing. [`fault_message`] gives the text to whoever reports it.

use std::any::Any;
use std::fmt;
use std::panic::Location;

/// Panic payload: a handle was used after its component had left the page, or with another session's context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaleHandle {
    /// What the handle was, such as ``Signal<i64>``.
    pub handle: &'static str,
}

impl fmt::Display for StaleHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "a handle to `{}` was used after its component had left the page; \
             keep the state in the component that outlives its users and hand it down as a prop",
            self.handle
        )
    }
}

/// Panic payload: a memo reads itself, directly or through other memos.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemoCycle {
    /// Where the memos of the cycle were made, in the order in which they read each other; the first one closes it.
    pub chain: Vec<&'static Location<'static>>,
}

impl fmt::Display for MemoCycle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a memo reads itself: ")?;
        for at in &self.chain {
            write!(f, "the memo at {at} reads ")?;
        }
        match self.chain.first() {
            Some(first) => write!(
                f,
                "the memo at {first}; break the cycle with a signal that an event writes"
            ),
            None => f.write_str("an unknown memo"),
        }
    }
}

/// Panic payload: more memos are nested in each other than the stack is planned for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemoTooDeep {
    /// The memo that was one too many.
    pub at: &'static Location<'static>,
    /// The bound that it exceeded.
    pub limit: usize,
}

impl fmt::Display for MemoTooDeep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "more than {} memos read each other in a chain that ends at {}; compute several steps in one memo",
            self.limit, self.at
        )
    }
}

/// Panic payload: the store cannot hold another node, observer or row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreFull {
    /// What there are too many of.
    pub what: &'static str,
    /// The bound.
    pub limit: usize,
}

impl fmt::Display for StoreFull {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "a session may have {} {}; this one asked for another",
            self.limit, self.what
        )
    }
}

/// The text of a panic payload that came from the store, or `None` for any other.
///
/// ```
/// # use vango_runtime::reactive::{StaleHandle, fault_message};
/// let payload = std::panic::catch_unwind(|| std::panic::panic_any(StaleHandle { handle: "Signal<i64>" })).unwrap_err();
/// assert!(fault_message(&*payload).is_some_and(|text| text.contains("Signal<i64>")));
/// ```
pub fn fault_message(payload: &(dyn Any + Send)) -> Option<String> {
    fn text<F: fmt::Display + 'static>(payload: &(dyn Any + Send)) -> Option<String> {
        payload.downcast_ref::<F>().map(F::to_string)
    }
    text::<StaleHandle>(payload)
        .or_else(|| text::<MemoCycle>(payload))
        .or_else(|| text::<MemoTooDeep>(payload))
        .or_else(|| text::<StoreFull>(payload))
}

/// What a panic says, whoever raised it.
pub(crate) fn panic_message(payload: &(dyn Any + Send)) -> String {
    fault_message(payload)
        .or_else(|| {
            let text = payload.downcast_ref::<&str>().copied();
            text.or_else(|| payload.downcast_ref::<String>().map(String::as_str))
                .map(str::to_owned)
        })
        .unwrap_or_else(|| "a panic whose payload is no text".to_owned())
}

/// The tracked closure of an effect or resource has panicked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Panicked {
    /// Where the effect or resource was made.
    pub(crate) at: &'static Location<'static>,
    pub(crate) message: String,
}

/// A row was not added to a list, because another row has its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DuplicateKey {
    /// Where the row with the same key stands: in the list, or, when the two came in one `replace`, among the new rows.
    pub position: usize,
}

impl fmt::Display for DuplicateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the list already has a row with this key at position {}; \
             remove it first, change it with `get_mut_by_key`, or give the new row another key",
            self.position
        )
    }
}

impl std::error::Error for DuplicateKey {}

/// A row's key changed under `get_mut`. The list stays right; a key is meant to be a row's identity, so it is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct KeyChanged {
    /// Where the list was made.
    pub(crate) list: &'static Location<'static>,
    /// Whether the row's new key is that of another row too, so that finding by key gives either.
    pub(crate) clash: Clash,
}

/// See [`KeyChanged`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clash {
    /// No other row has the new key.
    None,
    /// Another row has the new key too.
    AnotherRow,
}

impl fmt::Display for KeyChanged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let clash = match self.clash {
            Clash::None => "",
            Clash::AnotherRow => " to the key of another row",
        };
        write!(
            f,
            "`get_mut` changed the key of a row{clash} in the list at {}; \
             remove the row and insert it with its new key",
            self.list
        )
    }
}
