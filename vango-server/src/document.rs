//! The HTML document around a rendered page: head, root, boot data, client script. Nothing in it runs inline.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use vango_runtime::session::DocumentShell;
use vango_runtime::view::escape;

/// Precomputed parts that are the same on every page of an app.
pub(crate) struct Frame {
    before_root: String,
    after_boot: String,
}

const ROOT: &str = "<div id=\"vango-root\">";

const AFTER_ROOT: &str = "</div><script type=\"application/vango\" id=\"vango-boot\">";

impl Frame {
    /// `styles` are the paths of the app's stylesheets, `script` that of the client.
    pub(crate) fn new(title: &str, language: &str, styles: &[String], script: &str) -> Self {
        let mut before_root = String::from("<!doctype html><html lang=\"");
        escape::attribute(&mut before_root, language);
        before_root.push_str("\"><head><meta charset=\"utf-8\">");
        before_root.push_str(
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>",
        );
        escape::text(&mut before_root, title);
        // An empty icon: a browser that is told of none asks for `/favicon.ico` and logs the 404.
        before_root.push_str("</title><link rel=\"icon\" href=\"data:,\">");
        push_styles(&mut before_root, styles);
        before_root.push_str("</head><body>");
        before_root.push_str(ROOT);
        Self {
            before_root,
            after_boot: after_boot(script, "</body></html>"),
        }
    }

    /// The app's own document. `None`: it has no head.
    pub(crate) fn around(shell: &DocumentShell, styles: &[String], script: &str) -> Option<Self> {
        let (head, body) = shell.before.split_once("</head>")?;
        let mut before_root = head.to_owned();
        push_styles(&mut before_root, styles);
        before_root.push_str("</head>");
        before_root.push_str(body);
        before_root.push_str(ROOT);
        Some(Self {
            before_root,
            after_boot: after_boot(script, &shell.after),
        })
    }

    /// Base64 has no character that could end the data block, so boot data needs no escaping.
    pub(crate) fn document(&self, root: &[u8], boot: &[u8]) -> Vec<u8> {
        let boot = STANDARD.encode(boot);
        let parts = [
            self.before_root.as_bytes(),
            root,
            AFTER_ROOT.as_bytes(),
            boot.as_bytes(),
            self.after_boot.as_bytes(),
        ];
        parts.concat()
    }
}

fn push_styles(html: &mut String, styles: &[String]) {
    for path in styles {
        html.push_str("<link rel=\"stylesheet\" href=\"");
        escape::attribute(html, path);
        html.push_str("\">");
    }
}

/// The client's script, and the end of the document.
fn after_boot(script: &str, end: &str) -> String {
    let mut html = String::from("</script><script type=\"module\" src=\"");
    escape::attribute(&mut html, script);
    html.push_str("\"></script>");
    html.push_str(end);
    html
}

/// A small page of the server's own, for when the app has none: no script, no session.
pub(crate) fn notice(title: &str, text: &str) -> String {
    let mut page =
        String::from("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>");
    escape::text(&mut page, title);
    page.push_str("</title></head><body><h1>");
    escape::text(&mut page, title);
    page.push_str("</h1><p>");
    escape::text(&mut page, text);
    page.push_str("</p></body></html>");
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_in_full() {
        let frame = Frame::new(
            "A & B",
            "en",
            &["/_vango/app-1.css".to_owned()],
            "/_vango/client-2.js",
        );
        let html = String::from_utf8(frame.document(b"<p>root</p>", b"\x01\x02")).unwrap();
        assert_eq!(
            html,
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>A &amp; B</title><link rel=\"icon\" href=\"data:,\">\
             <link rel=\"stylesheet\" href=\"/_vango/app-1.css\"></head><body>\
             <div id=\"vango-root\"><p>root</p></div>\
             <script type=\"application/vango\" id=\"vango-boot\">AQI=</script>\
             <script type=\"module\" src=\"/_vango/client-2.js\"></script></body></html>"
        );
    }
}
