//! Values of style properties: what may stand in one declaration and cannot end it.
//!
//! A page has the properties in one attribute, a patch sets them one by one. A value that could end its declaration
//! would mean something else in the page, and would let data set other properties.

use std::iter::Peekable;
use std::str::CharIndices;

/// Whether `value` stays within its declaration, and means the same in an attribute and for `setProperty`: no `;`, no
/// braces, no comments, no priority (`!important`), quotes and parentheses balanced (CSS Syntax 3, "consume a
/// declaration"). An empty one removes the property, hence is none.
pub(crate) fn is_safe_value(value: &str) -> bool {
    let mut open = Vec::new();
    let mut chars = value.char_indices().peekable();
    let (mut is_blank, mut has_escape) = (true, false);
    while let Some((at, c)) = chars.next() {
        is_blank &= c.is_ascii_whitespace();
        match c {
            '"' | '\'' if !skip_string(&mut chars, c) => return false,
            '"' | '\'' => {}
            // An escape takes the next character; none may stand before a line's end or at the end.
            '\\' if chars.next().is_none_or(|(_, next)| is_newline(next)) => return false,
            '\\' => has_escape = true,
            '(' => {
                // An escape could spell the name.
                let may_be_url = has_escape || ends_with_url(&value[..at]);
                if !may_be_url || quote_follows(&value[at + 1..]) {
                    open.push(')');
                } else if !skip_bare_url(&mut chars) {
                    return false;
                }
            }
            '[' => open.push(']'),
            ')' | ']' if open.pop() != Some(c) => return false,
            ')' | ']' => {}
            ';' | '{' | '}' | '!' | '\0' => return false,
            '/' if chars.peek().is_some_and(|(_, next)| *next == '*') => return false,
            '<' if value[at..].starts_with("<!--") => return false,
            '-' if value[at..].starts_with("-->") => return false,
            _ => {}
        }
    }
    open.is_empty() && !is_blank
}

/// Whether a `(` behind this belongs to `url(`. Without a quote CSS then reads what follows as one token, in which quotes
/// and parentheses mean something else (CSS Syntax 3, "consume a url token").
fn ends_with_url(before: &str) -> bool {
    before
        .len()
        .checked_sub("url".len())
        .and_then(|at| before.get(at..))
        .is_some_and(|name| name.eq_ignore_ascii_case("url"))
}

fn quote_follows(rest: &str) -> bool {
    rest.trim_start().starts_with(['"', '\''])
}

/// Whether the address of a `url(` without quotes ends, with nothing in it that CSS would take for the end of it.
fn skip_bare_url(chars: &mut Characters<'_>) -> bool {
    for (_, c) in chars {
        match c {
            ')' => return true,
            '"' | '\'' | '(' | '\\' => return false,
            c if c.is_control() || c.is_whitespace() => return false,
            _ => {}
        }
    }
    false
}

type Characters<'v> = Peekable<CharIndices<'v>>;

fn is_newline(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{c}')
}

/// Whether a string that began with `quote` ends.
fn skip_string(chars: &mut Characters<'_>, quote: char) -> bool {
    while let Some((_, c)) = chars.next() {
        match c {
            _ if c == quote => return true,
            '\\' => drop(chars.next()),
            '\0' => return false,
            _ if is_newline(c) => return false,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::is_safe_value;

    #[test]
    fn values_stay_in_their_declaration() {
        for value in [
            "red",
            "1px solid rgb(1 2 3 / 50%)",
            "\"Fira Sans\", 'a;b', serif",
            "url(\"a;b.png\")",
            "url( 'a;b.png' )",
            "url(/a.png?b=c&d)",
            "url(data:image/png;base64,AAAA)",
            "-url(1px)",
            "calc(1px + (2px * 3))",
            "\"\\\"\"",
            "\\;",
            "[full-start] 1fr [end]",
            "var(--x, -1px)",
            "'{'",
        ] {
            assert!(is_safe_value(value), "{value:?}");
        }
        for value in [
            "",
            "  ",
            "red;color:blue",
            "red}",
            "{",
            "red/**/",
            "url(a",
            "a)",
            "\"a",
            "'a\nb'",
            "a\\",
            "a\\\n",
            "red !important",
            "(]",
            "-->",
            "a\0",
            "url(a');color:red;x:'b)",
            "URL( a');color:red;x:'b)",
            "\\75rl(a');color:red;x:'b)",
            "url(a b)",
            "url(a",
            "url(a(b)",
        ] {
            assert!(!is_safe_value(value), "{value:?}");
        }
    }
}
