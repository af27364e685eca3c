//! HTML as data, from the HTML Living Standard: elements, attributes, events, and the few parser rules that matter.
//!
//! Tables and look-ups only; nothing here reports. SVG and MathML have tables of their own ([`namespace`]); [`element()`]
//! is about HTML's.

pub mod aria;
pub mod attribute;
pub mod bind;
pub mod element;
pub mod entity;
pub mod event;
pub mod mathml;
pub mod modifier;
pub mod namespace;
pub mod style;
pub mod svg;

pub use vango_html::nesting;

use attribute::{
    ALIASES, ARIA, BOOLEAN_ATTRIBUTES, GLOBAL_ATTRIBUTES, OPTIONAL_VALUE_ATTRIBUTES,
    URL_ATTRIBUTES, WORD_ATTRIBUTES,
};
use element::{ContentKind, ElementInfo};
use namespace::{Namespace, namespaces};

/// Facts about an element of HTML; `None` for custom elements and unknown names.
pub fn element(name: &str) -> Option<&'static ElementInfo> {
    Namespace::Html.element(name)
}

/// Whether an element has neither content nor a closing tag.
pub fn is_void(name: &str) -> bool {
    element(name).is_some_and(|element| element.content == ContentKind::Void)
}

/// Names with a hyphen that MathML and SVG have, or had.
const NOT_CUSTOM: &[&str] = &[
    "annotation-xml",
    "color-profile",
    "font-face",
    "font-face-format",
    "font-face-name",
    "font-face-src",
    "font-face-uri",
    "missing-glyph",
];

/// Whether a name is that of a custom element: it has a hyphen.
pub fn is_custom(name: &str) -> bool {
    name.contains('-') && !NOT_CUSTOM.contains(&name)
}

/// Whether the parser drops a newline at the beginning of an element's content.
pub fn drops_newline(name: &str) -> bool {
    matches!(name, "pre" | "textarea" | "listing")
}

/// Whether an attribute's presence alone counts.
pub fn is_boolean(attribute: &str) -> bool {
    BOOLEAN_ATTRIBUTES.binary_search(&attribute).is_ok()
}

/// Whether a `bool` means something as the value of an attribute: it is there or not, or one of two words. What data of one's own and
/// the attributes of custom elements mean is not known here.
pub fn takes_presence(attribute: &str, element: &str) -> bool {
    is_boolean(attribute)
        || OPTIONAL_VALUE_ATTRIBUTES.contains(&attribute)
        || WORD_ATTRIBUTES.contains(&attribute)
        || is_universal(attribute)
        || is_custom(element)
}

/// Whether an attribute holds a URL that the browser may follow.
pub fn is_url(attribute: &str) -> bool {
    URL_ATTRIBUTES.binary_search(&attribute).is_ok()
}

/// `data-…` and the attributes of ARIA: any element of any namespace may have them.
pub fn is_universal(attribute: &str) -> bool {
    attribute.starts_with("data-")
        || attribute
            .strip_prefix("aria-")
            .is_some_and(|word| ARIA.binary_search(&word).is_ok())
}

/// Whether any element of HTML may have the attribute.
pub fn is_global(attribute: &str) -> bool {
    GLOBAL_ATTRIBUTES.binary_search(&attribute).is_ok() || is_universal(attribute)
}

/// Whether an element may have an attribute, where content is of the namespace `around`. Custom and unknown elements
/// take any.
pub fn accepts(tag: &str, attribute: &str, around: Option<Namespace>) -> bool {
    let candidates = namespaces(tag, around);
    is_universal(attribute)
        || is_custom(tag)
        || candidates.is_empty()
        || candidates
            .iter()
            .any(|namespace| own_attributes(tag, *namespace).any(|own| own == attribute))
}

/// Every attribute that an element of a namespace may have, but `data-…` and `aria-…`.
pub fn own_attributes(tag: &str, namespace: Namespace) -> impl Iterator<Item = &'static str> {
    let own = namespace
        .element(tag)
        .map_or(&[][..], |info| info.attributes);
    own.iter().chain(namespace.global_attributes()).copied()
}

/// The elements that have an attribute of their own.
pub fn owners(
    attribute: &str,
    namespace: Namespace,
) -> impl Iterator<Item = &'static str> + use<'_> {
    namespace
        .elements()
        .iter()
        .filter(move |element| element.attributes.contains(&attribute))
        .map(|element| element.name)
}

/// What HTML calls an attribute that other frameworks spell otherwise.
pub fn alias(attribute: &str) -> Option<&'static str> {
    let lower = attribute.to_ascii_lowercase();
    ALIASES
        .iter()
        .find(|(other, _)| *other == lower)
        .map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::attribute::is_safe_url;
    use super::*;

    #[test]
    fn tables_are_sorted_for_binary_search() {
        for table in [GLOBAL_ATTRIBUTES, BOOLEAN_ATTRIBUTES, URL_ATTRIBUTES, ARIA] {
            assert!(table.is_sorted_by(|a, b| a < b), "{table:?}");
        }
    }

    /// Development runs read markup by a list of their own, which has no other facts of elements.
    #[test]
    fn void_elements_are_those_that_outlines_know() {
        let void = Namespace::Html.elements().iter();
        let void = void.filter(|element| element.content == ContentKind::Void);
        let names: Vec<&str> = void.map(|element| element.name).collect();
        assert_eq!(names, vango_html::outline::VOID);
    }

    #[test]
    fn every_boolean_and_url_attribute_belongs_somewhere() {
        for attribute in BOOLEAN_ATTRIBUTES.iter().chain(URL_ATTRIBUTES) {
            // `checked` and the like are known by their elements or are global.
            assert!(
                is_global(attribute) || owners(attribute, Namespace::Html).next().is_some(),
                "{attribute}"
            );
        }
    }

    #[test]
    fn schemes_that_run_script_are_unsafe() {
        for url in [
            "javascript:alert(1)",
            " JavaScript:x",
            "java\nscript:x",
            "data:text/html,x",
            "vbscript:x",
        ] {
            assert!(!is_safe_url(url), "{url}");
        }
        for url in [
            "/a:b",
            "data:image/png;base64,x",
            "https:x",
            "https://a",
            "#x:y",
            "?a=b:c",
            "mailto:a@b",
            "page",
            "",
            "tel:1",
        ] {
            assert!(is_safe_url(url), "{url}");
        }
    }
}
