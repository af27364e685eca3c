//! CSS as far as `style:property=value` needs it: names of properties, and what one declaration may hold.

/// Properties of CSS (W3C "All properties", those that browsers have), sorted. Names that are missing here are accepted
/// unless they look like a typing error: CSS grows faster than this table.
#[rustfmt::skip]
pub const PROPERTIES: &[&str] = &[
    "accent-color", "align-content", "align-items", "align-self", "all", "animation", "animation-delay",
    "animation-direction", "animation-duration", "animation-fill-mode", "animation-iteration-count", "animation-name",
    "animation-play-state", "animation-timing-function", "appearance", "aspect-ratio", "backdrop-filter",
    "backface-visibility", "background", "background-attachment", "background-blend-mode", "background-clip",
    "background-color", "background-image", "background-origin", "background-position", "background-position-x",
    "background-position-y", "background-repeat", "background-size", "block-size", "border", "border-block",
    "border-block-color", "border-block-end", "border-block-start", "border-block-style", "border-block-width",
    "border-bottom", "border-bottom-color", "border-bottom-left-radius", "border-bottom-right-radius",
    "border-bottom-style", "border-bottom-width", "border-collapse", "border-color", "border-image",
    "border-image-outset", "border-image-repeat", "border-image-slice", "border-image-source", "border-image-width",
    "border-inline", "border-inline-color", "border-inline-end", "border-inline-start", "border-inline-style",
    "border-inline-width", "border-left", "border-left-color", "border-left-style", "border-left-width",
    "border-radius", "border-right", "border-right-color", "border-right-style", "border-right-width",
    "border-spacing", "border-style", "border-top", "border-top-color", "border-top-left-radius",
    "border-top-right-radius", "border-top-style", "border-top-width", "border-width", "bottom", "box-decoration-break",
    "box-shadow", "box-sizing", "break-after", "break-before", "break-inside", "caption-side", "caret-color", "clear",
    "clip", "clip-path", "clip-rule", "color", "color-interpolation", "color-scheme", "column-count", "column-fill",
    "column-gap", "column-rule", "column-rule-color", "column-rule-style", "column-rule-width", "column-span",
    "column-width", "columns", "contain", "contain-intrinsic-size", "container", "container-name", "container-type",
    "content", "content-visibility", "counter-increment", "counter-reset", "counter-set", "cursor", "cx", "cy", "d",
    "direction", "display", "dominant-baseline", "empty-cells", "fill", "fill-opacity", "fill-rule", "filter", "flex",
    "flex-basis", "flex-direction", "flex-flow", "flex-grow", "flex-shrink", "flex-wrap", "float", "font",
    "font-family", "font-feature-settings", "font-kerning", "font-optical-sizing", "font-size", "font-size-adjust",
    "font-stretch", "font-style", "font-synthesis", "font-variant", "font-variant-caps", "font-variant-numeric",
    "font-variation-settings", "font-weight", "forced-color-adjust", "gap", "grid", "grid-area", "grid-auto-columns",
    "grid-auto-flow", "grid-auto-rows", "grid-column", "grid-column-end", "grid-column-start", "grid-row",
    "grid-row-end", "grid-row-start", "grid-template", "grid-template-areas", "grid-template-columns",
    "grid-template-rows", "hanging-punctuation", "height", "hyphens", "image-orientation", "image-rendering",
    "inline-size", "inset", "inset-block", "inset-inline", "isolation", "justify-content", "justify-items",
    "justify-self", "left", "letter-spacing", "line-break", "line-clamp", "line-height", "list-style",
    "list-style-image", "list-style-position", "list-style-type", "margin", "margin-block", "margin-block-end",
    "margin-block-start", "margin-bottom", "margin-inline", "margin-inline-end", "margin-inline-start", "margin-left",
    "margin-right", "margin-top", "marker", "mask", "mask-clip", "mask-composite", "mask-image", "mask-mode",
    "mask-origin", "mask-position", "mask-repeat", "mask-size", "mask-type", "max-block-size", "max-height",
    "max-inline-size", "max-width", "min-block-size", "min-height", "min-inline-size", "min-width", "mix-blend-mode",
    "object-fit", "object-position", "offset", "offset-anchor", "offset-distance", "offset-path", "offset-rotate",
    "opacity", "order", "orphans", "outline", "outline-color", "outline-offset", "outline-style", "outline-width",
    "overflow", "overflow-anchor", "overflow-block", "overflow-inline", "overflow-wrap", "overflow-x", "overflow-y",
    "overscroll-behavior", "overscroll-behavior-x", "overscroll-behavior-y", "padding", "padding-block",
    "padding-block-end", "padding-block-start", "padding-bottom", "padding-inline", "padding-inline-end",
    "padding-inline-start", "padding-left", "padding-right", "padding-top", "page", "paint-order", "perspective",
    "perspective-origin", "place-content", "place-items", "place-self", "pointer-events", "position", "print-color-adjust",
    "quotes", "r", "resize", "right", "rotate", "row-gap", "ruby-position", "rx", "ry", "scale", "scroll-behavior",
    "scroll-margin", "scroll-padding", "scroll-snap-align", "scroll-snap-stop", "scroll-snap-type", "scrollbar-color",
    "scrollbar-gutter", "scrollbar-width", "shape-outside", "stop-color", "stop-opacity", "stroke", "stroke-dasharray",
    "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width",
    "tab-size", "table-layout", "text-align", "text-align-last", "text-anchor", "text-combine-upright",
    "text-decoration", "text-decoration-color", "text-decoration-line", "text-decoration-style",
    "text-decoration-thickness", "text-emphasis", "text-indent", "text-justify", "text-orientation", "text-overflow",
    "text-rendering", "text-shadow", "text-size-adjust", "text-transform", "text-underline-offset",
    "text-underline-position", "text-wrap", "top", "touch-action", "transform", "transform-box", "transform-origin",
    "transform-style", "transition", "transition-delay", "transition-duration", "transition-property",
    "transition-timing-function", "translate", "unicode-bidi", "user-select", "vector-effect", "vertical-align",
    "view-transition-name", "visibility", "white-space", "widows", "width", "will-change", "word-break", "word-spacing",
    "writing-mode", "x", "y", "z-index", "zoom",
];

