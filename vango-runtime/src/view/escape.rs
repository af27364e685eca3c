//! Escaping of text and attribute values in page markup.
//!
//! Besides the characters that HTML reserves, CR is written as a character reference (an HTML parser would turn it into
//! LF) and NUL as U+FFFD (a parser would drop it), so that the parsed page holds the same text as a patch would set.

/// Appends `text` escaped for the content of an element.
pub fn text(out: &mut String, text: &str) {
    text_inline(out, text);
}

/// As [`text`], in the place where it is called: for the one place that most texts come through.
#[inline(always)]
pub(super) fn text_inline(out: &mut String, text: &str) {
    if is_plain(text.as_bytes()) {
        out.push_str(text);
    } else {
        escape(out, text, &IN_TEXT);
    }
}

/// Appends `text` escaped for an attribute value in double quotes.
pub fn attribute(out: &mut String, text: &str) {
    if is_plain(text.as_bytes()) {
        out.push_str(text);
    } else {
        escape(out, text, &IN_ATTRIBUTE);
    }
}

/// For each byte, which of [`REPLACEMENTS`] stands for it; 0 is a byte that stays.
type Escaped = [u8; 256];

const REPLACEMENTS: [&str; 7] = ["", "&amp;", "&lt;", "&gt;", "&#13;", "\u{fffd}", "&quot;"];

static IN_TEXT: Escaped = escaped(0);
static IN_ATTRIBUTE: Escaped = escaped(6);

const fn escaped(quote: u8) -> Escaped {
    let mut table = [0; 256];
    table[b'&' as usize] = 1;
    table[b'<' as usize] = 2;
    table[b'>' as usize] = 3;
    table[b'\r' as usize] = 4;
    table[0] = 5;
    table[b'"' as usize] = quote;
    table
}

/// Every replaced byte is ASCII, so cutting at it never splits a character. Apart from what most texts need.
#[inline(never)]
fn escape(out: &mut String, mut text: &str, table: &Escaped) {
    let is_escaped = |byte: &u8| table[usize::from(*byte)] != 0;
    while let Some(at) = text.as_bytes().iter().position(is_escaped) {
        let (plain, rest) = text.split_at(at);
        out.push_str(plain);
        out.push_str(REPLACEMENTS[usize::from(table[usize::from(rest.as_bytes()[0])])]);
        text = &rest[1..];
    }
    out.push_str(text);
}

/// Bytes that are looked at together: what every processor that we run on compares at once.
const LANES: usize = 16;

/// Whether nothing in `text` is escaped anywhere. Most texts are plain, and short: the last bytes are looked at once more
/// rather than one by one.
#[inline]
pub(super) fn is_plain(text: &[u8]) -> bool {
    !has_any(text, is_special)
}

/// Whether there is a NUL in `text`.
#[inline]
pub(super) fn has_nul(text: &[u8]) -> bool {
    has_any(text, |byte| byte == 0)
}

#[inline]
fn has_any(text: &[u8], is_it: impl Fn(u8) -> bool + Copy) -> bool {
    if let Some(last) = text.last_chunk::<LANES>() {
        let (chunks, rest) = text.as_chunks::<LANES>();
        let in_chunks = chunks.iter().any(|chunk| is_in(chunk, is_it));
        return in_chunks || (!rest.is_empty() && is_in(last, is_it));
    }
    let (first, last) = if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        (u64::from_ne_bytes(*first), u64::from_ne_bytes(*last))
    } else if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        let (first, last) = (u32::from_ne_bytes(*first), u32::from_ne_bytes(*last));
        (u64::from(first) << 32 | u64::from(last), LETTERS)
    } else {
        return text.iter().any(|byte| is_it(*byte));
    };
    let both = u128::from(first) << 64 | u128::from(last);
    is_in(&both.to_ne_bytes(), is_it)
}

/// What is not looked for.
const LETTERS: u64 = u64::from_ne_bytes([b'a'; 8]);

