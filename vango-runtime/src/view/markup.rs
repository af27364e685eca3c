//! What raw HTML must keep to, so that the page around it stays what it is.
//!
//! A browser reads a page from its first byte to its last: markup that ends inside a tag swallows what follows, an element
//! that is left open takes it in, and the comment that marks the end of raw HTML would be found too early if the HTML held
//! such a comment itself. One scan, linear in the length, with the states of the HTML standard's tokenizer and a stack of
//! open elements, finds all of these.
//!
//! Invariant: of HTML that passes, a browser makes nodes that end before whatever follows it, and none of them is a comment
//! that reads `/v`. (Tried with html5ever on millions of random texts; what still differed were elements that a browser
//! drops because of where they stand, several levels deep.)
//! Deliberately absent: a sanitiser (what passes may still run script or look like anything), and the parser's rules on
//! what may stand in what: a `<tr>` outside of a table passes, and a browser drops it.

use std::fmt;

mod element;
mod tag;
#[cfg(test)]
mod tests;

use element::{
    BREAKS_OUT, CLOSED_BY_ITS_PARENT, CLOSES_WHAT_IS_IN_IT, SPECIAL, TABLE_PARTS, TEXT_ONLY, VOID,
    is_one_of,
};
use tag::{TagEnd, comment_end, ends_a_name};

/// Why a [`TrustedHtml`](super::TrustedHtml) is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct HtmlFault {
    /// What is wrong.
    pub kind: HtmlFaultKind,
    /// Where: bytes from the beginning of the HTML.
    pub at: usize,
}

/// See [`HtmlFault`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HtmlFaultKind {
    /// A comment that reads `/v`, however it is written: it marks the end of raw HTML on a page.
    EndMark,
    /// The HTML ends inside of this tag or comment.
    Unfinished,
    /// This element is not closed.
    Unclosed,
    /// This end tag does not close the element that was opened last.
    Unopened,
    /// This element cannot stand inside of a page's body, or of the `<svg>`, `<math>`, `<form>`, `<select>` or `<table>`
    /// around it.
    Misplaced,
    /// This element stands in more than 256 others.
    TooDeep,
}

impl fmt::Display for HtmlFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problem = match self.kind {
            HtmlFaultKind::EndMark => {
                "there is a comment that reads `/v`, which marks the end of raw HTML: remove it"
            }
            HtmlFaultKind::Unfinished => "a tag or comment begins that does not end: close it",
            HtmlFaultKind::Unclosed => {
                "an element begins that is not closed: add its end tag (HTML knows no `<div/>`)"
            }
            HtmlFaultKind::Unopened => {
                "an end tag does not close the element that was opened last: remove it, or put the end tags in order"
            }
            HtmlFaultKind::Misplaced => {
                "an element stands where a browser would take it elsewhere: a part of a page holds no `<html>`, \
                 `<head>` or `<body>`, `<svg>` and `<math>` hold no HTML, and a `<form>` or `<select>` none of its kind"
            }
            HtmlFaultKind::TooDeep => "an element stands in more than 256 others: make it flatter",
        };
        write!(f, "at byte {}, {problem}", self.at)
    }
}

impl std::error::Error for HtmlFault {}

/// Elements that may be open at a time. Browsers stop nesting at about 512, and the page around takes its share.
const MAX_OPEN: usize = 256;

/// Finds the first fault.
pub(super) fn check(html: &str) -> Result<(), HtmlFault> {
    let mut scan = Scan {
        html,
        at: 0,
        open: Vec::new(),
    };
    while let Some(ahead) = html[scan.at..].find('<') {
        scan.at += ahead;
        scan.markup()?;
    }
    match scan.open.last() {
        Some(element) => Err(fault(HtmlFaultKind::Unclosed, element.at)),
        None => Ok(()),
    }
}

fn fault(kind: HtmlFaultKind, at: usize) -> HtmlFault {
    HtmlFault { kind, at }
}

/// Whose rules hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rules {
    Html,
    Svg,
    Math,
}

struct Element<'h> {
    name: &'h str,
    at: usize,
    /// For what stands in it.
    rules: Rules,
}

struct Scan<'h> {
    html: &'h str,
    at: usize,
    open: Vec<Element<'h>>,
}

