//! Accessibility as data: the roles of WAI-ARIA 1.2 and 1.3, of DPUB-ARIA 1.1 and of Graphics-ARIA 1.0, and the values
//! that each `aria-…` attribute takes (WAI-ARIA, "Values for States and Properties").
//!
//! Tables and look-ups only; nothing here reports. The names of the attributes stand in [`super::attribute::ARIA`].

/// Every role that an element can have, sorted.
#[rustfmt::skip]
pub const ROLES: &[&str] = &[
    "alert", "alertdialog", "application", "article", "banner", "blockquote", "button", "caption", "cell", "checkbox",
    "code", "columnheader", "combobox", "comment", "complementary", "contentinfo", "definition", "deletion", "dialog",
    "directory", "doc-abstract", "doc-acknowledgments", "doc-afterword", "doc-appendix", "doc-backlink",
    "doc-biblioentry", "doc-bibliography", "doc-biblioref", "doc-chapter", "doc-colophon", "doc-conclusion",
    "doc-cover", "doc-credit", "doc-credits", "doc-dedication", "doc-endnote", "doc-endnotes", "doc-epigraph",
    "doc-epilogue", "doc-errata", "doc-example", "doc-footnote", "doc-foreword", "doc-glossary", "doc-glossref",
    "doc-index", "doc-introduction", "doc-noteref", "doc-notice", "doc-pagebreak", "doc-pagefooter", "doc-pageheader",
    "doc-pagelist", "doc-part", "doc-preface", "doc-prologue", "doc-pullquote", "doc-qna", "doc-subtitle", "doc-tip",
    "doc-toc", "document", "emphasis", "feed", "figure", "form", "generic", "graphics-document", "graphics-object",
    "graphics-symbol", "grid", "gridcell", "group", "heading", "image", "img", "insertion", "link", "list", "listbox",
    "listitem", "log", "main", "mark", "marquee", "math", "menu", "menubar", "menuitem", "menuitemcheckbox",
    "menuitemradio", "meter", "navigation", "none", "note", "option", "paragraph", "presentation", "progressbar",
    "radio", "radiogroup", "region", "row", "rowgroup", "rowheader", "scrollbar", "search", "searchbox",
    "sectionfooter", "sectionheader", "separator", "slider", "spinbutton", "status", "strong", "subscript",
    "suggestion", "superscript", "switch", "tab", "table", "tablist", "tabpanel", "term", "textbox", "time", "timer",
    "toolbar", "tooltip", "tree", "treegrid", "treeitem",
];

/// Roles that only order the others, which no element may have, and what is meant where one is written.
pub const ABSTRACT_ROLES: &[(&str, &str)] = &[
    ("command", "`button`, `link` or `menuitem`"),
    (
        "composite",
        "`grid`, `listbox`, `menu`, `radiogroup`, `tablist` or `tree`",
    ),
    ("input", "`textbox`, `checkbox`, `radio` or `slider`"),
    ("landmark", "`region`, `main`, `navigation` or `search`"),
    ("range", "`slider`, `meter` or `progressbar`"),
    ("roletype", "the role that it plays, or no role"),
    ("section", "`region`, with an `aria-label`"),
    ("sectionhead", "`heading`, with its `aria-level`"),
    ("select", "`listbox`, `combobox` or `radiogroup`"),
    ("structure", "`group`, or no role"),
    ("widget", "`button`, `checkbox` or what else it is"),
    ("window", "`dialog`"),
];

/// Roles of controls that are named by what stands in them.
pub const NAMED_BY_CONTENT: &[&str] = &[
    "button",
    "checkbox",
    "link",
    "menuitem",
    "menuitemcheckbox",
    "menuitemradio",
    "option",
    "radio",
    "switch",
    "tab",
    "treeitem",
];

/// Roles that take an element's meaning away: it needs no name.
pub const NO_MEANING: &[&str] = &["none", "presentation"];

/// What an `aria-…` attribute takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AriaValue {
    /// One of these words.
    Word(&'static [&'static str]),
    /// Some of these words.
    Words(&'static [&'static str]),
    /// The `id` of one element.
    Id,
    /// The `id` of one element or of several.
    Ids,
    /// A whole number that is not below this one.
    Integer(i64),
    /// A number.
    Number,
    /// Text.
    Text,
}

const BOOLEAN: AriaValue = AriaValue::Word(&["true", "false"]);
const OPTIONAL_BOOLEAN: AriaValue = AriaValue::Word(&["true", "false", "undefined"]);
const TRISTATE: AriaValue = AriaValue::Word(&["true", "false", "mixed", "undefined"]);

/// What the attribute takes whose name is `aria-` and `word`; `None` for a word that ARIA does not have.
pub fn value_of(word: &str) -> Option<AriaValue> {
    use AriaValue::{Id, Ids, Integer, Number, Text, Word, Words};
    Some(match word {
        "atomic" | "busy" | "disabled" | "modal" | "multiline" | "multiselectable" | "readonly"
        | "required" => BOOLEAN,
        "expanded" | "grabbed" | "hidden" | "selected" => OPTIONAL_BOOLEAN,
        "checked" | "pressed" => TRISTATE,
        "autocomplete" => Word(&["inline", "list", "both", "none"]),
        "current" => Word(&["page", "step", "location", "date", "time", "true", "false"]),
        "haspopup" => Word(&["true", "false", "menu", "listbox", "tree", "grid", "dialog"]),
        "invalid" => Word(&["true", "false", "grammar", "spelling"]),
        "live" => Word(&["polite", "assertive", "off"]),
        "orientation" => Word(&["horizontal", "vertical", "undefined"]),
        "sort" => Word(&["ascending", "descending", "none", "other"]),
        "dropeffect" => Words(&["copy", "execute", "link", "move", "none", "popup"]),
        "relevant" => Words(&["additions", "removals", "text", "all"]),
        "activedescendant" => Id,
        "controls" | "describedby" | "details" | "errormessage" | "flowto" | "labelledby"
        | "owns" => Ids,
        // -1 says that the number is not known.
        "colcount" | "rowcount" | "setsize" => Integer(-1),
        "rowspan" => Integer(0),
        "colindex" | "colspan" | "level" | "posinset" | "rowindex" => Integer(1),
        "valuemax" | "valuemin" | "valuenow" => Number,
        "braillelabel"
        | "brailleroledescription"
        | "colindextext"
        | "description"
        | "keyshortcuts"
        | "label"
        | "placeholder"
        | "roledescription"
        | "rowindextext"
        | "valuetext" => Text,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::attribute::ARIA;
    use super::*;

    #[test]
    fn every_attribute_of_aria_has_its_values() {
        for word in ARIA {
            assert!(value_of(word).is_some(), "aria-{word}");
        }
    }

    #[test]
    fn roles_are_sorted_and_none_is_abstract() {
        assert!(ROLES.is_sorted_by(|a, b| a < b));
        for (role, _) in ABSTRACT_ROLES {
            assert!(ROLES.binary_search(role).is_err(), "{role}");
        }
        for role in NAMED_BY_CONTENT.iter().chain(NO_MEANING) {
            assert!(ROLES.binary_search(role).is_ok(), "{role}");
        }
    }
}
