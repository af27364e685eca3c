//! What stands behind `on:event=`.
//!
//! Judges tokens alone: what a handler's body does is rustc's to check.

use proc_macro2::{Delimiter, Span, TokenTree};

use super::Check;
use crate::diagnostic::{Code, Place};
use crate::parse::model::{Attribute, Closure, Value};
use crate::phase::{self, Phase};
use crate::token::{has_word, is_punct, trees};

impl Check<'_> {
    pub(super) fn handler(&mut self, attribute: &Attribute, event: &str) {
        let event = if event.is_empty() { "click" } else { event };
        match &attribute.value {
            Value::Closure(closure) => self.handler_closure(closure),
            Value::Bare => self.diagnostics.report(
                Code::HandlerValue,
                attribute.place,
                format!("`on:{event}` needs a handler"),
                format!("write `on:{event}=move |tx| {{ … }}`"),
            ),
            Value::Literal(literal) => self.diagnostics.report(
                Code::HandlerValue,
                literal.span,
                "a handler is a closure, not a value",
                format!("write `on:{event}=move |tx| {{ … }}`: it runs on the server"),
            ),
            Value::Missing | Value::Expr(_) => {}
        }
    }

    fn handler_closure(&mut self, closure: &Closure) {
        let bars = Place::new(closure.bars.0.span(), closure.bars.1.span());
        // The `await`s of an `async` closure are its own.
        if closure.asynchronous.is_none() {
            phase::check(&closure.body, Phase::Handler, self.diagnostics);
        }
        if let Some(span) = closure.asynchronous {
            self.diagnostics.report(
                Code::HandlerValue,
                span,
                "a handler is not `async`: its writes are one transaction",
                "what waits is an action: `let save = cx.action(|work, n: i64| async move { … }).drop_while_running();` in setup, and `save.run(tx, n);` here",
            );
        }
        self.reads_with_transaction(closure);
        match closure.parameter_count {
            0 => self.diagnostics.report(
                Code::HandlerParameters,
                bars,
                "a handler takes the transaction that it writes in",
                "write `|tx|`, or `|tx, ev|` to see the event",
            ),
            1 | 2 => {}
            _ => self.diagnostics.report(
                Code::HandlerParameters,
                bars,
                "a handler takes at most two parameters",
                "write `|tx, ev|`: the transaction and the event",
            ),
        }
    }

    /// Without this rule rustc reports three borrow errors, none of which names the mistake.
    fn reads_with_transaction(&mut self, closure: &Closure) {
        let Some(context) = self.context else { return };
        let name = context.to_string();
        if has_word(&trees(&closure.parameters), &name) {
            return;
        }
        let mut uses = Uses::default();
        uses.collect(&trees(&closure.body), &name);
        // Wherever else the name stands it may be bound anew: then nothing is known.
        if let (Some(&span), false) = (uses.arguments.first(), uses.elsewhere) {
            let tx = trees(&closure.parameters)
                .first()
                .map_or_else(|| "tx".to_owned(), ToString::to_string);
            self.diagnostics.report(
                Code::RenderInHandler,
                span,
                format!("`{name}` is used in a handler, which runs after the render is over"),
                format!("read with the handler's own context: `.get({tx})`; or read before it, in the markup: `let value = …;`"),
            );
        }
    }
}

/// Where a handler's body names the render context.
#[derive(Default)]
struct Uses {
    /// As the first argument of a method: `.get(r)`, `.get(&r)`. No pattern looks like that.
    arguments: Vec<Span>,
    elsewhere: bool,
}

impl Uses {
    fn collect(&mut self, tokens: &[TokenTree], name: &str) {
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Ident(ident) if ident == name => self.elsewhere = true,
                TokenTree::Group(group) => {
                    let is_call = at >= 2
                        && is_punct(&tokens[at - 2], '.')
                        && matches!(tokens[at - 1], TokenTree::Ident(_))
                        && group.delimiter() == Delimiter::Parenthesis;
                    self.group(&trees(&group.stream()), is_call, name);
                }
                _ => {}
            }
        }
    }

    fn group(&mut self, tokens: &[TokenTree], is_call: bool, name: &str) {
        let at = tokens
            .iter()
            .take_while(|token| is_punct(token, '&') || is_punct(token, '*'))
            .count();
        let ends = tokens.get(at + 1).is_none_or(|token| is_punct(token, ','));
        match tokens.get(at) {
            Some(TokenTree::Ident(ident)) if is_call && ends && ident == name => {
                self.arguments.push(ident.span());
                self.collect(&tokens[at + 1..], name);
            }
            _ => self.collect(tokens, name),
        }
    }
}
