//! Reads the `static`; its initial value stays raw tokens.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::parse::{ParseStream, Parser as _};
use syn::spanned::Spanned as _;

use super::model::{Declaration, Initial, Kind, Value};
use super::refused;
use crate::component::parameter::{only_argument, spell};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::token::{is_ident, is_punct, trees};

/// `None` when it is no `static`, which was reported, or its type is missing, which rustc reports.
pub(super) fn parse(
    kind: Kind,
    item: &TokenStream,
    diagnostics: &mut Diagnostics,
) -> Option<Declaration> {
    let Ok(read) = read.parse2(item.clone()) else {
        diagnostics.report(
            Code::PersistStatic,
            Place::of(item, Span::call_site()),
            format!("`#[{}]` stands on a `static`", kind.name()),
            format!("write {}", kind.example()),
        );
        return None;
    };
    if !is_whole(&read.declared) {
        // rustc says so, with the type that belongs there.
        return None;
    }
    if let Some(mutable) = read.mutable {
        diagnostics.report(
            Code::PersistStatic,
            mutable.span,
            "a persisted item is no `static mut`: what changes is its value in a session, not the static",
            "remove `mut`; handlers write it: `CART.get_mut(tx)`, `CART.set(tx, value)`",
        );
    }
    if !read.generics.is_empty() {
        diagnostics.report(
            Code::PersistStatic,
            Place::of(&read.generics, read.name.span()),
            "a `static` is not generic, and neither is a persisted item",
            "remove the parameters, and write one static for each type",
        );
    }
    let mut attributes = read.attributes;
    attributes.retain(|attribute| !is_ours(kind, attribute, diagnostics));
    Some(Declaration {
        kind,
        attributes,
        visibility: read.visibility,
        keyword: read.keyword,
        value: value(kind, read.declared, &read.name, diagnostics),
        initial: initial(kind, read.initial, &read.name, diagnostics),
        name: read.name,
    })
}

struct Static {
    attributes: Vec<syn::Attribute>,
    visibility: syn::Visibility,
    keyword: syn::Token![static],
    mutable: Option<syn::Token![mut]>,
    name: Ident,
    generics: TokenStream,
    declared: TokenStream,
    initial: TokenStream,
}

fn read(input: ParseStream<'_>) -> syn::Result<Static> {
    let attributes = input.call(syn::Attribute::parse_outer)?;
    let visibility = input.parse()?;
    let keyword = input.parse()?;
    let mutable = input.parse()?;
    let name = input.parse()?;
    let generics: syn::Generics = input.parse()?;
    let colon: Option<syn::Token![:]> = input.parse()?;
    let declared = match colon {
        Some(_) => declared(input)?,
        None => TokenStream::new(),
    };
    let equals: Option<syn::Token![=]> = input.parse()?;
    let mut initial: Vec<TokenTree> = trees(&input.parse()?);
    if initial.last().is_some_and(|token| is_punct(token, ';')) {
        initial.pop();
    }
    match (equals, initial.is_empty()) {
        (None, false) => Err(input.error("expected `=`")),
        _ => Ok(Static {
            attributes,
            visibility,
            keyword,
            mutable,
            name,
            generics: generics.into_token_stream(),
            declared,
            initial: initial.into_iter().collect(),
        }),
    }
}

/// The type; half of one ends where the initial value begins.
fn declared(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let is_whole = input.fork().parse::<syn::Type>().is_ok();
    if is_whole {
        return Ok(input.parse::<syn::Type>()?.into_token_stream());
    }
    let mut tokens = TokenStream::new();
    while !input.is_empty() && !input.peek(syn::Token![=]) && !input.peek(syn::Token![;]) {
        tokens.extend([input.parse::<TokenTree>()?]);
    }
    Ok(tokens)
}

/// Whether it is one of the three, which is reported.
fn is_ours(kind: Kind, attribute: &syn::Attribute, diagnostics: &mut Diagnostics) -> bool {
    let path = attribute.path();
    let is_here =
        path.segments.len() == 1 || path.segments.first().is_some_and(|it| it.ident == "vango");
    let other = path.segments.last().map(|last| &last.ident);
    let other = other.and_then(|name| Kind::ALL.into_iter().find(|kind| name == kind.name()));
    let Some(other) = other.filter(|_| is_here) else {
        return false;
    };
    let message = match other == kind {
        true => format!("`#[{}]` stands here twice", kind.name()),
        false => format!(
            "a static is `#[{}]` or `#[{}]`, not both: they say who shares its value",
            kind.name(),
            other.name()
        ),
    };
    diagnostics.report(
        Code::PersistTwice,
        attribute.path().span(),
        message,
        "remove one of them",
    );
    true
}

fn value(kind: Kind, declared: TokenStream, name: &Ident, diagnostics: &mut Diagnostics) -> Value {
    if kind != Kind::SessionKey {
        return Value::Declared {
            handled: declared.clone(),
            declared,
        };
    }
    if let Some(handled) = only_argument(&declared, "Option") {
        return Value::Declared { declared, handled };
    }
    let shown = spell(&declared);
    diagnostics.report(
        Code::SessionKeyType,
        Place::of(&declared, name.span()),
        format!(
            "a session key may be absent, so its type is an `Option`, and this one is a `{shown}`"
        ),
        format!("write `Option<{shown}>`; for a value that is always there use `#[shared]`"),
    );
    Value::Bare {
        declared,
        mistake: mistake(diagnostics),
    }
}

/// Whether it is a type, and no `_` stands in it.
fn is_whole(declared: &TokenStream) -> bool {
    fn infers(declared: &TokenStream) -> bool {
        declared.clone().into_iter().any(|token| match token {
            TokenTree::Group(group) => infers(&group.stream()),
            token => is_ident(&token, "_"),
        })
    }
    syn::parse2::<syn::Type>(declared.clone()).is_ok() && !infers(declared)
}

fn initial(
    kind: Kind,
    initial: TokenStream,
    name: &Ident,
    diagnostics: &mut Diagnostics,
) -> Initial {
    let tokens = trees(&initial);
    match &tokens[..] {
        [] => {
            diagnostics.report(
                Code::PersistStatic,
                name.span(),
                format!("`{name}` has no initial value"),
                format!(
                    "write the constant that each session begins with: {}",
                    kind.example()
                ),
            );
            Initial::Refused {
                tokens: initial,
                mistake: mistake(diagnostics),
            }
        }
        [only] if is_ident(only, "None") => Initial::Nothing(only.span()),
        [TokenTree::Group(group)]
            if group.delimiter() == Delimiter::Bracket && group.stream().is_empty() =>
        {
            Initial::Nothing(group.span())
        }
        tokens => match refused::check(tokens, diagnostics) {
            Ok(()) => Initial::Constant(initial),
            Err(mistake) => Initial::Refused {
                tokens: initial,
                mistake,
            },
        },
    }
}

/// What was reported last, as a value or a type: rustc tells it once, and nothing of what comes of it.
pub(super) fn mistake(diagnostics: &Diagnostics) -> TokenStream {
    diagnostics
        .last()
        .map(Diagnostic::to_compile_error)
        .unwrap_or_default()
}
