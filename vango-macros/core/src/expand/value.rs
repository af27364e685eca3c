//! User expressions as arguments.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

use super::at;
use crate::Audience;
use crate::flow::{Exit, ends_with_result, exits};
use crate::parse::model::{Closure, Value};
use crate::phase::waits;
use crate::token::{has_punct, is_ident, is_punct};

/// Words that begin a statement and not an argument.
const STATEMENT_WORDS: &[&str] = &[
    "let", "fn", "use", "const", "static", "for", "while", "loop", "struct", "enum", "impl",
];

/// An expression as a function argument. Delimiters of ours are added only where the tokens need them: a block around a
/// plain expression would shorten the life of its temporaries.
pub(super) fn argument(tokens: &TokenStream) -> TokenStream {
    let first = tokens.clone().into_iter().next();
    let is_block = has_punct(tokens, ';')
        || first.is_some_and(|first| {
            is_punct(&first, '#') || STATEMENT_WORDS.iter().any(|word| is_ident(&first, word))
        });
    if is_block {
        quote!({ #tokens })
    } else if has_punct(tokens, ',') {
        quote!((#tokens))
    } else {
        tokens.clone()
    }
}

/// Any value as a function argument.
pub(super) fn value(value: &Value) -> TokenStream {
    match value {
        Value::Bare => quote!(true),
        Value::Missing => TokenStream::new(),
        Value::Literal(literal) => literal.tokens.clone(),
        Value::Expr(tokens) => argument(tokens),
        Value::Closure(model) => closure(model),
    }
}

/// A closure literal as it was written, but `move`.
pub(crate) fn closure(model: &Closure) -> TokenStream {
    let body = &model.body;
    with_body(model, quote!(#body))
}

/// How a handler literal is called.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Its value is discarded.
    Discarded,
    /// It has `?` in its body, or is left with `return Ok(…)`.
    Fallible,
    /// It ends with `Ok(())` or `Err(…)`, which is its value.
    Result,
}

/// Whether a handler's body has a `?` of its own, or says in another way that it answers with a `Result`.
pub(super) fn outcome(model: &Closure) -> Outcome {
    if ends_with_result(&inside(&model.body)) {
        return Outcome::Result;
    }
    let is_fallible = exits(&model.body)
        .iter()
        .any(|(exit, _)| matches!(exit, Exit::Question | Exit::ReturnResult));
    if is_fallible {
        Outcome::Fallible
    } else {
        Outcome::Discarded
    }
}

/// What stands in the braces of a body, if it has any.
fn inside(body: &TokenStream) -> TokenStream {
    let mut tokens = body.clone().into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Group(group)), None) if group.delimiter() == Delimiter::Brace => {
            group.stream()
        }
        _ => body.clone(),
    }
}

/// A closure literal as a handler.
pub(super) fn handler(model: &Closure, outcome: Outcome) -> TokenStream {
    let body = &model.body;
    if body.is_empty() {
        return with_body(model, quote!({}));
    }
    let span = at(model.bars.1.span());
    let body = ours(body);
    let body = match outcome {
        // Reported; in a block of its own an `await` is no second error.
        Outcome::Discarded if waits(&model.body) => {
            quote_spanned!(span=> { _ = async { _ = #body; }; })
        }
        Outcome::Fallible if waits(&model.body) => quote_spanned!(span=> {
            _ = async { _ = #body; ::core::result::Result::<(), ::vango::Error>::Ok(()) };
            ::core::result::Result::Ok(())
        }),
        Outcome::Result if waits(&model.body) => quote_spanned!(span=> {
            _ = async {
                if false {
                    return ::core::result::Result::<(), ::vango::Error>::Ok(());
                }
                #body
            };
            ::core::result::Result::Ok(())
        }),
        Outcome::Discarded => quote_spanned!(span=> { _ = #body; }),
        // Not `_ =`: a `Result` at the end, which nobody looks at, is told by rustc (`unused_must_use`).
        Outcome::Fallible => quote_spanned!(span=> { #body; ::core::result::Result::Ok(()) }),
        Outcome::Result => body,
    };
    // A return type of the user's is for the body's value, which is discarded. What was reported (`async`, no
    // parameter) is mended, so that it is not reported twice.
    let Closure {
        parameters,
        bars: (open, close),
        moves,
        ..
    } = model;
    let moves = moves
        .as_ref()
        .map_or_else(|| quote_spanned!(span=> move), |word| quote!(#word));
    let parameters = if model.parameter_count == 0 {
        quote!(_)
    } else {
        parameters.clone()
    };
    quote!(#moves #open #parameters #close #body)
}

/// A body whose braces count as ours: rustc would call the user's unnecessary behind `_ =`.
fn ours(body: &TokenStream) -> TokenStream {
    let regroup = |token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
            let mut ours = Group::new(Delimiter::Brace, group.stream());
            ours.set_span(at(group.span()));
            TokenTree::Group(ours)
        }
        token => token,
    };
    if body.clone().into_iter().count() == 1 {
        body.clone().into_iter().map(regroup).collect()
    } else {
        body.clone()
    }
}

fn with_body(model: &Closure, body: TokenStream) -> TokenStream {
    let Closure {
        prefix,
        parameters,
        bars: (open, close),
        moves,
        output,
        ..
    } = model;
    let moves = moves.as_ref().map_or_else(
        || quote_spanned!(at(open.span())=> move),
        |word| quote!(#word),
    );
    quote!(#prefix #moves #open #parameters #close #output #body)
}

/// Tokens that were reported as misplaced. A whole expression is kept as one, so that editors complete in it; the rest
/// only as tokens.
pub(super) fn salvage(tokens: &TokenStream, audience: Audience) -> TokenStream {
    if tokens.is_empty() {
        return TokenStream::new();
    }
    if audience == Audience::Editor {
        return inert(tokens, audience);
    }
    let is_word = tokens.clone().into_iter().count() == 1
        && !tokens.clone().into_iter().any(|token| is_group(&token));
    let is_expression = match syn::parse2::<syn::Expr>(tokens.clone()) {
        Ok(syn::Expr::Closure(_) | syn::Expr::Let(_) | syn::Expr::Lit(_) | syn::Expr::Range(_))
        | Err(_) => false,
        Ok(_) => !is_word && exits(tokens).is_empty(),
    };
    if is_expression {
        quote!(if false { _ = #tokens; })
    } else {
        inert(tokens, audience)
    }
}

fn is_group(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(_))
}

/// Tokens that are neither resolved nor checked. An editor completes in them all the same.
pub(super) fn inert(tokens: &TokenStream, audience: Audience) -> TokenStream {
    if audience == Audience::Editor {
        return quote!(if false { #tokens });
    }
    let group = TokenTree::Group(Group::new(Delimiter::Parenthesis, tokens.clone()));
    quote!(_ = ::core::stringify! #group;)
}
