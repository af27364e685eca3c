//! Rust source without its comments and literals, so that rules look at code only.
//!
//! Invariant: the result has the same lines as the input and every remaining byte is at its place, so positions in one
//! are positions in the other. This is no parser: it knows comments, strings and characters, and nothing of grammar.

/// Replaces comments, string contents and character literals by spaces.
pub(crate) fn code_only(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut code = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let end = match bytes[at] {
            b'/' if bytes.get(at + 1) == Some(&b'/') => line_end(bytes, at),
            b'/' if bytes.get(at + 1) == Some(&b'*') => block_comment_end(bytes, at),
            b'"' => string_end(bytes, at),
            b'r' | b'b' | b'c' if !follows_word(bytes, at) => {
                match prefixed_string_end(bytes, at) {
                    Some(end) => end,
                    None => word_end(bytes, at),
                }
            }
            b'\'' => character_end(bytes, at),
            byte if is_word(byte) => word_end(bytes, at),
            _ => at + 1,
        };
        if blanked(bytes, at, end) {
            code[at..end]
                .iter_mut()
                .filter(|byte| **byte != b'\n')
                .for_each(|byte| *byte = b' ');
        }
        at = end;
    }
    // Only whole characters were replaced, and those by ASCII.
    String::from_utf8(code).unwrap_or_default()
}

/// The line, counted from 1, of a byte offset.
pub(crate) fn line_of(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset]
        .iter()
        .filter(|byte| **byte == b'\n')
        .count()
        + 1
}

/// Offsets at which `word` stands in `code` as a word of its own.
pub(crate) fn find_word<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let bytes = code.as_bytes();
    code.match_indices(word)
        .map(|(at, _)| at)
        .filter(move |&at| {
            let after = bytes
                .get(at + word.len())
                .is_none_or(|byte| !is_word(*byte));
            after && !follows_word(bytes, at)
        })
}

/// The offset behind the bracket that closes the one at `open`, or the end of the text.
pub(crate) fn bracket_end(code: &str, open: usize) -> usize {
    let mut depth = 0_usize;
    for (offset, byte) in code.bytes().enumerate().skip(open) {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return offset + 1;
                }
            }
            _ => {}
        }
    }
    code.len()
}

/// Whether the token `start..end` is a comment or a literal: one of those begins with a mark or is a prefixed string.
fn blanked(bytes: &[u8], start: usize, end: usize) -> bool {
    match bytes[start] {
        b'"' => true,
        b'/' | b'\'' => end > start + 1,
        b'r' | b'b' | b'c' => matches!(bytes[end - 1], b'"' | b'#' | b'\''),
        _ => false,
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

fn follows_word(bytes: &[u8], at: usize) -> bool {
    at > 0 && is_word(bytes[at - 1])
}

fn word_end(bytes: &[u8], start: usize) -> usize {
    bytes[start..]
        .iter()
        .position(|byte| !is_word(*byte))
        .map_or(bytes.len(), |length| start + length.max(1))
}

fn line_end(bytes: &[u8], start: usize) -> usize {
    bytes[start..]
        .iter()
        .position(|byte| *byte == b'\n')
        .map_or(bytes.len(), |length| start + length)
}

fn block_comment_end(bytes: &[u8], start: usize) -> usize {
    let mut depth = 0_usize;
    let mut at = start;
    while at + 1 < bytes.len() {
        match &bytes[at..at + 2] {
            b"/*" => (depth, at) = (depth + 1, at + 2),
            b"*/" => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    bytes.len()
}

fn string_end(bytes: &[u8], quote: usize) -> usize {
    let mut at = quote + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// The end of `b"…"`, `c"…"`, `b'…'`, `r"…"`, `r#"…"#`, `br#"…"#`, when one begins here.
fn prefixed_string_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + usize::from(bytes[start] != b'r');
    if bytes.get(at) != Some(&b'r') {
        return match bytes.get(at)? {
            b'"' => Some(string_end(bytes, at)),
            b'\'' if bytes[start] == b'b' => Some(character_end(bytes, at)),
            _ => None,
        };
    }
    at += 1;
    let hashes = bytes[at..].iter().take_while(|byte| **byte == b'#').count();
    at += hashes;
    if bytes.get(at) != Some(&b'"') {
        return None;
    }
    let closing = [&b"\""[..], &vec![b'#'; hashes]].concat();
    let rest = &bytes[at + 1..];
    let length = rest
        .windows(closing.len())
        .position(|window| window == closing);
    Some(length.map_or(bytes.len(), |length| at + 1 + length + closing.len()))
}

/// The end of a character literal, or of the quote alone when it is a lifetime's.
fn character_end(bytes: &[u8], quote: usize) -> usize {
    match bytes.get(quote + 1) {
        Some(b'\\') => {
            let closing = bytes[(quote + 3).min(bytes.len())..]
                .iter()
                .position(|byte| *byte == b'\'');
            closing.map_or(bytes.len(), |length| quote + 3 + length + 1)
        }
        Some(&first) => {
            // As many bytes as UTF-8 says that this character has.
            let length = if first < 0x80 {
                1
            } else {
                first.leading_ones() as usize
            };
            if bytes.get(quote + 1 + length) == Some(&b'\'') {
                quote + length + 2
            } else {
                quote + 1
            }
        }
        None => quote + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expect: &str) {
        assert_eq!(code_only(input), expect, "for {input:?}");
    }

    #[test]
    fn comments_are_blanked() {
        check("a // b\nc", "a     \nc");
        check("a /* b /* c */ d\n */ e", "a               \n    e");
        check("a / b", "a / b");
    }

    #[test]
    fn literals_are_blanked() {
        check(r#"f("a\"b // c") + 1"#, r#"f(           ) + 1"#);
        check(r##"r#"a "b" c"# x"##, "             x");
        check(r#"b"ab" br"c" c"d" x"#, "                 x");
        check(r"'a' '\'' '\u{e9}' b'x' y", "                       y");
        check("'é' x", "     x");
    }

    #[test]
    fn code_that_looks_like_a_literal_stays() {
        check("fn f<'a>(x: &'a str) {}", "fn f<'a>(x: &'a str) {}");
        check("r#type + bar + b + c", "r#type + bar + b + c");
        check(
            "'label: loop { break 'label; }",
            "'label: loop { break 'label; }",
        );
    }

    #[test]
    fn unfinished_input_ends_at_the_end() {
        for input in ["\"a", "/* a", "r#\"a\"", "'", "b'", "'\\", "r#", "/"] {
            assert_eq!(code_only(input).len(), input.len(), "for {input:?}");
        }
    }

    #[test]
    fn words_are_whole_words() {
        let found: Vec<usize> = find_word("tokio tokio_x a::tokio", "tokio").collect();
        assert_eq!(found, [0, 17]);
    }

    #[test]
    fn brackets_are_matched() {
        assert_eq!(bracket_end("f(a[1], {b}) c", 1), 12);
        assert_eq!(bracket_end("f(a", 1), 3);
    }

    #[test]
    fn lines_are_counted_from_one() {
        assert_eq!(line_of("a\nb\nc", 0), 1);
        assert_eq!(line_of("a\nb\nc", 4), 3);
    }
}
