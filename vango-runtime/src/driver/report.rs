//! What a session reports about itself: counted always, printed when the application's author has something to mend.
//!
//! What a browser can bring about alone (a late click, a forged event) is counted only, so that nobody from outside can
//! fill a log.

use crate::session::{CloseReason, Report};

use super::counter::Cause;
use super::ending::Ending;

pub(crate) fn cause(report: &Report) -> Cause {
    match report {
        Report::Handler(_) => Cause::HandlerFailed,
        Report::Panic => Cause::TurnPanicked,
        Report::RenderPanics(_) => Cause::RenderPanicked,
        Report::Setup(_) => Cause::SetupFailed,
        Report::EndlessEffects { .. } => Cause::EndlessEffects,
        Report::StaleEvent => Cause::EventStale,
        Report::WrongPayload => Cause::EventPayload,
        Report::DuplicateEvent => Cause::EventDuplicate,
        Report::Resync => Cause::Resynced,
        Report::ImpureRender => Cause::ImpureRender,
        Report::KeyChanged(_) => Cause::KeyChanged,
        Report::DuplicateKeys { .. } => Cause::KeysDuplicate,
    }
}

/// One line on standard error. `path` is where the session's page is.
pub(crate) fn print(report: &Report, path: &str) {
    let text = match report {
        Report::StaleEvent | Report::WrongPayload | Report::DuplicateEvent | Report::Resync => return,
        Report::Handler(error) => format!("an event handler failed: {error:?}"),
        Report::Panic => "an event handler or effect panicked; the session was started anew".to_owned(),
        Report::RenderPanics(count) => format!("{count} renders panicked; a notice stands in their place"),
        Report::Setup(error) => format!("a turn was given up: {error}"),
        Report::EndlessEffects { rounds, effect } => match effect {
            Some(place) => format!("the effect at {place} triggered itself {rounds} times and was stopped"),
            None => format!("effects triggered each other {rounds} times and were stopped"),
        },
        Report::ImpureRender => "the first render after the page differs from it: a render reads something that is no state \
             (the clock, a random number, a global)"
            .to_owned(),
        Report::KeyChanged(change) => change.clone(),
        Report::DuplicateKeys { component } => format!(
            "two rows of a `for` in <{component}> have the same key: take one that tells every row from every other, or \
             the browser loses focus and typed text when rows move"
        ),
    };
    eprintln!("vango: {path:?}: {text}");
}

/// The session's own reason to be over, as the close frame says it.
pub(crate) fn ending(reason: CloseReason) -> Ending {
    let (code, reason, cause) = match reason {
        CloseReason::Malformed => (
            1008,
            "a frame that can't stand there",
            Cause::FrameMalformed,
        ),
        CloseReason::Diverged => (1008, "page and session don't agree", Cause::SessionDiverged),
        CloseReason::TooLarge => (
            1011,
            "more to show than the protocol allows",
            Cause::SessionTooLarge,
        ),
        CloseReason::Failed => (1011, "the session has failed", Cause::SessionFailed),
    };
    Ending::said(code, reason, cause)
}
