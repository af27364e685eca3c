//! The elements of the HTML Living Standard and the attributes that belong to each (section 4, index "Elements").
//!
//! Obsolete elements and attributes are left out on purpose: they are reported as unknown.

/// How the parser of a browser reads an element's content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentKind {
    /// Markup.
    Markup,
    /// Nothing: there is no closing tag.
    Void,
    /// Characters that are not markup and know no escapes (`<script>`, `<style>`).
    RawText,
    /// Characters with escapes but without markup (`<textarea>`, `<title>`).
    EscapableText,
    /// Part of the document around a page.
    Document,
}

/// One element.
#[derive(Clone, Copy, Debug)]
pub struct ElementInfo {
    /// Tag name.
    pub name: &'static str,
    /// How its content is read.
    pub content: ContentKind,
    /// The attributes that are not global.
    pub attributes: &'static [&'static str],
}

pub(super) const fn markup(name: &'static str, attributes: &'static [&'static str]) -> ElementInfo {
    ElementInfo {
        name,
        content: ContentKind::Markup,
        attributes,
    }
}

const fn element(
    name: &'static str,
    content: ContentKind,
    attributes: &'static [&'static str],
) -> ElementInfo {
    ElementInfo {
        name,
        content,
        attributes,
    }
}

/// Sorted by name.
#[rustfmt::skip] // a table: rows, not columns of one word
pub const ELEMENTS: &[ElementInfo] = &[
    markup("a", &["href", "target", "download", "ping", "rel", "hreflang", "type", "referrerpolicy"]),
    markup("abbr", &[]),
    markup("address", &[]),
    element("area", ContentKind::Void, &["alt", "coords", "shape", "href", "target", "download", "ping", "rel", "referrerpolicy"]),
    markup("article", &[]),
    markup("aside", &[]),
    markup("audio", &["src", "crossorigin", "preload", "autoplay", "loop", "muted", "controls", "controlslist"]),
    markup("b", &[]),
    element("base", ContentKind::Void, &["href", "target"]),
    markup("bdi", &[]),
    markup("bdo", &[]),
    markup("blockquote", &["cite"]),
    element("body", ContentKind::Document, &[]),
    element("br", ContentKind::Void, &[]),
    markup(
        "button",
        &[
            "command", "commandfor", "disabled", "form", "formaction", "formenctype", "formmethod", "formnovalidate",
            "formtarget", "name", "popovertarget", "popovertargetaction", "type", "value",
        ],
    ),
    markup("canvas", &["width", "height"]),
    markup("caption", &[]),
    markup("cite", &[]),
    markup("code", &[]),
    element("col", ContentKind::Void, &["span"]),
    markup("colgroup", &["span"]),
    markup("data", &["value"]),
    markup("datalist", &[]),
    markup("dd", &[]),
    markup("del", &["cite", "datetime"]),
    markup("details", &["name", "open"]),
    markup("dfn", &[]),
    markup("dialog", &["open", "closedby"]),
    markup("div", &[]),
    markup("dl", &[]),
    markup("dt", &[]),
    markup("em", &[]),
    element("embed", ContentKind::Void, &["src", "type", "width", "height"]),
    markup("fieldset", &["disabled", "form", "name"]),
    markup("figcaption", &[]),
    markup("figure", &[]),
    markup("footer", &[]),
    markup(
        "form",
        &["accept-charset", "action", "autocomplete", "enctype", "method", "name", "novalidate", "target", "rel"],
    ),
    markup("h1", &[]),
    markup("h2", &[]),
    markup("h3", &[]),
    markup("h4", &[]),
    markup("h5", &[]),
    markup("h6", &[]),
    element("head", ContentKind::Document, &[]),
    markup("header", &[]),
    markup("hgroup", &[]),
    element("hr", ContentKind::Void, &[]),
    element("html", ContentKind::Document, &[]),
    markup("i", &[]),
    markup(
        "iframe",
        &[
            "src", "srcdoc", "name", "sandbox", "allow", "allowfullscreen", "width", "height", "referrerpolicy", "loading",
        ],
    ),
    element(
        "img",
        ContentKind::Void,
        &[
            "alt", "src", "srcset", "sizes", "crossorigin", "usemap", "ismap", "width", "height", "referrerpolicy",
            "decoding", "loading", "fetchpriority",
        ],
    ),
    element(
        "input",
        ContentKind::Void,
        &[
            "accept", "alpha", "alt", "autocomplete", "capture", "checked", "colorspace", "dirname", "disabled", "form",
            "formaction", "formenctype", "formmethod", "formnovalidate", "formtarget", "height", "list", "max",
            "maxlength", "min", "minlength", "multiple", "name", "pattern", "placeholder", "popovertarget",
            "popovertargetaction", "readonly", "required", "size", "src", "step", "type", "value", "width",
        ],
    ),
    markup("ins", &["cite", "datetime"]),
    markup("kbd", &[]),
    markup("label", &["for"]),
    markup("legend", &[]),
    markup("li", &["value"]),
    element(
        "link",
        ContentKind::Void,
        &[
            "href", "crossorigin", "rel", "as", "media", "hreflang", "type", "sizes", "imagesrcset", "imagesizes",
            "referrerpolicy", "integrity", "blocking", "color", "disabled", "fetchpriority",
        ],
    ),
    markup("main", &[]),
    markup("map", &["name"]),
    markup("mark", &[]),
    markup("menu", &[]),
    element("meta", ContentKind::Void, &["name", "http-equiv", "content", "charset", "media", "property"]),
    markup("meter", &["value", "min", "max", "low", "high", "optimum"]),
    markup("nav", &[]),
    markup("noscript", &[]),
    markup("object", &["data", "type", "name", "form", "width", "height"]),
    markup("ol", &["reversed", "start", "type"]),
    markup("optgroup", &["disabled", "label"]),
    markup("option", &["disabled", "label", "selected", "value"]),
    markup("output", &["for", "form", "name"]),
    markup("p", &[]),
    markup("picture", &[]),
    markup("pre", &[]),
    markup("progress", &["value", "max"]),
    markup("q", &["cite"]),
    markup("rp", &[]),
    markup("rt", &[]),
    markup("ruby", &[]),
    markup("s", &[]),
    markup("samp", &[]),
    element(
        "script",
        ContentKind::RawText,
        &[
            "src", "type", "nomodule", "async", "defer", "crossorigin", "integrity", "referrerpolicy", "blocking",
            "fetchpriority",
        ],
    ),
    markup("search", &[]),
    markup("section", &[]),
    markup("select", &["autocomplete", "disabled", "form", "multiple", "name", "required", "size"]),
    markup("slot", &["name"]),
    markup("small", &[]),
    element("source", ContentKind::Void, &["type", "media", "src", "srcset", "sizes", "width", "height"]),
    markup("span", &[]),
    markup("strong", &[]),
    element("style", ContentKind::RawText, &["media", "blocking"]),
    markup("sub", &[]),
    markup("summary", &[]),
    markup("sup", &[]),
    markup("table", &[]),
    markup("tbody", &[]),
    markup("td", &["colspan", "rowspan", "headers"]),
    markup(
        "template",
        &["shadowrootmode", "shadowrootdelegatesfocus", "shadowrootclonable", "shadowrootserializable"],
    ),
    element(
        "textarea",
        ContentKind::EscapableText,
        &[
            "autocomplete", "cols", "dirname", "disabled", "form", "maxlength", "minlength", "name", "placeholder",
            "readonly", "required", "rows", "wrap",
        ],
    ),
    markup("tfoot", &[]),
    markup("th", &["colspan", "rowspan", "headers", "scope", "abbr"]),
    markup("thead", &[]),
    markup("time", &["datetime"]),
    element("title", ContentKind::EscapableText, &[]),
    markup("tr", &[]),
    element("track", ContentKind::Void, &["kind", "src", "srclang", "label", "default"]),
    markup("u", &[]),
    markup("ul", &[]),
    markup("var", &[]),
    markup(
        "video",
        &[
            "src", "crossorigin", "poster", "preload", "autoplay", "playsinline", "loop", "muted", "controls",
            "controlslist", "disablepictureinpicture", "disableremoteplayback", "width", "height",
        ],
    ),
    element("wbr", ContentKind::Void, &[]),
];
