//! Raw HTML: the one way around escaping.

use std::fmt;

use super::block::Block;
use super::content::Content;

/// Markup that is put into the page as it is: `{trusted}`.
///
/// Whoever makes one answers for it. Markup that somebody else wrote has to be cleaned by a sanitiser before; text needs
/// none of this: write it as `{text}`. Every element that it opens it must close, for it stands in the middle of a page:
/// what the browser's parser would move elsewhere (a `<tr>` outside of a table, a `</div>` too many) makes page and
/// patches disagree, and the client resyncs. Scripts in it do not run.
///
/// ```
/// use vango_runtime::view::TrustedHtml;
/// let rendered = TrustedHtml::new("<em>made by our own Markdown renderer</em>");
/// assert_eq!(rendered.as_str(), "<em>made by our own Markdown renderer</em>");
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct TrustedHtml {
    html: String,
}

impl TrustedHtml {
    /// Takes `html` as it is.
    pub fn new(html: impl Into<String>) -> Self {
        Self { html: html.into() }
    }

    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.html
    }
}

impl fmt::Debug for TrustedHtml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TrustedHtml").field(&self.html).finish()
    }
}

impl Content for TrustedHtml {
    fn put(self, block: &mut Block<'_>) {
        block.put_html(&self.html);
    }
}

impl Content for &TrustedHtml {
    fn put(self, block: &mut Block<'_>) {
        block.put_html(&self.html);
    }
}
