//! The elements of SVG 2, Filter Effects and SVG Animations, and the attributes that belong to each.
//!
//! Names are in the case of the specifications (`linearGradient`, `viewBox`), which is also what a browser's parser makes
//! of them. `<script>` and `<style>` are left out on purpose: the content security policy forbids what they would do.

use super::element::{ElementInfo, markup};

/// Attributes that every element may have, the presentation attributes among them; sorted.
#[rustfmt::skip]
pub const SVG_GLOBAL_ATTRIBUTES: &[&str] = &[
    "alignment-baseline", "autofocus", "baseline-shift", "class", "clip-path", "clip-rule", "color",
    "color-interpolation", "color-interpolation-filters", "cursor", "direction", "display",
    "dominant-baseline", "fill", "fill-opacity", "fill-rule", "filter", "flood-color", "flood-opacity",
    "font-family", "font-size", "font-size-adjust", "font-stretch", "font-style", "font-variant",
    "font-weight", "id", "image-rendering", "lang", "letter-spacing", "lighting-color", "marker-end",
    "marker-mid", "marker-start", "mask", "mask-type", "opacity", "overflow", "paint-order", "part",
    "pointer-events", "requiredExtensions", "role", "shape-rendering", "slot", "stop-color", "stop-opacity",
    "stroke", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin",
    "stroke-miterlimit", "stroke-opacity", "stroke-width", "style", "systemLanguage", "tabindex",
    "text-anchor", "text-decoration", "text-overflow", "text-rendering", "transform", "transform-origin",
    "unicode-bidi", "vector-effect", "visibility", "white-space", "word-spacing", "writing-mode",
];

/// Elements whose content is HTML.
pub const HTML_CONTENT: &[&str] = &["desc", "foreignObject", "title"];

