//! What a session says about itself, for operators and developers.

use std::fmt;
use std::panic::Location;

use crate::persist::{BudgetUse, Hydration, PersistError};
use crate::view::HtmlFault;
use crate::watch::{Finding, Rule};

/// Something that happened in a turn and harmed nobody else.
#[derive(Debug)]
pub enum Report {
    /// A handler returned an error. What it had written before stands, and is shown: a transaction has no undo, because
    /// `get_mut` hands out plain references. So check first and write last, or panic to give the whole turn up.
    Handler {
        /// What it answered, with its causes.
        problem: String,
        /// The component in whose view it stands.
        component: &'static str,
        /// The event that it was called for, such as `click`.
        event: &'static str,
        /// The static markup of the template that it stands in.
        markup: &'static str,
    },
    /// A handler passed the [`Rejection`](crate::reactive::Rejection) of an action on, with `?`: a second click while
    /// the first is worked on. Nothing has failed.
    Rejected {
        /// The component in whose view the handler stands.
        component: &'static str,
        /// The event that it was called for.
        event: &'static str,
    },
    /// Application code panicked where it may write; the turn was discarded and the session started anew.
    Panic {
        /// What ran.
        origin: Origin,
        /// What the panic said.
        message: String,
    },
    /// Code that only computes panicked: renders and rows, in whose place an error or nothing stands, or tracked closures
    /// of effects and resources, which did not begin. State is as it was.
    RenderPanics {
        /// How many.
        count: u64,
        /// The first of them.
        origin: Origin,
        /// What it said.
        message: String,
    },
    /// The setup of a component failed; the session started anew or ended.
    Setup(String),
    /// Effects triggered one another without an end and were stopped.
    EndlessEffects(EndlessEffects),
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
    /// A render of the state as it was showed something else than the page, after the page or after the session had slept:
    /// a render is not pure. The client got everything anew.
    ImpureRender,
    /// A mistake that is looked for in development builds only.
    Finding(Finding),
    /// A slot was to stand in two places at once (in two rows of an `each`, say); the second stays empty. A `SlotFn` may
    /// be shown as often as one likes.
    SlotTwice {
        /// The component that places it.
        component: &'static str,
    },
    /// Raw HTML would have changed the page around it; nothing is shown in its place.
    RefusedHtml {
        /// The component in whose view it stands.
        component: &'static str,
        /// What is wrong with it.
        fault: HtmlFault,
    },
    /// What a transaction wrote cannot be stored; it was undone.
    NotStored(PersistError),
    /// A stored value was not read as it stood.
    Hydration(Hydration),
    /// What was written makes half of a budget be used, or more.
    BudgetUse(BudgetUse),
    /// A row's key was changed in place.
    KeyChanged(String),
}

impl Report {
    /// The mistake of the application's author that it tells of, if it is one that has a code.
    pub fn finding(&self) -> Option<Finding> {
        match self {
            Self::Finding(finding) => Some(finding.clone()),
            Self::EndlessEffects(endless) => Some(endless.finding()),
            Self::SlotTwice { component } => Some(Finding::new(
                Rule::SlotTwice,
                format!(
                    "a slot of <{component}> stands in two places at once, and only the first shows it"
                ),
                format!("<{component}>, in two rows of an `each` or two slots that it gives on"),
                "take a `SlotFn` parameter instead of `Slot`: its content is made anew for each place",
            )),
            _ => None,
        }
    }
}

/// Effects that would have gone on.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EndlessEffects {
    /// Rounds that were run.
    pub rounds: u32,
    /// Where the effects were made that wrote something in the last rounds, each place once, 16 of them at most: those of
    /// the cycle, and what they trigger beside it.
    pub effects: Vec<&'static Location<'static>>,
    /// Whether there were others.
    pub has_more: bool,
    /// The components that made them, in that order; an empty name for one that has left since.
    pub components: Vec<&'static str>,
}

impl EndlessEffects {
    fn finding(&self) -> Finding {
        let what = match &self.effects[..] {
            [_] => "an effect triggers itself without an end, and was stopped",
            _ => "effects trigger each other without an end, and were stopped",
        };
        let mut places: Vec<String> = self
            .effects
            .iter()
            .zip(&self.components)
            .map(|(at, component)| match *component {
                "" => at.to_string(),
                component => format!("{at} in <{component}>"),
            })
            .collect();
        if self.has_more {
            places.push("others".to_owned());
        }
        Finding::new(
            Rule::EndlessEffects,
            format!("{what} after {} rounds", self.rounds),
            places.join(", "),
            "compute what follows from other state in a memo, or let an effect write only what its own reads do not depend on",
        )
    }
}

impl fmt::Display for EndlessEffects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.effects[..] {
            [] => f.write_str("effects trigger each other")?,
            [only] => write!(f, "the effect at {only} triggers itself")?,
            [first, rest @ ..] => {
                write!(f, "effects trigger each other: the one at {first}")?;
                for (nth, place) in rest.iter().enumerate() {
                    let is_last = nth + 1 == rest.len() && !self.has_more;
                    let joint = if is_last { " and" } else { "," };
                    write!(f, "{joint} the one at {place}")?;
                }
                if self.has_more {
                    f.write_str(" and others")?;
                }
            }
        }
        write!(
            f,
            "; stopped after {} rounds: compute what follows from other state in a memo, or let an effect write only \
             what its own reads do not depend on",
            self.rounds
        )
    }
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
        /// Where it was written, in builds with debug assertions.
        at: Option<&'static Location<'static>>,
    },
    /// The handler of a channel or stream, a timer, or the completion of a resource or action, made here.
    Message(&'static Location<'static>),
    /// The render of a component, or of a row in it. (Not called `Render`: a second public item of that name makes rustc
    /// write the context's whole path in every error about it.)
    Rendering {
        /// The component.
        component: &'static str,
    },
    /// The tracked closure of an effect or resource that was made here: it did not begin, and tries again when something
    /// that it has read changes.
    Tracked(&'static Location<'static>),
    /// What follows a handler in a turn: an effect, a cleanup, the destructor of a value of a component that has left.
    Effect,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Handler {
                component,
                event,
                at,
            } => {
                write!(f, "the `{event}` handler of <{component}>")?;
                at.map_or(Ok(()), |at| write!(f, " at {at}"))
            }
            Self::Message(place) => write!(
                f,
                "what handles the messages, timer or work made at {place}"
            ),
            Self::Rendering { component } => write!(f, "the render of <{component}>"),
            Self::Tracked(place) => {
                write!(f, "what the effect or resource made at {place} depends on")
            }
            Self::Effect => f.write_str("an effect, a cleanup or a destructor"),
        }
    }
}
