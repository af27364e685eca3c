//! The elements of a piece of markup: which there are, what each stands in, and what stands around a place in it.
//!
//! Invariant: it reads markup that `view!` has written: tags are balanced, values are quoted, and `<` stands for nothing else.
//! Of any other markup it makes something, and does not panic.

/// Elements without content and without an end tag.
#[rustfmt::skip]
pub const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
];

/// One element of a piece of markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element<'m> {
    /// Its name.
    pub name: &'m str,
    /// Where its tag begins.
    pub at: usize,
    /// The elements of the same markup that it stands in, the outermost first.
    pub parents: Vec<&'m str>,
}

/// See the module's documentation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline<'m> {
    /// The elements, in document order.
    pub elements: Vec<Element<'m>>,
    /// For each place that was asked for, the elements that are open there, the outermost first.
    pub around: Vec<Vec<&'m str>>,
}

/// Reads `markup`. `places` are offsets in it, ascending.
pub fn outline<'m>(markup: &'m str, places: &[usize]) -> Outline<'m> {
    let mut outline = Outline::default();
    let mut open: Vec<&str> = Vec::new();
    let mut at = 0;
    while let Some(tag) = next_tag(markup, at) {
        let due = places.iter().skip(outline.around.len());
        let before = due.take_while(|place| **place <= tag.start).count();
        for _ in 0..before {
            outline.around.push(open.clone());
        }
        at = tag.end;
        match tag.kind {
            Kind::Start { name, is_closed } => {
                outline.elements.push(Element {
                    name,
                    at: tag.start,
                    parents: open.clone(),
                });
                if !is_closed && !VOID.contains(&name) {
                    open.push(name);
                }
            }
            Kind::End { name } => {
                if let Some(from) = open.iter().rposition(|other| *other == name) {
                    open.truncate(from);
                }
            }
            Kind::Other => {}
        }
    }
    outline.around.resize(places.len(), open);
    outline
}

struct Tag<'m> {
    start: usize,
    end: usize,
    kind: Kind<'m>,
}

enum Kind<'m> {
    Start {
        name: &'m str,
        is_closed: bool,
    },
    End {
        name: &'m str,
    },
    /// A comment or a doctype.
    Other,
}

/// The next tag or comment at or after `from`.
fn next_tag(markup: &str, from: usize) -> Option<Tag<'_>> {
    let start = from + markup.get(from..)?.find('<')?;
    let rest = &markup[start + 1..];
    if let Some(comment) = rest.strip_prefix("!--") {
        let length = comment.find("-->").map_or(comment.len(), |end| end + 3);
        let end = start + 4 + length;
        return Some(Tag {
            start,
            end,
            kind: Kind::Other,
        });
    }
    let length = tag_length(rest);
    let end = (start + 1 + length + 1).min(markup.len());
    let inside = &rest[..length];
    let kind = match inside.as_bytes().first() {
        Some(b'!') | None => Kind::Other,
        Some(b'/') => Kind::End {
            name: name(&inside[1..]),
        },
        Some(_) => Kind::Start {
            name: name(inside),
            is_closed: inside.ends_with('/'),
        },
    };
    Some(Tag { start, end, kind })
}

/// Where the tag ends that begins with `rest`: a `>` in a quoted value ends nothing.
fn tag_length(rest: &str) -> usize {
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    rest.len()
}

fn name(inside: &str) -> &str {
    let end = inside.find(|c: char| c.is_ascii_whitespace() || c == '/');
    &inside[..end.unwrap_or(inside.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(markup: &str, places: &[usize]) -> (Vec<String>, Vec<String>) {
        let outline = outline(markup, places);
        let path = |parents: &[&str], name: &str| [parents, &[name]].concat().join(">");
        let elements = outline.elements.iter();
        (
            elements.map(|it| path(&it.parents, it.name)).collect(),
            outline.around.iter().map(|open| open.join(">")).collect(),
        )
    }

    #[test]
    fn elements_are_found_with_what_they_stand_in() {
        let markup = "<ul class=\"a>b\"><!--v--><li>x<br>y</li></ul><svg><path d='<'/></svg>";
        let inside = markup.find("<!--").unwrap();
        let (elements, around) = shown(markup, &[0, inside, inside, markup.len()]);
        assert_eq!(elements, ["ul", "ul>li", "ul>li>br", "svg", "svg>path"]);
        assert_eq!(around, ["", "ul", "ul", ""]);
    }

    #[test]
    fn whatever_it_is_given_it_reads_to_the_end() {
        for markup in [
            "<",
            "</",
            "<!--",
            "<p",
            "a<b \"",
            "</x>",
            "<>",
            "<é",
            "<p></q></p>",
            "<a/>",
        ] {
            let _outline = outline(markup, &[0, markup.len(), markup.len() + 9]);
        }
        assert_eq!(shown("<p></q><b></p><i>", &[]).0, ["p", "p>b", "i"]);
    }
}
