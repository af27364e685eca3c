//! An action says what becomes of a call while it runs.
//!
//! `cx.action(…)` gives a builder; without its last step rustc would speak of the builder's type wherever the action is used.
//! Works on raw tokens: a builder that is bound to a name and finished later is left alone.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};

use crate::diagnostic::{Code, Diagnostics};
use crate::token::{is_ident, is_punct, trees};

/// The last step.
const POLICIES: &[&str] = &["drop_while_running", "cancel_latest", "queue"];

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
        let is_statement = tokens.get(at).is_none_or(|token| is_punct(token, ';'));
        if chain.has_policy || !is_statement || is_finished_later(&tokens, &chain) {
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
    has_policy: bool,
}

fn chain(tokens: &[TokenTree], start: usize, context: &Ident) -> Option<Chain> {
    let is_context = is_ident(tokens.get(start)?, &context.to_string());
    let mut chain = Chain {
        start,
        end: start + 1,
        action: Span::call_site(),
        has_policy: false,
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
        chain.has_policy |= POLICIES.iter().any(|policy| method == policy);
        chain.end += 3;
    }
    (!is_first).then_some(chain)
}

/// `let builder = cx.action(…);`, and `builder.queue(8)` or `finish(builder)` behind it.
fn is_finished_later(tokens: &[TokenTree], chain: &Chain) -> bool {
    let Some(
        [
            TokenTree::Ident(word),
            TokenTree::Ident(name),
            TokenTree::Punct(equals),
        ],
    ) = chain
        .start
        .checked_sub(3)
        .and_then(|from| tokens.get(from..chain.start))
    else {
        return false;
    };
    if word != "let" && word != "mut" || equals.as_char() != '=' {
        return false;
    }
    names_builder(&tokens[chain.end..], &name.to_string())
}

fn names_builder(tokens: &[TokenTree], name: &str) -> bool {
    tokens.windows(3).any(|three| {
        let is_step = matches!(&three[2], TokenTree::Ident(method)
            if POLICIES.iter().chain(&["on_done", "deadline"]).any(|step| method == step));
        is_ident(&three[0], name) && is_punct(&three[1], '.') && is_step
    }) || tokens.iter().any(|token| match token {
        // Handed on as it is: another function finishes it.
        TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
            let inner = trees(&group.stream());
            matches!(inner.as_slice(), [only] if is_ident(only, name))
        }
        _ => false,
    })
}
