//! Assertions about what closures take along. Render, memos, the first closure of an effect and the key of a resource
//! capture nothing that changes behind the session's back; a loader, an action's work and a stream capture nothing that
//! stays on the session loop.
//!
//! The runtime's bound on the closure already refuses it; an assertion inside of the closure for each setup local and
//! parameter that it names puts the error on the variable instead. A local that several closures take along, handlers
//! among them, is asserted to be `Copy` as well. Everything that these rules miss is still caught by the bound and by rustc.

use std::cell::RefCell;
use std::ops::Range;

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::quote_spanned;

use super::binding::{locals, names_field};
use super::parse::regroup;
use super::{handler, scope};
use crate::flow::{argument_end, closure_body, expression_end, foreign_end, starts_closure};
use crate::phase::Phase;
use crate::phase::call::{Runs, runs};
use crate::token::{is_brace, is_ident, is_punct, trees};

/// What is asserted of what a closure takes along.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bound {
    Pure,
    OffLoop,
}

/// What is asserted of a closure that runs there. A handler may take along what it likes.
fn bound(runs: &Runs) -> Option<Bound> {
    match runs {
        Runs::In(Phase::Setup | Phase::Render) => Some(Bound::Pure),
        Runs::In(Phase::Handler) => None,
        Runs::OffLoop => Some(Bound::OffLoop),
    }
}

/// The body of a component with assertions put in; `parameters` are those of its function.
pub(super) fn with_assertions(
    body: TokenStream,
    context: Option<&Ident>,
    parameters: impl IntoIterator<Item = String>,
) -> TokenStream {
    let tokens = trees(&body);
    let visible: Vec<String> = parameters.into_iter().collect();
    let mut locals = locals(&tokens);
    locals.extend(visible.iter().cloned());
    let mut rewrite = Rewrite {
        locals: &locals,
        visible,
        context,
        taken: Vec::new(),
        named: RefCell::default(),
    };
    tokens
        .split_inclusive(|token| is_punct(token, ';'))
        .map(|statement| rewrite.statement(statement))
        .collect()
}

struct Rewrite<'l> {
    /// Every local of setup, as often as it is declared.
    locals: &'l [String],
    /// Those that are declared so far.
    visible: Vec<String>,
    context: Option<&'l Ident>,
    /// Locals that a `move` closure has taken along so far.
    taken: Vec<String>,
    /// What the closures of the call at hand name: each is asked about twice. By the place of its first token and its length.
    named: RefCell<Vec<(Range<*const TokenTree>, Vec<Ident>)>>,
}

