//! HTML, SVG and MathML: which of them an element is of, by where it stands.
//!
//! As in the parser of a browser (13.2.6.5, "foreign content"): `<svg>` and `<math>` begin a namespace, a few elements
//! in them hold HTML again. At the root of a `view!` the surroundings are not known, and a name may be of any.

use super::element::{ELEMENTS, ElementInfo};
use super::mathml::{self, MATHML_ELEMENTS, MATHML_GLOBAL_ATTRIBUTES};
use super::svg::{self, SVG_ELEMENTS, SVG_GLOBAL_ATTRIBUTES};
use super::{attribute::GLOBAL_ATTRIBUTES, is_custom};

/// A language of markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Namespace {
    /// HTML
    Html,
    /// SVG
    Svg,
    /// MathML
    MathMl,
}

impl Namespace {
    /// All of them; HTML first, for a name that several have.
    pub const ALL: [Namespace; 3] = [Namespace::Html, Namespace::Svg, Namespace::MathMl];

    /// As it is called.
    pub fn name(self) -> &'static str {
        match self {
            Namespace::Html => "HTML",
            Namespace::Svg => "SVG",
            Namespace::MathMl => "MathML",
        }
    }

    /// Its elements, sorted by name.
    pub fn elements(self) -> &'static [ElementInfo] {
        match self {
            Namespace::Html => ELEMENTS,
            Namespace::Svg => SVG_ELEMENTS,
            Namespace::MathMl => MATHML_ELEMENTS,
        }
    }

    /// The attributes that all its elements may have, but `data-…` and `aria-…`; sorted.
    pub fn global_attributes(self) -> &'static [&'static str] {
        match self {
            Namespace::Html => GLOBAL_ATTRIBUTES,
            Namespace::Svg => SVG_GLOBAL_ATTRIBUTES,
            Namespace::MathMl => MATHML_GLOBAL_ATTRIBUTES,
        }
    }

    /// Facts about one of its elements.
    pub fn element(self, name: &str) -> Option<&'static ElementInfo> {
        let elements = self.elements();
        elements
            .binary_search_by(|element| element.name.cmp(name))
            .ok()
            .map(|at| &elements[at])
    }
}

/// The namespace of what stands in the last of `ancestors` (the outermost first); `None` where it is not known.
pub fn content_namespace(ancestors: &[&str]) -> Option<Namespace> {
    ancestors.iter().fold(None, |around, name| {
        let content = match namespaces(name, around).as_slice() {
            [one] => *one,
            _ => return around,
        };
        Some(match content {
            Namespace::Svg if svg::HTML_CONTENT.contains(name) => Namespace::Html,
            Namespace::MathMl if mathml::HTML_CONTENT.contains(name) => Namespace::Html,
            other => other,
        })
    })
}

/// The namespaces that an element can be of where content is of `around`; none for a name that does not fit there.
pub fn namespaces(name: &str, around: Option<Namespace>) -> Vec<Namespace> {
    match (name, around) {
        ("svg", None | Some(Namespace::Html)) => vec![Namespace::Svg],
        ("math", None | Some(Namespace::Html)) => vec![Namespace::MathMl],
        (name, None | Some(Namespace::Html)) if is_custom(name) => vec![Namespace::Html],
        (name, Some(namespace)) => {
            let is_known = namespace.element(name).is_some();
            if is_known { vec![namespace] } else { vec![] }
        }
        (name, None) => Namespace::ALL
            .into_iter()
            .filter(|namespace| namespace.element(name).is_some())
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Namespace::{Html, MathMl, Svg};

    #[test]
    fn tables_are_sorted_for_binary_search() {
        for namespace in Namespace::ALL {
            assert!(namespace.elements().is_sorted_by(|a, b| a.name < b.name));
            assert!(namespace.global_attributes().is_sorted_by(|a, b| a < b));
        }
    }

    #[test]
    fn content_is_of_the_namespace_that_a_parser_gives_it() {
        for (ancestors, expected) in [
            (&[][..], None),
            (&["div"], Some(Html)),
            (&["a"], None),
            (&["g"], Some(Svg)),
            (&["div", "svg"], Some(Svg)),
            (&["svg", "a"], Some(Svg)),
            (&["svg", "title"], Some(Html)),
            (&["svg", "foreignObject", "div"], Some(Html)),
            (&["svg", "foreignObject", "p", "svg", "g"], Some(Svg)),
            (&["math", "mrow"], Some(MathMl)),
            (&["math", "mtext"], Some(Html)),
        ] {
            assert_eq!(content_namespace(ancestors), expected, "{ancestors:?}");
        }
        assert_eq!(namespaces("title", None), [Html, Svg]);
        assert_eq!(namespaces("circle", Some(Html)), []);
        assert_eq!(namespaces("div", Some(Svg)), []);
        assert_eq!(namespaces("annotation-xml", Some(MathMl)), [MathMl]);
    }
}
