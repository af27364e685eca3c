//! The props of a component: a struct of values, and the builder that markup fills.
//!
//! ```text
//! pub struct PropsOfCard<TitleIs> { title: Option<String>, size: Option<u32>, __given: PhantomData<TitleIs> }
//! impl<TitleIs> PropsOfCard<TitleIs> {
//!     pub fn title(mut self, value: String) -> PropsOfCard<Given> { self.title = Some(value); self.__mark() }
//!     pub fn size(mut self, value: u32) -> PropsOfCard<TitleIs> { self.size = Some(value); self.__mark() }
//!     pub fn all_given(self) -> Ready<Card> where TitleIs: CardHasTitle { … }
//! }
//! ```
//!
//! Each required prop is a type parameter of the builder: `Missing` until it is `Given`. One trait for each says so, so
//! that rustc names the missing prop in our words. All of it lives in an unnamed constant, where it neither takes names
//! from the user nor leaks private types; the names read well, because rustc prints them.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::model::{Component, Conversion, Kind, Presence, Prop};
use super::requirement::{bound, mark, needs};

/// The generated types of one component.
pub(super) struct Names {
    /// What a full builder becomes.
    pub(super) values: Ident,
    /// What setup leaves behind for later props.
    pub(super) handles: Ident,
    builder: Ident,
    /// The phantom field of the builder; props cannot be called like that.
    marks: Ident,
}

impl Names {
    pub(super) fn of(component: &Component) -> Self {
        let name = &component.name;
        let site = Span::call_site();
        Self {
            values: format_ident!("ValuesOf{name}", span = site),
            handles: format_ident!("HandlesOf{name}", span = site),
            builder: format_ident!("PropsOf{name}", span = site),
            marks: Ident::new("__given", Span::mixed_site()),
        }
    }
}

fn required(component: &Component) -> impl Iterator<Item = &Prop> {
    component.props.iter().filter(|prop| prop.is_required())
}

