//! Control flow.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::value::{argument, inert};
use super::{Expander, at, binding, builder, no_context, template_name};
use crate::Audience;
use crate::check::control::float;
use crate::lower::program::{Block, Body};
use crate::parse::model::{Each, For};
use crate::token::sole_ident;

/// A condition that is one name goes through a method with a bound: a handle that was not read is told in our words.
fn condition(code: &TokenStream) -> TokenStream {
    match name(code) {
        Some(name) => {
            let span = at(name.span());
            quote_spanned!(span=> __v::asked(#name).holds())
        }
        None => code.clone(),
    }
}

/// The same for what a `for` goes through.
fn collection(code: &TokenStream) -> TokenStream {
    match name(code) {
        Some(name) => {
            let span = at(name.span());
            quote_spanned!(span=> { use __v::Collection as _; __v::asked(#name).collection() })
        }
        None => code.clone(),
    }
}

/// The variable that is all of `code`.
fn name(code: &TokenStream) -> Option<Ident> {
    sole_ident(code).filter(|name| name != "true" && name != "false")
}

impl Expander<'_> {
    /// `if c { …branch… } else if … else { __b.empty(); }`
    pub(super) fn conditional(
        &self,
        branches: &[(&TokenStream, Body<'_>)],
        otherwise: &Body<'_>,
    ) -> TokenStream {
        let mut tokens = TokenStream::new();
        for (at, (condition, body)) in branches.iter().enumerate() {
            let body = self.body(body);
            let condition = if condition.is_empty() {
                quote!(true)
            } else {
                self::condition(condition)
            };
            let keyword = if at == 0 { quote!(if) } else { quote!(else if) };
            tokens.extend(quote!(#keyword #condition { #body }));
        }
        let otherwise = self.body(otherwise);
        quote!(#tokens else { #otherwise })
    }

    /// `match subject { pattern => { …branch… } }`
    pub(super) fn matching(
        &self,
        subject: &TokenStream,
        arms: &[(&TokenStream, Body<'_>)],
    ) -> TokenStream {
        let arms = arms.iter().map(|(pattern, body)| {
            let body = self.body(body);
            let pattern = if pattern.is_empty() {
                quote!(_)
            } else {
                (*pattern).clone()
            };
            quote!(#pattern => { #body })
        });
        let subject = if subject.is_empty() {
            quote!(())
        } else {
            subject.clone()
        };
        quote!(match #subject { #(#arms)* })
    }

    /// What stands in one branch.
    fn body(&self, body: &Body<'_>) -> TokenStream {
        let b = builder();
        match body {
            Body::Nothing(statements) => {
                let statements = self.steps(statements);
                quote!(#statements #b.empty();)
            }
            Body::Block(block) => {
                let template = template_name(block.template);
                let open = quote!(#b.branch(&#template));
                self.block(block, &open)
            }
        }
    }

    /// `let mut __b = OPEN; … __b.end();`
    fn block(&self, block: &Block<'_>, open: &TokenStream) -> TokenStream {
        let b = builder();
        let binding = binding(block);
        let steps = self.steps(&block.steps);
        quote!(#binding = #open; #steps #b.end();)
    }

    /// `{ let mut __rows = …; for item in items { if __rows.is_full() { break; } let mut __b = __rows.row(&(key)); … }
    /// __rows.end(); }`
    pub(super) fn rows(&self, model: &For, row: &Block<'_>) -> TokenStream {
        let b = builder();
        let rows = Ident::new("__rows", Span::mixed_site());
        let template = template_name(row.template);
        let For {
            pattern, iterator, ..
        } = model;
        let pattern = if pattern.is_empty() {
            quote!(_)
        } else {
            pattern.clone()
        };
        let iterator = if iterator.is_empty() {
            quote!([(); 0])
        } else {
            collection(iterator)
        };
        let open = match &model.key {
            Some(key) if !key.is_empty() => {
                let first = key.clone().into_iter().next();
                let span = first.map_or(model.keyword, |token| token.span());
                let argument = argument(key);
                match float(key) {
                    // It was reported by the macro.
                    Some(_) => quote!(#rows.row(&({ _ = #argument; 0u8 }))),
                    None => {
                        let span = self.beside(span);
                        quote_spanned!(span=> #rows.row(&(#argument)))
                    }
                }
            }
            _ => quote!(#rows.row(&0u8)),
        };
        let row = self.block(row, &open);
        quote! {{
            let mut #rows = #b.rows(&#template);
            // rustc would say `if let` for an `Option`; its row has a key, which starts what stands in it anew.
            #[allow(for_loops_over_fallibles)]
            for #pattern in #iterator {
                if #rows.is_full() {
                    break;
                }
                #row
            }
            #rows.end();
        }}
    }

    /// `__b.each(&__T1, list, move |r, row| { let mut __b = __v::row(&*r, &__T1); … });`
    pub(super) fn each(&self, model: &Each, row: &Block<'_>) -> TokenStream {
        let b = builder();
        let template = template_name(row.template);
        let pattern = if model.pattern.is_empty() {
            quote!(_)
        } else {
            model.pattern.clone()
        };
        let list = argument(&model.list);
        // The row is rendered again without the rest, so what its expressions read must be tracked for the row alone:
        // the closure's context takes the name of the one around.
        let (parameter, context) = match self.context_name() {
            Some(name) => (quote!(#name), quote!(&*#name)),
            None => (quote!(_), no_context()),
        };
        let open = quote!(__v::row(#context, &#template));
        let body = self.block(row, &open);
        let leading = key_as_tokens(model, self.audience);
        let span = self.beside(model.keyword);
        let each = Ident::new("each", span);
        // At the keyword: that is where rustc reports what the row must not take along.
        let row = quote_spanned!(span=> move |#parameter, #pattern| { #body });
        quote!(#leading #b.#each(&#template, #list, #row);)
    }

    fn context_name(&self) -> Option<Ident> {
        self.context.and_then(sole_ident)
    }
}

/// The key that `each` does not take; reported.
fn key_as_tokens(model: &Each, audience: Audience) -> TokenStream {
    model
        .key
        .as_ref()
        .filter(|key| !key.is_empty())
        .map(|key| inert(key, audience))
        .unwrap_or_default()
}