impl<'h> Scan<'h> {
    /// Reads what begins with the `<` here.
    fn markup(&mut self) -> Result<(), HtmlFault> {
        let begin = self.at;
        let rest = &self.html[begin + 1..];
        match rest.as_bytes() {
            [b'/'] => Err(fault(HtmlFaultKind::Unfinished, begin)),
            [b'/', b'>', ..] => self.skip(3),
            [b'/', letter, ..] if letter.is_ascii_alphabetic() => self.end_tag(),
            [b'/', ..] => self.bogus_comment(2),
            [b'!', b'-', b'-', ..] => self.comment(),
            [b'!', ..] if rest.starts_with("![CDATA[") => self.cdata(),
            [b'!', ..] => self.bogus_comment(2),
            [b'?', ..] => self.bogus_comment(1),
            [letter, ..] if letter.is_ascii_alphabetic() => self.start_tag(),
            _ => self.skip(1),
        }
    }

    fn skip(&mut self, bytes: usize) -> Result<(), HtmlFault> {
        self.at += bytes;
        Ok(())
    }

    /// Goes on behind the next `end`, which stands `from` bytes or more ahead.
    fn past(&mut self, end: &str, from: usize) -> Result<(), HtmlFault> {
        let start = self.at + from;
        match self.html[start..].find(end) {
            Some(ahead) => self.skip(from + ahead + end.len()),
            None => Err(fault(HtmlFaultKind::Unfinished, self.at)),
        }
    }

    /// Text in `<svg>` and `<math>`, a comment elsewhere. What it is in HTML inside of these depends on more than is known.
    fn cdata(&mut self) -> Result<(), HtmlFault> {
        match self.rules() {
            Rules::Svg | Rules::Math => self.past("]]>", 9),
            Rules::Html if self.is_in("svg") || self.is_in("math") => {
                Err(fault(HtmlFaultKind::Misplaced, self.at))
            }
            Rules::Html => self.bogus_comment(2),
        }
    }

    /// What browsers read as a comment up to the next `>`: `<!…>`, `<?…>`, `</ …>`. A doctype, which a body ignores, too.
    fn bogus_comment(&mut self, from: usize) -> Result<(), HtmlFault> {
        let begin = self.at;
        self.past(">", from)?;
        self.refuse_mark(begin, begin + from..self.at - 1)
    }

    fn comment(&mut self) -> Result<(), HtmlFault> {
        let (begin, text) = (self.at, self.at + 4);
        let rest = &self.html[text..];
        if rest.starts_with('>') {
            return self.skip(5);
        }
        if rest.starts_with("->") {
            return self.skip(6);
        }
        let Some((ahead, length)) = comment_end(rest) else {
            return Err(fault(HtmlFaultKind::Unfinished, begin));
        };
        self.at = text + ahead + length;
        self.refuse_mark(begin, text..text + ahead)
    }

    fn refuse_mark(&self, begin: usize, text: std::ops::Range<usize>) -> Result<(), HtmlFault> {
        if &self.html[text] == END_MARK {
            return Err(fault(HtmlFaultKind::EndMark, begin));
        }
        Ok(())
    }

    fn rules(&self) -> Rules {
        self.open
            .last()
            .map_or(Rules::Html, |element| element.rules)
    }

    fn start_tag(&mut self) -> Result<(), HtmlFault> {
        let begin = self.at;
        let (name, end) = self.tag(1)?;
        match self.rules() {
            Rules::Html => self.start_html(name, end, begin),
            rules => self.start_foreign(name, end, begin, rules),
        }
    }

    fn start_html(&mut self, name: &'h str, end: TagEnd, begin: usize) -> Result<(), HtmlFault> {
        if is_one_of(
            name,
            &["html", "head", "body", "frameset", "frame", "plaintext"],
        ) {
            return Err(fault(HtmlFaultKind::Misplaced, begin));
        }
        // Browsers drop the inner start tag, or let it end the outer element.
        let in_itself = is_one_of(name, &["button", "form", "select"]) && self.is_in(name)
            || name.eq_ignore_ascii_case("table") && self.is_right_in("table");
        if in_itself || self.ends_through_others(name) {
            return Err(fault(HtmlFaultKind::Misplaced, begin));
        }
        if is_one_of(name, VOID) {
            return Ok(());
        }
        if is_one_of(name, TEXT_ONLY) {
            return self.text_only(name, begin);
        }
        let rules = match name {
            _ if name.eq_ignore_ascii_case("svg") => Rules::Svg,
            _ if name.eq_ignore_ascii_case("math") => Rules::Math,
            _ => Rules::Html,
        };
        if rules != Rules::Html && end == TagEnd::SelfClosing {
            return Ok(());
        }
        self.push(name, begin, rules)
    }

