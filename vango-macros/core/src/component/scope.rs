//! Where code that runs later, a closure's, names a variable from outside of it: a `let`, a pattern of an arm, a loop or a
//! parameter may bind the same name to another one.
//!
//! Works on raw tokens and by the customs of Rust, in code and in markup. It relies on where patterns end, and knows no
//! types. Deliberately absent: what macros make of their arguments; `matches!` binds, and a name in `info!(count = n)` is none of a variable.

use proc_macro2::{Delimiter, Ident, TokenTree};

use super::binding::{bindings, names_variable};
use crate::flow::{closure_body, foreign_end, starts_closure};
use crate::token::{is_brace, is_ident, is_joint, is_next, is_path_separator, is_punct, trees};

/// The places in `tokens` where one of `names` means the variable from outside, in order.
pub(super) fn free(tokens: &[TokenTree], names: &[String]) -> Vec<Ident> {
    let mut walk = Walk {
        names,
        bound: Vec::new(),
        found: Vec::new(),
    };
    walk.all(tokens);
    walk.found
}

/// The arguments of a macro without the names in `format!("{id}", id = n)` and `info!(count = n, "saved")`.
fn without_argument_names(tokens: &[TokenTree]) -> Vec<TokenTree> {
    let is_name = |at: usize| {
        let begins = at == 0 || is_punct(&tokens[at - 1], ',');
        let is_equals = |at: usize| tokens.get(at).is_some_and(|token| is_punct(token, '='));
        begins
            && matches!(tokens[at], TokenTree::Ident(_))
            && is_equals(at + 1)
            && !is_equals(at + 2)
    };
    let kept = (0..tokens.len()).filter(|&at| !is_name(at));
    kept.map(|at| tokens[at].clone()).collect()
}

struct Walk<'n> {
    names: &'n [String],
    /// What is bound here, within `names`.
    bound: Vec<String>,
    found: Vec<Ident>,
}

