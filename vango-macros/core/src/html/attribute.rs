//! Attributes: which every element has, which are boolean, which hold a URL, and names of other frameworks.

/// Attributes that every element may have (HTML Living Standard 3.2.6), and `role` (ARIA in HTML), sorted.
#[rustfmt::skip]
pub const GLOBAL_ATTRIBUTES: &[&str] = &[
    "accesskey", "autocapitalize", "autocorrect", "autofocus", "class", "contenteditable", "dir", "draggable",
    "enterkeyhint", "exportparts", "hidden", "id", "inert", "inputmode", "is", "itemid", "itemprop", "itemref",
    "itemscope", "itemtype", "lang", "nonce", "part", "popover", "role", "slot", "spellcheck", "style", "tabindex",
    "title", "translate", "writingsuggestions",
];

/// Attributes whose presence alone counts, whatever their value (2.3.2), sorted.
#[rustfmt::skip]
pub const BOOLEAN_ATTRIBUTES: &[&str] = &[
    "allowfullscreen", "alpha", "async", "autofocus", "autoplay", "checked", "controls", "default", "defer", "disabled",
    "disablepictureinpicture", "disableremoteplayback", "formnovalidate", "inert", "ismap", "itemscope", "loop",
    "multiple", "muted", "nomodule", "novalidate", "open", "playsinline", "readonly", "required", "reversed", "selected",
    "shadowrootclonable", "shadowrootdelegatesfocus", "shadowrootserializable",
];

/// Attributes that may stand without a value though they are not boolean; `true` and `false` are accepted for them.
pub const OPTIONAL_VALUE_ATTRIBUTES: &[&str] = &[
    "capture",
    "crossorigin",
    "download",
    "hidden",
    "popover",
    "preload",
    "sandbox",
];

/// Attributes beside those of ARIA whose values are the words `true` and `false`: the runtime writes a `bool` as one of them.
pub const WORD_ATTRIBUTES: &[&str] = &["contenteditable", "draggable", "spellcheck"];

/// Attributes that hold a URL which the browser may follow or run, sorted.
pub const URL_ATTRIBUTES: &[&str] = &[
    "action",
    "cite",
    "data",
    "formaction",
    "href",
    "itemid",
    "ping",
    "poster",
    "src",
];

/// Attributes whose value is markup.
pub const MARKUP_ATTRIBUTES: &[&str] = &["srcdoc"];

/// What people write who come from elsewhere, and what HTML calls it.
pub const ALIASES: &[(&str, &str)] = &[
    ("acceptcharset", "accept-charset"),
    ("classname", "class"),
    ("defaultchecked", "checked"),
    ("defaultvalue", "value"),
    ("htmlfor", "for"),
    ("httpequiv", "http-equiv"),
];

/// The words of WAI-ARIA 1.2 and 1.3 after `aria-`, sorted.
#[rustfmt::skip]
pub const ARIA: &[&str] = &[
    "activedescendant", "atomic", "autocomplete", "braillelabel", "brailleroledescription", "busy", "checked", "colcount",
    "colindex", "colindextext", "colspan", "controls", "current", "describedby", "description", "details", "disabled",
    "dropeffect", "errormessage", "expanded", "flowto", "grabbed", "haspopup", "hidden", "invalid", "keyshortcuts",
    "label", "labelledby", "level", "live", "modal", "multiline", "multiselectable", "orientation", "owns", "placeholder",
    "posinset", "pressed", "readonly", "relevant", "required", "roledescription", "rowcount", "rowindex", "rowindextext",
    "rowspan", "selected", "setsize", "sort", "valuemax", "valuemin", "valuenow", "valuetext",
];

/// Schemes of URLs that are safe to follow, as in the runtime's check of dynamic values; anything without a scheme is
/// relative and safe too.
const SAFE_SCHEMES: &[&str] = &["http", "https", "mailto", "tel", "sms", "ftp", "ws", "wss"];

/// Whether a browser that follows the literal `url` stays within the schemes that do not run script.
///
/// The scheme is found as a browser finds it (WHATWG URL, "scheme start state"): leading C0 controls and spaces are
/// skipped, tab and newline are ignored anywhere. An image in a `data:` URL is safe, for a literal has no author but the
/// component's.
pub fn is_safe_url(url: &str) -> bool {
    let url: String = url
        .trim_start_matches(|c: char| c <= ' ')
        .replace(['\t', '\n', '\r'], "")
        .to_ascii_lowercase();
    let Some((scheme, _)) = url.split_once(':') else {
        return true;
    };
    let is_scheme = scheme
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    !is_scheme || SAFE_SCHEMES.contains(&scheme) || url.starts_with("data:image/")
}
