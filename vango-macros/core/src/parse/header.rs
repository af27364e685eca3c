//! Where the header of control flow ends.
//!
//! Judged by tokens alone: a header is plain Rust up to the `{` of its body, which may be missing while one types.

use proc_macro2::TokenTree;

use super::node::is_operand;
use crate::html;
use crate::token::{is_brace, is_ident, is_path_separator, is_punct};

/// Where a tag begins whose `{` before it is missing: `if ready <p>…</p>`. Only an element that HTML has, since `<` may be
/// a comparison.
pub(super) fn tag_behind(rest: &[TokenTree]) -> Option<usize> {
    (1..rest.len()).find(|&at| {
        let is_element = matches!(rest.get(at + 1), Some(TokenTree::Ident(name)) if html::element(&name.to_string()).is_some());
        let goes_on = match rest.get(at + 2) {
            // `n < i as u32` compares.
            Some(TokenTree::Ident(word)) => word != "as",
            Some(token) => is_punct(token, '>') && !is_path_separator(rest, at + 3),
            None => false,
        };
        is_punct(&rest[at], '<') && is_operand(&rest[at - 1]) && is_element && goes_on
    })
}

/// Whether `key =` stands at `at`, behind a comma or where one is missing: behind an operand.
pub(super) fn is_key(tokens: &[TokenTree], at: usize) -> bool {
    let is_equals = |at: usize| tokens.get(at).is_some_and(|token| is_punct(token, '='));
    let begins = is_ident(&tokens[at], "key") && is_equals(at + 1) && !is_equals(at + 2);
    let follows = at > 0 && (is_punct(&tokens[at - 1], ',') || is_operand(&tokens[at - 1]));
    begins && follows
}

/// Up to the body's brace. `key = {…}` with a body behind it is a key in braces, as an attribute's value may be.
pub(super) fn header_len(rest: &[TokenTree]) -> Option<usize> {
    let first = rest.iter().position(is_brace)?;
    let is_key = first >= 3 && is_key(rest, first - 2) && rest.get(first + 1).is_some_and(is_brace);
    Some(first + usize::from(is_key))
}