impl Walk<'_> {
    /// A scope of its own: what it binds ends with it.
    fn all(&mut self, tokens: &[TokenTree]) {
        let outer = self.bound.len();
        let mut at = 0;
        while at < tokens.len() {
            at = self.step(tokens, at);
        }
        self.bound.truncate(outer);
    }

    /// What begins at `at`; answers what follows it.
    fn step(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        match &tokens[at] {
            TokenTree::Group(group) => {
                let is_macro = at > 0 && is_punct(&tokens[at - 1], '!');
                let inner = trees(&group.stream());
                if is_macro && group.delimiter() == Delimiter::Parenthesis {
                    self.all(&without_argument_names(&inner));
                } else {
                    self.all(&inner);
                }
                at + 1
            }
            TokenTree::Ident(word) => match word.to_string().as_str() {
                "let" if is_condition(tokens, at) => self.condition(tokens, at),
                "let" => self.statement(tokens, at),
                "for" | "each" => self.rows(tokens, at),
                "match" => self.choice(tokens, at),
                "fn" => foreign_end(tokens, at).unwrap_or(at + 1),
                "matches" => self.matches(tokens, at),
                name => {
                    let is_free = self.names.iter().any(|known| known == name)
                        && !self.bound.iter().any(|bound| bound == name)
                        && names_variable(tokens, at);
                    if is_free {
                        self.found.push(word.clone());
                    }
                    at + 1
                }
            },
            TokenTree::Punct(_) if starts_closure(tokens, at) => self.closure(tokens, at),
            _ => at + 1,
        }
    }

    /// `tokens` with what `pattern` binds.
    fn with(&mut self, pattern: &[TokenTree], tokens: &[TokenTree]) {
        let outer = self.bound.len();
        self.bind(pattern);
        self.all(tokens);
        self.bound.truncate(outer);
    }

    fn bind(&mut self, pattern: &[TokenTree]) {
        let mut names = Vec::new();
        bindings(pattern, &mut names);
        names.retain(|name| self.names.contains(name));
        self.bound.append(&mut names);
    }

    /// `let pattern: Type = value;`: bound from there on.
    fn statement(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        let pattern = pattern_end(tokens, at + 1);
        let end = position(tokens, pattern, |token| is_punct(token, ';'));
        self.all(&tokens[pattern..end]);
        self.bind(&tokens[at + 1..pattern]);
        end
    }

    /// `if let pattern = value && … { … }`: bound up to the block's end.
    fn condition(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        let pattern = pattern_end(tokens, at + 1);
        let body = position(tokens, pattern, is_brace);
        let also = (pattern..body).find(|&at| is_joint(&tokens[at], '&') && is_and(tokens, at));
        let value = also.unwrap_or(body);
        self.all(&tokens[pattern..value]);
        let end = (body + 1).min(tokens.len());
        self.with(&tokens[at + 1..pattern], &tokens[value..end]);
        end
    }

    /// `for pattern in items, key = key { … }`, `each pattern in list { … }`
    fn rows(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        let within = position(tokens, at, |token| is_ident(token, "in"));
        if within == tokens.len() {
            return at + 1;
        }
        // A `{` behind `=` is the key's.
        let body = (within..tokens.len())
            .find(|&at| is_brace(&tokens[at]) && !is_punct(&tokens[at - 1], '='))
            .unwrap_or(tokens.len());
        let key = (within..body)
            .find(|&at| is_punct(&tokens[at], ',') && is_ident(&tokens[at + 1], "key"));
        self.all(&tokens[within + 1..key.unwrap_or(body)]);
        let inside = key.map_or(body, |comma| comma + 2);
        let end = (body + 1).min(tokens.len());
        self.with(&tokens[at + 1..within], &tokens[inside..end]);
        end
    }

    fn choice(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        let body = position(tokens, at, is_brace);
        self.all(&tokens[at + 1..body]);
        if let Some(TokenTree::Group(arms)) = tokens.get(body) {
            self.arms(&trees(&arms.stream()));
        }
        (body + 1).min(tokens.len())
    }

    /// `pattern if guard => body, …`
    fn arms(&mut self, tokens: &[TokenTree]) {
        let mut at = 0;
        while at < tokens.len() {
            let arrow = (at..tokens.len())
                .find(|&at| is_joint(&tokens[at], '=') && is_next(tokens, at, '>'))
                .unwrap_or(tokens.len());
            let guard = (at..arrow)
                .find(|&at| is_ident(&tokens[at], "if"))
                .unwrap_or(arrow);
            let body = (arrow + 2).min(tokens.len());
            let end = if tokens.get(body).is_some_and(is_brace) {
                body + 1
            } else {
                arm_end(tokens, body)
            };
            let outer = self.bound.len();
            self.bind(&tokens[at..guard]);
            self.all(&tokens[guard..arrow]);
            self.all(&tokens[body..end]);
            self.bound.truncate(outer);
            at = end + usize::from(tokens.get(end).is_some_and(|token| is_punct(token, ',')));
        }
    }

    /// `matches!(value, pattern if guard)`
    fn matches(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        let (true, Some(TokenTree::Group(group))) = (is_next(tokens, at, '!'), tokens.get(at + 2))
        else {
            return at + 1;
        };
        let inner = trees(&group.stream());
        let comma = position(&inner, 0, |token| is_punct(token, ','));
        let guard = position(&inner, comma, |token| is_ident(token, "if"));
        self.all(&inner[..comma]);
        self.with(&inner[comma..guard], &inner[guard..]);
        at + 3
    }

    fn closure(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        let (Some(body), Some(end)) = (closure_body(tokens, at), foreign_end(tokens, at)) else {
            return at + 1;
        };
        let outer = self.bound.len();
        for parameter in tokens[at..body].split(|token| is_punct(token, ',')) {
            self.bind(&parameter[..pattern_end(parameter, 0)]);
        }
        self.all(&tokens[body.min(end)..end]);
        self.bound.truncate(outer);
        end
    }
}

/// Whether the `let` at `at` stands in the condition of an `if`, a `while` or a guard.
fn is_condition(tokens: &[TokenTree], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        let before = &tokens[before];
        is_ident(before, "if") || is_ident(before, "while") || is_punct(before, '&')
    })
}

