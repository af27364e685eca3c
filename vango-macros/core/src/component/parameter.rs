//! Parameters after the context: what each carries is told by the last segment of its type.
//!
//! In place of a parameter that cannot be one the body gets the mistake itself, `compile_error!{…}`: rustc says nothing
//! more about what comes of an erroneous value, so that the mistake is one error.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use super::attribute;
use super::model::{Kind, Prop};
use super::parse::pattern_name;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::token::{is_ident, is_punct, trees};

const KIND_NAMES: &[&str] = &["Prop", "Slot", "SlotFn", "Callback"];

const KINDS: &str = "a parameter is `name: Prop<T>`, a `Slot`, a `SlotFn<A>` or a `Callback<A>`";

/// One parameter; `None` for what can be none, which was reported.
pub(super) fn parameter(input: &syn::FnArg, diagnostics: &mut Diagnostics) -> Option<Prop> {
    let place = Place::of(&input.to_token_stream(), Span::call_site());
    let syn::FnArg::Typed(typed) = input else {
        diagnostics.report(
            Code::PropParameter,
            place,
            "a component has no `self`: it is a function of its own",
            "move it out of the `impl`, and give it what it needs as props: `name: Prop<T>`",
        );
        return None;
    };
    let Some(name) = pattern_name(&typed.pat) else {
        diagnostics.report(Code::PropParameter, place, "a prop needs a name", KINDS);
        return None;
    };
    let declared = typed.ty.to_token_stream();
    let kind = kind(name, &typed.ty, diagnostics);
    let (presence, conversion) = attribute::read(&typed.attrs, &kind, &declared, diagnostics);
    let (docs, others) = typed
        .attrs
        .iter()
        .filter(|attribute| !attribute.path().is_ident("prop"))
        .cloned()
        .partition(|attribute| attribute.path().is_ident("doc"));
    Some(Prop {
        name: name.clone(),
        kind,
        declared,
        docs,
        others,
        presence,
        conversion,
        span: name.span(),
    })
}

/// Whether an argument has a type that only parameters have.
pub(super) fn is_parameter(input: &syn::FnArg) -> bool {
    let syn::FnArg::Typed(typed) = input else {
        return false;
    };
    let syn::Type::Path(path) = &*typed.ty else {
        return false;
    };
    let last = path.path.segments.last();
    last.is_some_and(|segment| KIND_NAMES.iter().any(|kind| segment.ident == kind))
}

fn kind(name: &Ident, declared: &syn::Type, diagnostics: &mut Diagnostics) -> Kind {
    let tokens = declared.to_token_stream();
    let last = match declared {
        syn::Type::Path(path) => path.path.segments.last(),
        _ => None,
    };
    let word = last.map_or_else(String::new, |segment| segment.ident.to_string());
    let argument = last.and_then(argument);
    let refuse = |diagnostics: &mut Diagnostics, message: String, help: String| {
        let place = Place::of(&tokens, name.span());
        diagnostics.report(Code::PropParameter, place, message, help);
        refused(diagnostics)
    };
    match (word.as_str(), argument) {
        ("Prop", Some(value)) => match kept(name, &value, diagnostics) {
            Kept::Yes => Kind::Value(value),
            Kept::No => refused(diagnostics),
        },
        ("Slot", None) if last.is_some_and(|segment| segment.arguments.is_none()) => Kind::Slot,
        ("SlotFn", Some(argument)) => Kind::SlotFn(argument),
        ("Callback", Some(argument)) => Kind::Callback(argument),
        ("SlotFn" | "Callback" | "Prop", None) => refuse(
            diagnostics,
            format!("`{word}` has one type argument"),
            format!("write `{name}: {word}<T>`; an argument that says nothing is `()`"),
        ),
        ("Slot", _) => refuse(
            diagnostics,
            "a `Slot` has no arguments".to_owned(),
            format!("write `{name}: Slot`; content that depends on an argument is a `SlotFn<A>`"),
        ),
        ("View", _) => refuse(
            diagnostics,
            format!("the parameter `{name}` is a `View`, which is placed once and gone"),
            format!("write `{name}: Slot`: the parent fills it, and `{{{name}}}` shows it"),
        ),
        _ if matches!(declared, syn::Type::ImplTrait(_)) => {
            let _ = kept(name, &tokens, diagnostics);
            refused(diagnostics)
        }
        _ => refuse(
            diagnostics,
            format!("the prop `{name}` is not a `Prop`"),
            format!("write `{name}: Prop<{}>`", owned(&tokens)),
        ),
    }
}

/// The kind of a parameter that was reported just now.
fn refused(diagnostics: &Diagnostics) -> Kind {
    let mistake = diagnostics.last().map(Diagnostic::to_compile_error);
    Kind::Refused(mistake.unwrap_or_default())
}

/// The one type argument of a path segment.
fn argument(segment: &syn::PathSegment) -> Option<TokenStream> {
    let syn::PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return None;
    };
    match (arguments.args.first(), arguments.args.len()) {
        (Some(syn::GenericArgument::Type(value)), 1) => Some(value.to_token_stream()),
        _ => None,
    }
}

/// `T` of `wrapper<T>`.
pub(crate) fn only_argument(of: &TokenStream, wrapper: &str) -> Option<TokenStream> {
    let syn::Type::Path(path) = syn::parse2(of.clone()).ok()? else {
        return None;
    };
    let last = path.path.segments.last()?;
    (last.ident == wrapper).then(|| argument(last)).flatten()
}

enum Kept {
    Yes,
    No,
}

