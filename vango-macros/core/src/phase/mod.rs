//! What a phase must not do and types cannot see, found by its name: waiting, blocking, starting threads, reading the clock
//! or chance, opening locks.
//!
//! Works on raw tokens and knows paths only as they are written: what stands behind a helper is the development run's to
//! find. Errs on the side of silence, since a valid program that is refused is worse than a mistake that a later layer
//! finds; each rule's page says what is not seen.

mod body;
pub(crate) mod call;
mod internal;
mod name;

pub(crate) use body::check_body;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::diagnostic::{Code, Diagnostics, Place};
use crate::flow::{closure_body, foreign_end, starts_closure};
use crate::parse::model::Closure;
use crate::token::{is_ident, is_punct, may_have, trees};
use name::Call;

/// A phase that runs on the session loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Once for each instance.
    Setup,
    /// Render, memos, first closures of effects, keys of resources.
    Render,
    /// Everything that gets a `Tx`.
    Handler,
}

impl Phase {
    /// What it is called in a message.
    fn name(self) -> &'static str {
        match self {
            Self::Setup => "setup",
            Self::Render => "render",
            Self::Handler => "a handler",
        }
    }
}

/// Checks code that runs in `phase`.
pub(crate) fn check(code: &TokenStream, phase: Phase, diagnostics: &mut Diagnostics) {
    scan(&trees(code), phase, diagnostics);
}

/// Checks the value of a component's prop. One that begins with a closure is that closure.
pub(crate) fn check_prop(value: &TokenStream, diagnostics: &mut Diagnostics) {
    let tokens = trees(value);
    let is_word = |token: &&TokenTree| is_ident(token, "move") || is_ident(token, "static");
    let bar = tokens.iter().take_while(is_word).count();
    if !starts_closure(&tokens, bar) {
        return scan(&tokens, Phase::Render, diagnostics);
    }
    closure_in(
        &tokens,
        bar,
        phase_of_prop(tokens.get(bar + 1)),
        diagnostics,
    );
}

/// Checks a closure that a component gets as a prop.
pub(crate) fn check_closure(closure: &Closure, diagnostics: &mut Diagnostics) {
    if closure.asynchronous.is_none() {
        let parameters = trees(&closure.parameters);
        check(
            &closure.body,
            phase_of_prop(parameters.first()),
            diagnostics,
        );
    }
}

/// A callback takes `tx`, a slot function `r`.
fn phase_of_prop(first: Option<&TokenTree>) -> Phase {
    match first {
        Some(token) if is_ident(token, "r") => Phase::Render,
        _ => Phase::Handler,
    }
}

fn scan(tokens: &[TokenTree], phase: Phase, diagnostics: &mut Diagnostics) {
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if starts_closure(tokens, at) {
            at = closure(tokens, at, phase, diagnostics);
            continue;
        }
        if let Some(end) = foreign_end(tokens, at) {
            // An item, or an `async` block: that runs elsewhere.
            at = end;
            continue;
        }
        single(tokens, at, phase, diagnostics);
        if let TokenTree::Group(group) = token
            && !is_markup(tokens, at)
        {
            scan(&trees(&group.stream()), phase, diagnostics);
        }
        at += 1;
    }
}

/// The closure whose first bar stands at `at`; answers where it ends. Iterators run theirs at once, in the phase at hand; a
/// closure that takes a transaction is a handler, and `async` ones and those that take a `Work` run off the loop.
fn closure(tokens: &[TokenTree], at: usize, phase: Phase, diagnostics: &mut Diagnostics) -> usize {
    let end = foreign_end(tokens, at).unwrap_or(tokens.len());
    let body = closure_body(tokens, at).unwrap_or(end).min(end);
    match phase_of(&tokens[at..body], phase) {
        Some(phase) => closure_in(tokens, at, phase, diagnostics),
        None => end,
    }
}

/// The same for a closure of which it is known where it runs.
fn closure_in(
    tokens: &[TokenTree],
    at: usize,
    phase: Phase,
    diagnostics: &mut Diagnostics,
) -> usize {
    let end = foreign_end(tokens, at).unwrap_or(tokens.len());
    let body = closure_body(tokens, at).unwrap_or(end).min(end);
    if !is_async(tokens, at) {
        scan(&tokens[body..end], phase, diagnostics);
    }
    end
}

/// `async |…|`, `async move |…|`
pub(crate) fn is_async(tokens: &[TokenTree], bar: usize) -> bool {
    let word = |back: usize, text| {
        bar.checked_sub(back)
            .is_some_and(|at| is_ident(&tokens[at], text))
    };
    word(1, "async") || word(1, "move") && word(2, "async")
}

