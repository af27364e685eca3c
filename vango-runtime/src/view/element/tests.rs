//! The names that an editor knows are those that the macros know.

use std::collections::{BTreeMap, BTreeSet};

use vango_macros_core::html;
use vango_macros_core::html::namespace::Namespace;

use super::attribute;
use super::table;

type Table = &'static [(&'static str, &'static [&'static str])];
type Names = &'static [&'static str];

const TABLES: [(Namespace, Table, Names); 3] = [
    (
        Namespace::Html,
        table::html::NAMES,
        attribute::html::global::NAMES,
    ),
    (
        Namespace::Svg,
        table::svg::NAMES,
        attribute::svg::global::NAMES,
    ),
    (
        Namespace::MathMl,
        table::mathml::NAMES,
        attribute::mathml::global::NAMES,
    ),
];

fn plain(name: &'static str) -> &'static str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// Those that Rust can write.
fn names(names: &[&'static str]) -> BTreeSet<&'static str> {
    let are_names = names.iter().filter(|name| !name.contains('-'));
    are_names.map(|name| plain(name)).collect()
}

/// Elements that HTML has as well, with the same attributes, stand there.
fn is_elsewhere(namespace: Namespace, name: &str) -> bool {
    namespace != Namespace::Html && html::element(name).is_some()
}

#[test]
fn elements_and_attributes_are_those_of_the_macros() {
    for (namespace, table, global) in TABLES {
        let known: BTreeMap<_, _> = namespace
            .elements()
            .iter()
            .filter(|element| !element.name.contains('-'))
            .filter(|element| !is_elsewhere(namespace, element.name))
            .map(|element| (element.name, names(element.attributes)))
            .collect();
        let here: BTreeMap<_, _> = table
            .iter()
            .map(|(name, attributes)| (plain(name), names(attributes)))
            .collect();
        assert_eq!(here, known, "{namespace:?}");
        assert_eq!(
            names(global),
            names(namespace.global_attributes()),
            "{namespace:?}"
        );
    }
}

#[test]
fn an_element_of_two_languages_has_the_same_attributes_in_both() {
    for namespace in [Namespace::Svg, Namespace::MathMl] {
        for element in namespace.elements() {
            if let Some(of_html) = html::element(element.name) {
                assert_eq!(
                    names(of_html.attributes),
                    names(element.attributes),
                    "{}",
                    element.name
                );
            }
        }
    }
}

#[test]
fn what_can_be_bound_is_there() {
    let _ = (super::bindings::checked, super::bindings::value);
    assert_eq!(html::bind::PROPERTIES, ["checked", "value"]);
}