/// Sorted by name.
#[rustfmt::skip] // a table: rows, not columns of one word
pub const SVG_ELEMENTS: &[ElementInfo] = &[
    markup("a", &["download", "href", "hreflang", "ping", "referrerpolicy", "rel", "target", "type"]),
    markup(
        "animate",
        &[
            "accumulate", "additive", "attributeName", "begin", "by", "calcMode", "dur", "end", "fill", "from",
            "keySplines", "keyTimes", "max", "min", "repeatCount", "repeatDur", "restart", "to", "values",
        ],
    ),
    markup(
        "animateMotion",
        &[
            "accumulate", "additive", "attributeName", "begin", "by", "calcMode", "dur", "end", "fill", "from",
            "keyPoints", "keySplines", "keyTimes", "max", "min", "origin", "path", "repeatCount", "repeatDur",
            "restart", "rotate", "to", "values",
        ],
    ),
    markup(
        "animateTransform",
        &[
            "accumulate", "additive", "attributeName", "begin", "by", "calcMode", "dur", "end", "fill", "from",
            "keySplines", "keyTimes", "max", "min", "repeatCount", "repeatDur", "restart", "to", "type",
            "values",
        ],
    ),
    markup("circle", &["cx", "cy", "pathLength", "r"]),
    markup("clipPath", &["clipPathUnits"]),
    markup("defs", &[]),
    markup("desc", &[]),
    markup("ellipse", &["cx", "cy", "pathLength", "rx", "ry"]),
    markup("feBlend", &["height", "in", "in2", "mode", "result", "width", "x", "y"]),
    markup("feColorMatrix", &["height", "in", "result", "type", "values", "width", "x", "y"]),
    markup("feComponentTransfer", &["height", "in", "result", "width", "x", "y"]),
    markup(
        "feComposite",
        &[
            "height", "in", "in2", "k1", "k2", "k3", "k4", "operator", "result", "width", "x", "y",
        ],
    ),
    markup(
        "feConvolveMatrix",
        &[
            "bias", "divisor", "edgeMode", "height", "in", "kernelMatrix", "order", "preserveAlpha", "result",
            "targetX", "targetY", "width", "x", "y",
        ],
    ),
    markup("feDiffuseLighting", &["diffuseConstant", "height", "in", "result", "surfaceScale", "width", "x", "y"]),
    markup(
        "feDisplacementMap",
        &[
            "height", "in", "in2", "result", "scale", "width", "x", "xChannelSelector", "y",
            "yChannelSelector",
        ],
    ),
    markup("feDistantLight", &["azimuth", "elevation"]),
    markup("feDropShadow", &["dx", "dy", "height", "in", "result", "stdDeviation", "width", "x", "y"]),
    markup("feFlood", &["height", "result", "width", "x", "y"]),
    markup("feFuncA", &["amplitude", "exponent", "intercept", "offset", "slope", "tableValues", "type"]),
    markup("feFuncB", &["amplitude", "exponent", "intercept", "offset", "slope", "tableValues", "type"]),
    markup("feFuncG", &["amplitude", "exponent", "intercept", "offset", "slope", "tableValues", "type"]),
    markup("feFuncR", &["amplitude", "exponent", "intercept", "offset", "slope", "tableValues", "type"]),
    markup("feGaussianBlur", &["edgeMode", "height", "in", "result", "stdDeviation", "width", "x", "y"]),
    markup("feImage", &["crossorigin", "height", "href", "preserveAspectRatio", "result", "width", "x", "y"]),
    markup("feMerge", &["height", "result", "width", "x", "y"]),
    markup("feMergeNode", &["in"]),
    markup("feMorphology", &["height", "in", "operator", "radius", "result", "width", "x", "y"]),
    markup("feOffset", &["dx", "dy", "height", "in", "result", "width", "x", "y"]),
    markup("fePointLight", &["x", "y", "z"]),
    markup(
        "feSpecularLighting",
        &[
            "height", "in", "result", "specularConstant", "specularExponent", "surfaceScale", "width", "x",
            "y",
        ],
    ),
    markup(
        "feSpotLight",
        &[
            "limitingConeAngle", "pointsAtX", "pointsAtY", "pointsAtZ", "specularExponent", "x", "y", "z",
        ],
    ),
    markup("feTile", &["height", "in", "result", "width", "x", "y"]),
    markup(
        "feTurbulence",
        &[
            "baseFrequency", "height", "numOctaves", "result", "seed", "stitchTiles", "type", "width", "x",
            "y",
        ],
    ),
    markup("filter", &["filterUnits", "height", "primitiveUnits", "width", "x", "y"]),
    markup("foreignObject", &["height", "width", "x", "y"]),
    markup("g", &[]),
    markup(
        "image",
        &[
            "crossorigin", "decoding", "fetchpriority", "height", "href", "preserveAspectRatio", "width", "x",
            "y",
        ],
    ),
    markup("line", &["pathLength", "x1", "x2", "y1", "y2"]),
    markup(
        "linearGradient",
        &[
            "gradientTransform", "gradientUnits", "href", "spreadMethod", "x1", "x2", "y1", "y2",
        ],
    ),
    markup(
        "marker",
        &[
            "markerHeight", "markerUnits", "markerWidth", "orient", "preserveAspectRatio", "refX", "refY",
            "viewBox",
        ],
    ),
    markup("mask", &["height", "maskContentUnits", "maskUnits", "width", "x", "y"]),
    markup("metadata", &[]),
    markup("mpath", &["href"]),
    markup("path", &["d", "pathLength"]),
    markup(
        "pattern",
        &[
            "height", "href", "patternContentUnits", "patternTransform", "patternUnits", "preserveAspectRatio",
            "viewBox", "width", "x", "y",
        ],
    ),
    markup("polygon", &["pathLength", "points"]),
    markup("polyline", &["pathLength", "points"]),
    markup(
        "radialGradient",
        &[
            "cx", "cy", "fr", "fx", "fy", "gradientTransform", "gradientUnits", "href", "r", "spreadMethod",
        ],
    ),
    markup("rect", &["height", "pathLength", "rx", "ry", "width", "x", "y"]),
    markup(
        "set",
        &[
            "attributeName", "begin", "dur", "end", "fill", "max", "min", "repeatCount", "repeatDur",
            "restart", "to",
        ],
    ),
    markup("stop", &["offset"]),
    markup(
        "svg",
        &[
            "baseProfile", "height", "preserveAspectRatio", "version", "viewBox", "width", "x", "xmlns", "y",
            "zoomAndPan",
        ],
    ),
    markup("switch", &[]),
    markup("symbol", &["height", "preserveAspectRatio", "refX", "refY", "viewBox", "width", "x", "y"]),
    markup("text", &["dx", "dy", "lengthAdjust", "rotate", "textLength", "x", "y"]),
    markup("textPath", &["href", "lengthAdjust", "method", "path", "side", "spacing", "startOffset", "textLength"]),
    markup("title", &[]),
    markup("tspan", &["dx", "dy", "lengthAdjust", "rotate", "textLength", "x", "y"]),
    markup("use", &["height", "href", "width", "x", "y"]),
    markup("view", &["preserveAspectRatio", "viewBox", "zoomAndPan"]),
];
