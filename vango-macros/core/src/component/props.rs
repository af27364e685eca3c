//! The props of a component: a struct of what a parent has given, and the builder that markup fills.
//!
//! ```text
//! pub struct ValuesOfCard { title: Option<String>, size: Option<u32> }
//! pub struct PropsOfCard<TitleIs>(ValuesOfCard, PhantomData<TitleIs>);
//! impl Card {
//!     pub fn props() -> PropsOfCard<Missing> { … }
//!     pub fn title<TitleIs>(&self, mut p: PropsOfCard<TitleIs>, value: String) -> PropsOfCard<Given> { p.0.title = Some(value); … }
//! }
//! impl<TitleIs> PropsOfCard<TitleIs> {
//!     pub fn title(self, value: String) -> PropsOfCard<Given> { let (c, p) = self.__of(); c.title(p, value) }
//!     pub fn all_given(self) -> Invocation where TitleIs: CardHasTitle { … }
//! }
//! ```
//!
//! Each required prop is a type parameter of the builder: `Missing` until it is `Given`. One trait for each says so, so
//! that rustc names the missing prop in our words. All of it lives in an unnamed constant, where it neither takes names
//! from the user nor leaks private types; the names read well, because rustc prints them.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::generics::Generics;
use super::model::{Component, Conversion, Kind, Presence, Prop};
use super::requirement::{bound, mark, needs};

/// The generated types of one component.
pub(super) struct Names {
    /// What the builder fills, and the component is mounted with.
    pub(super) values: Ident,
    builder: Ident,
}

impl Names {
    pub(super) fn of(component: &Component) -> Self {
        let name = &component.name;
        let site = Span::call_site();
        Self {
            values: format_ident!("ValuesOf{name}", span = site),
            builder: format_ident!("PropsOf{name}", span = site),
        }
    }
}

fn required(component: &Component) -> impl Iterator<Item = &Prop> {
    component.props.iter().filter(|prop| prop.is_required())
}