/// `property:value;`
pub fn declaration(property: &str, value: &str) -> String {
    format!("{property}:{};", value.trim())
}

/// Whether a name can be a property's: letters, digits and hyphens, in lower case but for custom properties.
pub fn is_property_name(name: &str) -> bool {
    let is_custom = name.starts_with("--") && name.len() > 2;
    let fits = |c: char| c == '-' || c.is_ascii_digit() || c.is_ascii_lowercase();
    !name.is_empty()
        && !name.ends_with('-')
        && name
            .chars()
            .all(|c| fits(c) || (is_custom && (c == '_' || c.is_alphanumeric())))
}

/// `backgroundColor` and `background_color` as CSS writes them.
pub fn css_case(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c == '_' {
            out.push('-');
        } else if c.is_ascii_uppercase() {
            out.push('-');
            out.push(c.to_ascii_lowercase());
        } else {
            out.push(c);
        }
    }
    out.trim_start_matches('-').to_owned()
}

/// Whether a literal is the value of one declaration: nothing in it ends the declaration or the attribute's text.
pub fn is_single_value(value: &str) -> bool {
    let mut closing = Vec::new();
    let mut quote = None;
    for c in value.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), '\n') => return false,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => closing.push(')'),
            (None, '[') => closing.push(']'),
            (None, ')' | ']') if closing.pop() != Some(c) => return false,
            (None, ';' | '{' | '}') => return false,
            _ => {}
        }
    }
    quote.is_none() && closing.is_empty() && !value.contains("/*") && !value.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_sorted_names() {
        assert!(PROPERTIES.is_sorted_by(|a, b| a < b));
        assert!(PROPERTIES.iter().all(|name| is_property_name(name)));
        assert!(is_property_name("--Accent_2") && is_property_name("-webkit-line-clamp"));
        for name in ["backgroundColor", "a b", "", "--", "a_b", "a:b", "a;"] {
            assert!(!is_property_name(name), "{name}");
        }
        assert_eq!(css_case("backgroundColor"), "background-color");
        assert_eq!(css_case("z_index"), "z-index");
    }

    #[test]
    fn what_ends_a_declaration_is_no_value() {
        for value in [
            "red",
            "calc(1px + (2px * 3))",
            "\"a;b\" serif",
            "[a b] 1fr",
            "url(a.png)",
        ] {
            assert!(is_single_value(value), "{value}");
        }
        for value in [
            "red; color: blue",
            "a }",
            "f(1",
            "1)",
            "\"a",
            "a /* b */",
            "",
            " ",
            "([)]",
        ] {
            assert!(!is_single_value(value), "{value}");
        }
    }
}
