//! A strict parser for the markup that Vango writes: page and template html.
//!
//! It is no browser's parser, on purpose. A browser mends what it is given: it closes elements, moves them, and puts
//! some in between. In a server-driven page every such repair is a mistake, because the server's templates no longer
//! describe the page. So this parser accepts the markup that no browser changes (well-formed, values quoted, references
//! by number or one of five names, elements where they may stay) and refuses the rest with a reason. What it
//! accepts, a browser parses to the same tree.

use std::fmt;

use super::dom::{Dom, Element, NodeId, NodeKind};
use super::nesting::{VOID, forgotten_formatting, moved_element, moved_text};

/// Browsers flatten deeper trees.
const MAX_DEPTH: usize = 512;

/// Markup that is not what Vango writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// Why it was refused.
    pub reason: String,
    /// Where, in bytes from the start of the markup.
    pub offset: usize,
    /// The markup from there on, at most 40 characters of it.
    pub near: String,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            reason,
            offset,
            near,
        } = self;
        write!(
            f,
            "the markup at byte {offset} would not survive a browser: {reason}; near `{near}`"
        )
    }
}

impl std::error::Error for ParseError {}

/// What the markup stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Around {
    Html,
    /// An `<svg>` or a `<math>`: names keep their case.
    Foreign,
}

/// Appends the nodes of `html`, a page, to `parent`.
pub(crate) fn parse(dom: &mut Dom, parent: NodeId, html: &str) -> Result<(), ParseError> {
    parse_in(dom, parent, html, Around::Html)
}

/// Appends the nodes of `html`, a part of a page, to `parent`. Where it will stand is not known yet: it is read as
/// HTML, and if it is none, as the content of an `<svg>` or a `<math>`.
pub(crate) fn parse_part(dom: &mut Dom, parent: NodeId, html: &str) -> Result<(), ParseError> {
    let reads = |around| {
        let mut trial = Dom::default();
        let root = trial.fragment();
        parse_in(&mut trial, root, html, around)
    };
    match reads(Around::Html) {
        Ok(()) => parse_in(dom, parent, html, Around::Html),
        Err(_) if reads(Around::Foreign).is_ok() => parse_in(dom, parent, html, Around::Foreign),
        Err(error) => Err(error),
    }
}

fn parse_in(dom: &mut Dom, parent: NodeId, html: &str, around: Around) -> Result<(), ParseError> {
    let mut parser = Parser {
        html,
        at: 0,
        dom,
        open: vec![parent],
        names: Vec::new(),
        around,
    };
    parser.check_characters()?;
    if parser.eat_ignoring_case("<!doctype html>") {
        parser.eat_blank();
    }
    while parser.at < html.len() {
        parser.node()?;
    }
    match parser.names.last() {
        Some(name) => Err(parser.error(format!("`<{name}>` is never closed"))),
        None => Ok(()),
    }
}

struct Parser<'h, 'd> {
    html: &'h str,
    at: usize,
    dom: &'d mut Dom,
    /// The parent given, then the open elements.
    open: Vec<NodeId>,
    /// The names of the open elements.
    names: Vec<&'h str>,
    around: Around,
}

