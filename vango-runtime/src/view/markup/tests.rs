//! Which HTML is shown, and what is wrong with the rest.

use super::HtmlFaultKind::{EndMark, Misplaced, TooDeep, Unclosed, Unfinished, Unopened};
use super::*;

fn kind(html: &str) -> Option<HtmlFaultKind> {
    check(html).err().map(|fault| fault.kind)
}

#[test]
fn what_ends_where_it_ends_passes() {
    for html in [
        "",
        "text",
        "1 < 2 <3 a<",
        "<p>a</p><br><BR/><img src=x>",
        "<ul><li>a<li>b</ul><table><tr><td>x</table>",
        "<a title='>' data-x=\"<!--/v-->\" b = c/d =e>x</A >",
        "<!-- /v --><!--/v -><!-- --><!--/v--- --><!----><!-->text<!--->text",
        "<!doctype html><?xml version='1'?></ >",
        "<svg viewBox=\"0 0 1 1\"><path d=\"M0\"/><g><title>a<b>x</b></title></g><![CDATA[<!--/v-->]]></svg><svg/>",
        "<math><mi>x</mi><mtext><b>y</b></mtext></math>",
        "<style>a::after { content: \"<!--/v--></div>\" }</style><textarea><div></textarea >",
        "<script>if (a</b/) x(\"</scripty>\")</script>",
        "<my-element a><slot></slot></my-element>",
        "</>",
        "<ul><li><div><ul><li>a</li></ul></div></li><li>b</li></ul><dl><dt>a<dd>b<dd>c</dl>",
        "<!--a--b--><!------>",
    ] {
        assert_eq!(check(html), Ok(()), "{html:?}");
    }
}

#[test]
fn the_mark_is_found_in_all_its_forms() {
    for mark in ["<!--/v-->", "<!--/v--!>", "<!/v>", "<//v>"] {
        assert_eq!(kind(mark), Some(EndMark), "{mark:?}");
        let inside = format!("é<p>{mark}</p>");
        let fault = check(&inside).expect_err("the mark");
        assert_eq!((fault.kind, fault.at), (EndMark, 5), "{mark:?}");
    }
}

#[test]
fn what_would_change_the_page_after_it_is_found() {
    let deep = "<b>".repeat(MAX_OPEN + 1);
    for (html, expected) in [
        ("<!-- a", Unfinished),
        ("<!--/v--", Unfinished),
        ("<!", Unfinished),
        ("</", Unfinished),
        ("<?x", Unfinished),
        ("<a", Unfinished),
        ("<a title=\"x>y</a>", Unfinished),
        ("<a title='", Unfinished),
        ("<a b=", Unfinished),
        ("</a ", Unfinished),
        ("<svg><![CDATA[x></svg>", Unfinished),
        ("<div>", Unclosed),
        ("<div/>", Unclosed),
        ("<p>a<p>b</p>", Unclosed),
        ("<textarea></textareas>", Unclosed),
        ("<style><!-- ", Unclosed),
        ("<title>", Unclosed),
        ("<script><!--<script></script>", Unclosed),
        ("</div>", Unopened),
        ("<b><i></b></i>", Unopened),
        ("<b><p></b>", Unopened),
        ("<td><p></td>", Unopened),
        ("<select><select></select></select>", Misplaced),
        ("<ul><li><div><li></li></div></li></ul>", Misplaced),
        ("<LI><p><b><li>", Misplaced),
        ("<dl><dd><div><dt></dt></div></dd></dl>", Misplaced),
        ("<button><div><button></button></div></button>", Misplaced),
        ("<table><table></table></table>", Misplaced),
        ("<form><table><form></form></table></form>", Misplaced),
        ("a</p>", Unopened),
        ("<body></body>", Misplaced),
        ("<plaintext>", Misplaced),
        ("<svg><p></p></svg>", Misplaced),
        ("<svg><desc><![CDATA[></desc></svg>", Misplaced),
        (deep.as_str(), TooDeep),
    ] {
        assert_eq!(kind(html), Some(expected), "{html:?}");
    }
}

#[test]
fn many_comments_take_no_longer_than_their_bytes() {
    // A quadratic scan of this would take minutes.
    for comment in ["<!--a-->", "<!--a--!>", "<!-- - -- -->"] {
        assert_eq!(check(&comment.repeat(1 << 18)), Ok(()), "{comment}");
    }
}