/// A prop is kept by its component, from one render of the parent to the next: it borrows nothing and has one type.
fn kept(name: &Ident, value: &TokenStream, diagnostics: &mut Diagnostics) -> Kept {
    let tokens = trees(value);
    if let Some(TokenTree::Ident(word)) = tokens.iter().find(|token| is_ident(token, "impl")) {
        let bound = spell(&tokens[1..].iter().cloned().collect());
        diagnostics.report(
            Code::PropType,
            Place::new(word.span(), Place::of(value, word.span()).end()),
            format!("the prop `{name}` needs a type that has a name: `impl …` has none"),
            format!("make the component generic: `fn Name<T: {bound} + PartialEq + Send>(cx: &mut Setup, {name}: Prop<T>)`; or take one type, and `#[prop(into)]` to accept what becomes it"),
        );
        return Kept::No;
    }
    let Some(borrow) = borrow(&tokens) else {
        return Kept::Yes;
    };
    diagnostics.report(
        Code::PropType,
        Place::new(borrow, Place::of(value, borrow).end()),
        format!("the prop `{name}` borrows, but it stays when the parent's render is over"),
        format!(
            "write `{name}: Prop<{}>`; with `#[prop(into)]` parents may give what becomes it",
            owned(value)
        ),
    );
    Kept::No
}

/// The first `&` or lifetime that is not `'static`. Function types borrow nothing by naming a lifetime.
fn borrow(tokens: &[TokenTree]) -> Option<Span> {
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) if !is_signature(tokens, at) => {
                if let Some(found) = borrow(&trees(&group.stream())) {
                    return Some(found);
                }
            }
            TokenTree::Ident(_) if is_ident(token, "for") => return None,
            TokenTree::Punct(_) if borrows(tokens, at) => return Some(token.span()),
            _ => {}
        }
    }
    None
}

/// What of a refused type rustc can resolve without an error of its own: of `Slot<T>` it is `T`.
pub(super) fn resolvable(declared: &TokenStream) -> Vec<TokenStream> {
    let Ok(syn::Type::Path(path)) = syn::parse2(declared.clone()) else {
        return vec![declared.clone()];
    };
    let Some(segment) = path.path.segments.last() else {
        return Vec::new();
    };
    let is_ours = KIND_NAMES.iter().any(|kind| segment.ident == kind);
    if !is_ours || segment.ident == "Prop" && argument(segment).is_some() {
        return vec![declared.clone()];
    }
    let syn::PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return Vec::new();
    };
    let types = arguments.args.iter().filter_map(|argument| match argument {
        syn::GenericArgument::Type(of) => Some(of.to_token_stream()),
        _ => None,
    });
    types.collect()
}

/// Whether `&` or a lifetime begins at `at` that is not `'static`. What stands behind `&'a` is judged by its lifetime.
fn borrows(tokens: &[TokenTree], at: usize) -> bool {
    let follows = |test: &dyn Fn(&TokenTree) -> bool| tokens.get(at + 1).is_some_and(test);
    if is_punct(&tokens[at], '&') {
        return !follows(&|next| is_punct(next, '\''));
    }
    is_punct(&tokens[at], '\'') && !follows(&|next| is_ident(next, "static"))
}

/// The parentheses of `fn(…)` and `Fn(…)`.
fn is_signature(tokens: &[TokenTree], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        ["fn", "Fn", "FnMut", "FnOnce"]
            .iter()
            .any(|word| is_ident(&tokens[before], word))
    })
}

/// [`owner_of`] as text.
fn owned(borrowed: &TokenStream) -> String {
    spell(&owner_of(borrowed))
}

/// The type that owns what `borrowed` borrows: `String` for `&str`, `Vec<T>` for `&[T]`, `T` for `&T`.
fn owner_of(borrowed: &TokenStream) -> TokenStream {
    let tokens = trees(borrowed);
    let mut out = TokenStream::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if !is_punct(token, '&') {
            out.extend([token.clone()]);
            at += 1;
            continue;
        }
        at += 1;
        if tokens.get(at).is_some_and(|next| is_punct(next, '\'')) {
            at += 2;
        }
        if tokens.get(at).is_some_and(|next| is_ident(next, "mut")) {
            at += 1;
        }
        match tokens.get(at) {
            Some(text) if is_ident(text, "str") => out.extend(quote!(String)),
            Some(TokenTree::Group(slice)) if slice.delimiter() == Delimiter::Bracket => {
                let items = owner_of(&slice.stream());
                out.extend(quote!(Vec<#items>));
            }
            Some(other) => out.extend([other.clone()]),
            None => {}
        }
        at += 1;
    }
    out
}

/// A type as one writes it: tokens of macros are spelled with a space around each.
pub(crate) fn spell(tokens: &TokenStream) -> String {
    let mut out = String::new();
    for token in tokens.clone() {
        let text = match &token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                format!("{open}{}{close}", spell(&group.stream()))
            }
            TokenTree::Punct(punct) => match punct.as_char() {
                ',' => ", ".to_owned(),
                '+' => " + ".to_owned(),
                '-' => " -".to_owned(),
                '>' if out.ends_with(" -") => "> ".to_owned(),
                other => other.to_string(),
            },
            word => word.to_string(),
        };
        let is_word =
            |letter: Option<char>| letter.is_some_and(|it| it.is_alphanumeric() || it == '_');
        if is_word(out.chars().last()) && is_word(text.chars().next()) {
            out.push(' ');
        }
        out.push_str(&text);
    }
    out
}