    fn start_foreign(
        &mut self,
        name: &'h str,
        end: TagEnd,
        begin: usize,
        around: Rules,
    ) -> Result<(), HtmlFault> {
        if is_one_of(name, BREAKS_OUT) {
            return Err(fault(HtmlFaultKind::Misplaced, begin));
        }
        if end == TagEnd::SelfClosing {
            return Ok(());
        }
        let holds_html = match around {
            Rules::Svg => is_one_of(name, &["foreignobject", "desc", "title"]),
            _ => is_one_of(name, &["mi", "mo", "mn", "ms", "mtext"]),
        };
        let rules = if holds_html { Rules::Html } else { around };
        self.push(name, begin, rules)
    }

    fn push(&mut self, name: &'h str, at: usize, rules: Rules) -> Result<(), HtmlFault> {
        if self.open.len() == MAX_OPEN {
            return Err(fault(HtmlFaultKind::TooDeep, at));
        }
        self.open.push(Element { name, at, rules });
        Ok(())
    }

    /// An element whose content holds no markup: up to its end tag.
    fn text_only(&mut self, name: &'h str, begin: usize) -> Result<(), HtmlFault> {
        let unclosed = fault(HtmlFaultKind::Unclosed, begin);
        let content = self.at;
        while let Some(ahead) = self.html[self.at..].find("</") {
            self.at += ahead;
            let tail = &self.html[self.at + 2..];
            let is_end = tail
                .get(..name.len())
                .is_some_and(|end| end.eq_ignore_ascii_case(name))
                && tail.as_bytes().get(name.len()).is_some_and(ends_a_name);
            if !is_end {
                self.at += 2;
                continue;
            }
            // Within `<!--` a script's `<script` makes the next `</script>` part of its text: nobody means that.
            let text = &self.html[content..self.at];
            if name.eq_ignore_ascii_case("script") && text.contains("<!--") {
                return Err(unclosed);
            }
            self.tag(2)?;
            return Ok(());
        }
        Err(unclosed)
    }

    fn end_tag(&mut self) -> Result<(), HtmlFault> {
        let begin = self.at;
        let (name, _) = self.tag(2)?;
        let closes_what_is_in_it = is_one_of(name, CLOSES_WHAT_IS_IN_IT)
            || is_one_of(name, TABLE_PARTS) && self.is_in("table");
        while let Some(element) = self.open.pop() {
            if element.name.eq_ignore_ascii_case(name) {
                return Ok(());
            }
            if !closes_what_is_in_it || !is_one_of(element.name, CLOSED_BY_ITS_PARENT) {
                break;
            }
        }
        Err(fault(HtmlFaultKind::Unopened, begin))
    }

    /// Whether a start tag ends an open element of its kind together with others in it, whose end tags would then close
    /// what stands around: `<li><div><li>`. (HTML, "A start tag whose tag name is li", and that of dd and dt.)
    fn ends_through_others(&self, name: &str) -> bool {
        let kind: &[&str] = match name {
            _ if name.eq_ignore_ascii_case("li") => &["li"],
            _ if is_one_of(name, &["dd", "dt"]) => &["dd", "dt"],
            _ => return false,
        };
        let mut open = self.open.iter().rev();
        let ends = open.position(|element| {
            is_one_of(element.name, kind)
                || is_one_of(element.name, SPECIAL)
                    && !is_one_of(element.name, &["address", "div", "p"])
        });
        ends.is_some_and(|between| {
            let element = &self.open[self.open.len() - 1 - between];
            between > 0 && is_one_of(element.name, kind)
        })
    }

    fn is_right_in(&self, name: &str) -> bool {
        self.open
            .last()
            .is_some_and(|element| element.name.eq_ignore_ascii_case(name))
    }

    fn is_in(&self, name: &str) -> bool {
        self.open
            .iter()
            .any(|element| element.name.eq_ignore_ascii_case(name))
    }
}

/// The text of the comment that ends raw HTML on a page.
pub(super) const END_MARK: &str = "/v";
