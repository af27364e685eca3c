//! Elements that a browser's parser treats specially, where it concerns how markup ends.
//!
//! Deliberately absent: everything else that is known of elements; that is the macro's.

/// Whether a list has this name, in whatever case it is written.
pub(super) fn is_one_of(name: &str, list: &[&str]) -> bool {
    list.iter().any(|other| name.eq_ignore_ascii_case(other))
}

/// They have neither content nor an end tag.
#[rustfmt::skip]
pub(super) const VOID: &[&str] = &[
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "hr", "image", "img", "input", "keygen", "link", "meta",
    "param", "source", "track", "wbr",
];

/// Their content is text, whatever it looks like. `<noscript>` is one of them where scripts run.
#[rustfmt::skip]
pub(super) const TEXT_ONLY: &[&str] = &[
    "iframe", "noembed", "noframes", "noscript", "script", "style", "textarea", "title", "xmp",
];

/// Their end tags may be left out where the end tag of their parent closes what is in it.
#[rustfmt::skip]
pub(super) const CLOSED_BY_ITS_PARENT: &[&str] = &[
    "caption", "colgroup", "dd", "dt", "li", "optgroup", "option", "p", "rb", "rp", "rt", "rtc", "tbody", "td", "tfoot", "th",
    "thead", "tr",
];

/// Inline elements are not among them: `<b><p></b>` leaves the `<p>` open.
#[rustfmt::skip]
pub(super) const CLOSES_WHAT_IS_IN_IT: &[&str] = &[
    "address", "article", "aside", "blockquote", "center", "datalist", "details", "dialog", "div", "dl", "fieldset",
    "figcaption", "figure", "footer", "header", "hgroup", "main", "menu", "nav", "ol", "ruby", "search", "section",
    "select", "summary", "table", "ul",
];

/// They are elements in a `<table>` alone: elsewhere browsers drop their tags.
#[rustfmt::skip]
pub(super) const TABLE_PARTS: &[&str] = &[
    "caption", "tbody", "td", "tfoot", "th", "thead", "tr",
];

/// They end an `<svg>` or `<math>` that they stand in.
#[rustfmt::skip]
pub(super) const BREAKS_OUT: &[&str] = &[
    "b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em", "embed", "font", "h1", "h2", "h3",
    "h4", "h5", "h6", "head", "hr", "i", "img", "li", "listing", "menu", "meta", "nobr", "ol", "p", "pre", "ruby", "s", "small",
    "span", "strike", "strong", "sub", "sup", "table", "tt", "u", "ul", "var",
];

/// The standard's category "special", of what can be open in a body: the search for an element that a start tag ends does
/// not go beyond them.
#[rustfmt::skip]
pub(super) const SPECIAL: &[&str] = &[
    "address", "applet", "article", "aside", "blockquote", "button", "caption", "center", "colgroup", "dd", "details", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "li", "listing", "main", "marquee", "menu", "nav", "object", "ol", "p", "pre", "search", "section", "select",
    "summary", "table", "tbody", "td", "template", "tfoot", "th", "thead", "tr", "ul",
];
