//! Tags and comments, byte by byte: where they end.

use super::{HtmlFault, HtmlFaultKind, Scan, fault};

/// How a start tag ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TagEnd {
    Open,
    /// With `/>`, which means something in SVG and MathML only.
    SelfClosing,
}

impl<'h> Scan<'h> {
    /// Reads a tag whose name stands `from` bytes ahead; goes on behind its `>`.
    pub(super) fn tag(&mut self, from: usize) -> Result<(&'h str, TagEnd), HtmlFault> {
        let unfinished = fault(HtmlFaultKind::Unfinished, self.at);
        let bytes = self.html.as_bytes();
        let name = self.at + from;
        let mut at = until(bytes, name, ends_a_name).ok_or(unfinished)?;
        let name = &self.html[name..at];
        loop {
            at = until(bytes, at, |byte| !is_space(byte)).ok_or(unfinished)?;
            match bytes[at..] {
                [b'>', ..] => {
                    self.at = at + 1;
                    return Ok((name, TagEnd::Open));
                }
                [b'/', b'>', ..] => {
                    self.at = at + 2;
                    return Ok((name, TagEnd::SelfClosing));
                }
                [b'/', ..] => at += 1,
                _ => at = attribute(bytes, at).ok_or(unfinished)?,
            }
        }
    }
}

/// Where `-->` or `--!>` stands first, and its length. Looks at each byte once, however many comments there are.
pub(super) fn comment_end(text: &str) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        at += text[at..].find("--")?;
        match bytes[at + 2..] {
            [b'>', ..] => return Some((at, 3)),
            [b'!', b'>', ..] => return Some((at, 4)),
            _ => at += 1,
        }
    }
}

/// The end of the attribute that begins at `at`; `None` when the HTML ends in it.
fn attribute(bytes: &[u8], at: usize) -> Option<usize> {
    // A `=` in front belongs to the name.
    let end = until(bytes, at + 1, |byte| ends_a_name(byte) || *byte == b'=')?;
    let at = until(bytes, end, |byte| !is_space(byte))?;
    if bytes[at] != b'=' {
        return Some(at);
    }
    let at = until(bytes, at + 1, |byte| !is_space(byte))?;
    match bytes[at] {
        quote @ (b'"' | b'\'') => Some(until(bytes, at + 1, |byte| *byte == quote)? + 1),
        b'>' => Some(at),
        _ => until(bytes, at, |byte| is_space(byte) || *byte == b'>'),
    }
}

fn until(bytes: &[u8], from: usize, stop: impl Fn(&u8) -> bool) -> Option<usize> {
    Some(from + bytes.get(from..)?.iter().position(stop)?)
}

fn is_space(byte: &u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c)
}

pub(super) fn ends_a_name(byte: &u8) -> bool {
    is_space(byte) || matches!(byte, b'/' | b'>')
}
