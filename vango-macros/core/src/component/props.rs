//! The props of a component: a struct, its builder, and what says which prop is missing.
//!
//! Each required prop is a type parameter of the builder: `()` until it is set. One trait for each prop stands for "it
//! was set", so that rustc names the missing prop in our words. All of it lives in an unnamed constant, where it neither
//! takes names from the user nor leaks private types.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::model::{Component, Conversion, Prop};

/// The names of the generated types.
pub(super) struct Names {
    pub(super) props: Ident,
    pub(super) handles: Ident,
    builder: Ident,
}

impl Names {
    pub(super) fn of(component: &Component) -> Self {
        let name = &component.name;
        let site = Span::call_site();
        Self {
            props: format_ident!("{name}Props", span = site),
            handles: format_ident!("{name}Handles", span = site),
            builder: format_ident!("{name}PropsBuilder", span = site),
        }
    }
}

/// The parameter of a required prop.
fn parameter(prop: &Prop) -> Ident {
    format_ident!("__{}", prop.name, span = Span::call_site())
}

fn required(component: &Component) -> impl Iterator<Item = &Prop> {
    component.props.iter().filter(|prop| prop.is_required())
}

/// Structs, builder and their traits.
pub(super) fn items(component: &Component, names: &Names) -> TokenStream {
    let Names {
        props,
        handles,
        builder,
    } = names;
    let fields: Vec<_> = component.props.iter().map(|prop| &prop.name).collect();
    let values = component.props.iter().map(|prop| &prop.value);
    let prop_types = component.props.iter().map(|prop| &prop.handle);
    let parameters: Vec<_> = required(component).map(parameter).collect();
    let slots = component
        .props
        .iter()
        .map(|prop| match (prop.is_required(), &prop.value) {
            (true, _) => {
                let parameter = parameter(prop);
                quote!(#parameter)
            }
            (false, value) => quote!(::core::option::Option<#value>),
        });
    let needs = required(component).map(|prop| needs(component, prop));
    let setters = component
        .props
        .iter()
        .map(|prop| setter(component, names, prop));
    // As visible as the component: an associated type may not be less visible than what it belongs to, nor more.
    let visibility = &component.visibility;
    quote! {
        #visibility struct #props { #(#fields: #values),* }
        #visibility struct #handles { #(#fields: #prop_types),* }
        #visibility struct #builder<#(#parameters),*> { #(#fields: #slots),* }
        #(#needs)*
        #(#setters)*
    }
}

/// `Component::props()`, and how a full builder becomes props.
pub(super) fn entry(component: &Component, names: &Names) -> TokenStream {
    let Names { props, builder, .. } = names;
    let name = &component.name;
    let visibility = &component.visibility;
    let units = required(component).map(|_| quote!(()));
    let empty = component.props.iter().map(|prop| {
        let field = &prop.name;
        if prop.is_required() {
            quote!(#field: ())
        } else {
            quote!(#field: ::core::option::Option::None)
        }
    });
    let parameters: Vec<_> = required(component).map(parameter).collect();
    let bounds: Vec<_> = required(component).map(needs_name).collect();
    let taken = component.props.iter().map(|prop| {
        let field = &prop.name;
        match &prop.default {
            None => {
                let needs = needs_name(prop);
                quote!(#field: #needs::value(self.#field))
            }
            Some(default) => quote! {
                #field: match self.#field {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None => #default,
                }
            },
        }
    });
    let no_required = parameters.is_empty().then(|| {
        quote! {
            impl __v::NoRequiredProps for #name {
                fn default_props() -> #props { __v::CompleteProps::into_props(#name::props()) }
            }
        }
    });
    quote! {
        impl #name {
            /// The props of this component; each method sets one.
            #visibility fn props() -> #builder<#(#units),*> {
                let _ = #name;
                #builder { #(#empty),* }
            }
        }
        impl<#(#parameters),*> #builder<#(#parameters),*> {
            /// Called by `view!`. The bounds stand on the method, so that rustc reports a missing prop where it is called.
            #[doc(hidden)]
            #visibility fn __complete(self) -> __v::Ready<#name> where #(#parameters: #bounds),* { __v::complete(self) }
        }
        impl<#(#parameters: #bounds),*> __v::CompleteProps for #builder<#(#parameters),*> {
            type Component = #name;
            fn into_props(self) -> #props { #props { #(#taken),* } }
        }
        #no_required
    }
}

fn needs_name(prop: &Prop) -> Ident {
    format_ident!("__Needs_{}", prop.name, span = Span::call_site())
}

/// The trait that says that a required prop was set.
fn needs(component: &Component, prop: &Prop) -> TokenStream {
    let name = needs_name(prop);
    let value = &prop.value;
    let visibility = &component.visibility;
    let message = format!("`<{}>` needs the prop `{}`", component.name, prop.name);
    let label = format!("the prop `{}` is missing", prop.name);
    let note = format!("write `<{} {}={{{{…}}}}/>`", component.name, prop.name);
    quote! {
        #[diagnostic::on_unimplemented(message = #message, label = #label, note = #note)]
        #visibility trait #name { fn value(self) -> #value; }
        impl #name for #value { fn value(self) -> #value { self } }
    }
}

/// The builder's method for one prop. A required prop can be set once: setting it changes the builder's type.
fn setter(component: &Component, names: &Names, prop: &Prop) -> TokenStream {
    let builder = &names.builder;
    let Prop {
        name, value, docs, ..
    } = prop;
    let others: Vec<_> = required(component)
        .filter(|other| other.name != *name)
        .map(parameter)
        .collect();
    let parameters = |own: TokenStream| {
        let all = required(component).map(|other| {
            let parameter = parameter(other);
            if other.name == *name {
                own.clone()
            } else {
                quote!(#parameter)
            }
        });
        quote!(<#(#all),*>)
    };
    let before = parameters(quote!(()));
    let after = parameters(quote!(#value));
    let (argument, converted) = match prop.conversion {
        Conversion::Exact => (quote!(#value), quote!(value)),
        Conversion::Into => (
            quote!(impl ::core::convert::Into<#value>),
            quote!(::core::convert::Into::into(value)),
        ),
    };
    let converted = if prop.is_required() {
        converted
    } else {
        quote!(::core::option::Option::Some(#converted))
    };
    let rest = component
        .props
        .iter()
        .map(|other| &other.name)
        .filter(|other| *other != name);
    quote! {
        impl<#(#others),*> #builder #before {
            #(#docs)*
            pub fn #name(self, value: #argument) -> #builder #after {
                #builder { #name: #converted, #(#rest: self.#rest),* }
            }
        }
    }
}
