//! Where the setup context may stand: allocation is unconditional.
//!
//! The context is used only as the receiver or a direct argument in a straight-line statement, and nothing leaves setup
//! before the last use. Then every instance of a component allocates the same state in the same order. Works on raw
//! tokens, so it holds for half-typed bodies; it follows no types and no macros.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::flow::foreign_end;
use crate::token::{is_brace, is_ident, is_joint, is_punct, trees};

/// Checks the `body` of a function whose setup context is called `context`. The answer is the mistake about the first
/// closure that takes the context along, as a value: see [`shadow`](super::shadow).
pub(super) fn check(
    context: &Ident,
    body: &TokenStream,
    diagnostics: &mut Diagnostics,
) -> Option<TokenStream> {
    let mut walk = Walk {
        context,
        diagnostics,
        position: 0,
        last_use: 0,
        exits: Vec::new(),
        captured: None,
    };
    walk.tokens(&trees(body), Region::Straight, Delimiter::Brace);
    walk.report_exits();
    walk.captured
}

/// What is known about when a piece of setup runs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Region {
    /// Exactly once.
    Straight,
    /// Perhaps, or several times: a block, the right side of `&&`.
    Conditional,
    /// As a macro decides.
    Macro,
}

struct Walk<'c> {
    context: &'c Ident,
    diagnostics: &'c mut Diagnostics,
    /// Tokens seen so far.
    position: usize,
    /// Where the context was used last.
    last_use: usize,
    /// Every `return` and `?` of setup.
    exits: Vec<(usize, Span, &'static str)>,
    /// The mistake about the first closure that takes the context along.
    captured: Option<TokenStream>,
}

impl Walk<'_> {
    fn tokens(&mut self, tokens: &[TokenTree], region: Region, delimiter: Delimiter) {
        let mut at = 0;
        // The region of what follows within the statement (or argument) at hand.
        let mut here = region;
        // Behind `if` and `match`: what is decided by runs once, the block behind it perhaps.
        let mut is_in_head = false;
        while let Some(token) = tokens.get(at) {
            if let Some(end) = foreign_end(tokens, at) {
                if !is_ident(token, "fn") {
                    self.closure(&tokens[at..end]);
                }
                at = end;
                continue;
            }
            self.position += 1;
            match token {
                TokenTree::Ident(ident) if ident == self.context && is_mention(tokens, at) => {
                    self.mention(tokens, at, here, delimiter);
                }
                TokenTree::Ident(ident) => match ident.to_string().as_str() {
                    "if" | "match" => is_in_head = true,
                    "while" | "for" | "loop" | "else" | "unsafe" if here == Region::Straight => {
                        here = Region::Conditional;
                    }
                    "return" => self.exits.push((self.position, ident.span(), "return")),
                    _ => {}
                },
                TokenTree::Punct(punct) => match punct.as_char() {
                    ';' | ',' => (here, is_in_head) = (region, false),
                    '&' | '|' if here == Region::Straight && is_lazy(tokens, at) => {
                        here = Region::Conditional;
                    }
                    '?' => self.exits.push((self.position, punct.span(), "?")),
                    _ => {}
                },
                TokenTree::Group(group) => {
                    let inside = match group.delimiter() {
                        _ if at > 0 && is_punct(&tokens[at - 1], '!') => Region::Macro,
                        Delimiter::Brace
                            if here == Region::Straight
                                && (is_in_head || !is_struct_literal(tokens, at)) =>
                        {
                            Region::Conditional
                        }
                        _ => here,
                    };
                    is_in_head &= !is_brace(token);
                    self.tokens(&trees(&group.stream()), inside, group.delimiter());
                    if delimiter == Delimiter::Brace
                        && is_brace(token)
                        && ends_statement(tokens, at)
                    {
                        here = region;
                    }
                }
                TokenTree::Literal(_) => {}
            }
            at += 1;
        }
    }

    fn mention(&mut self, tokens: &[TokenTree], at: usize, region: Region, delimiter: Delimiter) {
        self.last_use = self.position;
        let name = self.context;
        let span = tokens[at].span();
        match region {
            Region::Conditional => self.diagnostics.report(
                Code::ConditionalAllocation,
                span,
                format!("`{name}` is used conditionally: setup allocates the same state in every instance"),
                format!("move the line with `{name}` out of the branch or block, straight into the function; setup runs once, so branch in `render`"),
            ),
            Region::Macro => self.diagnostics.report(
                Code::ConditionalAllocation,
                span,
                format!("`{name}` is used in a macro, which may run it never or several times"),
                format!("bind it before: `let value = {name}.signal(…);`, and give the macro `value`"),
            ),
            Region::Straight if is_receiver(tokens, at) || is_argument(tokens, at, delimiter) => {}
            Region::Straight => self.diagnostics.report(
                Code::ContextAsValue,
                span,
                format!("`{name}` is used as a value: it can only be called on, or passed on as it is"),
                format!("write `{name}.signal(…)`, or pass `{name}` alone: `use_clock({name})`"),
            ),
        }
    }

    /// A closure or `async` block: the context is not there when it runs.
    fn closure(&mut self, tokens: &[TokenTree]) {
        if is_parameter(tokens, self.context) {
            return;
        }
        for (at, token) in tokens.iter().enumerate() {
            self.position += 1;
            match token {
                TokenTree::Group(group) => self.closure_group(&trees(&group.stream())),
                TokenTree::Ident(ident) if ident == self.context && is_mention(tokens, at) => {
                    self.captured(ident.span());
                }
                _ => {}
            }
        }
    }

    fn closure_group(&mut self, tokens: &[TokenTree]) {
        if !tokens.is_empty() {
            self.closure(tokens);
        }
    }

    fn captured(&mut self, span: Span) {
        let name = self.context;
        self.diagnostics.report(
            Code::ContextInClosure,
            span,
            format!("`{name}` is used in a closure: setup is over when the closure runs"),
            format!("allocate before: `let state = {name}.signal(…);`, and use `state` here; render reads with `r`, handlers write with `tx`"),
        );
        if self.captured.is_none() {
            self.captured = self.diagnostics.last().map(Diagnostic::to_compile_error);
        }
    }

    fn report_exits(&mut self) {
        for (position, span, word) in std::mem::take(&mut self.exits) {
            if position < self.last_use {
                self.diagnostics.report(
                    Code::EarlyExit,
                    span,
                    format!("`{word}` before the last use of `{}`: some instances would allocate less than others", self.context),
                    "allocate first and leave afterwards; setup runs once, so branch in `render`",
                );
            }
        }
    }
}

