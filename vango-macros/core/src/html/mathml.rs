//! The elements of MathML Core and the attributes that belong to each.

use super::element::{ElementInfo, markup};

/// Attributes that every element may have, sorted.
#[rustfmt::skip]
pub const MATHML_GLOBAL_ATTRIBUTES: &[&str] = &[
    "arg", "autofocus", "class", "dir", "displaystyle", "id", "intent", "lang", "mathbackground", "mathcolor",
    "mathsize", "mathvariant", "nonce", "role", "scriptlevel", "style", "tabindex",
];

/// Elements whose content is HTML.
pub const HTML_CONTENT: &[&str] = &["annotation-xml", "mi", "mn", "mo", "ms", "mtext"];

/// Sorted by name.
#[rustfmt::skip] // a table: rows, not columns of one word
pub const MATHML_ELEMENTS: &[ElementInfo] = &[
    markup("annotation", &["encoding"]),
    markup("annotation-xml", &["encoding"]),
    markup("maction", &["actiontype", "selection"]),
    markup("math", &["alttext", "display", "xmlns"]),
    markup("merror", &[]),
    markup("mfrac", &["linethickness"]),
    markup("mi", &[]),
    markup("mmultiscripts", &[]),
    markup("mn", &[]),
    markup(
        "mo",
        &[
            "fence", "form", "largeop", "lspace", "maxsize", "minsize", "movablelimits", "rspace", "separator",
            "stretchy", "symmetric",
        ],
    ),
    markup("mover", &["accent"]),
    markup("mpadded", &["depth", "height", "lspace", "voffset", "width"]),
    markup("mphantom", &[]),
    markup("mprescripts", &[]),
    markup("mroot", &[]),
    markup("mrow", &[]),
    markup("ms", &[]),
    markup("mspace", &["depth", "height", "width"]),
    markup("msqrt", &[]),
    markup("mstyle", &[]),
    markup("msub", &[]),
    markup("msubsup", &[]),
    markup("msup", &[]),
    markup(
        "mtable",
        &[
            "columnalign", "columnlines", "columnspacing", "frame", "rowalign", "rowlines", "rowspacing",
        ],
    ),
    markup("mtd", &["columnalign", "columnspan", "rowalign", "rowspan"]),
    markup("mtext", &[]),
    markup("mtr", &["columnalign", "rowalign"]),
    markup("munder", &["accentunder"]),
    markup("munderover", &["accent", "accentunder"]),
    markup("semantics", &[]),
];
