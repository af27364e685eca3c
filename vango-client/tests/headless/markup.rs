//! What the parser accepts and refuses, and how markup is normalised.

use vango_client::headless::normalise;

fn check(html: &str, expected: &str) {
    match normalise(html) {
        Ok(normalised) => assert_eq!(normalised, expected, "{html}"),
        Err(error) => panic!("{html}: {error}"),
    }
}

fn refused(html: &str, reason: &str) {
    match normalise(html) {
        Ok(normalised) => panic!("{html} was read as {normalised}"),
        Err(error) => assert!(error.to_string().contains(reason), "{html}: {error}"),
    }
}

#[test]
fn normalises() {
    check("", "");
    check("a<!---->b<!---->", "ab");
    check("<b></b>", "<b></b>");
    check("<br><img src=\"a\">", "<br><img src=\"a\">");
    check(
        r#"<p id="x" class=" b  a b " a="1">t</p>"#,
        r#"<p a="1" class="a b" id="x">t</p>"#,
    );
    check(r#"<p class="">t</p><p class="  "></p>"#, "<p>t</p><p></p>");
    check("<input disabled>", r#"<input disabled="">"#);
    check("&lt;&gt;&amp;&quot;&#39;&#x41;&#13;", "&lt;&gt;&amp;\"'A\r");
    check(
        r#"<p t="&lt;&quot;'&gt;"></p>"#,
        r#"<p t="&lt;&quot;'&gt;"></p>"#,
    );
    check(
        "<pre>\n\na</pre><textarea>\n<b></textarea>",
        "<pre>\na</pre><textarea>&lt;b&gt;</textarea>",
    );
    check(
        "<script>if (a < b && c) {}</script>",
        "<script>if (a &lt; b &amp;&amp; c) {}</script>",
    );
    check(
        "<svg viewBox=\"0\"><path d=\"\"/><g></g></svg>",
        "<svg viewBox=\"0\"><path d=\"\"></path><g></g></svg>",
    );
    check(
        "<b><b><b><b id=\"4\"></b></b></b></b>",
        "<b><b><b><b id=\"4\"></b></b></b></b>",
    );
    check("<tr><td>1</td></tr>", "<tr><td>1</td></tr>");
    check(
        "<!DOCTYPE html>\n<html><body><i></i><div id=\"vango-root\">x<b>y</b></div></body></html>",
        "x<b>y</b>",
    );
}

#[test]
fn refuses_what_a_browser_would_mend() {
    refused("<p>", "never closed");
    refused("</p>", "closes nothing");
    refused("<b><i></b></i>", "closes nothing: `<i>` is open");
    refused("<p><div></div></p>", "ends the open `<p>`");
    refused("<table><tr></tr></table>", "<tbody>");
    refused(
        "<table><tbody>x<tr></tr></tbody></table>",
        "moved in front of the table",
    );
    refused("<div/>", "not closed by its slash");
    refused("<p a=b></p>", "double quotes");
    refused("<p a=\"1\"b=\"2\"></p>", "white space");
    refused("<p a=\"1\" a=\"2\"></p>", "twice");
    refused("<P></P>", "lower case");
    refused("< p></p>", "is missing");
    refused("a & b", "&amp;");
    refused("&nbsp;", "is not one of");
    refused("&#0;", "is not one of");
    refused("&#128;", "is not one of");
    refused("a\rb", "&#13;");
    refused("a\0b", "NUL");
    refused("<!-- a", "never closed");
    refused("<!--->", "a comment is never closed");
    refused("<script>", "never closed");
    refused(&"<span>".repeat(600), "nested deeper");
    refused(&"<b>".repeat(4), "more than 3 identical `<b>`");
}

#[test]
fn an_error_says_where() {
    let error = normalise("<p>ok</p><p>a & b</p>").expect_err("a bare ampersand");
    assert_eq!((error.offset, error.near.as_str()), (14, "& b</p>"));
}
