//! Finding elements, without CSS: by tag, attribute, text, and place among several.
//!
//! Invariant: a [`Find`] means exactly one element, or it is an error that lists what was found instead; a test never
//! clicks on one of several by accident.

use std::fmt;

use super::dom::{Dom, NodeId};
use super::error::HeadlessError;
use super::html::node_html;

/// Says which element is meant.
///
/// ```
/// use vango_client::headless::Find;
///
/// let button = Find::tag("button").text("+");
/// let second = Find::tag("li").attribute("class", "row").nth(1);
/// let count = Find::test_id("count");
/// let inner = Find::tag("button").inside(Find::test_id("dialog"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Find {
    tag: Option<String>,
    attributes: Vec<(String, String)>,
    text: Option<String>,
    nth: Option<usize>,
    inside: Option<Box<Find>>,
}

impl Find {
    /// An element with this name.
    pub fn tag(name: &str) -> Self {
        Self {
            tag: Some(name.to_owned()),
            ..Self::default()
        }
    }

    /// The element with this `id`.
    pub fn id(id: &str) -> Self {
        Self::default().attribute("id", id)
    }

    /// The element with this `data-testid`.
    pub fn test_id(id: &str) -> Self {
        Self::default().attribute("data-testid", id)
    }

    /// The innermost element with exactly this text, apart from white space at its ends.
    pub fn exact_text(text: &str) -> Self {
        Self::default().text(text)
    }

    /// And with this attribute. `class` is compared by tokens: all of `value` must be there.
    #[must_use]
    pub fn attribute(mut self, name: &str, value: &str) -> Self {
        self.attributes.push((name.to_owned(), value.to_owned()));
        self
    }

    /// And with exactly this text, apart from white space at its ends.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        self.text = Some(text.to_owned());
        self
    }

    /// Of all that fit, the one with this index, from 0, in document order.
    #[must_use]
    pub fn nth(mut self, index: usize) -> Self {
        self.nth = Some(index);
        self
    }

    /// And inside another one.
    #[must_use]
    pub fn inside(mut self, outer: Find) -> Self {
        self.inside = Some(Box::new(outer));
        self
    }

    /// All elements that fit, without regard to [`nth`](Self::nth).
    pub(crate) fn all(&self, dom: &Dom, root: NodeId) -> Result<Vec<NodeId>, HeadlessError> {
        let root = match &self.inside {
            Some(outer) => outer.one(dom, root)?,
            None => root,
        };
        let mut found: Vec<NodeId> = dom
            .descendants(root)
            .filter(|node| *node != root && self.fits(dom, *node))
            .collect();
        if self.text.is_some() && self.tag.is_none() {
            // Every element around the innermost may have the same text.
            let outer: Vec<NodeId> = found.iter().filter_map(|node| dom.parent(*node)).collect();
            found.retain(|node| !outer.contains(node));
        }
        Ok(found)
    }

    /// The one element.
    pub(crate) fn one(&self, dom: &Dom, root: NodeId) -> Result<NodeId, HeadlessError> {
        let all = self.all(dom, root)?;
        let chosen = match (self.nth, all.as_slice()) {
            (None, [one]) => Some(*one),
            (None, _) => None,
            (Some(index), all) => all.get(index).copied(),
        };
        chosen.ok_or_else(|| HeadlessError::Find(self.complaint(dom, root, &all)))
    }

    fn fits(&self, dom: &Dom, node: NodeId) -> bool {
        let Some(element) = dom.element(node) else {
            return false;
        };
        let has = |name: &str, value: &str| match name {
            "class" => value
                .split_ascii_whitespace()
                .all(|token| element.classes().any(|known| known == token)),
            _ => element.attribute(name) == Some(value),
        };
        self.tag.as_ref().is_none_or(|tag| *tag == element.name)
            && self.attributes.iter().all(|(name, value)| has(name, value))
            && self
                .text
                .as_ref()
                .is_none_or(|text| dom.text_content(node).trim() == text.trim())
    }

    fn complaint(&self, dom: &Dom, root: NodeId, all: &[NodeId]) -> String {
        let mut complaint = format!("{} elements are {self}", all.len());
        if let Some(nth) = self.nth {
            complaint += &format!(", so none has index {nth}");
        }
        let shown = if all.is_empty() {
            std::slice::from_ref(&root)
        } else {
            all
        };
        for node in shown.iter().take(5) {
            let html: String = node_html(dom, *node).chars().take(300).collect();
            complaint += &format!("\n  {html}");
        }
        complaint
    }
}

impl fmt::Display for Find {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}", self.tag.as_deref().unwrap_or("*"))?;
        for (name, value) in &self.attributes {
            write!(f, " {name}={value:?}")?;
        }
        f.write_str(">")?;
        if let Some(text) = &self.text {
            write!(f, " with the text {text:?}")?;
        }
        match &self.inside {
            Some(outer) => write!(f, " inside {outer}"),
            None => Ok(()),
        }
    }
}
