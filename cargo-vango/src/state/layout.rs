//! JSON with one fact a line, so that a difference of two versions reads well.
//!
//! Invariant: the same value gives the same bytes; two spaces a level, a line break at the end. From the level
//! [`INLINE`] on, a list or an object stands on one line: a field is one fact, and so is what was lost.

use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

/// The level of lists and objects that are written on one line. The outermost has level 1.
const INLINE: usize = 5;

/// Writes a value.
pub(crate) fn to_text(value: &impl Serialize) -> String {
    let mut bytes = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut bytes, Layout::default());
    let written = value.serialize(&mut serializer);
    written.expect("texts, numbers, lists and objects by name can be written to memory");
    bytes.push(b'\n');
    String::from_utf8(bytes).expect("JSON is UTF-8")
}

#[derive(Default)]
struct Layout {
    level: usize,
    /// Whether the list or object that ends has members.
    has_members: bool,
}

impl Layout {
    fn open<W: ?Sized + io::Write>(&mut self, to: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.level += 1;
        self.has_members = false;
        to.write_all(bracket)
    }

    fn member<W: ?Sized + io::Write>(&mut self, to: &mut W, is_first: bool) -> io::Result<()> {
        if !is_first {
            to.write_all(b",")?;
        }
        match self.level >= INLINE {
            true if is_first => Ok(()),
            true => to.write_all(b" "),
            false => self.line(to),
        }
    }

    fn close<W: ?Sized + io::Write>(&mut self, to: &mut W, bracket: &[u8]) -> io::Result<()> {
        let is_inline = self.level >= INLINE;
        self.level -= 1;
        if self.has_members && !is_inline {
            self.line(to)?;
        }
        self.has_members = true;
        to.write_all(bracket)
    }

    fn line<W: ?Sized + io::Write>(&self, to: &mut W) -> io::Result<()> {
        to.write_all(b"\n")?;
        (0..self.level).try_for_each(|_| to.write_all(b"  "))
    }
}

impl Formatter for Layout {
    fn begin_array<W: ?Sized + io::Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.open(to, b"[")
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.close(to, b"]")
    }

    fn begin_array_value<W: ?Sized + io::Write>(
        &mut self,
        to: &mut W,
        is_first: bool,
    ) -> io::Result<()> {
        self.member(to, is_first)
    }

    fn end_array_value<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_members = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.open(to, b"{")
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.close(to, b"}")
    }

    fn begin_object_key<W: ?Sized + io::Write>(
        &mut self,
        to: &mut W,
        is_first: bool,
    ) -> io::Result<()> {
        self.member(to, is_first)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, to: &mut W) -> io::Result<()> {
        to.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_members = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_deep_stands_on_one_line() {
        let value = json!({"a": {"b": [{"c": [{"d": [1, 2], "e": {}}], "f": []}]}});
        assert_eq!(
            to_text(&value),
            "{\n  \"a\": {\n    \"b\": [\n      {\n        \"c\": [{\"d\": [1, 2], \"e\": {}}],\n        \"f\": []\n      }\n    ]\n  }\n}\n"
        );
    }
}
