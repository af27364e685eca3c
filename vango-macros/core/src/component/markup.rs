//! Which names in a body are those of markup: an element, an attribute or a directive may be called as a variable is
//! (`<circle cx="5">` beside the context `cx`, `<label>` beside a local `label`).
//!
//! Works on raw tokens, as those who ask do, and knows no names. It relies on what never stands in Rust: two names
//! side by side, a name behind a string, `<` behind a string or a `>`.

use proc_macro2::{Delimiter, TokenTree};

use crate::token::{is_brace, is_ident, is_joint, is_punct, is_text};

/// Words of Rust and of `view!` that a variable may follow.
const BEFORE_VARIABLES: [&str; 22] = [
    "as", "async", "await", "break", "const", "dyn", "each", "else", "fn", "for", "if", "in",
    "let", "match", "move", "mut", "ref", "return", "static", "unsafe", "while", "yield",
];

/// Whether the identifier at `at` is the name of an element or of an attribute.
pub(super) fn is_markup_name(tokens: &[TokenTree], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &tokens[before]) else {
        return false;
    };
    is_element(tokens, at) || {
        match before {
            // `break 'outer x`: what stands before is a label.
            TokenTree::Ident(_) if at > 1 && is_punct(&tokens[at - 2], '\'') => false,
            TokenTree::Ident(word) => !BEFORE_VARIABLES.iter().any(|known| word == known),
            TokenTree::Literal(_) => is_text(before),
            TokenTree::Group(group) => match group.delimiter() {
                Delimiter::Parenthesis => true,
                // A statement may follow a block.
                Delimiter::Brace => is_given(tokens, at + 1) || ends_tag(tokens, at + 1),
                Delimiter::Bracket | Delimiter::None => false,
            },
            // `<:x>`, `</:x>`
            TokenTree::Punct(punct) if punct.as_char() == ':' && is_slot(tokens, at) => true,
            // `data-x=`, `class:x=`, `<List<u8> x=`; `a - x == 0` is an expression.
            TokenTree::Punct(punct) => {
                matches!(punct.as_char(), '-' | ':' | '>') && is_given(tokens, at + 1)
            }
        }
    }
}

/// Whether the `:x` at `at` is the name of a slot.
fn is_slot(tokens: &[TokenTree], at: usize) -> bool {
    let is_at = |back: usize, character: char| {
        at.checked_sub(back)
            .is_some_and(|before| is_punct(&tokens[before], character))
    };
    is_at(2, '<') || (is_at(2, '/') && is_at(3, '<'))
}

/// `<x` and `</x` where an expression cannot be compared.
fn is_element(tokens: &[TokenTree], at: usize) -> bool {
    let is_at = |back: usize, character: char| {
        at.checked_sub(back)
            .is_some_and(|before| is_punct(&tokens[before], character))
    };
    if is_at(1, '/') && is_at(2, '<') {
        return true;
    }
    is_at(1, '<')
        && match at.checked_sub(2).map(|before| &tokens[before]) {
            None => true,
            Some(before) if is_text(before) || is_brace(before) => true,
            Some(TokenTree::Punct(punct)) => matches!(punct.as_char(), '>' | ',' | ';'),
            Some(_) => false,
        }
}

/// `=`, not `==` or `=>`.
fn is_given(tokens: &[TokenTree], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| {
        is_punct(token, '=')
            && !(is_joint(token, '=')
                && tokens
                    .get(at + 1)
                    .is_some_and(|next| is_punct(next, '=') || is_punct(next, '>')))
    })
}

/// `/>`, or a `>` with nothing to compare behind it.
fn ends_tag(tokens: &[TokenTree], at: usize) -> bool {
    let slash = tokens.get(at).is_some_and(|token| is_punct(token, '/'));
    let angle = at + usize::from(slash);
    tokens.get(angle).is_some_and(|token| is_punct(token, '>'))
        && (slash
            || tokens.get(angle + 1).is_none_or(|next| {
                is_text(next) || is_brace(next) || is_punct(next, '<') || is_ident(next, "if")
            }))
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenTree;

    use super::is_markup_name;
    use crate::token::trees;

    /// What the `x`s of `code` are, in order: `m`arkup or `v`ariables.
    fn kinds(code: &str) -> String {
        fn collect(tokens: &[TokenTree], kinds: &mut String) {
            for (at, token) in tokens.iter().enumerate() {
                match token {
                    TokenTree::Group(group) => collect(&trees(&group.stream()), kinds),
                    TokenTree::Ident(ident) if ident == "x" => {
                        kinds.push(if is_markup_name(tokens, at) { 'm' } else { 'v' });
                    }
                    _ => {}
                }
            }
        }
        let mut out = String::new();
        collect(&trees(&code.parse().unwrap()), &mut out);
        out
    }

    #[test]
    fn names_of_markup_are_told_from_variables() {
        for (code, expected) in [
            ("r, <circle x=5 r=x/>", "mv"),
            ("r, <x>{x}</x>", "mvm"),
            ("r, <g><b/><x>\"x\"</x></g><x/>", "mmm"),
            ("r, \"a\"<x x x={x} x/>\"b\"", "mmmvm"),
            (
                "r, <p data-x=(x) class:x=x style:x={x} x>{x}</p>",
                "mvmvmvmv",
            ),
            ("r, <input value=x x/> <List<u8> x=x/>", "vmmv"),
            ("r, <p a={1} x={x}>{x}</p><p a=\"1\" x>\"t\"</p>", "mvvm"),
            ("r, for x in x { <x/> } each x in x { {x} }", "vvmvvv"),
            ("r, <Card><:x>{x}</:x></Card>", "mvm"),
            ("r, if x { <p>{x}</p> } else if a < x { {x} }", "vvvv"),
            (
                "let x = 1; if a { } x.set(1); let mut x = a - x; x == 1",
                "vvvvv",
            ),
            (
                "match a { } x > 5 && y < x && \"s\".len() < x && (a) == x",
                "vvvv",
            ),
            (
                "return x; a as x; *x = 5; f(x, &mut x, |x| x + 1)",
                "vvvvvvv",
            ),
        ] {
            assert_eq!(kinds(code), expected, "{code}");
        }
    }
}
