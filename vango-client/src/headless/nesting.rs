//! Where a browser would not put an element where the markup has it.
//!
//! Invariant: what passes here, a browser's parser leaves in its place. The list is that of HTML's tree construction
//! for the elements that people write; it is not a validator: a `<li>` outside a list is odd, but it stays where it is.

/// HTML's elements without end tag.
pub(crate) const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// Start tags that end an open `<p>`.
const ENDS_PARAGRAPH: [&str; 36] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dd",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "ul",
];

/// Elements that the search for an open element does not go beyond.
const SCOPES: [&str; 9] = [
    "applet", "caption", "html", "table", "td", "th", "marquee", "object", "template",
];

/// Elements that a browser opens again when it thinks that they were closed too early.
const FORMATTING: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Most identical formatting elements in each other: browsers forget the outer ones beyond that, and then close the wrong
/// one.
const MAX_IDENTICAL: usize = 3;

/// Why a browser may close formatting elements in the wrong place; `around` says of each open element, outermost first,
/// its name and whether it is identical to the new one.
pub(crate) fn forgotten_formatting<'n>(
    name: &str,
    around: impl DoubleEndedIterator<Item = (&'n str, bool)>,
) -> Option<String> {
    let scope = around.rev().take_while(|(open, _)| !SCOPES.contains(open));
    let is_forgotten = FORMATTING.contains(&name)
        && scope.filter(|(_, is_same)| *is_same).count() >= MAX_IDENTICAL;
    is_forgotten.then(|| {
        format!("more than {MAX_IDENTICAL} identical `<{name}>` in each other confuse browsers; use `<span>`")
    })
}

/// Why a browser would not leave an element `name` in the open elements `path` (outermost first); `None` when it
/// would.
pub(crate) fn moved_element(name: &str, path: &[&str]) -> Option<String> {
    if path.iter().any(|open| matches!(*open, "svg" | "math")) {
        return None;
    }
    let parent = path.last().copied();
    if let Some(reason) = moved_in_table(name, parent) {
        return Some(reason);
    }
    let open = |searched: &[&str]| {
        let scope = path.iter().rev().take_while(|open| !SCOPES.contains(open));
        scope.clone().find(|open| searched.contains(open)).copied()
    };
    if (ENDS_PARAGRAPH.contains(&name) || name == "table") && open(&["p"]).is_some() {
        return Some(format!("`<{name}>` ends the open `<p>`"));
    }
    let ended: &[&str] = match name {
        "a" => &["a"],
        "button" => &["button"],
        "form" => &["form"],
        "option" | "optgroup" => &["option"],
        "nobr" => &["nobr"],
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if parent.is_some_and(is_heading) => {
            return Some(format!("`<{name}>` ends the heading around it"));
        }
        "li" | "dd" | "dt" => return moved_item(name, path),
        _ => return None,
    };
    open(ended).map(|open| format!("`<{name}>` ends the open `<{open}>`"))
}

/// Why a browser would move text out of the element `parent`; `None` when it would not.
pub(crate) fn moved_text(text: &str, parent: Option<&str>) -> Option<String> {
    let is_table = matches!(
        parent,
        Some("table" | "tbody" | "thead" | "tfoot" | "tr" | "colgroup")
    );
    let is_blank = text
        .chars()
        .all(|c| matches!(c, ' ' | '\t' | '\n' | '\x0c'));
    (is_table && !is_blank).then(|| {
        format!(
            "text in `<{}>` is moved in front of the table",
            parent.unwrap_or_default()
        )
    })
}

fn moved_in_table(name: &str, parent: Option<&str>) -> Option<String> {
    let parent = parent?;
    let allowed: &[&str] = match parent {
        "table" => &["caption", "colgroup", "thead", "tbody", "tfoot"],
        "thead" | "tbody" | "tfoot" => &["tr"],
        "tr" => &["td", "th"],
        "colgroup" => &["col"],
        "select" => &["option", "optgroup", "hr"],
        _ => {
            let wants = match name {
                "tr" => "thead, tbody or tfoot",
                "td" | "th" => "tr",
                "caption" | "colgroup" | "thead" | "tbody" | "tfoot" => "table",
                "col" => "colgroup",
                _ => return None,
            };
            return Some(format!(
                "`<{name}>` is dropped in `<{parent}>`: it must stand in {wants}"
            ));
        }
    };
    if allowed.contains(&name) || matches!(name, "script" | "template") {
        return None;
    }
    if parent == "table" && name == "tr" {
        return Some("a `<tbody>` is put between `<table>` and `<tr>`: write it".to_owned());
    }
    Some(format!(
        "`<{name}>` does not stay in `<{parent}>`: it may hold {}",
        allowed.join(", ")
    ))
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// A list item ends the one before it, unless a list, or another element of structure, stands between them.
fn moved_item(name: &str, path: &[&str]) -> Option<String> {
    for open in path.iter().rev() {
        let is_same = if name == "li" {
            *open == "li"
        } else {
            matches!(*open, "dd" | "dt")
        };
        if is_same {
            return Some(format!("`<{name}>` ends the open `<{open}>`"));
        }
        let is_transparent = matches!(*open, "address" | "div" | "p")
            || matches!(
                *open,
                "a" | "b" | "i" | "em" | "strong" | "span" | "code" | "small" | "u" | "label"
            );
        if !is_transparent {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{moved_element, moved_text};

    fn check(path: &[&str], name: &str, expected: Option<&str>) {
        let reason = moved_element(name, path);
        match expected {
            None => assert_eq!(reason, None, "{path:?} {name}"),
            Some(part) => {
                let reason = reason.unwrap_or_else(|| panic!("{path:?} {name} should move"));
                assert!(reason.contains(part), "{reason}");
            }
        }
    }

    #[test]
    fn tables() {
        check(&["table"], "tr", Some("<tbody>"));
        check(&["table", "tbody"], "tr", None);
        check(&["table", "tbody", "tr"], "td", None);
        check(&["table"], "div", Some("does not stay"));
        check(&["div"], "tr", Some("dropped"));
        check(&[], "tr", None);
        check(&["table", "tbody", "tr", "td"], "div", None);
        assert!(moved_text("a", Some("tr")).is_some());
        assert!(moved_text(" \n", Some("tr")).is_none());
        assert!(moved_text("a", Some("td")).is_none());
    }

    #[test]
    fn elements_that_end_others() {
        check(&["p"], "div", Some("<p>"));
        check(&["p", "b"], "ul", Some("<p>"));
        check(&["p"], "span", None);
        check(&["p", "table", "tbody", "tr", "td"], "p", None);
        check(&["a", "b"], "a", Some("<a>"));
        check(&["button", "span"], "button", Some("<button>"));
        check(&["ul", "li"], "li", Some("<li>"));
        check(&["ul", "li", "ul"], "li", None);
        check(&["dl", "dt"], "dd", Some("<dt>"));
        check(&["h1"], "h2", Some("heading"));
        check(&["svg", "a"], "a", None);
    }
}
