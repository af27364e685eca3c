//! The inbox: what comes to the session loop from elsewhere.
//!
//! Invariants: messages are taken in the order in which they came; a message is one transaction; one whose receiver has
//! gone vanishes. The inbox itself has no bound, its writers have: a channel its capacity, a stream its buffer, a task its
//! one answer.
//! Deliberately absent: running anything. The session decides when a message is taken.

use std::collections::VecDeque;
use std::fmt;
use std::panic::Location;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Waker;

use super::context::Tx;
use super::node::NodeId;
use super::store::Store;

/// Where other threads leave messages for one store.
pub(super) struct Inbox {
    entries: Mutex<VecDeque<Entry>>,
    /// Wakes the session.
    waker: Waker,
}

/// One message, or the notice that one waits elsewhere.
pub(super) enum Entry {
    /// The channel or stream of this node has a message.
    Mail(NodeId),
    /// The answer of a task.
    Answer {
        at: &'static Location<'static>,
        apply: Apply,
    },
}

/// Applies the answer of a task, at a time.
type Apply = Box<dyn FnOnce(&mut Store, u64) + Send>;

impl Inbox {
    pub(super) fn new(waker: Waker) -> Self {
        Self {
            entries: Mutex::default(),
            waker,
        }
    }

    fn entries(&self) -> MutexGuard<'_, VecDeque<Entry>> {
        // Nothing that could panic runs under the lock, so a poisoned queue is whole.
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn push(&self, entry: Entry) {
        let was_empty = {
            let mut entries = self.entries();
            let was_empty = entries.is_empty();
            entries.push_back(entry);
            was_empty
        };
        // Whoever takes messages takes them until there are none, or comes back by itself.
        if was_empty {
            self.waker.wake_by_ref();
        }
    }

    fn pop(&self) -> Option<Entry> {
        let mut entries = self.entries();
        let entry = entries.pop_front();
        if entries.is_empty() {
            // A burst is rare: its memory is not kept for the session's life.
            entries.shrink_to(16);
        }
        entry
    }

    fn is_empty(&self) -> bool {
        self.entries().is_empty()
    }

    pub(super) fn memory_bytes(&self) -> usize {
        size_of::<Self>() + self.entries().capacity() * size_of::<Entry>()
    }
}

/// What a node that gets messages from elsewhere can be asked for.
pub(super) trait Mailbox {
    /// Takes the oldest message; running the result handles it.
    fn take(&self) -> Option<Delivery>;
    fn location(&self) -> &'static Location<'static>;
}

/// A handler with its message, out of the store's way.
pub(super) type Delivery = Box<dyn FnOnce(&mut Tx<'_>)>;

/// Something that has happened outside of the session, or a timer that is due: one transaction.
#[must_use = "a message that is not run is lost"]
pub(crate) struct Message {
    at: &'static Location<'static>,
    action: Act,
}

enum Act {
    Deliver(Delivery),
    Apply(Apply),
}

impl Message {
    pub(super) fn deliver(at: &'static Location<'static>, delivery: Delivery) -> Self {
        Self {
            at,
            action: Act::Deliver(delivery),
        }
    }

    /// Runs the handler or applies the answer; does nothing when whoever wanted it has gone.
    ///
    /// A panic of application code passes through. The store is whole then, the message used up, and what the handler had
    /// written stands: the caller discards the turn.
    pub(crate) fn run(self, store: &mut Store, now_ms: u64) {
        match self.action {
            Act::Deliver(deliver) => deliver(&mut Tx::new(store, now_ms)),
            Act::Apply(apply) => apply(store, now_ms),
        }
    }

    /// Where the channel, stream, timer, resource or action was made.
    pub(crate) fn location(&self) -> &'static Location<'static> {
        self.at
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Message(for {})", self.at)
    }
}

impl Store {
    /// The inbox, made when it is first needed: most sessions have neither channels nor tasks.
    pub(super) fn inbox(&mut self) -> Arc<Inbox> {
        let waker = &self.waker;
        let inbox = self
            .inbox
            .get_or_insert_with(|| Arc::new(Inbox::new(waker.clone())));
        Arc::clone(inbox)
    }

    /// Whether something has come from outside. It may turn out to be for somebody who has gone.
    pub(crate) fn has_messages(&self) -> bool {
        self.inbox.as_ref().is_some_and(|inbox| !inbox.is_empty())
    }

    /// Takes the oldest message; run it with [`Message::run`].
    pub(crate) fn take_message(&mut self) -> Option<Message> {
        let inbox = self.inbox.as_ref()?;
        loop {
            match inbox.pop()? {
                Entry::Answer { at, apply } => {
                    let action = Act::Apply(apply);
                    return Some(Message { at, action });
                }
                Entry::Mail(id) => {
                    let mailbox = self
                        .live(id)
                        .and_then(|node| node.value.as_ref()?.mailbox());
                    if let Some(mailbox) = mailbox
                        && let Some(delivery) = mailbox.take()
                    {
                        return Some(Message::deliver(mailbox.location(), delivery));
                    }
                }
            }
        }
    }
}
