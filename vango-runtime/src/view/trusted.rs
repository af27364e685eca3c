//! Raw HTML: the one way around escaping.

use std::fmt;

use super::block::Block;
use super::content::Content;
use super::markup::{self, HtmlFault};

/// Markup that is put into the page as it is: `{trusted}`.
///
/// Whoever makes one answers for it. Markup that somebody else wrote has to be cleaned by a sanitiser before; text needs
/// none of this: write it as `{text}`. Scripts in it do not run.
///
/// What is looked at, once, when it is made: that it ends where it ends, so that the page after it stays what it is. HTML
/// that ends inside of a tag or comment, leaves an element open, closes one that it has not opened, or holds the comment
/// `/v` (which marks its end on the page) is not shown: its place stays empty, the session reports it with the component
/// that it stands in, and [`TrustedHtml::fault`] says what is wrong. End tags that HTML lets one leave out may be missing
/// where the parent is closed: `<ul><li>a<li>b</ul>`.
///
/// What is not looked at: whether it is harmless, and what may stand in what. What the browser's parser would move or
/// drop (a `<tr>` outside of a table, a `<div>` in a `<p>`) it moves or drops.
///
/// ```
/// use vango_runtime::view::TrustedHtml;
/// let rendered = TrustedHtml::new("<em>made by our own Markdown renderer</em>");
/// assert_eq!(rendered.as_str(), "<em>made by our own Markdown renderer</em>");
/// assert_eq!(rendered.fault(), None);
/// assert!(TrustedHtml::new("<em>no end").fault().is_some());
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct TrustedHtml {
    html: String,
    fault: Option<HtmlFault>,
}

impl TrustedHtml {
    /// Takes `html` as it is, but for NUL, which HTML does not have: it becomes U+FFFD, as in text. Takes time linear in
    /// its length: what does not change is best made once, in setup or a memo.
    pub fn new(html: impl Into<String>) -> Self {
        let mut html = html.into();
        if html.contains('\0') {
            html = html.replace('\0', "\u{fffd}");
        }
        let fault = markup::check(&html).err();
        Self { html, fault }
    }

    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.html
    }

    /// Why it is not shown; `None` when it is.
    pub fn fault(&self) -> Option<HtmlFault> {
        self.fault
    }

    fn put_in(&self, block: &mut Block<'_>) {
        match self.fault {
            None => block.put_html(&self.html),
            Some(fault) => block.refuse_html(fault),
        }
    }
}

impl fmt::Debug for TrustedHtml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TrustedHtml").field(&self.html).finish()
    }
}

impl Content for TrustedHtml {
    fn put(self, block: &mut Block<'_>) {
        self.put_in(block);
    }
}

impl Content for &TrustedHtml {
    fn put(self, block: &mut Block<'_>) {
        self.put_in(block);
    }
}
