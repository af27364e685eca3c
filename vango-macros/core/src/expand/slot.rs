//! One call for each slot of an element, and for `{expr}`.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

use super::value::{Outcome, argument, handler as handler_closure, inert, outcome, value};
use super::{Expander, at, builder_at};
use crate::Audience;
use crate::html::bind::Bind;
use crate::lower::program::{Holds, Reader, Times};
use crate::lower::row::{Source, Taken};
use crate::parse::model::{Expr, Value};
use crate::token::is_punct;

impl Expander<'_> {
    /// `__b.text(value);`
    pub(super) fn attr(&self, model: &Value, holds: Holds, span: Span) -> TokenStream {
        let name = match holds {
            Holds::Text => "text",
            Holds::TextOrPresence => "attr",
            Holds::Url => "url",
        };
        self.call(name, span, &value(model))
    }

    /// `__b.class(condition);`
    pub(super) fn class(&self, model: &Value, span: Span) -> TokenStream {
        self.call("class", span, &value(model))
    }

    /// `__b.style(value);`
    pub(super) fn style(&self, model: &Value, span: Span) -> TokenStream {
        self.call("style", span, &value(model))
    }

    /// `__b.spread(attributes, &["id"]);`: what the element has by itself stays.
    pub(super) fn spread(&self, model: &Value, own: &[String], span: Span) -> TokenStream {
        let value = value(model);
        self.call("spread", span, &quote!(#value, &[#(#own),*]))
    }

    /// `__b.bind_value(__v::events::input, target);`
    pub(super) fn bind(&self, bind: Bind, model: &Value, times: Times, span: Span) -> TokenStream {
        let method = match bind {
            Bind::Text | Bind::Choice => "bind_value",
            Bind::Checked => "bind_checked",
        };
        let event = Ident::new(bind.event(), self.beside(span));
        let event = self.event(&event, times);
        let target = value(model);
        self.call_there(method, span, &quote!(#event, #target))
    }

    /// `__b.expr(value);`
    pub(super) fn expr(&self, model: &Expr) -> TokenStream {
        let span = model
            .tokens
            .clone()
            .into_iter()
            .next()
            .map_or(model.span, |token| token.span());
        let last = model.tokens.clone().into_iter().last();
        let value = if last.is_none() {
            quote!("")
        } else if self.audience == Audience::Compiler
            && last.is_some_and(|last| is_punct(&last, '.'))
        {
            // Half-typed: rustc says what it says of `{ user. }` anywhere, at the user's braces.
            let mut block = Group::new(Delimiter::Brace, model.tokens.clone());
            block.set_span(at(model.span));
            TokenTree::Group(block).into()
        } else {
            argument(&model.tokens)
        };
        self.call("expr", span, &value)
    }

    /// `__b.on0(__v::events::click, move |tx| { … });` and its kin, in a row `__b.on0(__v::Repeated(…), …)`: the arity of a literal is seen in its syntax, and a `?`
    /// in its body makes it fallible, as does an `Ok(…)` that it returns.
    pub(super) fn handler(
        &self,
        event: &Ident,
        written: Option<&Ident>,
        model: &Value,
        rows: &[Taken],
        times: Times,
    ) -> TokenStream {
        if let Value::Closure(closure) = model
            && closure.parameter_count > 2
        {
            // Reported; there is nothing that it could be called with.
            let handler = inert(&super::closure(closure), self.audience);
            let call = self.call("on0", event.span(), &quote!(__v::events::#event, |_| {}));
            return quote!(#handler #call);
        }
        let (name, handler) = match model {
            Value::Closure(closure) => {
                let outcome = outcome(closure);
                let name = match (outcome, closure.parameter_count) {
                    (Outcome::Discarded, 0 | 1) => "on0",
                    (Outcome::Discarded, _) => "on1",
                    (Outcome::Fallible | Outcome::Result, 0 | 1) => "try0",
                    (Outcome::Fallible | Outcome::Result, _) => "try1",
                };
                (name, handler_closure(closure, outcome))
            }
            other => ("on_with", value(other)),
        };
        let (span, stand_in) = (event.span(), written.is_some());
        let event = match self.audience {
            // Another event than the one that is written.
            Audience::Editor if stand_in => Ident::new(&event.to_string(), self.beside(span)),
            _ => event.clone(),
        };
        let event = self.event(&event, times);
        let call = self.call_there(name, span, &quote!(#event, #handler));
        let rows = copied_first(rows);
        quote!(#rows #call)
    }

    /// `__v::events::click`, and how often its handler is there.
    fn event(&self, event: &Ident, times: Times) -> TokenStream {
        match (times, self.audience) {
            (Times::EachRow, Audience::Compiler) => quote!(__v::Repeated(__v::events::#event)),
            _ => quote!(__v::events::#event),
        }
    }

    /// `__b.name(arguments);`, all of it at `span`: that is where rustc reports what is wrong with the call.
    fn call(&self, name: &str, span: Span, arguments: &TokenStream) -> TokenStream {
        let span = self.beside(span);
        let (b, method) = (builder_at(span), Ident::new(name, span));
        quote_spanned!(span=> #b.#method(#arguments);)
    }

    /// As [`Expander::call`], of a method whose caller is told of in development: as if the user had written it at `span`, so that
    /// rustc takes that for the caller's place, and not the `view!` around it.
    fn call_there(&self, name: &str, span: Span, arguments: &TokenStream) -> TokenStream {
        if self.audience == Audience::Editor {
            return self.call(name, span, arguments);
        }
        let method = Ident::new(name, span);
        let mut list = Group::new(Delimiter::Parenthesis, arguments.clone());
        list.set_span(span);
        let b = builder_at(at(span));
        quote_spanned!(at(span)=> #b.#method #list;)
    }

    /// `statements`, in sight of who is to read them.
    pub(super) fn for_reader(&self, reader: Reader, statements: TokenStream) -> TokenStream {
        match (reader, self.audience) {
            (Reader::Compiler, _) | (_, Audience::Editor) => statements,
            (Reader::Editor, Audience::Compiler) => quote! {
                #[allow(unexpected_cfgs)]
                {
                    #[cfg(rust_analyzer)]
                    { #statements }
                }
            },
        }
    }
}

/// `if false { __v::copy_what_you_need_first!(item); }`: rustc names the macro when the handler cannot keep the row. Where state
/// lends it, a reference is refused by a bound, in our words.
fn copied_first(rows: &[Taken]) -> TokenStream {
    if rows.is_empty() {
        return TokenStream::new();
    }
    let checks = rows.iter().map(|row| {
        let name = &row.name;
        let span = at(name.span());
        match row.from {
            Source::State => {
                quote_spanned!(span=> { use __v::Owned as _; __v::row_of(&#name).kept(); })
            }
            Source::Somewhere => quote_spanned!(span=> __v::copy_what_you_need_first!(#name);),
        }
    });
    quote!(if false { #(#checks)* })
}