impl Prop {
    /// What a full builder holds.
    pub(super) fn value_type(&self) -> TokenStream {
        match &self.kind {
            Kind::Value(value) => value.clone(),
            Kind::Slot => quote!(__v::Option<__v::View>),
            Kind::SlotFn(argument) => quote!(__v::Option<__v::SlotClosure<#argument>>),
            Kind::Callback(argument) => {
                quote!(__v::Option<__v::CallbackClosure<#argument>>)
            }
            Kind::Refused(_) => quote!(()),
        }
    }

    /// What the builder holds until then: `None` while it is not given.
    fn field_type(&self) -> TokenStream {
        let value = self.value_type();
        match &self.kind {
            Kind::Value(_) | Kind::Refused(_) => quote!(__v::Option<#value>),
            Kind::Slot | Kind::SlotFn(_) | Kind::Callback(_) => value,
        }
    }

    /// From the builder's field to the value.
    fn taken(&self) -> TokenStream {
        let name = &self.name;
        match (&self.kind, &self.presence) {
            (Kind::Slot | Kind::SlotFn(_) | Kind::Callback(_), _) => quote!(#name: self.#name),
            (_, Presence::Required) => quote!(#name: __v::given(self.#name)),
            (_, Presence::Default(default)) => quote! {
                #name: match self.#name {
                    __v::Some(value) => value,
                    __v::None => #default,
                }
            },
            (_, Presence::Optional(_) | Presence::Absent) => {
                quote!(#name: __v::Option::unwrap_or_default(self.#name))
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
    let Names {
        values,
        handles,
        builder,
        marks,
    } = names;
    let fields: Vec<_> = component.props.iter().map(|prop| &prop.name).collect();
    let value_types = component.props.iter().map(Prop::value_type);
    let field_types = component.props.iter().map(Prop::field_type);
    let handle_types = component.props.iter().map(handle_type);
    let declared = &component.generics.declared;
    let free = &component.generics.free;
    let phantoms = phantoms(component);
    let clause = component.generics.clause(&[]);
    let free_clause = component.generics.free_clause();
    let all: Vec<_> = required(component).map(mark).collect();
    let needs = required(component).map(|prop| needs(component, prop));
    // As visible as the component: an associated type may not be less visible than what it belongs to, nor more.
    let visibility = &component.visibility;
    let types = &component.generics.types;
    quote! {
        #visibility struct #values<#(#declared),*> #clause { #(#fields: #value_types,)* #phantoms }
        #visibility struct #handles<#(#declared),*> #clause { #(#fields: #handle_types,)* #phantoms }
        #visibility struct #builder<#(#free,)* #(#all),*> #free_clause {
            #(#fields: #field_types,)*
            #marks: __v::Marks<(#(#types,)* #(#all,)*)>,
        }
        #(#needs)*
    }
}

/// A field that names the type parameters, where there are any: not every prop need name them all.
fn phantoms(component: &Component) -> TokenStream {
    let types = &component.generics.types;
    if types.is_empty() {
        return TokenStream::new();
    }
    let marks = Ident::new("__given", Span::mixed_site());
    quote!(#marks: __v::Marks<(#(#types,)*)>,)
}

fn handle_type(prop: &Prop) -> TokenStream {
    match &prop.kind {
        Kind::Value(value) => quote!(__v::Prop<#value>),
        Kind::Slot => quote!(__v::Slot),
        Kind::SlotFn(argument) => quote!(__v::SlotFn<#argument>),
        Kind::Callback(argument) => quote!(__v::Callback<#argument>),
        Kind::Refused(_) => quote!(()),
    }
}

/// `Component::props()`, the setters, and how a full builder becomes props.
pub(super) fn entry(component: &Component, names: &Names) -> TokenStream {
    let Names { builder, marks, .. } = names;
    let name = &component.name;
    let free = &component.generics.free;
    let own = &component.generics.names;
    let clause = component.generics.free_clause();
    let all: Vec<_> = required(component).map(mark).collect();
    let missing = required(component).map(|_| quote!(__v::Missing));
    let fields: Vec<_> = component.props.iter().map(|prop| &prop.name).collect();
    let setters = component
        .props
        .iter()
        .map(|prop| setter(component, names, prop));
    let no_children = no_children(component);
    let transition = transition(component, names);
    let finish = finish(component, names);
    let bounds: Vec<_> = required(component)
        .map(|prop| bound(component, prop))
        .collect();
    // Called by `view!`. The bounds stand on the method, so that rustc reports a missing prop where it is called.
    let bounds = component.generics.full_clause(&bounds);
    let is_used = own.is_empty().then(|| quote!(let _ = #name;));
    quote! {
        impl<#(#free),*> #name<#(#own),*> #clause {
            /// Its props; each method sets one.
            pub fn props() -> #builder<#(#own,)* #(#missing),*> {
                #is_used
                #builder { #(#fields: __v::None,)* #marks: __v::PhantomData }
            }
        }
        impl<#(#free,)* #(#all),*> #builder<#(#own,)* #(#all),*> #clause {
            #(#setters)*
            #no_children
            #transition
            #[doc(hidden)]
            pub fn all_given(self) -> __v::Ready<#name<#(#own),*>> #bounds { __v::complete(self) }
        }
        #finish
    }
}

/// `CompleteProps`, and what a component can be beside.
fn finish(component: &Component, names: &Names) -> TokenStream {
    let Names {
        values, builder, ..
    } = names;
    let name = &component.name;
    let declared = &component.generics.declared;
    let own = &component.generics.names;
    let clause = component.generics.clause(&[]);
    let all: Vec<_> = required(component).map(mark).collect();
    let bounds: Vec<_> = required(component)
        .map(|prop| bound(component, prop))
        .collect();
    let taken = component.props.iter().map(Prop::taken);
    let phantom = (!component.generics.types.is_empty()).then(|| {
        let marks = &names.marks;
        quote!(#marks: __v::PhantomData)
    });
    let full_clause = component.generics.clause(&bounds);
    let no_required = all.is_empty().then(|| {
        quote! {
            impl<#(#declared),*> __v::NoRequiredProps for #name<#(#own),*> #clause {
                fn default_props() -> Self::Props { __v::CompleteProps::into_props(Self::props()) }
            }
        }
    });
    let needs_children_alone = required(component).all(Prop::is_children);
    let layout =
        (needs_children_alone && component.props.iter().any(Prop::is_children)).then(|| {
            quote! {
                impl<#(#declared),*> __v::Layout for #name<#(#own),*> #clause {
                    fn wrap(children: __v::View) -> Self::Props {
                        __v::CompleteProps::into_props(Self::props().children(children))
                    }
                }
            }
        });
    quote! {
        impl<#(#declared,)* #(#all),*> __v::CompleteProps for #builder<#(#own,)* #(#all),*> #full_clause {
            type Component = #name<#(#own),*>;
            fn into_props(self) -> #values<#(#own),*> { #values { #(#taken,)* #phantom } }
        }
        #no_required
        #layout
    }
}

/// The builder with other marks.
fn transition(component: &Component, names: &Names) -> Option<TokenStream> {
    required(component).next()?;
    let Names { builder, marks, .. } = names;
    let own = &component.generics.names;
    let others: Vec<_> = required(component)
        .map(|prop| format_ident!("Now{}", mark(prop)))
        .collect();
    let fields: Vec<_> = component.props.iter().map(|prop| &prop.name).collect();
    Some(quote! {
        fn __mark<#(#others),*>(self) -> #builder<#(#own,)* #(#others),*> {
            #builder { #(#fields: self.#fields,)* #marks: __v::PhantomData }
        }
    })
}

/// The builder's methods for one prop.
fn setter(component: &Component, names: &Names, prop: &Prop) -> TokenStream {
    let builder = &names.builder;
    let own = &component.generics.names;
    let Prop { name, docs, .. } = prop;
    let (takes, given) = prop.argument();
    let (answer, done) = if prop.is_required() {
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
            quote!(self.__mark()),
        )
    } else {
        (quote!(Self), quote!(self))
    };
    let plain = name.to_string();
    let plain = plain.trim_start_matches("r#");
    let maybe = format_ident!("maybe_{plain}", span = name.span());
    // A prop of that name was reported.
    let is_free = component.props.iter().all(|other| other.name != maybe);
    let maybe = (is_free && matches!(prop.presence, Presence::Optional(_))).then(|| {
        let value = prop.value_type();
        let line = format!(" `{name}`, or `None` to leave it out.");
        quote! {
            #[doc = #line]
            pub fn #maybe(mut self, value: #value) -> Self {
                self.#name = __v::Some(value);
                self
            }
        }
    });
    quote! {
        #(#docs)*
        pub fn #name(mut self, value: #takes) -> #answer {
            self.#name = #given;
            #done
        }
        #maybe
    }
}

/// Content between the tags of a component that takes none: an error in our words.
fn no_children(component: &Component) -> Option<TokenStream> {
    if component.props.iter().any(|prop| prop.name == "children") {
        return None;
    }
    let (name, own) = (&component.name, &component.generics.names);
    Some(quote! {
        #[doc(hidden)]
        pub fn children(self, _: impl __v::ChildrenOf<#name<#(#own),*>>) -> Self { self }
    })
}