/// Without a branch, so that the bytes are compared side by side; apart from its callers, among which the compiler would
/// not compare them so.
#[inline(never)]
fn is_in(bytes: &[u8; LANES], is_it: impl Fn(u8) -> bool) -> bool {
    bytes.iter().fold(false, |found, byte| found | is_it(*byte))
}

/// `<` and `>` differ in one bit, and so do `"` and `&`.
#[inline]
fn is_special(byte: u8) -> bool {
    (byte | 0x02 == b'>') | (byte | 0x04 == b'&') | (byte == b'\r') | (byte == 0)
}

/// Whether a URL is safe in `href`, `src` and the like: relative, or of a scheme that cannot run script.
///
/// The scheme is found as a browser finds it (WHATWG URL, "scheme start state"): leading C0 controls and spaces are
/// skipped, tab and newline are ignored anywhere.
pub(crate) fn is_safe_url(url: &str) -> bool {
    // What most begin with needs no look at the rest.
    if let Some(b'/' | b'#' | b'?') = url.as_bytes().first() {
        return true;
    }
    const SAFE: [&str; 7] = ["http", "https", "mailto", "tel", "sms", "ftp", "ws"];
    let mut scheme = String::new();
    for c in url.trim_start_matches(|c: char| c <= ' ').chars() {
        match c {
            '\t' | '\n' | '\r' => {}
            ':' => return SAFE.contains(&scheme.as_str()) || scheme == "wss",
            'a'..='z' | 'A'..='Z' | '0'..='9' | '+' | '-' | '.' => {
                scheme.push(c.to_ascii_lowercase());
            }
            _ => return true,
        }
    }
    true
}

/// What stands in place of a refused URL: it is inert, and it tells the reader of the page source why.
pub(crate) const UNSAFE_URL: &str = "about:blank#vango-unsafe-url";

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expect_text: &str, expect_attribute: &str) {
        let mut out = String::new();
        text(&mut out, input);
        assert_eq!(out, expect_text);
        out.clear();
        attribute(&mut out, input);
        assert_eq!(out, expect_attribute);
    }

    #[test]
    fn escapes_for_each_context() {
        check(
            "a<b> & \"c\"",
            "a&lt;b&gt; &amp; \"c\"",
            "a&lt;b&gt; &amp; &quot;c&quot;",
        );
        check("é\r\n\0", "é&#13;\n\u{fffd}", "é&#13;\n\u{fffd}");
        check("", "", "");
    }

    /// Wherever it stands, and however long the text around it is, a byte is escaped as it is alone.
    #[test]
    fn each_byte_is_seen_at_each_place() {
        for special in 0..=127_u8 {
            let (mut in_text, mut in_attribute) = (String::new(), String::new());
            let alone = char::from(special).to_string();
            text(&mut in_text, &alone);
            attribute(&mut in_attribute, &alone);
            assert_eq!(
                is_special(special),
                in_attribute != alone,
                "{special}: what is looked for is what is replaced"
            );
            for length in 1..=40 {
                for at in 0..length {
                    let (before, after) = ("a".repeat(at), "z".repeat(length - at - 1));
                    check(
                        &format!("{before}{alone}{after}"),
                        &format!("{before}{in_text}{after}"),
                        &format!("{before}{in_attribute}{after}"),
                    );
                }
            }
        }
    }

    #[test]
    fn script_urls_are_refused_however_they_are_written() {
        for url in [
            "javascript:alert(1)",
            " JaVaScRiPt:x",
            "java\nscript:x",
            "\u{1}javascript:x",
            "data:text/html,x",
            "vbscript:x",
            "blob:x",
        ] {
            assert!(!is_safe_url(url), "{url:?}");
        }
        for url in [
            "/a",
            "a/b:c",
            "?q=a:b",
            "#x:y",
            "https://a",
            "HTTP://a",
            "mailto:a@b",
            "",
            "//host/a",
            "a b:c",
        ] {
            assert!(is_safe_url(url), "{url:?}");
        }
    }
}
