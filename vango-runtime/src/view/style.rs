//! Values of style properties: what may stand in one declaration and cannot end it.
//!
//! A page has the properties in one attribute, a patch sets them one by one. A value that could end its declaration
//! would mean something else in the page, and would let data set other properties.

/// Whether `value` stays within its declaration, and means the same in an attribute and for `setProperty`: no `;`, no
/// braces, no comments, no priority (`!important`), quotes and parentheses balanced (CSS Syntax 3, "consume a
/// declaration"). An empty one removes the property, hence is none.
pub(crate) fn is_safe_value(value: &str) -> bool {
    let mut open = Vec::new();
    let mut chars = value.chars().peekable();
    let mut is_blank = true;
    while let Some(c) = chars.next() {
        is_blank &= c.is_ascii_whitespace();
        match c {
            '"' | '\'' if !skip_string(&mut chars, c) => return false,
            '"' | '\'' => {}
            // An escape takes the next character; none may stand before a line's end or at the end.
            '\\' if chars.next().is_none_or(is_newline) => return false,
            '\\' => {}
            '(' => open.push(')'),
            '[' => open.push(']'),
            ')' | ']' if open.pop() != Some(c) => return false,
            ')' | ']' => {}
            ';' | '{' | '}' | '!' | '\0' => return false,
            '/' if chars.peek() == Some(&'*') => return false,
            '<' | '-' if value.contains("<!--") || value.contains("-->") => return false,
            _ => {}
        }
    }
    open.is_empty() && !is_blank
}

fn is_newline(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{c}')
}

/// Whether a string that began with `quote` ends.
fn skip_string(chars: &mut impl Iterator<Item = char>, quote: char) -> bool {
    while let Some(c) = chars.next() {
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
        ] {
            assert!(!is_safe_value(value), "{value:?}");
        }
    }
}
