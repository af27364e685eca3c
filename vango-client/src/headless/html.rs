//! Markup that can be compared: what the model DOM shows, written in one way only.
//!
//! Invariant: two trees give the same text exactly if a user could not tell them apart: comments and empty texts are
//! left out, adjacent texts run together, attributes stand in the order of their names, class tokens are sorted and stand
//! once, declarations of a style are sorted, an empty class or style attribute is left out. The TypeScript client's tests normalise in the same way.

use super::dom::{Dom, Element, NodeId, NodeKind};
use super::nesting::VOID;
use super::parse::{ParseError, parse};
use super::style::normalised;

/// Normalises markup: of a page, what stands in `#vango-root`; of a fragment, all.
///
/// ```
/// use vango_client::headless::normalise;
///
/// let page = r#"<p id="a" class=" b  a b">one<!----> two</p>"#;
/// assert_eq!(normalise(page).unwrap(), r#"<p class="a b" id="a">one two</p>"#);
/// ```
///
/// # Errors
/// When the markup is not what Vango writes.
pub fn normalise(html: &str) -> Result<String, ParseError> {
    let mut dom = Dom::default();
    let document = dom.fragment();
    parse(&mut dom, document, html)?;
    let root = element_by_id(&dom, document, super::ROOT_ID).unwrap_or(document);
    Ok(content_html(&dom, root))
}

/// The first element with this `id`.
pub(crate) fn element_by_id(dom: &Dom, root: NodeId, id: &str) -> Option<NodeId> {
    dom.descendants(root).find(|node| {
        dom.element(*node)
            .is_some_and(|element| element.attribute("id") == Some(id))
    })
}

/// The normalised markup of what stands in a node.
pub(crate) fn content_html(dom: &Dom, parent: NodeId) -> String {
    let mut html = String::new();
    dom.children(parent)
        .iter()
        .for_each(|child| write_node(dom, *child, &mut html));
    html
}

/// The normalised markup of a node, for messages too.
pub(crate) fn node_html(dom: &Dom, node: NodeId) -> String {
    let mut html = String::new();
    write_node(dom, node, &mut html);
    html
}

/// A list of what is left instead of recursion: a page may be deeper than a stack.
fn write_node(dom: &Dom, node: NodeId, html: &mut String) {
    enum Left<'d> {
        Node(NodeId),
        End(&'d str),
    }
    let mut left = vec![Left::Node(node)];
    while let Some(next) = left.pop() {
        let node = match next {
            Left::Node(node) => node,
            Left::End(name) => {
                html.extend(["</", name, ">"]);
                continue;
            }
        };
        match dom.kind(node) {
            NodeKind::Comment(_) => continue,
            NodeKind::Text(text) => {
                write_escaped(text, false, html);
                continue;
            }
            NodeKind::Fragment => {}
            NodeKind::Element(element) => {
                write_start_tag(element, html);
                if VOID.contains(&element.name.as_str()) {
                    continue;
                }
                left.push(Left::End(&element.name));
            }
        }
        left.extend(
            dom.children(node)
                .iter()
                .rev()
                .map(|child| Left::Node(*child)),
        );
    }
}

fn write_start_tag(element: &Element, html: &mut String) {
    html.extend(["<", &element.name]);
    let mut attributes: Vec<(&str, String)> = element
        .attributes
        .iter()
        .map(|(name, value)| {
            (
                name.as_str(),
                match name.as_str() {
                    "class" => class_value(element),
                    "style" => normalised(value),
                    _ => value.clone(),
                },
            )
        })
        .filter(|(name, value)| !matches!(*name, "class" | "style") || !value.is_empty())
        .collect();
    attributes.sort();
    for (name, value) in attributes {
        html.extend([" ", name, "=\""]);
        write_escaped(&value, true, html);
        html.push('"');
    }
    html.push('>');
}

fn class_value(element: &Element) -> String {
    let mut tokens: Vec<&str> = element.classes().collect();
    tokens.sort_unstable();
    tokens.dedup();
    tokens.join(" ")
}

fn write_escaped(text: &str, is_attribute: bool, html: &mut String) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' if is_attribute => html.push_str("&quot;"),
            other => html.push(other),
        }
    }
}
