//! Where a browser's HTML parser would not leave an element where it was written (13.2.6, tree construction).
//!
//! A page is parsed by the browser, a patch is not: markup that the parser moves would differ between the two. Only the
//! rules that move or split elements are here, not the whole content model.

/// Elements that end an open `<p>`.
#[rustfmt::skip]
const CLOSES_P: &[&str] = &[
    "address", "article", "aside", "blockquote", "details", "dialog", "div", "dl", "dd", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "li", "main", "menu", "nav",
    "ol", "p", "pre", "search", "section", "summary", "table", "ul",
];

/// Elements that the search for an open `<p>`, `<a>`, `<li>` … does not look beyond.
#[rustfmt::skip]
const SCOPE: &[&str] = &[
    "annotation-xml", "button", "caption", "desc", "foreignObject", "mi", "mn", "mo", "ms", "mtext", "object", "table",
    "td", "template", "th",
];

/// Table parts, and the parents in which the parser leaves them.
#[rustfmt::skip]
const TABLE_PARTS: &[(&str, &[&str])] = &[
    ("caption", &["table"]),
    ("col", &["colgroup"]),
    ("colgroup", &["table"]),
    ("tbody", &["table"]),
    ("td", &["tr"]),
    ("tfoot", &["table"]),
    ("th", &["tr"]),
    ("thead", &["table"]),
    ("tr", &["tbody", "tfoot", "thead"]),
];

/// Parents that take table parts only; anything else is moved out of the table.
const TABLE_PARENTS: &[&str] = &["colgroup", "table", "tbody", "tfoot", "thead", "tr"];

/// What may stand in `<head>`; anything else begins the body.
pub const METADATA: &[&str] = &[
    "base", "link", "meta", "noscript", "script", "style", "template", "title",
];

/// What is wrong with a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misplaced {
    /// It needs one of these parents.
    Needs(&'static [&'static str]),
    /// It ends or leaves this ancestor.
    Breaks(&'static str),
    /// This parent takes only parts of a table.
    TableOnly(&'static str),
}

/// Whether `name` stays where it is, below `ancestors` (the outermost first) within one piece of markup. An empty list
/// means that the parent is not known.
pub fn misplaced(name: &str, ancestors: &[&str]) -> Option<Misplaced> {
    let parent = *ancestors.last()?;
    if let Some((_, parents)) = TABLE_PARTS.iter().find(|(part, _)| *part == name) {
        let fits = parents.contains(&parent) || parent == "template";
        return (!fits).then_some(Misplaced::Needs(parents));
    }
    if let Some(table) = known(TABLE_PARENTS, parent)
        && !["script", "style", "template"].contains(&name)
    {
        return Some(Misplaced::TableOnly(table));
    }
    let in_scope = |wanted: &str| {
        ancestors
            .iter()
            .rev()
            .take_while(|a| !SCOPE.contains(*a))
            .any(|a| *a == wanted)
    };
    if known(CLOSES_P, name).is_some() && in_scope("p") {
        return Some(Misplaced::Breaks("p"));
    }
    match name {
        "a" if in_scope("a") => Some(Misplaced::Breaks("a")),
        "button" if ancestors.contains(&"button") => Some(Misplaced::Breaks("button")),
        "form" if ancestors.contains(&"form") => Some(Misplaced::Breaks("form")),
        "li" if parent == "li" => Some(Misplaced::Breaks("li")),
        "option" | "optgroup" if parent == "option" => Some(Misplaced::Breaks("option")),
        "dd" | "dt" if parent == "dd" => Some(Misplaced::Breaks("dd")),
        "dd" | "dt" if parent == "dt" => Some(Misplaced::Breaks("dt")),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => heading(parent).map(Misplaced::Breaks),
        _ => None,
    }
}

/// Whether text directly below `parent` is moved elsewhere; if so, below which element.
pub fn rejects_text(parent: &str) -> Option<&'static str> {
    known(TABLE_PARENTS, parent)
}

fn heading(parent: &str) -> Option<&'static str> {
    known(&["h1", "h2", "h3", "h4", "h5", "h6"], parent)
}

fn known(list: &[&'static str], name: &str) -> Option<&'static str> {
    list.iter().find(|entry| **entry == name).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_parser_would_move_is_found() {
        assert_eq!(
            misplaced("div", &["p", "span"]),
            Some(Misplaced::Breaks("p"))
        );
        assert_eq!(misplaced("div", &["p", "button"]), None);
        assert_eq!(
            misplaced("tr", &["table"]),
            Some(Misplaced::Needs(&["tbody", "tfoot", "thead"]))
        );
        assert_eq!(misplaced("tr", &["table", "tbody"]), None);
        assert_eq!(misplaced("tr", &[]), None);
        assert_eq!(misplaced("p", &["tr"]), Some(Misplaced::TableOnly("tr")));
        assert_eq!(misplaced("li", &["ul", "li", "ul"]), None);
        assert_eq!(
            misplaced("li", &["ul", "li"]),
            Some(Misplaced::Breaks("li"))
        );
        assert_eq!(misplaced("span", &["p"]), None);
    }
}