impl Rewrite<'_> {
    /// A statement of setup. What it declares is there behind it.
    fn statement(&mut self, tokens: &[TokenTree]) -> TokenStream {
        let out = self.tokens(tokens);
        self.visible.append(&mut locals(tokens));
        out
    }

    fn tokens(&mut self, tokens: &[TokenTree]) -> TokenStream {
        let mut out = TokenStream::new();
        for (at, token) in tokens.iter().enumerate() {
            self.take(tokens, at);
            let TokenTree::Group(group) = token else {
                out.extend([token.clone()]);
                continue;
            };
            let inner = trees(&group.stream());
            let inner = match group.delimiter() {
                Delimiter::Parenthesis => {
                    let runs = runs(tokens, at, self.context);
                    if runs.iter().all(|runs| bound(runs).is_none()) {
                        self.tokens(&inner)
                    } else {
                        self.named.take();
                        let rewritten = self.closures(&inner, runs);
                        (0..inner.len()).for_each(|at| self.take(&inner, at));
                        // The places are those of other tokens once `inner` is gone.
                        self.named.take();
                        rewritten
                    }
                }
                _ => group.stream(),
            };
            out.extend([TokenTree::Group(regroup(group, inner))]);
        }
        out
    }

    /// Notes what the `move` closure takes along that begins at `at`, if one does.
    fn take(&mut self, tokens: &[TokenTree], at: usize) {
        if !is_ident(&tokens[at], "move") {
            return;
        }
        let Some(end) = foreign_end(tokens, at + 1) else {
            return;
        };
        let names = self.named_in(&tokens[at + 1..end]);
        self.taken.extend(names.iter().map(ToString::to_string));
    }

    /// The setup locals that a closure takes along, each where it names it first.
    fn named_in(&self, closure: &[TokenTree]) -> Vec<Ident> {
        let known = self.named.borrow();
        let mut known = known
            .iter()
            .filter(|(place, _)| *place == closure.as_ptr_range());
        match known.next() {
            Some((_, names)) => names.clone(),
            None => self.found_in(closure),
        }
    }

    fn found_in(&self, closure: &[TokenTree]) -> Vec<Ident> {
        let mut found = scope::free(closure, &self.visible);
        let mut seen: Vec<String> = Vec::new();
        found.retain(|ident| {
            let name = ident.to_string();
            let is_first = !seen.contains(&name);
            seen.push(name);
            is_first
        });
        found
    }

    /// The arguments of a call, the first of which are closures that run there.
    fn closures(&self, arguments: &[TokenTree], runs: &[Runs]) -> TokenStream {
        let mut out = TokenStream::new();
        let mut rest = arguments;
        for bound in runs.iter().map(bound) {
            let (argument, behind) = rest.split_at(argument_end(rest));
            match bound {
                Some(bound) => out.extend(self.closure(argument, bound)),
                None => out.extend(argument.iter().cloned()),
            }
            let comma = behind.len().min(1);
            out.extend(behind[..comma].iter().cloned());
            rest = &behind[comma..];
        }
        out.extend(rest.iter().cloned());
        out
    }

    fn closure(&self, arguments: &[TokenTree], bound: Bound) -> TokenStream {
        let unchanged = || arguments.iter().cloned().collect();
        let Some(bar) = (0..arguments.len()).find(|&at| starts_closure(arguments, at)) else {
            return unchanged();
        };
        let only_words = arguments[..bar]
            .iter()
            .all(|token| is_ident(token, "move") || is_ident(token, "static"));
        let Some(body) =
            closure_body(arguments, bar).filter(|body| only_words && *body < arguments.len())
        else {
            return unchanged();
        };
        let end = if is_brace(&arguments[body]) {
            body + 1
        } else {
            body + expression_end(&arguments[body..])
        };
        let asserts = self.asserts(&arguments[bar..end], &arguments[body..end], bound);
        if asserts.is_empty() {
            return unchanged();
        }
        let mut out: TokenStream = arguments[..body].iter().cloned().collect();
        match &arguments[body] {
            TokenTree::Group(group) if is_brace(&arguments[body]) => {
                let inner = group.stream();
                out.extend([TokenTree::Group(regroup(
                    group,
                    quote::quote!(#asserts #inner),
                ))]);
                out.extend(arguments[body + 1..].iter().cloned());
            }
            _ => {
                let expression: TokenStream = arguments[body..end].iter().cloned().collect();
                out.extend(quote::quote!({ #asserts #expression }));
                out.extend(arguments[end..].iter().cloned());
            }
        }
        out
    }

    /// `if false { assert_pure(&local); … }` for each setup local that the closure names; `body` is its body.
    fn asserts(&self, closure: &[TokenTree], body: &[TokenTree], bound: Bound) -> TokenStream {
        let found = self.found_in(closure);
        let place = closure.as_ptr_range();
        self.named.borrow_mut().push((place, found.clone()));
        let handled: Vec<Ident> = handler::closures(body)
            .iter()
            .flat_map(|closure| self.found_in(closure))
            .collect();
        // A closure takes a field along, and not the whole of which it is: the bound on the closure judges that.
        let found = found
            .into_iter()
            .filter(|local| bound == Bound::Pure || !names_field(body, local));
        let found: Vec<Ident> = found.collect();
        if found.is_empty() {
            return TokenStream::new();
        }
        let rebound = handler::bound(body);
        let asserts = found.iter().map(|local| {
            if bound == Bound::OffLoop {
                let span = Span::mixed_site().located_at(local.span());
                return quote_spanned!(span=> __v::assert_leaves(&#local););
            }
            // Within a handler: that is where it is taken along.
            let place = handled.iter().find(|name| *name == local);
            let is_taken = place.is_some() || self.taken.iter().any(|name| local == name);
            let is_one = self.locals.iter().filter(|name| local == name).count() == 1
                && !rebound.iter().any(|name| local == name);
            let span = Span::mixed_site().located_at(place.unwrap_or(local).span());
            if is_taken && is_one {
                quote_spanned!(span=> __v::assert_taken(&#local);)
            } else {
                let span = Span::mixed_site().located_at(local.span());
                quote_spanned!(span=> __v::assert_pure(&#local);)
            }
        });
        quote::quote!(if false { use ::vango::__private::v1 as __v; #(#asserts)* })
    }
}

#[cfg(test)]
mod tests;
