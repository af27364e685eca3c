//! Fourth stage: steps to Rust.
//!
//! ```text
//! {
//!     use ::vango::__private::v1 as __v;
//!     const __T0: __v::Template = __v::Template::marked(HASH, &["<p>", "</p>"], &[], &[__v::Kind::Dyn]);
//!     let mut __b = __v::open(&*r, &__T0);
//!     __b.expr(count);
//!     __b.close()
//! }
//! ```
//!
//! Cannot fail and reports nothing. What it generates itself has the hygiene of a `macro_rules!` macro (`__b` cannot be
//! seen by user code) and the place of the user's token that it stands for, so that rustc underlines that token.

mod anchor;
mod component;
mod control;
mod slot;
mod value;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

use crate::Audience;
use crate::diagnostic::Diagnostic;
use crate::lower::program::{Block, Program, Step};
use crate::lower::template::{EventOptions, Slot, Template};
use crate::parse::model::View;

pub(crate) use value::closure;

/// What every emitter needs to know.
pub(crate) struct Expander<'m> {
    /// The render context; `None` when it was left out.
    context: Option<&'m TokenStream>,
    audience: Audience,
}

/// The expansion of a `view!`, its mistakes included.
pub fn view(
    program: &Program<'_>,
    model: &View,
    diagnostics: &[Diagnostic],
    audience: Audience,
) -> TokenStream {
    let expander = Expander {
        context: model.context.as_ref(),
        audience,
    };
    let errors = diagnostics.iter().map(Diagnostic::to_compile_error);
    let templates = program
        .templates
        .iter()
        .enumerate()
        .map(|(index, template)| constant(index, template));
    if audience == Audience::Editor {
        let anchors = anchor::anchors(model);
        let (root, b) = (expander.open(&program.root), builder());
        return quote! {{
            #anchors
            use ::vango::__private::v1 as __v;
            #root
            #(#templates)*
            #(#errors)*
            #b.close()
        }};
    }
    let root = expander.view_of(&program.root);
    quote! {{
        #(#errors)*
        use ::vango::__private::v1 as __v;
        #(#templates)*
        #root
    }}
}

