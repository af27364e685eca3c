//! From the item to the model.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, format_ident};
use syn::spanned::Spanned as _;

use super::attribute::{OfMember, OfType, Persist, read};
use super::model::{Content, Field, HERE, Value, Variant};
use super::rename::Rule;
use crate::diagnostic::{Code, Diagnostics};

/// `None` when it cannot be read, or is a union; that was reported.
pub(super) fn parse(item: TokenStream, diagnostics: &mut Diagnostics) -> Option<Value> {
    let item: syn::DeriveInput = match syn::parse2(item) {
        Ok(item) => item,
        Err(error) => {
            let message = format!("this type cannot be read: {error}");
            diagnostics.report(Code::PersistType, error.span(), message, "mend the type");
            return None;
        }
    };
    let options: OfType = read(&item.attrs, "serde", diagnostics);
    options.refuse(diagnostics);
    let owns_all = check_generics(&item.generics, diagnostics);
    let parser = Parser {
        name: &item.ident,
        options: &options,
    };
    let content = match &item.data {
        // Its fields' types would be refused for the same mistake.
        _ if !owns_all => Content::Unit,
        syn::Data::Struct(data) => parser.fields(&data.fields, options.rename_all, diagnostics),
        syn::Data::Enum(data) => Content::Enum(
            data.variants
                .iter()
                .filter_map(|variant| parser.variant(variant, diagnostics))
                .collect(),
        ),
        syn::Data::Union(data) => {
            diagnostics.report(
                Code::PersistType,
                data.union_token.span,
                "a union cannot be persisted: nothing says which of its fields is there",
                "use an enum",
            );
            return None;
        }
    };
    Some(Value {
        id: id(&item.attrs, diagnostics),
        name: item.ident.clone(),
        generics: item.generics,
        content,
    })
}

/// What lives for a while only cannot be kept. Answers whether there is none such.
fn check_generics(generics: &syn::Generics, diagnostics: &mut Diagnostics) -> bool {
    for lifetime in generics.lifetimes() {
        diagnostics.report(
            Code::PersistType,
            lifetime.span(),
            "a persisted type owns what is in it: it has no lifetime",
            "use `String`, `Vec` or `Cow<'static, str>` instead of the reference",
        );
    }
    generics.lifetimes().next().is_none()
}

fn id(attributes: &[syn::Attribute], diagnostics: &mut Diagnostics) -> Option<String> {
    let options: Persist = read(attributes, "persist", diagnostics);
    let id = options.schema?;
    super::id::check(&id, id.span().into(), diagnostics)
}

struct Parser<'i> {
    name: &'i Ident,
    options: &'i OfType,
}

impl Parser<'_> {
    fn fields(
        &self,
        fields: &syn::Fields,
        rule: Option<Rule>,
        diagnostics: &mut Diagnostics,
    ) -> Content {
        match fields {
            syn::Fields::Unit => Content::Unit,
            syn::Fields::Unnamed(fields) => {
                let mut types = Vec::new();
                for field in &fields.unnamed {
                    let options: OfMember = read(&field.attrs, "serde", diagnostics);
                    options.refuse(options.default.is_some(), diagnostics);
                    if !options.skip.is_present() {
                        types.push(self.declared(&field.ty));
                    }
                }
                // Serde writes a struct of one place as what is in it; one of whose places are skipped, as a tuple.
                match (fields.unnamed.len(), types.pop()) {
                    (1, Some(only)) => Content::Newtype(only),
                    (_, last) => {
                        types.extend(last);
                        Content::Tuple(types)
                    }
                }
            }
            syn::Fields::Named(fields) => {
                let fields: Vec<Field> = fields
                    .named
                    .iter()
                    .filter_map(|field| self.field(field, rule, diagnostics))
                    .collect();
                match self.options.transparent.is_present() {
                    true => transparent(fields),
                    false => Content::Struct(fields),
                }
            }
        }
    }

    fn field(
        &self,
        field: &syn::Field,
        rule: Option<Rule>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Field> {
        let options: OfMember = read(&field.attrs, "serde", diagnostics);
        let has_default = options.default.is_some() || self.options.default.is_some();
        options.refuse(has_default || is_option(&field.ty), diagnostics);
        if options.skip.is_present() {
            return None;
        }
        let name = spelled(field.ident.as_ref()?);
        let renamed = rule.map(|rule| rule.field(&name));
        Some(Field {
            name: options.rename.or(renamed).unwrap_or(name),
            aliases: options.alias,
            has_default,
            declared: self.declared(&field.ty),
        })
    }

    fn variant(&self, variant: &syn::Variant, diagnostics: &mut Diagnostics) -> Option<Variant> {
        let options: OfMember = read(&variant.attrs, "serde", diagnostics);
        options.refuse(false, diagnostics);
        if options.skip.is_present() {
            return None;
        }
        let name = spelled(&variant.ident);
        let renamed = self.options.rename_all.map(|rule| rule.variant(&name));
        let rule = options.rename_all.or(self.options.rename_all_fields);
        Some(Variant {
            name: options.rename.or(renamed).unwrap_or(name),
            aliases: options.alias,
            content: self.fields(&variant.fields, rule, diagnostics),
        })
    }

    /// The type of a field, in which the type around it stands under another name.
    fn declared(&self, declared: &syn::Type) -> TokenStream {
        without_itself(declared.to_token_stream(), self.name)
    }
}

/// What is in a struct of one field that is stored as that field.
fn transparent(mut fields: Vec<Field>) -> Content {
    match fields.pop() {
        Some(only) if fields.is_empty() => Content::Newtype(only.declared),
        // serde says what is wrong with it.
        last => {
            fields.extend(last);
            Content::Struct(fields)
        }
    }
}

/// `r#type` is stored as `type`.
fn spelled(name: &Ident) -> String {
    let name = name.to_string();
    name.strip_prefix("r#").unwrap_or(&name).to_owned()
}

fn is_option(declared: &syn::Type) -> bool {
    let syn::Type::Path(path) = declared else {
        return false;
    };
    path.path
        .segments
        .last()
        .is_some_and(|segment| segment.ident == "Option")
}

/// `Tree<T>` and `Self` become [`HERE`]: whatever is behind the name in angle brackets goes with it.
fn without_itself(tokens: TokenStream, name: &Ident) -> TokenStream {
    let mut out = TokenStream::new();
    let mut tokens = tokens.into_iter().peekable();
    let mut is_in_path = false;
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(ident) if !is_in_path && (ident == *name || ident == "Self") => {
                out.extend([TokenTree::Ident(format_ident!(
                    "{HERE}",
                    span = ident.span()
                ))]);
                skip_arguments(&mut tokens);
                is_in_path = false;
            }
            TokenTree::Group(group) => {
                let mut inner = proc_macro2::Group::new(
                    group.delimiter(),
                    without_itself(group.stream(), name),
                );
                inner.set_span(group.span());
                out.extend([TokenTree::Group(inner)]);
                is_in_path = false;
            }
            token => {
                is_in_path = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ':');
                out.extend([token]);
            }
        }
    }
    out
}

/// `<…>`, when that follows.
fn skip_arguments(tokens: &mut std::iter::Peekable<proc_macro2::token_stream::IntoIter>) {
    let punct = |token: &TokenTree| match token {
        TokenTree::Punct(punct) => Some(punct.as_char()),
        _ => None,
    };
    if tokens.peek().and_then(punct) != Some('<') {
        return;
    }
    let mut depth = 0_usize;
    for token in tokens.by_ref() {
        match punct(&token) {
            Some('<') => depth += 1,
            Some('>') => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return;
        }
    }
}
