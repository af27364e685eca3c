//! Escaping of static text, the same as the runtime's: what the browser parses is what was written.
//!
//! CR would become LF in a parser and NUL would be dropped, so they are written in a form that survives.

/// Appends `text` for the content of an element.
pub(super) fn text(out: &mut String, text: &str) {
    escape(out, text, Quotes::Kept);
}

/// Appends `text` for an attribute value in double quotes.
pub(super) fn attribute(out: &mut String, text: &str) {
    escape(out, text, Quotes::Escaped);
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Quotes {
    Kept,
    Escaped,
}

fn escape(out: &mut String, text: &str, quotes: Quotes) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if quotes == Quotes::Escaped => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\0' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}
