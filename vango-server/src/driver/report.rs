//! What a session reports about itself: counted always, and told as `tracing` events with component, event and place
//! (target `vango`). Where the program has no subscriber, what the application's author has to mend goes to standard
//! error, one line each.
//!
//! What a browser can bring about alone (a late click, a forged event) is told at debug level only, so that nobody from
//! outside can fill a log.

use std::io::Write;

use tracing::{debug, error, info, warn};

use vango_runtime::persist::{Budget, BudgetUse, Hydration, PersistError};
use vango_runtime::session::{CloseReason, Finding, Origin, Report, Rule};

use super::counter::Cause;
use super::ending::Ending;

pub(crate) fn cause(report: &Report) -> Cause {
    match report {
        Report::Handler { .. } => Cause::HandlerFailed,
        Report::Rejected { .. } => Cause::ActionRejected,
        Report::Panic { .. } => Cause::TurnPanicked,
        Report::RenderPanics { .. } => Cause::RenderPanicked,
        Report::Setup(_) => Cause::SetupFailed,
        Report::EndlessEffects(_) => Cause::EndlessEffects,
        Report::StaleEvent => Cause::EventStale,
        Report::WrongPayload => Cause::EventPayload,
        Report::DuplicateEvent => Cause::EventDuplicate,
        Report::Resync => Cause::Resynced,
        Report::ResyncComponent { .. } => Cause::ComponentResynced,
        Report::ImpureRender => Cause::ImpureRender,
        Report::KeyChanged(_) => Cause::KeyChanged,
        Report::Finding(finding) => found(finding),
        Report::SlotTwice { .. } => Cause::SlotTwice,
        Report::RefusedHtml { .. } => Cause::HtmlRefused,
        Report::NotStored(PersistError::Store { .. }) => Cause::StateUndone,
        Report::NotStored(_) => Cause::StateRefused,
        Report::BudgetUse(used) => half(used),
        Report::Hydration(Hydration::Migrated { .. }) => Cause::StateMigrated,
        Report::Hydration(_) => Cause::StateReset,
    }
}

/// Which counter a mistake is counted by that is looked for in development builds.
fn found(finding: &Finding) -> Cause {
    match finding.rule {
        Rule::ImpureRender => Cause::ImpureRender,
        Rule::SlowTurn => Cause::SlowTurn,
        Rule::DuplicateKeys => Cause::KeysDuplicate,
        Rule::EndlessEffects => Cause::EndlessEffects,
        Rule::SlotTwice => Cause::SlotTwice,
        _ => Cause::MarkupMisplaced,
    }
}

/// Of which budget a half is used.
pub(crate) fn half(used: &BudgetUse) -> Cause {
    match used.budget {
        Budget::Value => Cause::StateValueHalf,
        Budget::Session | Budget::App => Cause::StateSessionHalf,
    }
}

/// A budget of which half is used: once for each item, to its author.
pub(crate) fn budget_use(used: &BudgetUse) {
    let BudgetUse {
        path,
        bytes,
        max_bytes,
        ..
    } = *used;
    warn!(target: TARGET, item = path, bytes, max_bytes, "half of a budget is used: {used}");
    say(|| used.to_string());
}

/// An item is persisted, and does not outlive the process: once, to its author.
pub(crate) fn forgets(path: &str, has_store: bool) {
    let (problem, way_out) = match has_store {
        true => (
            "the app has a store and no secret, so that after a restart no browser can say what was its own",
            "give it one, 32 random bytes that stay the same: `App::secret`",
        ),
        false => (
            "the app has no store, so that it survives a reload and is gone with this process",
            "give it one and a secret, `.store(RedbStore::open(\"state.redb\")?).secret(&secret)` with vango's feature `redb`, or \
             say that it is meant so with `.store(MemoryStore::new())`",
        ),
    };
    warn!(target: TARGET, item = path, "what is persisted does not outlive the process: {problem}");
    say(|| format!("`{path}` is persisted, and {problem}: {way_out}"));
}

/// Tells whoever listens. `page` is the path of the session's page.
pub(crate) fn tell(report: &Report, page: &str) {
    match report {
        Report::StaleEvent
        | Report::WrongPayload
        | Report::DuplicateEvent
        | Report::Rejected { .. }
        | Report::Resync
        | Report::ResyncComponent { .. } => tell_browser(report, page),
        Report::Finding(_) | Report::EndlessEffects(_) | Report::SlotTwice { .. } => {
            if let Some(finding) = report.finding() {
                tell_finding(&finding, page);
            }
        }
        Report::Handler { .. }
        | Report::Panic { .. }
        | Report::RenderPanics { .. }
        | Report::Setup(_) => tell_failure(report, page),
        Report::NotStored(_) | Report::Hydration(_) => tell_state(report, page),
        // Told once for all sessions: `state::Thrift`.
        Report::BudgetUse(_) => {}
        Report::RefusedHtml { .. } | Report::ImpureRender | Report::KeyChanged(_) => {
            tell_mistake(report, page);
        }
    }
}

/// What a browser can bring about alone.
fn tell_browser(report: &Report, page: &str) {
    let (text, component) = match report {
        Report::StaleEvent => ("an event for what is not on the page was ignored", None),
        Report::WrongPayload => ("an event with another event's payload was ignored", None),
        Report::DuplicateEvent => ("an event that came twice was ignored", None),
        Report::Rejected { component, .. } => {
            ("an action that is busy refused a call", Some(component))
        }
        Report::ResyncComponent { component } => (
            "the browser lost track of a component and got it anew",
            Some(component),
        ),
        _ => ("the browser lost track of the page and got it anew", None),
    };
    debug!(target: TARGET, page, component, "{text}");
}

