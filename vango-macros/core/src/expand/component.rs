//! Components.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use super::value::{inert, value};
use super::{Expander, builder};
use crate::Audience;
use crate::lower::program::{Block, Step};
use crate::parse::model::{AttributeKind, Component};

impl Expander<'_> {
    /// `__b.child(Card::props().title(value).children({ …view… }).all_given());`, in a block of its own when there are
    /// statements that its content sees.
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
        let (leading, props) = props(component, self.audience);
        let slots = slots.iter().map(|(name, block)| {
            // At the name: that is where rustc reports content that the component does not take.
            let view = self.view_of(block);
            let name = self.slot_name(name);
            let span = name.span();
            quote_spanned!(span=> .#name({ #view }))
        });
        let refused: TokenStream = refused.iter().map(|block| self.refused(block)).collect();
        let builder = quote_spanned!(span=> props());
        // At the component's name: that is where rustc reports a missing prop.
        let complete = quote_spanned!(span=> all_given());
        let child = quote!(#refused #b.child(#path::#builder #props #(#slots)*.#complete););
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

/// Calls of the builder, and before them what was reported.
fn props(component: &Component, audience: Audience) -> (TokenStream, TokenStream) {
    let mut leading = TokenStream::new();
    let mut props = TokenStream::new();
    let mut seen: Vec<&str> = Vec::new();
    for prop in &component.props {
        let value = value(&prop.value);
        match &prop.kind {
            AttributeKind::Plain(name)
                if name.ident == name.text && !seen.contains(&name.text.as_str()) =>
            {
                let ident = method(&name.ident);
                props.extend(quote!(.#ident(#value)));
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
