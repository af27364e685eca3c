//! Which variables of setup the closures in a render closure's markup take along: handlers, callbacks, slot functions.
//!
//! Each render makes these closures anew, so what they take along must be `Copy`. rustc says so with a move error about
//! an `Fn` closure; the assertion that `purity` puts in says it in our words. Works on raw tokens and errs on the side
//! of silence: a name that anything within the render closure binds again is left to rustc.

use proc_macro2::{Delimiter, TokenTree};

use crate::flow::{closure_body, foreign_end, starts_closure};
use crate::token::{is_ident, is_joint, is_next, is_punct, trees};

/// The closures that stand as attribute values in the markup of a render closure: parameters and body of each.
pub(super) fn closures(render: &[TokenTree]) -> Vec<Vec<TokenTree>> {
    let mut found = Vec::new();
    scan(render, Place::Rust, &mut found);
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Rust,
    Markup,
}

fn scan(tokens: &[TokenTree], place: Place, found: &mut Vec<Vec<TokenTree>>) {
    for (at, token) in tokens.iter().enumerate() {
        if let TokenTree::Group(group) = token {
            let is_view =
                at > 1 && is_punct(&tokens[at - 1], '!') && is_ident(&tokens[at - 2], "view");
            let inside = if is_view { Place::Markup } else { place };
            scan(&trees(&group.stream()), inside, found);
        } else if place == Place::Markup && is_punct(token, '=') && is_attribute(tokens, at) {
            let end = foreign_end(tokens, at + 1).or_else(|| {
                let is_move = tokens.get(at + 1).is_some_and(|it| is_ident(it, "move"));
                is_move.then(|| foreign_end(tokens, at + 2)).flatten()
            });
            found.extend(end.map(|end| tokens[at + 1..end].to_vec()));
        }
    }
}

/// Whether the `=` at `at` follows the name of an attribute: `on:click.once`, `on_pick`; not `let f`.
fn is_attribute(tokens: &[TokenTree], at: usize) -> bool {
    let mut name = at;
    loop {
        let Some(before) = name.checked_sub(1) else {
            return false;
        };
        name = before;
        if matches!(tokens[name], TokenTree::Group(_)) {
            // The arguments of a modifier: `.debounce(300)`.
            continue;
        }
        if !matches!(tokens[name], TokenTree::Ident(_)) {
            return false;
        }
        match name.checked_sub(1) {
            Some(dot) if is_punct(&tokens[dot], '.') => name = dot,
            _ => break,
        }
    }
    let before = |back: usize| name.checked_sub(back).map(|at| &tokens[at]);
    match before(1) {
        Some(colon) if is_punct(colon, ':') => before(2).is_some_and(|word| is_ident(word, "on")),
        Some(word) => !["let", "mut", "ref"].iter().any(|it| is_ident(word, it)),
        None => false,
    }
}

/// The names that something in `tokens` may bind: a `let`, the pattern of a loop or of an arm, a closure's parameter. There are more
/// among them than that: types, and all words of a pattern.
pub(super) fn bound(tokens: &[TokenTree]) -> Vec<String> {
    let mut names = Vec::new();
    note_bound(tokens, &mut names);
    names
}

fn note_bound(tokens: &[TokenTree], names: &mut Vec<String>) {
    let mut arm = 0;
    for (at, token) in tokens.iter().enumerate() {
        let until = |ends: &dyn Fn(&TokenTree) -> bool| {
            let rest = &tokens[at + 1..];
            &rest[..rest.iter().position(ends).unwrap_or(rest.len())]
        };
        match token {
            TokenTree::Ident(word) if word == "let" => {
                words(
                    until(&|end| is_punct(end, '=') || is_punct(end, ';')),
                    names,
                );
            }
            TokenTree::Ident(word) if word == "for" || word == "each" => {
                words(until(&|end| is_ident(end, "in")), names);
            }
            TokenTree::Punct(_) if starts_closure(tokens, at) => {
                let body = closure_body(tokens, at).unwrap_or(at + 1);
                words(&tokens[at..body.min(tokens.len())], names);
            }
            TokenTree::Punct(_) if is_joint(token, '=') && is_next(tokens, at, '>') => {
                words(&tokens[arm..at], names);
            }
            TokenTree::Group(group) => {
                note_bound(&trees(&group.stream()), names);
                if group.delimiter() == Delimiter::Brace {
                    arm = at + 1;
                }
            }
            _ => {}
        }
        if is_punct(token, ',') {
            arm = at + 1;
        }
    }
}

/// All words of a pattern, groups opened.
fn words(pattern: &[TokenTree], names: &mut Vec<String>) {
    for token in pattern {
        match token {
            TokenTree::Ident(word) => names.push(word.to_string()),
            TokenTree::Group(group) => words(&trees(&group.stream()), names),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(render: &str, expected: usize) {
        let tokens = trees(&render.parse().unwrap());
        assert_eq!(closures(&tokens).len(), expected, "{render}");
    }

    #[test]
    fn closures_in_attributes_are_found() {
        check(
            "view! { r, <p on:click=move |tx| { a } on:input=|tx, ev| { b }></p> }",
            2,
        );
        check(
            "view! { r, <p on:keydown.key(\"a\").once=|tx| { a }></p> }",
            1,
        );
        check("view! { r, if x { <Card on_pick=|tx, v| { a }/> } }", 1);
        check(
            "{ let v = 1; view! { r, for x in xs, key = x { <p on:click=|tx| { x }></p> } } }",
            1,
        );
    }

    #[test]
    fn other_closures_are_not() {
        check(
            "view! { r, {xs.iter().map(|x| x)} let f = |x| x; <p id=(a == b)></p> }",
            0,
        );
        check("view! { r, let f: F = |x| x; <p></p> }", 0);
        check("let f = |x| x;", 0);
    }

    fn binds(code: &str, name: &str) -> bool {
        bound(&trees(&code.parse().unwrap())).contains(&name.to_owned())
    }

    #[test]
    fn patterns_bind() {
        for code in [
            "let a = 1;",
            "if let Some(a) = x { }",
            "for (i, a) in xs { }",
            "each a in xs { }",
            "xs.map(|a| a)",
            "match x { Some(a) => { } _ => { } }",
            "view! { r, match x { Load::Ready(a) => { } } }",
        ] {
            assert!(binds(code, "a"), "{code}");
        }
        for free in [
            "f(a)",
            "view! { r, <p>{a}</p> }",
            "match a { _ => { f(a) } x => { a } }",
            "let b = a;",
        ] {
            assert!(!binds(free, "a"), "{free}");
        }
    }
}
