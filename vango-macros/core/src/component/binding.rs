//! Which tokens stand for variables, and which of them bind one.
//!
//! Works on raw tokens and by the customs of Rust: variables are in lower case. Knows no scopes: those who ask decide
//! what a name that is bound twice means.

use proc_macro2::{Ident, TokenTree};

use super::markup::is_markup_name;
use crate::token::{is_ident, is_joint, is_path_separator, is_punct, trees};

/// Whether the identifier at `at` can stand for a variable: not a field or method (`.x`), a path (`x::`, `::x`), a
/// field's name (`x:`), or the name of an element or attribute.
pub(super) fn names_variable(tokens: &[TokenTree], at: usize) -> bool {
    let after_dot =
        at > 0 && is_punct(&tokens[at - 1], '.') && !(at > 1 && is_joint(&tokens[at - 2], '.'));
    let after_path = at > 1 && is_path_separator(tokens, at - 2);
    let before_colon = tokens.get(at + 1).is_some_and(|token| is_punct(token, ':'));
    let is_label = at > 0 && is_punct(&tokens[at - 1], '\'');
    !(after_dot || after_path || before_colon || is_label || is_markup_name(tokens, at))
}

/// The names that the `let`s of setup's own statements bind.
pub(super) fn locals(tokens: &[TokenTree]) -> Vec<String> {
    let mut names = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if is_ident(token, "let") {
            let pattern = &tokens[at + 1..];
            let ends = |token: &TokenTree| is_punct(token, '=') || is_punct(token, ';');
            let end = (0..pattern.len())
                .find(|&at| {
                    ends(&pattern[at]) || (is_punct(&pattern[at], ':') && !is_path(pattern, at))
                })
                .unwrap_or(pattern.len());
            bindings(&pattern[..end], &mut names);
        }
    }
    names
}

fn is_path(tokens: &[TokenTree], at: usize) -> bool {
    is_path_separator(tokens, at) || (at > 0 && is_path_separator(tokens, at - 1))
}

/// The variables of a pattern: its lower-case names.
pub(super) fn bindings(pattern: &[TokenTree], names: &mut Vec<String>) {
    for (at, token) in pattern.iter().enumerate() {
        match token {
            TokenTree::Group(group) => bindings(&trees(&group.stream()), names),
            TokenTree::Ident(ident) => {
                let name = ident.to_string();
                let is_variable = name.starts_with(|c: char| c.is_lowercase() || c == '_')
                    && !matches!(name.as_str(), "mut" | "ref" | "_")
                    && names_variable(pattern, at);
                if is_variable {
                    names.push(name);
                }
            }
            _ => {}
        }
    }
}

/// Whether `name.field` stands somewhere in `tokens`.
pub(super) fn names_field(tokens: &[TokenTree], name: &Ident) -> bool {
    tokens.iter().enumerate().any(|(at, token)| match token {
        TokenTree::Group(group) => names_field(&trees(&group.stream()), name),
        TokenTree::Ident(ident) => {
            let is_field = |at: usize| {
                matches!(tokens.get(at), Some(TokenTree::Ident(_)))
                    && !matches!(tokens.get(at + 1), Some(TokenTree::Group(_)))
                    && !is_path_separator(tokens, at + 1)
            };
            ident == name
                && tokens.get(at + 1).is_some_and(|dot| is_punct(dot, '.'))
                && is_field(at + 2)
        }
        _ => false,
    })
}
