//! What a session says about itself, for operators and developers.

use std::fmt;
use std::panic::Location;

use crate::Error;

/// Something that happened in a turn and harmed nobody else.
#[derive(Debug)]
#[non_exhaustive]
pub enum Report {
    /// A handler returned an error. What it had written before stands, and is shown: a transaction has no undo, because
    /// `get_mut` hands out plain references. So check first and write last, or panic to give the whole turn up.
    Handler {
        /// What it answered.
        error: Error,
        /// The component in whose view it stands.
        component: &'static str,
        /// The event that it was called for, such as `click`.
        event: &'static str,
        /// The static markup of the template that it stands in.
        markup: &'static str,
    },
    /// Application code panicked where it may write; the turn was discarded and the session started anew.
    Panic {
        /// What ran.
        origin: Origin,
        /// What the panic said.
        message: String,
    },
    /// Renders panicked; an error or nothing stands in their place.
    RenderPanics(u64),
    /// The setup of a component failed; the session started anew or ended.
    Setup(String),
    /// Effects triggered one another without an end and were stopped.
    EndlessEffects {
        /// Rounds that were run.
        rounds: u32,
        /// Where the effect that ran last was made.
        effect: Option<&'static Location<'static>>,
    },
    /// An event for something that is not on the page any more, or never was; ignored.
    StaleEvent,
    /// An event whose payload is of another kind of event; ignored.
    WrongPayload,
    /// An event that came a second time; ignored.
    DuplicateEvent,
    /// The client lost track and got everything anew.
    Resync,
    /// The client lost track inside of one component and got that anew.
    ResyncComponent {
        /// The component.
        component: &'static str,
    },
    /// The page showed something else than the render that followed it: a render is not pure. The client got everything
    /// anew.
    ImpureRender,
    /// Two rows of a `for` had the same key. Looked for in development builds only.
    DuplicateKeys {
        /// The component that the `for` stands in.
        component: &'static str,
    },
    /// A slot was to stand in two places at once (in two rows of an `each`, say); the second stays empty. A `SlotFn` may
    /// be shown as often as one likes.
    SlotTwice {
        /// The component that places it.
        component: &'static str,
    },
    /// A row's key was changed in place.
    KeyChanged(String),
}

/// What ran when application code panicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin {
    /// An event handler.
    Handler {
        /// The component in whose view it stands.
        component: &'static str,
        /// The event that it was called for.
        event: &'static str,
    },
    /// The handler of a channel or stream, a timer, or the completion of a resource or action, made here.
    Message(&'static Location<'static>),
    /// What follows a handler in a turn: an effect, a cleanup.
    Effect,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Handler { component, event } => {
                write!(f, "the `{event}` handler of <{component}>")
            }
            Self::Message(place) => write!(
                f,
                "what handles the messages, timer or work made at {place}"
            ),
            Self::Effect => f.write_str("an effect or its cleanup"),
        }
    }
}
