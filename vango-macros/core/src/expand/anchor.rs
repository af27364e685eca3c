//! What an editor needs of names that the compiler needs nothing of: elements, attributes, events.
//!
//! ```text
//! #[cfg(rust_analyzer)]
//! const _: () = {
//!     use ::vango::__private::v1::{attributes as __a, bindings as __bind, elements as __e, elements::*, events as __on};
//!     __e::button; __a::button::disabled; __on::click; __a::button; …
//! };
//! ```
//!
//! A name of the user's is the last segment of a path in a module where few others are: that is where completion looks, what
//! hovering shows, where a definition is. Behind an element's attributes it is mentioned once more: something stands at the
//! place where the next attribute will. A name that is not known stands alone, beside all elements and what else is in
//! scope.
//!
//! Invariant: mentions stand in the order of the source, so that those before a cursor do not change with what is typed at it. Names
//! with a hyphen are no names to Rust and are left out.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{format_ident, quote};

use crate::html::bind::PROPERTIES;
use crate::html::event::EVENTS;
use crate::html::namespace::Namespace;
use crate::parse::model::{Attribute, AttributeKind, Component, Element, Name, Node, View};

/// All of them, as an item.
pub(super) fn anchors(view: &View) -> TokenStream {
    let mut mentions = TokenStream::new();
    nodes(&view.nodes, &mut mentions);
    quote! {
        #[cfg(rust_analyzer)]
        const _: () = {
            use ::vango::__private::v1::{attributes as __a, bindings as __bind, elements as __e, elements::*, events as __on};
            #mentions
            ();
        };
    }
}

fn nodes(nodes: &[Node], out: &mut TokenStream) {
    for node in nodes {
        self::node(node, out);
    }
}

fn node(node: &Node, out: &mut TokenStream) {
    match node {
        Node::Element(element) => self::element(element, out),
        Node::Component(component) => self::component(component, out),
        Node::Slot(slot) => nodes(&slot.children, out),
        Node::If(model) => {
            for branch in &model.branches {
                nodes(&branch.body, out);
            }
            nodes(model.otherwise.as_deref().unwrap_or_default(), out);
        }
        Node::Match(model) => model.arms.iter().for_each(|arm| nodes(&arm.body, out)),
        Node::For(model) => nodes(&model.body, out),
        Node::Each(model) => nodes(&model.body, out),
        Node::Doctype(_) | Node::Text(_) | Node::Expr(_) | Node::Let(_) | Node::Salvage(_) => {}
    }
}

fn element(element: &Element, out: &mut TokenStream) {
    let name = &element.name;
    // Whose attributes are offered.
    let owner = match name_of(name).filter(|_| is_element(&name.text)) {
        Some(name) => {
            out.extend(quote!(__e::#name;));
            let name = unseen(&name.to_string());
            quote!(__a::#name)
        }
        None => {
            out.extend(name_of(name).map(|name| quote!(#name;)));
            quote!(__a::any)
        }
    };
    for attribute in &element.attributes {
        self::attribute(attribute, &owner, out);
    }
    out.extend(quote!(#owner;));
    nodes(&element.children, out);
    closing(&element.closing, out);
}

/// Props are methods of the component's builder, which the expansion calls anyway.
fn component(component: &Component, out: &mut TokenStream) {
    nodes(&component.lead, out);
    nodes(&component.children, out);
    for slot in &component.slots {
        nodes(&slot.children, out);
    }
    closing(&component.closing, out);
}

/// An element that is known as one, or whatever else is in scope.
fn closing(name: &TokenStream, out: &mut TokenStream) {
    let tokens: Vec<TokenTree> = name.clone().into_iter().collect();
    match tokens.as_slice() {
        [TokenTree::Ident(name)] if is_element(&name.to_string()) => {
            let name = raw(name);
            out.extend(quote!(__e::#name;));
        }
        [TokenTree::Ident(_)] => out.extend(quote!(#name;)),
        _ => {}
    }
}

fn attribute(attribute: &Attribute, owner: &TokenStream, out: &mut TokenStream) {
    let word = attribute.word.as_ref().map(raw);
    match &attribute.kind {
        AttributeKind::Plain(name) => {
            out.extend(name_of(name).map(|name| quote!(#owner::#name;)));
        }
        AttributeKind::Class(_) | AttributeKind::Style(_) | AttributeKind::Unsupported => {
            out.extend(word.map(|word| quote!(#owner::#word;)));
        }
        AttributeKind::On { event, ident, .. } => {
            out.extend(word.map(|word| quote!(#owner::#word;)));
            let event = if event.is_empty() {
                unseen(EVENTS[0])
            } else {
                raw(ident)
            };
            out.extend(quote!(__on::#event;));
        }
        AttributeKind::Bind { property, ident } => {
            out.extend(word.map(|word| quote!(#owner::#word;)));
            let property = if property.is_empty() {
                unseen(PROPERTIES[0])
            } else {
                raw(ident)
            };
            out.extend(quote!(__bind::#property;));
        }
        AttributeKind::Allow(_) | AttributeKind::Spread | AttributeKind::Stray => {}
    }
}

/// A name at none of the user's places.
fn unseen(name: &str) -> Ident {
    format_ident!("{name}")
}

/// The identifier, if the name is one.
fn name_of(name: &Name) -> Option<Ident> {
    (!name.text.contains('-')).then(|| raw(&name.ident))
}

/// `type` is a name in markup and a word of Rust's in a path.
fn raw(ident: &Ident) -> Ident {
    let text = ident.to_string();
    if ["self", "Self", "super", "crate", "_"].contains(&text.as_str()) {
        return Ident::new("any", ident.span());
    }
    if syn::parse_str::<Ident>(&text).is_ok() {
        ident.clone()
    } else {
        Ident::new_raw(&text, ident.span())
    }
}

fn is_element(name: &str) -> bool {
    Namespace::ALL
        .iter()
        .any(|namespace| namespace.element(name).is_some())
}