impl Prop {
    /// What a parent gives; `None` while it has not.
    fn field_type(&self) -> TokenStream {
        match &self.kind {
            Kind::Value(value) => quote!(__v::Option<#value>),
            Kind::Slot => quote!(__v::Option<__v::View>),
            Kind::SlotFn(argument) => quote!(__v::Option<__v::SlotClosure<#argument>>),
            Kind::Callback(argument) => quote!(__v::Option<__v::CallbackClosure<#argument>>),
            Kind::Refused(_) => quote!(__v::Option<()>),
        }
    }

    /// Gives the field its value where the parent has given none.
    fn default(&self) -> Option<TokenStream> {
        let name = &self.name;
        match (&self.kind, &self.presence) {
            (Kind::Slot | Kind::SlotFn(_) | Kind::Callback(_), _) | (_, Presence::Required) => None,
            (_, Presence::Default(default)) => Some(quote! {
                if let __v::None = self.0.#name { self.0.#name = __v::Some(#default); }
            }),
            (_, Presence::Optional(_) | Presence::Absent) => {
                Some(quote!(__v::left_out(&mut self.0.#name);))
            }
        }
    }

    /// What the setter takes, and how the field comes of it.
    fn argument(&self) -> (TokenStream, TokenStream) {
        let some = |value: TokenStream| quote!(__v::Some(#value));
        match &self.kind {
            Kind::Value(value) => {
                let (takes, is_optional) = match &self.presence {
                    Presence::Optional(inner) => (inner, true),
                    _ => (value, false),
                };
                let (takes, given) = match self.conversion {
                    Conversion::Exact => (takes.clone(), quote!(value)),
                    Conversion::Into => (
                        quote!(impl __v::Into<#takes>),
                        quote!(__v::Into::into(value)),
                    ),
                };
                (takes, some(if is_optional { some(given) } else { given }))
            }
            Kind::Slot => (quote!(__v::View), some(quote!(value))),
            Kind::SlotFn(argument) => (
                quote!(impl Fn(&__v::Render<'_>, &#argument) -> __v::View + __v::Pure + 'static),
                some(quote!(__v::slot_closure(value))),
            ),
            Kind::Callback(argument) => (
                quote!(impl Fn(&mut __v::Tx<'_>, #argument) + 'static),
                some(quote!(__v::callback_closure(value))),
            ),
            Kind::Refused(_) => (
                quote!(impl Sized),
                some(quote!({
                    let _ = value;
                })),
            ),
        }
    }
}

/// Structs, builder and its traits.
pub(super) fn items(component: &Component, names: &Names) -> TokenStream {
    let Names { values, builder } = names;
    let fields = component.props.iter().map(|prop| &prop.name);
    let field_types = component.props.iter().map(Prop::field_type);
    let Generics {
        free,
        names: own,
        types,
        ..
    } = &component.generics;
    let phantom = phantom(component, &quote!(__v::Marks<(#(#types,)*)>));
    let clause = component.generics.free_clause();
    let all: Vec<_> = required(component).map(mark).collect();
    let needs = required(component).map(|prop| needs(component, prop));
    // As visible as the component: an associated type may not be less visible than what it belongs to, nor more.
    let visibility = &component.visibility;
    quote! {
        #visibility struct #values<#(#free),*> #clause { #(#fields: #field_types,)* #phantom }
        #visibility struct #builder<#(#free,)* #(#all),*>(#values<#(#own),*>, __v::Marks<(#(#all,)*)>) #clause;
        #(#needs)*
    }
}

/// A field that names the type parameters, where there are any: not every prop need name them all. Props cannot be called
/// like that.
fn phantom(component: &Component, content: &TokenStream) -> Option<TokenStream> {
    let name = Ident::new("__given", Span::mixed_site());
    (!component.generics.types.is_empty()).then(|| quote!(#name: #content))
}

/// `Component::props()`, the setters, and how a full builder becomes a component with its props.
pub(super) fn entry(component: &Component, names: &Names) -> TokenStream {
    let Names { builder, values } = names;
    let name = &component.name;
    let free = &component.generics.free;
    let own = &component.generics.names;
    let clause = component.generics.free_clause();
    let all: Vec<_> = required(component).map(mark).collect();
    let missing = required(component).map(|_| quote!(__v::Missing));
    let fields = component.props.iter().map(|prop| &prop.name);
    let phantom = phantom(component, &quote!(__v::PhantomData));
    let (setters, steps): (Vec<_>, Vec<_>) = component
        .props
        .iter()
        .filter(|prop| !prop.is_taken())
        .map(|prop| setter(component, names, prop))
        .unzip();
    let finish = finish(component, names);
    let bounds: Vec<_> = required(component)
        .map(|prop| bound(component, prop))
        .collect();
    // Called by `view!`. The bounds stand on the method, so that rustc reports a missing prop where it is called.
    let bounds = component.generics.full_clause(&bounds);
    let defaults: Vec<_> = component.props.iter().filter_map(Prop::default).collect();
    let mutable = (!defaults.is_empty()).then(|| quote!(mut));
    let types = &component.generics.types;
    let content = (!types.is_empty()).then(|| {
        let data = types.iter().map(|_| quote!(__v::PhantomData));
        quote!((#(#data),*))
    });
    quote! {
        impl<#(#free),*> #name<#(#own),*> #clause {
            /// Its props; each method sets one.
            #[inline(always)]
            pub fn props() -> #builder<#(#own,)* #(#missing),*> {
                #builder(#values { #(#fields: __v::None,)* #phantom }, __v::PhantomData)
            }
            #(#setters)*
        }
        impl<#(#free,)* #(#all),*> #builder<#(#own,)* #(#all),*> #clause {
            #(#steps)*
            #[doc(hidden)]
            #[inline(always)]
            pub fn __of(self) -> (#name<#(#own),*>, Self) { (#name #content, self) }
            #[doc(hidden)]
            pub fn all_given(#mutable self) -> __v::Invocation #bounds {
                #(#defaults)*
                __v::Invocation::new(&<#name<#(#own),*> as __v::ComponentDef>::KIND, __v::Box::new(self.0))
            }
        }
        #finish
    }
}

/// `CompleteProps`, and what a component can be beside.
fn finish(component: &Component, names: &Names) -> TokenStream {
    let builder = &names.builder;
    let name = &component.name;
    let declared = &component.generics.declared;
    let own = &component.generics.names;
    let clause = component.generics.clause(&[]);
    let all: Vec<_> = required(component).map(mark).collect();
    let bounds: Vec<_> = required(component)
        .map(|prop| bound(component, prop))
        .collect();
    let full_clause = component.generics.clause(&bounds);
    let no_required = all.is_empty().then(|| {
        quote! {
            impl<#(#declared),*> __v::NoRequiredProps for #name<#(#own),*> #clause {
                fn with_defaults() -> __v::Invocation { Self::props().all_given() }
            }
        }
    });
    let needs_children_alone = required(component).all(Prop::is_children);
    let layout =
        (needs_children_alone && component.props.iter().any(Prop::is_children)).then(|| {
            quote! {
                impl<#(#declared),*> __v::Layout for #name<#(#own),*> #clause {
                    fn wrap(children: __v::View) -> __v::Invocation {
                        Self::props().children(children).all_given()
                    }
                }
            }
        });
    quote! {
        impl<#(#declared,)* #(#all),*> __v::CompleteProps for #builder<#(#own,)* #(#all),*> #full_clause {
            fn into_invocation(self) -> __v::Invocation { self.all_given() }
        }
        #no_required
        #layout
    }
}

/// The methods for one prop: of the component for markup, so that rustc names the component where it has no such prop, and of the
/// builder, which reads better in Rust.
fn setter(component: &Component, names: &Names, prop: &Prop) -> (TokenStream, TokenStream) {
    let builder = &names.builder;
    let own = &component.generics.names;
    let Prop { name, docs, .. } = prop;
    let (takes, given) = prop.argument();
    let all: Vec<_> = required(component).map(mark).collect();
    let before = quote!(#builder<#(#own,)* #(#all),*>);
    let (after, done) = if prop.is_required() {
        let after = required(component).map(|other| {
            if other.name == *name {
                quote!(__v::Given)
            } else {
                let mark = mark(other);
                quote!(#mark)
            }
        });
        (
            quote!(#builder<#(#own,)* #(#after),*>),
            quote!(#builder(p.0, __v::PhantomData)),
        )
    } else {
        (before.clone(), quote!(p))
    };
    let plain = name.to_string();
    let plain = plain.trim_start_matches("r#");
    let maybe = format_ident!("maybe_{plain}", span = name.span());
    // A prop of that name was reported.
    let is_free = component.props.iter().all(|other| other.name != maybe);
    let (maybe_setter, maybe_step) = match (&prop.kind, &prop.presence) {
        (Kind::Value(value), Presence::Optional(_)) if is_free => {
            let line = format!(" `{name}`, or `None` to leave it out.");
            let setter = quote! {
                #[doc(hidden)]
                #[inline(always)]
                pub fn #maybe<#(#all),*>(&self, mut p: #before, value: #value) -> #before {
                    p.0.#name = __v::Some(value);
                    p
                }
            };
            (
                Some(setter),
                Some(step(&quote!(#[doc = #line]), &maybe, value, &before)),
            )
        }
        _ => (None, None),
    };
    let setter = quote! {
        #[doc(hidden)]
        #[inline(always)]
        pub fn #name<#(#all),*>(&self, mut p: #before, value: #takes) -> #after {
            p.0.#name = #given;
            #done
        }
        #maybe_setter
    };
    let step = step(&quote!(#(#docs)*), name, &takes, &after);
    (setter, quote!(#step #maybe_step))
}

/// The builder's method for what the component's method of that name does.
fn step(docs: &TokenStream, name: &Ident, takes: &TokenStream, after: &TokenStream) -> TokenStream {
    quote! {
        #docs
        pub fn #name(self, value: #takes) -> #after {
            let (c, p) = self.__of();
            c.#name(p, value)
        }
    }
}