/// Whether the closure `tokens` has a parameter called `name`: then the name means another variable in it.
pub(super) fn is_parameter(tokens: &[TokenTree], name: &Ident) -> bool {
    let bar = tokens.iter().position(|token| is_punct(token, '|'));
    let is_closure = bar.is_some_and(|bar| {
        tokens[..bar].iter().all(|token| {
            ["move", "async", "static"]
                .iter()
                .any(|word| is_ident(token, word))
        })
    });
    is_closure
        && bar.is_some_and(|bar| {
            tokens[bar + 1..]
                .iter()
                .take_while(|token| !is_punct(token, '|'))
                .any(|token| is_ident(token, &name.to_string()))
        })
}

/// Whether an identifier stands for the variable: not a field, a path segment or a field's name.
fn is_mention(tokens: &[TokenTree], at: usize) -> bool {
    super::binding::names_variable(tokens, at)
}

fn is_receiver(tokens: &[TokenTree], at: usize) -> bool {
    let begins = at == 0
        || !matches!(&tokens[at - 1], TokenTree::Punct(punct) if matches!(punct.as_char(), '&' | '*'));
    begins && tokens.get(at + 1).is_some_and(|next| is_punct(next, '.'))
}

fn is_argument(tokens: &[TokenTree], at: usize, delimiter: Delimiter) -> bool {
    let before = at == 0 || is_punct(&tokens[at - 1], ',');
    let after = tokens.get(at + 1).is_none_or(|next| is_punct(next, ','));
    delimiter == Delimiter::Parenthesis && before && after
}

/// The second character of `&&` or `||` after an operand.
fn is_lazy(tokens: &[TokenTree], at: usize) -> bool {
    let TokenTree::Punct(punct) = &tokens[at] else {
        return false;
    };
    at > 1
        && is_joint(&tokens[at - 1], punct.as_char())
        && !matches!(&tokens[at - 2], TokenTree::Punct(punct) if punct.as_char() != '?')
}

/// `Name { … }`, whose fields are evaluated once each.
fn is_struct_literal(tokens: &[TokenTree], at: usize) -> bool {
    at > 0
        && matches!(&tokens[at - 1], TokenTree::Ident(ident) if ident.to_string().starts_with(|c: char| c.is_uppercase()))
}

/// Whether the block at `at` ends a statement that has no semicolon.
fn ends_statement(tokens: &[TokenTree], at: usize) -> bool {
    match tokens.get(at + 1) {
        Some(TokenTree::Punct(punct)) => !matches!(punct.as_char(), '.' | '?'),
        Some(TokenTree::Ident(ident)) => ident != "else" && ident != "as",
        _ => true,
    }
}