/// The phase of a closure with these parameters; `None` for one that runs off the loop.
fn phase_of(parameters: &[TokenTree], around: Phase) -> Option<Phase> {
    let is_first = |names: &[&str]| {
        parameters
            .get(1)
            .is_some_and(|token| names.iter().any(|name| is_ident(token, name)))
    };
    let names = |word: &str| parameters.iter().any(|token| is_ident(token, word));
    if is_first(&["work", "_work"]) || names("Work") {
        None
    } else if is_first(&["tx", "_tx"]) || names("Tx") {
        Some(Phase::Handler)
    } else {
        Some(around)
    }
}

/// `view! { … }`, which checks itself.
fn is_markup(tokens: &[TokenTree], at: usize) -> bool {
    at > 1 && is_punct(&tokens[at - 1], '!') && is_ident(&tokens[at - 2], "view")
}

/// The rule that is broken at one token, if one is.
fn single(tokens: &[TokenTree], at: usize, phase: Phase, diagnostics: &mut Diagnostics) {
    let TokenTree::Ident(ident) = &tokens[at] else {
        return;
    };
    if ident == "await" && at > 0 && is_punct(&tokens[at - 1], '.') {
        let help = match phase {
            Phase::Handler => {
                "what waits is an action: `let save = cx.action(|work, n: i64| async move { … }).drop_while_running();` in setup, `save.run(tx, n);` here, `.on_done(…)` for what comes after"
            }
            Phase::Setup | Phase::Render => {
                "what a view waits for is a resource: `let user = cx.resource(move |r| *id.get(r), |work, id| async move { … });`, and `match user.get(r) { … }` in the markup"
            }
        };
        return diagnostics.report(
            Code::AwaitInPhase,
            ident.span(),
            format!(
                "{} cannot wait: the session stands still meanwhile",
                phase.name()
            ),
            help,
        );
    }
    if internal::check(tokens, at, diagnostics) {
        return;
    }
    let Some((call, written, last)) = name::find(tokens, at) else {
        return;
    };
    if let Some((code, message, help)) = judge(call, &written, phase) {
        let place = Place::new(ident.span(), tokens[last].span());
        diagnostics.report(code, place, message, help);
    }
}

/// Code, message and help for a call in a phase.
fn judge(call: Call, written: &str, phase: Phase) -> Option<(Code, String, &'static str)> {
    let place = phase.name();
    let is_pure = phase == Phase::Render;
    Some(match call {
        Call::Blocks => (
            Code::BlockingCall,
            format!("`{written}` blocks in {place}: every session of this worker waits for it"),
            "load it off the session loop: a resource for what a view shows (`cx.resource(…)`), an action for what a handler starts (`cx.action(…)`); a pause is a timer: `cx.timer(…)`",
        ),
        Call::Spawns => (
            Code::SpawnInPhase,
            format!(
                "`{written}` starts work in {place} that the session does not know: nothing ends it when the session ends"
            ),
            "start it with an action (`save.run(tx, …)`), a resource or a stream (`cx.stream(…)`): they are cancelled with their component, and their answers come back as a transaction",
        ),
        Call::Clock if is_pure => (
            Code::ImpureCall,
            format!("`{written}` in {place}: the view would depend on when it is computed"),
            "keep the time in a signal, and let a timer or a handler set it: `now.set(tx, tx.now())`",
        ),
        Call::Chance if is_pure => (
            Code::ImpureCall,
            format!("`{written}` in {place}: the view would be another one each time"),
            "draw it once, in setup or in a handler, and keep it in a signal: `let dice = cx.signal(…);`",
        ),
        Call::Environment if is_pure => (
            Code::ImpureCall,
            format!(
                "`{written}` in {place}: the view would depend on something that no state holds"
            ),
            "read it once when the app starts, and pass it as a service or a prop",
        ),
        Call::Shared if is_pure => (
            Code::SharedMutability,
            format!("`{written}` in {place}: what it opens can change without anybody being told"),
            "keep what a view shows in a signal, and write to the signal when the shared value changes: `cx.channel(…)` takes messages from other threads",
        ),
        Call::Clock | Call::Chance | Call::Environment | Call::Shared => return None,
    })
}

/// Whether the code at hand waits: an `.await` that is not in an `async` block or closure of its own.
pub(crate) fn waits(code: &TokenStream) -> bool {
    may_have(code, &["await"]) && waits_in(&trees(code))
}

fn waits_in(tokens: &[TokenTree]) -> bool {
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if !starts_closure(tokens, at)
            && let Some(end) = foreign_end(tokens, at)
        {
            at = end;
            continue;
        }
        let found = match token {
            TokenTree::Ident(ident) => ident == "await" && at > 0 && is_punct(&tokens[at - 1], '.'),
            TokenTree::Group(group) => {
                group.delimiter() != Delimiter::None && waits_in(&trees(&group.stream()))
            }
            _ => false,
        };
        if found {
            return true;
        }
        at += 1;
    }
    false
}
