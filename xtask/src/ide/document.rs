//! A text with a cursor in it, and positions as LSP counts them.
//!
//! Invariant: positions are UTF-8 (`Server` asks for that), so a column is a count of bytes.

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    line: usize,
    column: usize,
}

impl Position {
    /// Of the byte `offset`.
    pub(crate) fn of(text: &str, offset: usize) -> Self {
        let before = &text[..offset];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            line: before.matches('\n').count(),
            column: offset - line_start,
        }
    }

    /// The byte at this place; `None` behind the end of its line.
    pub(crate) fn offset(self, text: &str) -> Option<usize> {
        let line = text.split_inclusive('\n').nth(self.line)?;
        let start: usize = text
            .split_inclusive('\n')
            .take(self.line)
            .map(str::len)
            .sum();
        (self.column <= line.len()).then_some(start + self.column)
    }

    /// As LSP writes it.
    pub(crate) fn to_json(self) -> Value {
        json!({ "line": self.line, "character": self.column })
    }

    /// As LSP has written it.
    pub(crate) fn from_json(value: &Value) -> Option<Self> {
        let number = |name: &str| usize::try_from(value[name].as_u64()?).ok();
        Some(Self {
            line: number("line")?,
            column: number("character")?,
        })
    }
}

/// What is being typed.
#[derive(Debug)]
pub(crate) struct Typed {
    /// All of it, without the `|`.
    pub(crate) text: String,
    /// Where the cursor stands.
    pub(crate) offset: usize,
}

impl Typed {
    /// From a text with one `▮`: a bar belongs to closures.
    pub(crate) fn new(marked: &str) -> Result<Self> {
        let offset = marked
            .find('▮')
            .with_context(|| format!("no cursor in `{marked}`"))?;
        Ok(Self {
            text: marked.replacen('▮', "", 1),
            offset,
        })
    }

    /// The part of a name that stands before the cursor.
    pub(crate) fn prefix(&self) -> &str {
        let before = &self.text[..self.offset];
        let start = before
            .rfind(|c: char| !c.is_alphanumeric() && c != '_')
            .map_or(0, |at| {
                at + before[at..].chars().next().map_or(1, char::len_utf8)
            });
        &before[start..]
    }

    /// As it was one keystroke earlier.
    pub(crate) fn before_last_key(&self) -> String {
        let mut before = self.text[..self.offset].to_owned();
        before.pop();
        before + &self.text[self.offset..]
    }

    pub(crate) fn position(&self) -> Position {
        Position::of(&self.text, self.offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_a_line_a_column_and_a_prefix() {
        let typed = Typed::new("é\nab <di▮>").unwrap();
        assert_eq!(typed.text, "é\nab <di>");
        assert_eq!(typed.position(), Position { line: 1, column: 6 });
        assert_eq!(typed.prefix(), "di");
        assert_eq!(typed.before_last_key(), "é\nab <d>");
        assert_eq!(Typed::new("a.▮").unwrap().prefix(), "");
        assert!(Typed::new("a").is_err());
    }
}
