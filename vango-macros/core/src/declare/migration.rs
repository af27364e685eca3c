//! `migrate(OldCart => upgrade, Vec<OldItem> as "shop:Cart:v1" => |items| Cart::of(items))`

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::parse::{ParseStream, Parser as _};

use super::model::Migration;
use super::parse::mistake;
use crate::diagnostic::{Code, Diagnostics, Place};
use crate::persist::id;
use crate::token::{is_punct, trees};

const EXAMPLE: &str = "write the old type and the function that takes its value: `migrate(OldCart => upgrade)`; when the old item \
                       had a `schema` of its own: `migrate(OldCart as \"shop:Cart:v1\" => upgrade)`";

/// Every migration in the list whose type can be read; of one that has no function the mistake stands in its place.
pub(super) fn parse(list: &Group, diagnostics: &mut Diagnostics) -> Vec<Migration> {
    let mut rest = list.stream();
    let mut migrations = Vec::new();
    while !rest.is_empty() {
        let whole = Place::of(&rest, list.span());
        let read = |input: ParseStream<'_>| Ok((read(input)?, input.parse::<TokenStream>()?));
        match read.parse2(rest) {
            Ok((written, after)) => {
                rest = after;
                migrations.push(migration(written, diagnostics));
            }
            Err(error) => {
                let message = format!("this migration cannot be read: {error}");
                diagnostics.report(Code::PersistArgument, whole, message, EXAMPLE);
                break;
            }
        }
    }
    migrations
}

/// As it is written, to the comma.
struct Written {
    old: syn::Type,
    id: Option<syn::LitStr>,
    /// Empty: there is none.
    upgrade: TokenStream,
}

fn read(input: ParseStream<'_>) -> syn::Result<Written> {
    let old = input.parse()?;
    let id = match input.parse::<Option<syn::Token![as]>>()? {
        Some(_) => Some(input.parse()?),
        None => None,
    };
    let arrow: Option<syn::Token![=>]> = input.parse()?;
    let upgrade = match arrow {
        Some(_) => upgrade(input)?,
        None => TokenStream::new(),
    };
    let comma: Option<syn::Token![,]> = input.parse()?;
    match comma.is_none() && !input.is_empty() {
        true => Err(input.error("expected `=>` or `,`")),
        false => Ok(Written { old, id, upgrade }),
    }
}

/// An expression; half of one ends at the comma.
fn upgrade(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let ahead = input.fork();
    let is_whole =
        ahead.parse::<syn::Expr>().is_ok() && (ahead.is_empty() || ahead.peek(syn::Token![,]));
    if is_whole {
        return Ok(input.parse::<syn::Expr>()?.into_token_stream());
    }
    let mut tokens = TokenStream::new();
    while !input.is_empty() && !input.peek(syn::Token![,]) {
        tokens.extend([input.parse::<TokenTree>()?]);
    }
    Ok(tokens)
}

fn migration(written: Written, diagnostics: &mut Diagnostics) -> Migration {
    let Written { old, id, upgrade } = written;
    let old = old.into_token_stream();
    let id = id.and_then(|id| id::check(&id.value(), id.span().into(), diagnostics));
    let upgrade = match trees(&upgrade).first() {
        Some(token) if !is_punct(token, ',') => upgrade,
        _ => {
            let place = Place::of(&old, proc_macro2::Span::call_site());
            let message = "this migration has no function";
            diagnostics.report(Code::PersistArgument, place, message, EXAMPLE);
            mistake(diagnostics)
        }
    };
    Migration { old, id, upgrade }
}
