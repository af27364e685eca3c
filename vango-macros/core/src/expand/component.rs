//! Components.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::value::{inert, value};
use super::{Expander, at, builder};
use crate::Audience;
use crate::lower::program::{Block, Step};
use crate::parse::model::{AttributeKind, Component};

impl Expander<'_> {
    /// `__b.child({ let (__c, __p) = Card::props().__of(); let __p = __c.title(__p, value); __p.all_given() });`, in a block of its
    /// own when there are statements that its content sees. The methods are the component's, so that rustc names it where it has none
    /// of that name.
    pub(super) fn child(
        &self,
        component: &Component,
        lead: &[Step<'_>],
        slots: &[(Ident, Block<'_>)],
        refused: &[Block<'_>],
    ) -> TokenStream {
        let b = builder();
        let path = &component.path;
        let span = self.beside(component.name.span());
        let (leading, mut props) = props(component, self.audience);
        props.extend(slots.iter().map(|(name, block)| {
            // At the name: that is where rustc reports content that the component does not take.
            let (name, view) = (self.slot_name(name), self.view_of(block));
            let braced = quote_spanned!(name.span()=> { #view });
            (name, braced)
        }));
        let refused: TokenStream = refused.iter().map(|block| self.refused(block)).collect();
        let builder = quote_spanned!(span=> props());
        // At the component's name: that is where rustc reports a missing prop.
        let complete = quote_spanned!(span=> all_given());
        let invocation = match self.audience {
            // A name is completed behind the builder.
            Audience::Editor => {
                let calls = props
                    .iter()
                    .map(|(name, value)| quote_spanned!(name.span()=> .#name(#value)));
                quote!(#path::#builder #(#calls)*.#complete)
            }
            Audience::Compiler if props.is_empty() => quote!(#path::#builder.#complete),
            Audience::Compiler => called(&quote!(#path::#builder), &props, &complete),
        };
        let child = quote!(#refused #b.child(#invocation););
        if lead.is_empty() {
            return quote!(#leading #child);
        }
        let lead = self.steps(lead);
        quote!(#leading { #lead #child })
    }

    /// What stands between the tags has no name of the user's: it stands at the component's, where an editor finds the component.
    fn slot_name(&self, name: &Ident) -> Ident {
        match self.audience {
            Audience::Editor if name == "children" => {
                Ident::new("children", self.beside(name.span()))
            }
            _ => name.clone(),
        }
    }

    /// `let _ = { …view… };`: checked and completed in, never shown.
    pub(super) fn refused(&self, block: &Block<'_>) -> TokenStream {
        let view = self.view_of(block);
        quote!(let _ = { #view };)
    }
}

/// The component with its props, each set by the component's method.
fn called(
    builder: &TokenStream,
    props: &[(Ident, TokenStream)],
    complete: &TokenStream,
) -> TokenStream {
    let component = |span: Span| Ident::new("__c", at(span));
    let filled = |span: Span| Ident::new("__p", at(span));
    // Content between the tags of a component that takes none is an error in our words.
    let takes = props.iter().any(|(name, _)| name == "children");
    let takes = takes.then(|| {
        quote!(
            #[allow(unused_imports)]
            use __v::NoChildren as _;
        )
    });
    let calls = props.iter().map(|(name, value)| {
        let span = name.span();
        let (c, p) = (component(span), filled(span));
        // Where the prop stands: that is where rustc reports a value that does not live long enough.
        quote_spanned!(at(span)=> let #p = #c.#name(#p, #value);)
    });
    let site = Span::mixed_site();
    let (c, p) = (component(site), filled(site));
    quote! {{
        #takes
        let (#c, #p) = #builder.__of();
        #(#calls)*
        #p.#complete
    }}
}

/// What was reported, and the methods that set props with their values.
fn props(component: &Component, audience: Audience) -> (TokenStream, Vec<(Ident, TokenStream)>) {
    let mut leading = TokenStream::new();
    let mut props = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for prop in &component.props {
        let value = value(&prop.value);
        match &prop.kind {
            AttributeKind::Plain(name)
                if name.ident == name.text && !seen.contains(&name.text.as_str()) =>
            {
                props.push((method(&name.ident), value.clone()));
                seen.push(&name.text);
            }
            AttributeKind::On { modifiers, .. } => {
                for arguments in modifiers.iter().filter_map(|it| it.arguments.as_ref()) {
                    leading.extend(inert(arguments, audience));
                }
                leading.extend((!value.is_empty()).then(|| inert(&value, audience)));
            }
            _ if value.is_empty() => {}
            _ => leading.extend(inert(&value, audience)),
        }
    }
    (leading, props)
}

/// What sets a prop: a keyword of Rust is a name in markup, `type="email"` for the prop `r#type`.
fn method(name: &Ident) -> Ident {
    let text = name.to_string();
    let cannot_be_raw = ["self", "Self", "super", "crate", "_"].contains(&text.as_str());
    if cannot_be_raw || text.starts_with("r#") || syn::parse_str::<Ident>(&text).is_ok() {
        name.clone()
    } else {
        Ident::new_raw(&text, name.span())
    }
}
