//! An action says what becomes of a call while it runs.
//!
//! `cx.action(…)` gives a builder; without its last step rustc would speak of the builder's type wherever the action is used.
//! Works on raw tokens: a builder that is bound to a name and finished later is left alone.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};

use crate::diagnostic::{Code, Diagnostics};
use crate::token::{is_ident, is_punct, trees};

/// Steps behind which the policy is still to come.
const STEPS: &[&str] = &["action", "on_done", "deadline"];

/// Steps of the builder.
const BUILDER: &[&str] = &[
    "drop_while_running",
    "cancel_latest",
    "queue",
    "on_done",
    "deadline",
];

/// Checks the statements of `body`. When one lacks its policy, the answer is the body with one put in: what follows from
/// the mistake is not reported again.
pub(super) fn check(
    context: &Ident,
    body: &TokenStream,
    diagnostics: &mut Diagnostics,
) -> Option<TokenStream> {
    let tokens = trees(body);
    let mut out = TokenStream::new();
    let mut copied = 0;
    let mut at = 0;
    while at < tokens.len() {
        let Some(chain) = chain(&tokens, at, context) else {
            at += 1;
            continue;
        };
        at = chain.end;
        let is_statement = tokens.get(at).is_some_and(|token| is_punct(token, ';'));
        if chain.is_finished || !is_statement || !is_used_unfinished(&tokens, &chain) {
            continue;
        }
        diagnostics.report(
            Code::ActionPolicy,
            chain.action,
            "this action does not say what becomes of a call while it runs",
            "end it with `.drop_while_running()` (what must not be sent twice), `.cancel_latest()` (only the newest counts) or `.queue(8)` (one after the other)",
        );
        out.extend(tokens[copied..at].iter().cloned());
        out.extend(quote::quote!(.drop_while_running()));
        copied = at;
    }
    if copied == 0 {
        return None;
    }
    out.extend(tokens[copied..].iter().cloned());
    Some(out)
}

/// `cx.action(…).on_done(…)`
struct Chain {
    start: usize,
    end: usize,
    action: Span,
    /// With a policy, or with a step that is nobody's here.
    is_finished: bool,
}

fn chain(tokens: &[TokenTree], start: usize, context: &Ident) -> Option<Chain> {
    let is_context = is_ident(tokens.get(start)?, &context.to_string());
    let mut chain = Chain {
        start,
        end: start + 1,
        action: Span::call_site(),
        is_finished: false,
    };
    if !is_context {
        return None;
    }
    let mut is_first = true;
    while let [
        TokenTree::Punct(dot),
        TokenTree::Ident(method),
        TokenTree::Group(arguments),
        ..,
    ] = &tokens[chain.end..]
    {
        if dot.as_char() != '.' || arguments.delimiter() != Delimiter::Parenthesis {
            break;
        }
        if is_first && method != "action" {
            return None;
        }
        if is_first {
            chain.action = method.span();
        }
        is_first = false;
        chain.is_finished |= !STEPS.iter().any(|step| method == step);
        chain.end += 3;
    }
    (!is_first).then_some(chain)
}

/// Whether it is bound to a name, and that is used as if it were the action. A builder whose type is said, or that is finished
/// or handed on later, is one on purpose.
fn is_used_unfinished(tokens: &[TokenTree], chain: &Chain) -> bool {
    let before = chain
        .start
        .checked_sub(3)
        .and_then(|from| tokens.get(from..chain.start));
    let Some(
        [
            TokenTree::Ident(word),
            TokenTree::Ident(name),
            TokenTree::Punct(equals),
        ],
    ) = before
    else {
        // A statement by itself: nobody can finish it.
        return !matches!(tokens.get(chain.start.wrapping_sub(1)), Some(TokenTree::Punct(punct)) if punct.as_char() == '=');
    };
    (word == "let" || word == "mut")
        && equals.as_char() == '='
        && !names_builder(&tokens[chain.end..], &name.to_string())
}

/// `builder.queue(8)` at any depth, and `finish(builder, 5)`.
fn names_builder(tokens: &[TokenTree], name: &str) -> bool {
    let is_step = tokens.windows(3).any(|three| {
        let is_step = matches!(&three[2], TokenTree::Ident(method) if BUILDER.iter().any(|step| method == step));
        is_ident(&three[0], name) && is_punct(&three[1], '.') && is_step
    });
    is_step
        || tokens.iter().enumerate().any(|(at, token)| match token {
            TokenTree::Group(group) => {
                let inner = trees(&group.stream());
                let is_call = group.delimiter() == Delimiter::Parenthesis
                    && matches!(
                        at.checked_sub(1).map(|before| &tokens[before]),
                        Some(TokenTree::Ident(_))
                    );
                is_call && is_argument(&inner, name) || names_builder(&inner, name)
            }
            _ => false,
        })
}

/// Whether one of the arguments is `name` alone.
fn is_argument(arguments: &[TokenTree], name: &str) -> bool {
    arguments
        .split(|token| is_punct(token, ','))
        .any(|argument| matches!(argument, [only] if is_ident(only, name)))
}
