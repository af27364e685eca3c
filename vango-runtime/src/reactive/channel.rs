//! Channels: messages from anywhere to one component.
//!
//! Invariants: at most `capacity` messages wait; a sender never waits itself. A queue is open exactly as long as its node
//! lives; closing drops what waits.
//! Deliberately absent: answers, and more than one receiver. What many sessions are to share is a `#[global]`.

use std::collections::VecDeque;
use std::fmt;
use std::panic::Location;
use std::rc::Rc;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use super::bound::HandedOn;
use super::context::{Allocate, Setup, Tx};
use super::inbox::{Delivery, Entry, Inbox, Mailbox};
use super::limits;
use super::node::{NodeId, NodeValue};

/// The sending end of a channel: goes anywhere, to other threads and other sessions' code.
///
/// Made by [`Setup::channel`].
///
/// ```
/// # use vango_runtime::reactive::{SendError, Sender};
/// fn tell_all(readers: &mut Vec<Sender<String>>, news: &str) {
///     readers.retain(|reader| !matches!(reader.send(news.to_owned()), Err(SendError::Closed(_))));
/// }
/// ```
pub struct Sender<M> {
    queue: Arc<Queue<M>>,
}

impl<M: Send + 'static> Sender<M> {
    /// Leaves a message for the component, without waiting. Its handler runs on the session loop, as a transaction.
    ///
    /// # Errors
    /// [`SendError::Full`] when the capacity is used up, [`SendError::Closed`] when the component has gone. Both give the
    /// message back.
    pub fn send(&self, message: M) -> Result<(), SendError<M>> {
        self.queue.push(message)
    }

    /// Whether the component has gone: no message will arrive any more.
    pub fn is_closed(&self) -> bool {
        self.queue.state().open.is_none()
    }
}

impl<M> Clone for Sender<M> {
    fn clone(&self) -> Self {
        Self {
            queue: Arc::clone(&self.queue),
        }
    }
}

impl<M> fmt::Debug for Sender<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sender(to {})", self.queue.at)
    }
}

/// Why a message was not sent. Holds the message.
///
/// ```
/// # use vango_runtime::reactive::{SendError, Sender};
/// fn tell(reader: &Sender<u64>, news: u64) -> &'static str {
///     match reader.send(news) {
///         Ok(()) => "told",
///         Err(SendError::Full(_)) => "busy: this one is left out",
///         Err(SendError::Closed(_)) => "gone: forget it",
///     }
/// }
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum SendError<M> {
    /// As many messages wait as the channel may hold: the session is busy, or its tab has been away for long. Try again
    /// later, or drop the message.
    Full(M),
    /// The component has left the page or its session has ended. Forget the sender.
    Closed(M),
}

impl<M> SendError<M> {
    /// The message.
    pub fn into_message(self) -> M {
        match self {
            Self::Full(message) | Self::Closed(message) => message,
        }
    }
}

impl<M> fmt::Debug for SendError<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Full(_) => "Full(..)",
            Self::Closed(_) => "Closed(..)",
        })
    }
}

impl<M> fmt::Display for SendError<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Full(_) => {
                "the channel is full: its session has not handled the earlier messages yet; try again later, or give it \
                 more room with `channel_with_capacity`"
            }
            Self::Closed(_) => {
                "the channel is closed: its component has left the page; forget this sender"
            }
        })
    }
}

impl<M> std::error::Error for SendError<M> {}

/// Messages that wait for one node.
pub(super) struct Queue<M> {
    state: Mutex<State<M>>,
    capacity: usize,
    at: &'static Location<'static>,
}

struct State<M> {
    waiting: VecDeque<M>,
    /// Where the loop is told, and of whom; `None` when the queue is closed.
    open: Option<(Arc<Inbox>, NodeId)>,
    /// The stream that waits for room.
    room: Option<Waker>,
}

/// What becomes of an item that a stream has for the session.
pub(super) enum Room {
    Free,
    Closed,
}

impl<M> Queue<M> {
    fn new(capacity: usize, at: &'static Location<'static>) -> Self {
        let state = State {
            waiting: VecDeque::new(),
            open: None,
            room: None,
        };
        Self {
            state: Mutex::new(state),
            capacity,
            at,
        }
    }

