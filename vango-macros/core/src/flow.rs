//! Finds `?`, `return`, `break` and `continue` that belong to the code at hand: what stands in nested closures, `async`
//! blocks and functions is theirs and is passed over.
//!
//! Works on raw tokens, so that it holds for half-typed code; it does not know types.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

use crate::token::{is_brace, is_ident, is_joint, is_punct, trees};

/// One way out of the code at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// `?`
    Question,
    /// `return`
    Return,
    /// `return Ok(…)`, `return Err(…)`
    ReturnResult,
    /// `break` or `continue` outside of a loop of its own.
    Loop,
}

/// Every way out of `code`, in order, with its place.
pub(crate) fn exits(code: &TokenStream) -> Vec<(Exit, Span)> {
    let mut found = Vec::new();
    scan(&trees(code), Loops::Outside, &mut found);
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Loops {
    Outside,
    Inside,
}

fn scan(tokens: &[TokenTree], loops: Loops, found: &mut Vec<(Exit, Span)>) {
    let mut at = 0;
    let mut next_block = loops;
    while let Some(token) = tokens.get(at) {
        if let Some(end) = foreign_end(tokens, at) {
            at = end;
            continue;
        }
        match token {
            TokenTree::Group(group) => {
                let inside = if is_brace(token) { next_block } else { loops };
                scan(&trees(&group.stream()), inside, found);
                if is_brace(token) {
                    next_block = loops;
                }
            }
            TokenTree::Ident(ident) => match ident.to_string().as_str() {
                "return" if is_result(&tokens[at + 1..]) => {
                    found.push((Exit::ReturnResult, ident.span()));
                }
                "return" => found.push((Exit::Return, ident.span())),
                "break" | "continue" if loops == Loops::Outside => {
                    found.push((Exit::Loop, ident.span()));
                }
                "loop" | "while" | "for" => next_block = Loops::Inside,
                _ => {}
            },
            TokenTree::Punct(punct) if punct.as_char() == '?' && !is_bound(tokens, at) => {
                found.push((Exit::Question, punct.span()));
            }
            _ => {}
        }
        at += 1;
    }
}

/// `Ok(…)` or `Err(…)`
fn is_result(tokens: &[TokenTree]) -> bool {
    matches!(tokens, [TokenTree::Ident(name), TokenTree::Group(value), ..]
        if (name == "Ok" || name == "Err") && value.delimiter() == Delimiter::Parenthesis)
}

/// Whether the last thing in a block is `Ok(())` or `Err(…)`, as a statement of its own.
pub(crate) fn ends_with_result(block: &TokenStream) -> bool {
    let tokens = trees(block);
    let Some(([before @ .., name], last)) = tokens.split_last().map(|(last, rest)| (rest, last))
    else {
        return false;
    };
    let is_statement = before
        .last()
        .is_none_or(|token| is_punct(token, ';') || is_brace(token));
    let is_unit = matches!(last, TokenTree::Group(value) if value.stream().to_string() == "()");
    is_statement && is_result(&tokens[before.len()..]) && (is_unit || is_ident(name, "Err"))
}

/// `?Sized`, the one `?` that is not an operator.
fn is_bound(tokens: &[TokenTree], at: usize) -> bool {
    tokens
        .get(at + 1)
        .is_some_and(|token| is_ident(token, "Sized"))
}

/// Where the closure, `async` block or function that begins at `at` ends, if one does.
pub(crate) fn foreign_end(tokens: &[TokenTree], at: usize) -> Option<usize> {
    let token = tokens.get(at)?;
    if is_ident(token, "fn") && matches!(tokens.get(at + 1), Some(TokenTree::Ident(_))) {
        return Some(after_brace(tokens, at));
    }
    if is_ident(token, "async") {
        let body = if tokens
            .get(at + 1)
            .is_some_and(|token| is_ident(token, "move"))
        {
            at + 2
        } else {
            at + 1
        };
        if tokens.get(body).is_some_and(is_brace) {
            return Some(body + 1);
        }
    }
    closure_end(tokens, at)
}

fn after_brace(tokens: &[TokenTree], from: usize) -> usize {
    tokens[from..]
        .iter()
        .position(is_brace)
        .map_or(tokens.len(), |brace| from + brace + 1)
}

/// Where the closure whose first `|` stands at `at` ends.
fn closure_end(tokens: &[TokenTree], at: usize) -> Option<usize> {
    if !starts_closure(tokens, at) {
        return None;
    }
    let body = closure_body(tokens, at)?;
    if tokens.get(body).is_some_and(is_brace) {
        return Some(body + 1);
    }
    let rest = &tokens[body..];
    Some(
        body + rest
            .iter()
            .position(|token| is_punct(token, ',') || is_punct(token, ';'))
            .unwrap_or(rest.len()),
    )
}

/// Whether the `|` at `at` opens the parameters of a closure: it does where an operand is expected.
pub(crate) fn starts_closure(tokens: &[TokenTree], at: usize) -> bool {
    if !tokens.get(at).is_some_and(|token| is_punct(token, '|')) {
        return false;
    }
    match at.checked_sub(1).map(|before| &tokens[before]) {
        None => true,
        Some(TokenTree::Punct(punct)) => {
            !matches!(punct.as_char(), '?' | '|' | '>') || is_fat_arrow(tokens, at - 1)
        }
        Some(TokenTree::Ident(ident)) => {
            matches!(
                ident.to_string().as_str(),
                "move" | "async" | "static" | "return" | "break" | "in" | "else" | "match" | "if"
            )
        }
        Some(_) => false,
    }
}

fn is_fat_arrow(tokens: &[TokenTree], at: usize) -> bool {
    is_punct(&tokens[at], '>') && at > 0 && is_joint(&tokens[at - 1], '=')
}

/// Where the body of the closure whose first `|` stands at `at` begins: after the parameters and a return type.
pub(crate) fn closure_body(tokens: &[TokenTree], at: usize) -> Option<usize> {
    let close = at
        + 1
        + tokens[at + 1..]
            .iter()
            .position(|token| is_punct(token, '|'))?;
    let has_type = tokens
        .get(close + 1)
        .is_some_and(|token| is_joint(token, '-'))
        && tokens
            .get(close + 2)
            .is_some_and(|token| is_punct(token, '>'));
    if has_type {
        return tokens[close..]
            .iter()
            .position(is_brace)
            .map(|brace| close + brace);
    }
    Some(close + 1)
}

/// How many tokens the first argument has. The comma between a closure's parameters ends none.
pub(crate) fn argument_end(tokens: &[TokenTree]) -> usize {
    let is_word = |token: &TokenTree| {
        ["move", "static", "async"]
            .iter()
            .any(|word| is_ident(token, word))
    };
    let bar = tokens.iter().take_while(|token| is_word(token)).count();
    let body = starts_closure(tokens, bar).then(|| closure_body(tokens, bar));
    match body.flatten() {
        Some(body) if body < tokens.len() => body + expression_end(&tokens[body..]),
        _ => expression_end(tokens),
    }
}

/// How many tokens the expression has that an argument starts with: up to the comma that is not among the generic
/// arguments of a path.
pub(crate) fn expression_end(tokens: &[TokenTree]) -> usize {
    let mut angles = 0_usize;
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        if is_punct(token, '<') {
            // Less-than has something on its left: `a < b`; `::<` and a `<` that starts a path have not.
            let starts_path = match before {
                None => true,
                Some(TokenTree::Punct(punct)) => !matches!(punct.as_char(), '>' | '?'),
                Some(_) => false,
            };
            if angles > 0 || starts_path {
                angles += 1;
            }
        } else if is_punct(token, '>') {
            let is_arrow = before.is_some_and(|token| is_joint(token, '-') || is_joint(token, '='));
            if !is_arrow {
                angles = angles.saturating_sub(1);
            }
        } else if is_punct(token, ',') && angles == 0 {
            return at;
        }
    }
    tokens.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(code: &str, expected: &[Exit]) {
        let found: Vec<Exit> = exits(&code.parse().unwrap())
            .into_iter()
            .map(|(exit, _)| exit)
            .collect();
        assert_eq!(found, expected, "{code}");
    }

    #[test]
    fn only_ones_own_ways_out_count() {
        check("let x = f()?; g(x)", &[Exit::Question]);
        check("vec![a?, (b?)]", &[Exit::Question, Exit::Question]);
        check("xs.map(|x| x?).sum()", &[]);
        check("xs.map(|x| x?, y?)", &[Exit::Question]);
        check("async move { a? }; async { b? }", &[]);
        check("fn f() -> R { a? } f()", &[]);
        check("a | b? ", &[Exit::Question]);
        check("match x { A | B => |y| y?, C => z? }", &[Exit::Question]);
        check("fn g<T: ?Sized>() {}", &[]);
        check("if a { return; }", &[Exit::Return]);
        check(
            "if a { return Ok(()); } return Err(b.into())",
            &[Exit::ReturnResult; 2],
        );
        check(
            "return Ok; return ok(()); || { return Ok(()); }",
            &[Exit::Return; 2],
        );
        check("for x in y { break; } continue", &[Exit::Loop]);
        check("loop { if a { break } }", &[]);
        check("move |x| -> T { x? }", &[]);
    }

    #[test]
    fn a_block_ends_with_result_when_its_last_statement_is_that() {
        let ends = |code: &str| ends_with_result(&code.parse().unwrap());
        assert!(ends("Err(e)") && ends("a(); Err(b(c))") && !ends("Err") && !ends("a(Err(e))"));
        assert!(ends("Ok(())") && ends("a(); Ok(())") && ends("if a { b(); } Ok(())"));
        assert!(!ends("Ok(1)") && !ends("Ok(());") && !ends("a == Ok(())") && !ends("A::Ok(())"));
        assert!(!ends("") && !ends("()") && !ends("Ok"));
    }
}