impl<'h> Parser<'h, '_> {
    fn rest(&self) -> &'h str {
        &self.html[self.at..]
    }

    fn error(&self, reason: impl Into<String>) -> ParseError {
        self.error_at(self.at, reason)
    }

    fn error_at(&self, offset: usize, reason: impl Into<String>) -> ParseError {
        let near = self.html[offset..].chars().take(40).collect();
        ParseError {
            reason: reason.into(),
            offset,
            near,
        }
    }

    /// A browser reads CR as LF and NUL as U+FFFD.
    fn check_characters(&self) -> Result<(), ParseError> {
        match self.html.find(['\r', '\0']) {
            Some(offset) => {
                Err(self.error_at(offset, "a CR must be written `&#13;`, a NUL U+FFFD"))
            }
            None => Ok(()),
        }
    }

    fn eat(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        self.at += if found { token.len() } else { 0 };
        found
    }

    fn eat_ignoring_case(&mut self, token: &str) -> bool {
        let found = self
            .rest()
            .get(..token.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(token));
        self.at += if found { token.len() } else { 0 };
        found
    }

    fn eat_blank(&mut self) -> bool {
        let rest = self.rest();
        let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\x0c']).len();
        self.at += blank;
        blank > 0
    }

    fn append(&mut self, kind: NodeKind) -> NodeId {
        let node = self.dom.create(kind);
        self.dom.append(
            *self.open.last().expect("the parent given is never closed"),
            node,
        );
        node
    }

    fn is_foreign(&self) -> bool {
        self.around == Around::Foreign
            || self
                .names
                .iter()
                .any(|name| matches!(*name, "svg" | "math"))
    }

    fn node(&mut self) -> Result<(), ParseError> {
        if self.eat("<!--") {
            let Some(end) = self.rest().find("-->") else {
                return Err(self.error("a comment is never closed"));
            };
            let text = &self.rest()[..end];
            if text.starts_with(['>', '-']) || text.ends_with('-') || text.contains("--!>") {
                return Err(self.error("a browser would end this comment elsewhere"));
            }
            self.at += end + "-->".len();
            self.append(NodeKind::Comment(text.to_owned()));
            Ok(())
        } else if self.eat("</") {
            self.end_tag()
        } else if self.rest().starts_with('<') {
            self.start_tag()
        } else {
            self.text_node()
        }
    }

    fn text_node(&mut self) -> Result<(), ParseError> {
        let start = self.at;
        let raw = self.rest();
        let raw = &raw[..raw.find('<').unwrap_or(raw.len())];
        let text = self.references(raw, start)?;
        if let Some(reason) = moved_text(&text, self.names.last().copied()) {
            return Err(self.error(reason));
        }
        self.at += raw.len();
        self.append(NodeKind::Text(text));
        Ok(())
    }

    fn name(&mut self, what: &str) -> Result<&'h str, ParseError> {
        let rest = self.rest();
        let end = rest
            .find(|c: char| c.is_ascii_whitespace() || "\"'<>/=`".contains(c))
            .unwrap_or(rest.len());
        if end == 0 {
            return Err(self.error(format!("{what} is missing")));
        }
        self.at += end;
        Ok(&rest[..end])
    }

    fn element_name(&mut self) -> Result<&'h str, ParseError> {
        let at = self.at;
        let name = self.name("the name of an element")?;
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return Err(self.error_at(at, format!("`{name}` is no element")));
        }
        if !self.is_foreign() && name.contains(|c: char| c.is_ascii_uppercase()) {
            return Err(self.error_at(at, "names of HTML elements are lower case"));
        }
        Ok(name)
    }

    fn end_tag(&mut self) -> Result<(), ParseError> {
        let at = self.at;
        let name = self.element_name()?;
        if self.names.last() != Some(&name) {
            let open = self
                .names
                .last()
                .map_or("nothing is open".to_owned(), |open| {
                    format!("`<{open}>` is open")
                });
            return Err(self.error_at(at, format!("`</{name}>` closes nothing: {open}")));
        }
        if !self.eat(">") {
            return Err(self.error("an end tag has only a name"));
        }
        self.close();
        Ok(())
    }

    fn close(&mut self) {
        self.names.pop();
        self.open.pop();
    }

    fn start_tag(&mut self) -> Result<(), ParseError> {
        let start = self.at;
        self.at += "<".len();
        let name = self.element_name()?;
        if let Some(reason) = moved_element(name, &self.names) {
            return Err(self.error_at(start, reason));
        }
        if self.names.len() == MAX_DEPTH {
            return Err(self.error_at(
                start,
                format!("elements are nested deeper than {MAX_DEPTH}"),
            ));
        }
        let mut element = Element {
            name: name.to_owned(),
            attributes: Vec::new(),
        };
        let is_closed = self.attributes(&mut element)?;
        let open = self.open[1..]
            .iter()
            .filter_map(|node| self.dom.element(*node));
        let around = open.map(|open| (open.name.as_str(), *open == element));
        if let Some(reason) = forgotten_formatting(name, around) {
            return Err(self.error_at(start, reason));
        }
        let was_foreign = self.is_foreign();
        let node = self.append(NodeKind::Element(element));
        self.names.push(name);
        self.open.push(node);
        let is_foreign = was_foreign || self.is_foreign();
        if is_closed && !is_foreign && !VOID.contains(&name) {
            return Err(self.error_at(start, format!("`<{name}/>` is not closed by its slash")));
        }
        if is_closed || (!was_foreign && VOID.contains(&name)) {
            self.close();
        } else if !is_foreign {
            self.raw_content(name)?;
        }
        Ok(())
    }

    /// Up to and with the `>`; whether a slash stands before it.
    fn attributes(&mut self, element: &mut Element) -> Result<bool, ParseError> {
        loop {
            let is_apart = self.eat_blank();
            if self.eat(">") {
                return Ok(false);
            }
            if self.eat("/>") {
                return Ok(true);
            }
            if !is_apart {
                return Err(self.error("white space is missing before an attribute"));
            }
            let at = self.at;
            let name = self.name("the name of an attribute")?;
            let mut value = String::new();
            if self.eat("=") {
                if !self.eat("\"") {
                    return Err(self.error("an attribute's value stands in double quotes"));
                }
                let Some(end) = self.rest().find('"') else {
                    return Err(self.error("an attribute's value is never closed"));
                };
                value = self.references(&self.rest()[..end], self.at)?;
                self.at += end + "\"".len();
            }
            if element.attribute(name).is_some() {
                return Err(self.error_at(at, format!("the attribute `{name}` stands there twice")));
            }
            element.attributes.push((name.to_owned(), value));
        }
    }

    /// What stands in an element whose content is no markup, and the newline that a parser takes away.
    fn raw_content(&mut self, name: &str) -> Result<(), ParseError> {
        if matches!(name, "pre" | "textarea" | "listing") {
            self.eat("\n");
        }
        if !matches!(name, "script" | "style" | "textarea" | "title") {
            return Ok(());
        }
        let start = self.at;
        let end_tag = format!("</{name}");
        let Some(end) = self.rest().to_ascii_lowercase().find(&end_tag) else {
            return Err(self.error(format!("`<{name}>` is never closed")));
        };
        let raw = &self.rest()[..end];
        let text = match name {
            "textarea" | "title" => self.references(raw, start)?,
            _ => raw.to_owned(),
        };
        if !text.is_empty() {
            self.append(NodeKind::Text(text));
        }
        self.at += end + "</".len();
        self.end_tag()
    }

    /// Text with its character references replaced; `start` is where it stands.
    fn references(&self, raw: &str, start: usize) -> Result<String, ParseError> {
        let mut text = String::with_capacity(raw.len());
        let mut rest = raw;
        while let Some(at) = rest.find('&') {
            text.push_str(&rest[..at]);
            let offset = start + (raw.len() - rest.len()) + at;
            let Some(end) = rest[at..].find(';') else {
                return Err(self.error_at(offset, "an `&` is written `&amp;`"));
            };
            let name = &rest[at + 1..at + end];
            let Some(character) = reference(name) else {
                return Err(self.error_at(
                    offset,
                    format!("`&{name};` is not one of amp, lt, gt, quot, apos or a number"),
                ));
            };
            text.push(character);
            rest = &rest[at + end + 1..];
        }
        text.push_str(rest);
        Ok(text)
    }
}

fn reference(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            // A browser reads these numbers as other characters.
            (code != 0 && !(0x80..0xa0).contains(&code)).then(|| char::from_u32(code))?
        }
    }
}