    fn state(&self) -> MutexGuard<'_, State<M>> {
        // Nothing that could panic runs under the lock, so a poisoned state is whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn push(&self, message: M) -> Result<(), SendError<M>> {
        let (inbox, node) = {
            let mut state = self.state();
            let Some((inbox, node)) = &state.open else {
                return Err(SendError::Closed(message));
            };
            let (inbox, node) = (Arc::clone(inbox), *node);
            if state.waiting.len() >= self.capacity {
                return Err(SendError::Full(message));
            }
            state.waiting.push_back(message);
            (inbox, node)
        };
        inbox.push(Entry::Mail(node));
        Ok(())
    }

    /// Is ready when there is room for a message, or never will be.
    pub(super) fn poll_room(&self, cx: &mut Context<'_>) -> Poll<Room> {
        let mut state = self.state();
        if state.open.is_none() {
            return Poll::Ready(Room::Closed);
        }
        if state.waiting.len() < self.capacity {
            return Poll::Ready(Room::Free);
        }
        let before = state.room.replace(cx.waker().clone());
        drop(state);
        drop(before);
        Poll::Pending
    }

    fn pop(&self) -> Option<M> {
        let (message, room) = {
            let mut state = self.state();
            let message = state.waiting.pop_front();
            if state.waiting.is_empty() {
                // A burst is rare: its memory is not kept for the component's life.
                state.waiting.shrink_to(4);
            }
            (message, state.room.take())
        };
        if let Some(room) = room {
            room.wake();
        }
        message
    }

    fn close(&self) {
        let (waiting, open, room) = {
            let mut state = self.state();
            let waiting = std::mem::take(&mut state.waiting);
            (waiting, state.open.take(), state.room.take())
        };
        if let Some(room) = room {
            room.wake();
        }
        // Messages are foreign values: they go after the lock does.
        drop((waiting, open));
    }
}

type Handler<M> = Rc<dyn Fn(&mut Tx<'_>, M)>;

/// The receiving end.
struct ChannelNode<M> {
    queue: Arc<Queue<M>>,
    handle: Handler<M>,
}

impl<M: 'static> Mailbox for ChannelNode<M> {
    fn take(&self) -> Option<Delivery> {
        let message = self.queue.pop()?;
        let handle = Rc::clone(&self.handle);
        Some(Box::new(move |tx| handle(tx, message)))
    }

    fn location(&self) -> &'static Location<'static> {
        self.queue.at
    }
}

impl<M: 'static> NodeValue for ChannelNode<M> {
    fn mailbox(&self) -> Option<&dyn Mailbox> {
        Some(self)
    }

    fn memory_bytes(&self) -> usize {
        let waiting = self.queue.state().waiting.capacity() * size_of::<M>();
        size_of::<Self>() + size_of::<Queue<M>>() + size_of_val(&*self.handle) + waiting
    }
}

/// Goes with the component, and with the session.
impl<M> Drop for ChannelNode<M> {
    fn drop(&mut self) {
        self.queue.close();
    }
}

impl<Phase> Setup<'_, Phase> {
    /// Opens a channel to this component: `handle` runs on the session loop for each message, one transaction each, in the
    /// order in which they were sent. 1,024 messages may wait.
    ///
    /// The [`Sender`] is `Send`: hand it to a service, a thread, another session.
    ///
    /// ```
    /// # use vango_runtime::reactive::{Checked, Setup, Tx};
    /// fn setup(cx: &mut Setup<'_, Checked>) {
    ///     let lines = cx.signal(Vec::new());
    ///     let sender = cx.channel(move |tx: &mut Tx, line: String| lines.get_mut(tx).push(line));
    ///     std::thread::spawn(move || sender.send("hello".to_owned()));
    /// }
    /// ```
    #[track_caller]
    pub fn channel<M, H>(&mut self, handle: H) -> Sender<M>
    where
        Self: Allocate,
        M: HandedOn + 'static,
        H: Fn(&mut Tx<'_>, M) + 'static,
    {
        self.channel_with_capacity(limits::CHANNEL_CAPACITY, handle)
    }

    /// As [`Setup::channel`], with room for `capacity` messages: at least one, at most 65,536.
    #[track_caller]
    pub fn channel_with_capacity<M, H>(&mut self, capacity: usize, handle: H) -> Sender<M>
    where
        Self: Allocate,
        M: HandedOn + 'static,
        H: Fn(&mut Tx<'_>, M) + 'static,
    {
        let capacity = capacity.clamp(1, limits::CHANNEL_CAPACITY_MAX);
        let queue = self.open_queue(capacity, Location::caller(), handle);
        Sender { queue }
    }

    /// A queue whose messages `handle` gets.
    pub(super) fn open_queue<M, H>(
        &mut self,
        capacity: usize,
        at: &'static Location<'static>,
        handle: H,
    ) -> Arc<Queue<M>>
    where
        M: Send + 'static,
        H: Fn(&mut Tx<'_>, M) + 'static,
    {
        let queue = Arc::new(Queue::new(capacity, at));
        let node = ChannelNode {
            queue: Arc::clone(&queue),
            handle: Rc::new(handle),
        };
        let id = self.store.allocate(self.owner, Box::new(node));
        queue.state().open = Some((self.store.inbox(), id));
        queue
    }
}
