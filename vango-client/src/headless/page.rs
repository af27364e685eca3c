//! The page as a client finds it: the root and the boot data in its markup.
//!
//! Invariant: the same elements as the browser's client looks for: the root by its id, the boot data right after it. It does not fetch anything.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::dom::{Dom, Element, NodeId};
use super::error::HeadlessError;
use super::html::element_by_id;
use super::parse::parse;
use super::{BOOT_ID, ROOT_ID};

/// A parsed page.
pub(crate) struct Page {
    pub(crate) dom: Dom,
    pub(crate) root: NodeId,
    /// Boot data, decoded from base64.
    pub(crate) boot: Vec<u8>,
}

impl Page {
    pub(crate) fn parse(html: &str) -> Result<Self, HeadlessError> {
        let mut dom = Dom::default();
        let document = dom.fragment();
        parse(&mut dom, document, html)?;
        let root = element_by_id(&dom, document, ROOT_ID).ok_or(HeadlessError::NoVangoPage(
            "element with the id `vango-root`",
        ))?;
        // Not by its id alone: an element of the app may have the same, and stands before it.
        let boot = next_element(&dom, root)
            .filter(|(_, element)| element.attribute("id") == Some(BOOT_ID))
            .map(|(id, _)| id)
            .ok_or(HeadlessError::NoVangoPage(
                "element with the id `vango-boot` right after the root",
            ))?;
        let boot = STANDARD
            .decode(dom.text_content(boot).trim())
            .map_err(|_| HeadlessError::NoVangoPage("boot data in standard base64 with padding"))?;
        Ok(Self { dom, root, boot })
    }
}

/// The element that follows a node.
fn next_element(dom: &Dom, node: NodeId) -> Option<(NodeId, &Element)> {
    let siblings = dom.children(dom.parent(node)?);
    let at = siblings.iter().position(|sibling| *sibling == node)?;
    siblings[at + 1..]
        .iter()
        .find_map(|id| dom.element(*id).map(|element| (*id, element)))
}