/// Application code that failed.
fn tell_failure(report: &Report, page: &str) {
    match report {
        Report::Handler {
            problem,
            component,
            event,
            markup,
        } => {
            let markup = shorten(markup);
            error!(target: TARGET, page, component, event, markup, problem, "an event handler failed");
            print(page, || {
                format!("the `{event}` handler of <{component}> (in `{markup}`) failed: {problem}")
            });
        }
        Report::Panic { origin, message } => {
            error!(target: TARGET, page, origin = %origin, panic = message, "application code panicked; the session was started anew");
            print(page, || {
                format!("{origin} panicked ({message}); the session was started anew")
            });
        }
        Report::RenderPanics {
            count,
            origin,
            message,
        } => {
            error!(target: TARGET, page, count, origin = %origin, panic = message, "application code panicked while it computed; state is as it was");
            print(page, || match count {
                1 => format!("{origin} panicked ({message})"),
                _ => format!("{origin} panicked ({message}), and {} more", count - 1),
            });
        }
        Report::Setup(problem) => {
            error!(target: TARGET, page, problem, "a turn was given up");
            print(page, || format!("a turn was given up: {problem}"));
        }
        _ => {}
    }
}

/// What of a session's persisted values was not written or read.
fn tell_state(report: &Report, page: &str) {
    match report {
        Report::NotStored(error) => {
            error!(target: TARGET, page, problem = %error, "a transaction was undone");
            print(page, || format!("a transaction was undone: {error}"));
        }
        Report::Hydration(Hydration::Migrated { path }) => {
            debug!(target: TARGET, page, item = path, "a stored value of an earlier type was read");
        }
        Report::Hydration(Hydration::Reset { path, reason }) => {
            warn!(target: TARGET, page, item = path, reason, "a stored value was left, the item has its initial value");
            print(page, || {
                format!("the stored value of `{path}` was left, it has its initial value: {reason}")
            });
        }
        _ => {}
    }
}

/// What the application's author has to mend, though the page is shown.
fn tell_mistake(report: &Report, page: &str) {
    match report {
        Report::RefusedHtml { component, fault } => {
            warn!(target: TARGET, page, component, fault = %fault, "raw HTML was not shown");
            print(page, || {
                format!(
                    "raw HTML in <{component}> is not shown, because it would change the page around it: {fault}"
                )
            });
        }
        Report::ImpureRender => {
            const TEXT: &str = "a second render of the same state differs from what the page shows: a render reads something \
                                that is no state (the clock, a random number, a global)";
            warn!(target: TARGET, page, "{TEXT}");
            print(page, || TEXT.to_owned());
        }
        Report::KeyChanged(change) => {
            warn!(target: TARGET, page, "{change}");
            print(page, || change.clone());
        }
        _ => {}
    }
}

/// A mistake with a code: the one way in which all of them are told. Where the page lacks something for it, it is an error.
pub(crate) fn tell_finding(finding: &Finding, page: &str) {
    let Finding {
        rule,
        problem,
        place,
        help,
        ..
    } = finding;
    let code = rule.code();
    match rule {
        Rule::EndlessEffects | Rule::SlotTwice => {
            error!(target: TARGET, page, code, place, help, "{problem}");
        }
        _ => warn!(target: TARGET, page, code, place, help, "{problem}"),
    }
    print(page, || finding.to_string());
}

/// A turn that kept its worker for so long. `ran` is what of the application it began with; without one it was the setup
/// and render of a page, or what a session does when its socket comes.
pub(crate) fn slow_turn(took_ms: u64, ran: Option<Origin>, page: &str) {
    let what = ran.map_or_else(
        || "setup and render".to_owned(),
        |origin| origin.to_string(),
    );
    warn!(target: TARGET, page, took_ms, origin = what, "a turn took long; the other sessions of its worker waited");
    print(page, || {
        format!(
            "{what}, with the renders that followed, took {took_ms} ms, and the other sessions of its worker waited: move \
             the work into an action or a resource, and what blocks there into `tokio::task::spawn_blocking` \
             (`Limits::slow_turn_ms` says from when on this is told)"
        )
    });
}

/// A task has no answer of its own. Within its span: kind, place and page stand there already.
pub(crate) fn task_failed(kind: &'static str, place: &str, problem: &str) {
    error!(target: TARGET, kind, place, problem, "work off the session's loop failed");
    say(|| format!("the {kind} at {place} failed: {problem}"));
}

/// Of all events and of the tasks' spans.
pub(crate) const TARGET: &str = "vango";

fn print(page: &str, text: impl FnOnce() -> String) {
    say(|| format!("{page:?}: {}", text()));
}

/// Tells of what has failed outside of any session.
pub(crate) fn failure(text: impl Fn() -> String) {
    error!(target: TARGET, "{}", text());
    say(text);
}

/// Tells that what has failed outside of any session works again.
pub(crate) fn relief(text: impl Fn() -> String) {
    info!(target: TARGET, "{}", text());
    say(text);
}

/// One line on standard error, unless the program has a subscriber. Where nobody reads it any more (a pipe whose other end
/// is closed) nothing is said: that is no reason to fail.
pub(crate) fn say(text: impl FnOnce() -> String) {
    if !tracing::dispatcher::has_been_set() {
        let line = format!("vango: {}\n", text());
        drop(std::io::stderr().write_all(line.as_bytes()));
    }
}

/// The beginning of some markup: enough to find it in the source.
fn shorten(markup: &str) -> &str {
    const MAX_BYTES: usize = 60;
    &markup[..markup.floor_char_boundary(MAX_BYTES)]
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
