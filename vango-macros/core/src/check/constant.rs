//! Keys that two rows share, as far as it is written: one literal for all rows, or two equal ones in a literal list.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::Check;
use super::control::{is_float, walk};
use crate::diagnostic::{Code, Place};
use crate::parse::model::For;
use crate::token::{is_ident, is_punct, trees};

/// Words in a key that only say of which type a literal is.
const CONVERSIONS: &[&str] = &[
    "as",
    "false",
    "from",
    "into",
    "to_owned",
    "to_string",
    "true",
    "String",
    "char",
    "i16",
    "i32",
    "i64",
    "i8",
    "isize",
    "str",
    "u16",
    "u32",
    "u64",
    "u8",
    "usize",
];

impl Check<'_> {
    pub(super) fn duplicate_key(&mut self, model: &For, key: &TokenStream) {
        if is_constant(key) && is_list(&model.iterator) {
            return self.diagnostics.report(
                Code::DuplicateKey,
                Place::of(key, model.keyword),
                "every row has the same key: a key says which row is which",
                "take it from the row's data: `key = item.id`",
            );
        }
        let Some(second) = repeated(model, key) else {
            return;
        };
        self.diagnostics.report(
            Code::DuplicateKey,
            second.span(),
            format!("two rows have the key `{second}`"),
            "give each row a key of its own, such as an id: `for (id, text) in [(1, …), (2, …)], key = id`",
        );
    }
}

/// Words of iterators that give several rows; an `Option` has one row at most, and there a key may be any.
const SEVERAL: &[&str] = &[
    "chars",
    "chunks",
    "enumerate",
    "into_iter",
    "iter",
    "keys",
    "lines",
    "rev",
    "skip",
    "split",
    "values",
    "windows",
    "zip",
];

/// Words that leave one row at most.
const SINGLE: &[&str] = &[
    "Some",
    "find",
    "first",
    "last",
    "max",
    "max_by_key",
    "min",
    "min_by_key",
    "next",
    "nth",
    "once",
    "pop",
    "take",
];

/// Whether the list is seen to have several rows. What is not seen the development run finds.
fn is_list(iterator: &TokenStream) -> bool {
    if let Some(rows) = literal_rows(iterator) {
        return rows.len() > 1;
    }
    let tokens = walk(iterator);
    let has = |words: &[&str]| {
        tokens
            .iter()
            .any(|token| words.iter().any(|word| is_ident(token, word)))
    };
    let is_range = tokens
        .windows(2)
        .any(|pair| is_punct(&pair[0], '.') && is_punct(&pair[1], '.'));
    !has(SINGLE) && (is_range || has(SEVERAL))
}

/// One literal, whatever row it is.
fn is_constant(key: &TokenStream) -> bool {
    let tokens = walk(key);
    let is_fixed = |token: &TokenTree| match token {
        TokenTree::Ident(ident) => CONVERSIONS.iter().any(|word| ident == word),
        TokenTree::Punct(punct) => !matches!(punct.as_char(), '!' | '|'),
        TokenTree::Literal(_) => true,
        TokenTree::Group(_) => false,
    };
    let has_value = tokens.iter().any(|token| {
        matches!(token, TokenTree::Literal(_))
            || is_ident(token, "true")
            || is_ident(token, "false")
    });
    // That a float is no key is said already.
    has_value && tokens.iter().all(is_fixed) && !tokens.iter().any(is_float)
}

/// `for x in ["a", "b", "a"], key = x` and `for (id, name) in [(1, "a"), (1, "b")], key = id`: the second of two.
fn repeated(model: &For, key: &TokenStream) -> Option<TokenTree> {
    let rows = literal_rows(&model.iterator)?;
    let name = match trees(key).as_slice() {
        [TokenTree::Ident(name)] => name.to_string(),
        [star, TokenTree::Ident(name)] if is_punct(star, '*') || is_punct(star, '&') => {
            name.to_string()
        }
        _ => return None,
    };
    let at = match trees(&model.pattern).as_slice() {
        [TokenTree::Ident(row)] if *row == name => None,
        [TokenTree::Group(row)] => Some(
            split(&row.stream())
                .iter()
                .position(|part| matches!(part.as_slice(), [only] if is_ident(only, &name)))?,
        ),
        _ => return None,
    };
    let mut seen: Vec<String> = Vec::new();
    for row in rows {
        let value = match (row.as_slice(), at) {
            ([only], None) => only.clone(),
            ([TokenTree::Group(row)], Some(at)) => match split(&row.stream()).get(at)?.as_slice() {
                [only] => only.clone(),
                _ => return None,
            },
            _ => return None,
        };
        if !matches!(value, TokenTree::Literal(_)) || is_float(&value) {
            return None;
        }
        let text = value.to_string();
        if seen.contains(&text) {
            return Some(value);
        }
        seen.push(text);
    }
    None
}

/// The elements of an array literal, which may be borrowed or asked for its iterator.
fn literal_rows(iterator: &TokenStream) -> Option<Vec<Vec<TokenTree>>> {
    let tokens = trees(iterator);
    let tokens = match tokens.as_slice() {
        [first, rest @ ..] if is_punct(first, '&') => rest,
        tokens => tokens,
    };
    let (TokenTree::Group(array), rest) = tokens.split_first()? else {
        return None;
    };
    let is_whole = match rest {
        [] => true,
        [dot, method, TokenTree::Group(_)] => {
            is_punct(dot, '.') && (is_ident(method, "iter") || is_ident(method, "into_iter"))
        }
        _ => false,
    };
    (array.delimiter() == Delimiter::Bracket && is_whole).then(|| split(&array.stream()))
}

/// What stands between commas.
fn split(tokens: &TokenStream) -> Vec<Vec<TokenTree>> {
    let tokens = trees(tokens);
    let mut parts: Vec<Vec<TokenTree>> = tokens
        .split(|token| is_punct(token, ','))
        .map(<[TokenTree]>::to_vec)
        .collect();
    parts.retain(|part| !part.is_empty());
    parts
}
