//! Markup where an expression is expected: `{if ok { <p>"yes"</p> }}`, `{ok && <p>"yes"</p>}`, `{items.map(|i| <li>…)}`.
//!
//! Judged by tokens: where an operand is expected, Rust knows `<` only as the beginning of `<T>::…` and `<T as …>::…`.
//! What stands in the parentheses of other macros is theirs.

use proc_macro2::{Delimiter, Span, TokenTree};

use super::Parser;
use super::component::generics_len;
use super::model::Expr;
use super::node::is_operand;
use crate::diagnostic::{Code, Place};
use crate::token::{is_ident, is_joint, is_path_separator, is_punct, trees};

impl Parser<'_> {
    /// Reports a tag in an expression; whether there is one.
    pub(super) fn has_markup(&mut self, expr: &Expr) -> bool {
        let tokens = trees(&expr.tokens);
        let Some(tag) = tag(&tokens) else {
            return false;
        };
        let names = |word: &str| tokens.iter().any(|token| is_ident(token, word));
        let is_and = tokens.iter().any(|token| is_joint(token, '&'));
        let help = match tokens.first() {
            Some(first)
                if ["if", "match", "for"]
                    .iter()
                    .any(|word| is_ident(first, word)) =>
            {
                format!("remove the braces around it: `{first}` stands in markup as it is")
            }
            _ if names("map") => "write `for item in items, key = item.id { … }`".to_owned(),
            _ if is_and => "write `if condition { … }`".to_owned(),
            _ => "make a view of it, `{view! { r, … }}`, or write it without the braces".to_owned(),
        };
        self.diagnostics.report(
            Code::BareText,
            tag,
            "markup cannot stand in `{…}`, which takes an expression",
            help,
        );
        true
    }
}

/// The first tag: from its `<` to its name.
fn tag(tokens: &[TokenTree]) -> Option<Place> {
    (0..tokens.len()).find_map(|at| match &tokens[at] {
        TokenTree::Group(group) => {
            let is_macro = at > 0 && is_punct(&tokens[at - 1], '!');
            let is_open = group.delimiter() != Delimiter::Bracket && !is_macro;
            if is_open {
                tag(&trees(&group.stream()))
            } else {
                None
            }
        }
        token if is_punct(token, '<') && begins_tag(tokens, at) => {
            let end: Span = tokens.get(at + 1).map_or(token.span(), TokenTree::span);
            Some(Place::new(token.span(), end))
        }
        _ => None,
    })
}

fn begins_tag(tokens: &[TokenTree], at: usize) -> bool {
    let is_expected = match at.checked_sub(1).map(|before| &tokens[before]) {
        None => true,
        Some(before) if is_punct(before, '>') => at > 1 && is_joint(&tokens[at - 2], '='),
        Some(TokenTree::Punct(punct)) => matches!(punct.as_char(), '&' | '|' | ',' | ';' | '='),
        Some(before) => !is_operand(before),
    };
    let is_named = matches!(tokens.get(at + 1), Some(TokenTree::Ident(_)))
        || tokens.get(at + 1).is_some_and(|next| is_punct(next, '>'));
    let is_path =
        generics_len(&tokens[at..]).is_some_and(|length| is_path_separator(tokens, at + length));
    is_expected && is_named && !is_path
}
