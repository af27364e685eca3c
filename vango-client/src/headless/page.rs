//! The page as a client finds it: the root and the boot data in its markup.
//!
//! Invariant: the same elements by the same ids as the browser's client looks for. It does not fetch anything.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::dom::{Dom, NodeId};
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
        let find = |id| element_by_id(&dom, document, id);
        let root = find(ROOT_ID).ok_or(HeadlessError::NoVangoPage(
            "element with the id `vango-root`",
        ))?;
        let boot = find(BOOT_ID).ok_or(HeadlessError::NoVangoPage(
            "element with the id `vango-boot`",
        ))?;
        let boot = STANDARD
            .decode(dom.text_content(boot).trim())
            .map_err(|_| HeadlessError::NoVangoPage("boot data in standard base64 with padding"))?;
        Ok(Self { dom, root, boot })
    }
}
