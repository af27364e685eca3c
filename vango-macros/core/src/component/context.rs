//! Where the setup context may stand: allocation is unconditional.
//!
//! The context is used only as the receiver or a direct argument in a straight-line statement, and nothing leaves setup
//! before the last use. Then every instance of a component allocates the same state in the same order. Works on raw
//! tokens, so it holds for half-typed bodies; it follows no types and no macros.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};

use super::scope;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::flow::foreign_end;
use crate::token::{has_punct, is_brace, is_ident, is_joint, is_punct, trees};

/// Macros of the standard library that evaluate each argument once.
const ONCE: &[&str] = &[
    "dbg",
    "eprint",
    "eprintln",
    "format",
    "format_args",
    "print",
    "println",
    "vec",
];

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
        // Whether the next block is that of an `if`, a `match` or a `for`, whose head runs once.
        let mut is_head = false;
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
                    "if" | "match" | "for" => is_head = true,
                    "while" | "loop" | "else" | "unsafe" if here == Region::Straight => {
                        here = Region::Conditional;
                    }
                    "return" => self.exits.push((self.position, ident.span(), "return")),
                    _ => {}
                },
                TokenTree::Punct(punct) => match punct.as_char() {
                    ';' | ',' => (here, is_head) = (region, false),
                    '&' | '|' if here == Region::Straight && is_lazy(tokens, at) => {
                        here = Region::Conditional;
                    }
                    '?' => self.exits.push((self.position, punct.span(), "?")),
                    _ => {}
                },
                TokenTree::Group(group) => {
                    let inside = match group.delimiter() {
                        _ if runs_at_will(tokens, at) => Region::Macro,
                        Delimiter::Brace
                            if here == Region::Straight
                                && (is_head || !is_struct_literal(tokens, at)) =>
                        {
                            Region::Conditional
                        }
                        _ => here,
                    };
                    is_head &= !is_brace(token) || is_pattern(tokens, at);
                    // Not an argument: a part of a tuple, what a constructor keeps.
                    let delimiter_inside = match group.delimiter() {
                        Delimiter::Parenthesis if !is_call(tokens, at) => Delimiter::None,
                        other => other,
                    };
                    self.tokens(&trees(&group.stream()), inside, delimiter_inside);
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
        if let Some(span) = setup_parameter(tokens) {
            self.diagnostics.report(
                Code::ContextInClosure,
                span,
                "a closure cannot take a setup context: nothing checks that it allocates unconditionally",
                "make it a function: `#[setup] fn use_count(cx: &mut Setup) -> Signal<i32> { … }`",
            );
        }
        if is_parameter(tokens, self.context) {
            return;
        }
        self.position += 1;
        for mention in scope::free(tokens, &[self.context.to_string()]) {
            self.captured(mention.span());
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

/// Where a closure has a parameter of the type `Setup<…>`; of a plain `Setup`, which allocates nothing, the types tell.
fn setup_parameter(tokens: &[TokenTree]) -> Option<Span> {
    let bar = tokens.iter().position(|token| is_punct(token, '|'))?;
    let parameters = tokens[bar + 1..]
        .split(|token| is_punct(token, '|'))
        .next()?;
    parameters
        .windows(2)
        .find(|pair| is_ident(&pair[0], "Setup") && is_punct(&pair[1], '<'))
        .map(|pair| pair[0].span())
}

/// Whether the parentheses at `at` are those of a call: of a function, not of a constructor.
fn is_call(tokens: &[TokenTree], at: usize) -> bool {
    const WORDS: [&str; 6] = ["else", "if", "in", "let", "match", "return"];
    match at.checked_sub(1).map(|before| &tokens[before]) {
        Some(TokenTree::Ident(name)) => {
            let name = name.to_string();
            !name.starts_with(char::is_uppercase) && !WORDS.contains(&name.as_str())
        }
        Some(TokenTree::Punct(punct)) => punct.as_char() == '>' || punct.as_char() == '!',
        Some(TokenTree::Group(_)) => true,
        Some(TokenTree::Literal(_)) | None => false,
    }
}

fn is_argument(tokens: &[TokenTree], at: usize, delimiter: Delimiter) -> bool {
    let before = at == 0 || is_punct(&tokens[at - 1], ',');
    let after = tokens.get(at + 1).is_none_or(|next| is_punct(next, ','));
    delimiter == Delimiter::Parenthesis && before && after
}

/// Whether the group at `at` has the arguments of a macro that is not known to evaluate each of them once.
fn runs_at_will(tokens: &[TokenTree], at: usize) -> bool {
    if at == 0 || !is_punct(&tokens[at - 1], '!') {
        return false;
    }
    let name = at.checked_sub(2).map(|name| &tokens[name]);
    let is_once = name.is_some_and(|name| ONCE.iter().any(|known| is_ident(name, known)));
    // `vec![value; length]` clones.
    let repeats = matches!(&tokens[at], TokenTree::Group(group) if has_punct(&group.stream(), ';'));
    !is_once || repeats
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

/// `Flags { debug, .. }` in the head of an `if let` or a `for`: the block is still to come.
fn is_pattern(tokens: &[TokenTree], at: usize) -> bool {
    tokens
        .get(at + 1)
        .is_some_and(|next| is_punct(next, '=') || is_ident(next, "in"))
}

/// Whether the block at `at` ends a statement that has no semicolon.
fn ends_statement(tokens: &[TokenTree], at: usize) -> bool {
    match tokens.get(at + 1) {
        Some(TokenTree::Punct(punct)) => !matches!(punct.as_char(), '.' | '?'),
        Some(TokenTree::Ident(ident)) => ident != "else" && ident != "as",
        _ => true,
    }
}
