//! Character references, as far as people type them: `view!` takes characters, not HTML.

/// Names of references (13.5, the common ones), and their characters.
#[rustfmt::skip] // a table
pub const ENTITIES: &[(&str, char)] = &[
    ("amp", '&'), ("apos", '\''), ("bull", '•'), ("cent", '¢'), ("check", '✓'), ("copy", '©'), ("darr", '↓'),
    ("deg", '°'), ("ensp", '\u{2002}'), ("emsp", '\u{2003}'), ("euro", '€'), ("frac12", '½'), ("gt", '>'), ("harr", '↔'),
    ("hearts", '♥'), ("hellip", '…'), ("laquo", '«'), ("larr", '←'), ("ldquo", '“'), ("lsquo", '‘'), ("lt", '<'),
    ("mdash", '—'), ("middot", '·'), ("minus", '−'), ("nbsp", '\u{a0}'), ("ndash", '–'), ("para", '¶'), ("plusmn", '±'),
    ("pound", '£'), ("quot", '"'), ("raquo", '»'), ("rarr", '→'), ("rdquo", '”'), ("reg", '®'), ("rsquo", '’'),
    ("sect", '§'), ("shy", '\u{ad}'), ("thinsp", '\u{2009}'), ("times", '×'), ("trade", '™'), ("uarr", '↑'),
    ("yen", '¥'), ("zwj", '\u{200d}'), ("zwnj", '\u{200c}'),
];

/// The character of a reference between `&` and `;`: `nbsp`, `#160`, `#xA0`.
pub fn character(reference: &str) -> Option<char> {
    let code = match reference.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        },
        None => {
            let found = ENTITIES.iter().find(|(name, _)| *name == reference);
            return found.map(|(_, character)| *character);
        }
    };
    char::from_u32(code)
}

/// The first reference in `text`, with its `&` and `;`, and its character.
pub fn find(text: &str) -> Option<(&str, char)> {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        rest = &rest[at..];
        if let Some(end) = rest.find(';')
            && let Some(character) = character(&rest[1..end])
        {
            return Some((&rest[..=end], character));
        }
        rest = &rest[1..];
    }
    None
}

/// The character as a Rust literal shows it; one that cannot be seen as its escape.
pub fn literal(character: char) -> String {
    let is_visible =
        !character.is_whitespace() && !matches!(character, '\u{ad}' | '\u{200c}' | '\u{200d}');
    match character {
        '"' => "\\\"".to_owned(),
        character if is_visible => character.to_string(),
        character => character.escape_unicode().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_found_and_ampersands_are_not() {
        assert_eq!(find("a & b&nbsp;c"), Some(("&nbsp;", '\u{a0}')));
        assert_eq!(find("&#xA0;"), Some(("&#xA0;", '\u{a0}')));
        assert_eq!(find("&#160;"), Some(("&#160;", '\u{a0}')));
        for text in [
            "a & b; c",
            "R&D;",
            "?a=1&lt=2",
            "&;",
            "&nosuch;",
            "&#x110000;",
            "",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
        assert_eq!(literal('\u{a0}'), "\\u{a0}");
        assert_eq!(literal('"'), "\\\"");
        assert_eq!(literal('—'), "—");
    }
}