/// Where the pattern that begins at `from` ends: at `=`, `;` or the `:` of a type.
fn pattern_end(tokens: &[TokenTree], from: usize) -> usize {
    let is_path =
        |at: usize| is_path_separator(tokens, at) || (at > 0 && is_path_separator(tokens, at - 1));
    // `..=` is a range's.
    let is_range = |at: usize| at > 0 && is_joint(&tokens[at - 1], '.');
    (from..tokens.len())
        .find(|&at| {
            is_punct(&tokens[at], ';')
                || (is_punct(&tokens[at], '=') && !is_range(at))
                || (is_punct(&tokens[at], ':') && !is_path(at))
        })
        .unwrap_or(tokens.len())
}

/// Where the arm's body ends that begins at `from` and has no braces: at a comma that is not among generic arguments.
fn arm_end(tokens: &[TokenTree], from: usize) -> usize {
    let mut angles = 0_usize;
    for at in from..tokens.len() {
        let token = &tokens[at];
        let is_path = at > from && is_punct(&tokens[at - 1], ':');
        if is_punct(token, '<') && (angles > 0 || is_path) {
            angles += 1;
        } else if is_punct(token, '>') && angles > 0 {
            angles -= 1;
        } else if is_punct(token, ',') && angles == 0 {
            return at;
        }
    }
    tokens.len()
}

fn is_and(tokens: &[TokenTree], at: usize) -> bool {
    is_next(tokens, at, '&')
}

fn position(tokens: &[TokenTree], from: usize, is_it: impl Fn(&TokenTree) -> bool) -> usize {
    tokens
        .iter()
        .skip(from)
        .position(is_it)
        .map_or(tokens.len(), |at| from + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many times `code` names the `a` from outside.
    fn check(code: &str, expected: usize) {
        let found = free(&trees(&code.parse().unwrap()), &["a".to_owned()]);
        assert_eq!(found.len(), expected, "{code}");
    }

    #[test]
    fn mentions_are_found_wherever_they_stand() {
        for code in [
            "f(a)",
            "view! { r, <p>{a}</p> }",
            "let b = a;",
            "let a = a;",
            "let a: T = a.into(); a",
            "if let Some(a) = a { a }",
            "for a in a { a }",
            "match a { Some(a) => a, a if a => { a } }",
            "match x { Some(a) if a => f(a), _ => a }",
            "matches!(a, Some(a) if a)",
            "xs.map(|a| a, a)",
            "{ let a = 1; a } a",
            "view! { r, each a in a { {a} } }",
            "view! { r, for a in x, key = a.id { {a} } {a} }",
            "if x && a { }",
            "S { b: a }",
            "match x { A => f::<B, C>(x), a => a } + a",
        ] {
            check(code, 1);
        }
    }

    #[test]
    fn what_a_pattern_binds_is_another_variable() {
        for code in [
            "let a = 1; a",
            "let (x, Some(a)) = y else { return }; f(a)",
            "if let Some(u) = x && let Some(a) = u.a && a.is_it() { a }",
            "while let Some(a) = x.pop() { a }",
            "match x { A { a, .. } | B(a) if a > 1 => a + 1, [a, ..] => a, _ => {} }",
            "match x { n @ 0..=9 => n, a => a }",
            "xs.map(|(b, a): (u8, u8)| a)",
            "move |a: &T, b| { a }",
            "for S { a, .. } in xs { a }",
            "view! { r, for (i, a) in xs, key = { let b = a; b } { <p a={a}>{a}</p> } }",
            "view! { r, match x { Load::Ready(a) => { {a} } } let a = 1; {a} }",
            "view! { r, for x in xs, key = x.a { <a a=x/> } }",
            "matches!(x, Some(a) if a > 1)",
            "fn f(a: u8) -> u8 { a } x.a(); a::b(); 'a: loop { break 'a; }",
        ] {
            check(code, 0);
        }
    }
}