impl Expander<'_> {
    /// Statements that end with a `View`.
    fn view_of(&self, block: &Block<'_>) -> TokenStream {
        let (open, b) = (self.open(block), builder());
        quote!(#open #b.close())
    }

    /// All of them but the last, which closes the block.
    fn open(&self, block: &Block<'_>) -> TokenStream {
        let template = template_name(block.template);
        let context = self.borrowed_context();
        let binding = binding(block);
        let steps = self.steps(&block.steps);
        quote! {
            #binding = __v::open(#context, &#template);
            #steps
        }
    }

    /// `&*r`: a shared borrow, whether `r` is `&Render` or `&mut Render`.
    fn borrowed_context(&self) -> TokenStream {
        match self.context {
            Some(context) => quote!(&*#context),
            None => no_context(),
        }
    }

    fn steps(&self, steps: &[Step<'_>]) -> TokenStream {
        steps.iter().map(|step| self.step(step)).collect()
    }

    fn step(&self, step: &Step<'_>) -> TokenStream {
        match step {
            Step::Let(tokens) => (*tokens).clone(),
            Step::Scope(steps) => {
                let steps = self.steps(steps);
                quote!({ #steps })
            }
            Step::Attr { value, holds, span } => self.attr(value, *holds, *span),
            Step::Class { value, span } => self.class(value, *span),
            Step::Style { value, span } => self.style(value, *span),
            Step::Spread { value, own, span } => self.spread(value, own, *span),
            Step::Bind {
                bind,
                value,
                times,
                span,
            } => self.bind(*bind, value, *times, *span),
            Step::On {
                event,
                written,
                value,
                rows,
                times,
                reader,
            } => {
                let handler = self.handler(event, *written, value, rows, *times);
                self.for_reader(*reader, handler)
            }
            Step::Expr(expr) => self.expr(expr),
            Step::If {
                branches,
                otherwise,
            } => self.conditional(branches, otherwise),
            Step::Match { subject, arms } => self.matching(subject, arms),
            Step::For { model, row } => self.rows(model, row),
            Step::Each { model, row } => self.each(model, row),
            Step::Child {
                component,
                lead,
                slots,
                refused,
            } => self.child(component, lead, slots, refused),
            Step::Refused(block) => self.refused(block),
            Step::Salvage(tokens) => value::salvage(tokens, self.audience),
        }
    }
}

impl Expander<'_> {
    /// Where a name of ours stands that goes with one of the user's: rustc underlines the user's. An editor looks names up by their
    /// places, and must find there what the user has written and nothing else.
    fn beside(&self, span: Span) -> Span {
        match self.audience {
            Audience::Compiler => at(span),
            Audience::Editor => Span::mixed_site(),
        }
    }
}

/// Stands for a render context that was left out, which was reported. It has the context's type, so that the rest is
/// checked, and does not diverge, so that the rest is not called unreachable.
pub(super) fn no_context() -> TokenStream {
    quote!(::core::option::Option::unwrap(
        ::core::option::Option::<&__v::Render<'_>>::None
    ))
}

/// `let mut __b`, without `mut` where there is nothing to write.
fn binding(block: &Block<'_>) -> TokenStream {
    let b = builder();
    if block.steps.iter().any(writes) {
        quote!(let mut #b)
    } else {
        quote!(let #b)
    }
}

fn writes(step: &Step<'_>) -> bool {
    match step {
        Step::Let(_) | Step::Salvage(_) | Step::Refused(_) => false,
        Step::Scope(steps) => steps.iter().any(writes),
        _ => true,
    }
}

/// The block being written, invisible to user code.
fn builder() -> Ident {
    builder_at(Span::mixed_site())
}

/// The block being written, underlined at `span`, which must be one of [`at`].
fn builder_at(span: Span) -> Ident {
    Ident::new("__b", span)
}

/// Generated by us, underlined where the user's token stands.
fn at(span: Span) -> Span {
    Span::mixed_site().located_at(span)
}

fn template_name(index: usize) -> Ident {
    format_ident!("__T{index}")
}

fn constant(index: usize, template: &Template) -> TokenStream {
    let name = template_name(index);
    let hash = Literal::u64_suffixed(template.hash());
    let Template {
        pieces,
        html: _,
        marks,
        slots,
    } = template;
    let marks = marks.iter().map(|(at, own_slots)| {
        let (at, own_slots) = (
            Literal::usize_unsuffixed(*at),
            Literal::usize_unsuffixed(*own_slots),
        );
        quote!((#at, #own_slots))
    });
    let slots = slots.iter().map(slot_kind);
    quote! {
        const #name: __v::Template = __v::Template::marked(#hash, &[#(#pieces),*], &[#(#marks),*], &[#(#slots),*]);
    }
}

fn slot_kind(slot: &Slot) -> TokenStream {
    match slot {
        Slot::Dyn => quote!(__v::Kind::Dyn),
        Slot::Attr(name) => quote!(__v::Kind::Attr(#name)),
        Slot::Class(name) => quote!(__v::Kind::Class(#name)),
        Slot::On { event, payload } => {
            quote!(__v::Kind::on(#event, #payload))
        }
        Slot::OnWith {
            event,
            payload,
            options,
        } => {
            let options = event_options(options);
            quote!(__v::Kind::OnWith { event: #event, payload: #payload, options: #options })
        }
        Slot::Style(name) => quote!(__v::Kind::Style(#name)),
        Slot::Spread => quote!(__v::Kind::Spread),
        Slot::Branch => quote!(__v::Kind::Branch),
        Slot::Rows => quote!(__v::Kind::Rows),
        Slot::Child => quote!(__v::Kind::Child),
    }
}

fn event_options(options: &EventOptions) -> TokenStream {
    let EventOptions { flags, keys, .. } = options;
    let flags = Literal::u8_unsuffixed(*flags);
    let debounce_ms = Literal::u32_unsuffixed(options.debounce_ms);
    let throttle_ms = Literal::u32_unsuffixed(options.throttle_ms);
    quote! {
        __v::EventOptions {
            flags: __v::EventFlags(#flags),
            keys: &[#(#keys),*],
            debounce_ms: #debounce_ms,
            throttle_ms: #throttle_ms,
        }
    }
}
