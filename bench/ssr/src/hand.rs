//! The baseline: `push_str` into a buffer of the right size, values escaped, numbers by the same crate that the others
//! use. Nothing but the markup is made.

use crate::data::{Profile, Row};

/// The table.
pub fn table(rows: &[Row]) -> String {
    let mut out = String::with_capacity(128 + 256 * rows.len());
    out.push_str("<table class=\"table table-hover table-striped test-data\"><tbody>");
    let mut number = itoa::Buffer::new();
    for row in rows {
        out.push_str("<tr><td class=\"col-md-1\">");
        out.push_str(number.format(row.id));
        out.push_str("</td><td class=\"col-md-4\"><a class=\"lbl\">");
        escape(&mut out, &row.label);
        out.push_str(
            "</a></td><td class=\"col-md-1\"><a class=\"remove\"><span class=\"glyphicon glyphicon-remove\" \
             aria-hidden=\"true\"></span></a></td><td class=\"col-md-6\"></td></tr>",
        );
    }
    out.push_str("</tbody></table>");
    out
}

/// The small page.
pub fn page(profile: &Profile) -> String {
    let mut out = String::with_capacity(640);
    let mut number = itoa::Buffer::new();
    out.push_str("<article class=\"profile\"><header><img class=\"avatar\" src=\"");
    escape(&mut out, &profile.avatar);
    out.push_str("\" alt=\"\"><h1>");
    escape(&mut out, &profile.name);
    out.push_str("</h1><span class=\"handle\">");
    escape(&mut out, &profile.handle);
    out.push_str("</span></header><p class=\"bio\">");
    escape(&mut out, &profile.bio);
    out.push_str("</p><ul class=\"counts\"><li><b>");
    out.push_str(number.format(profile.posts));
    out.push_str("</b><span>Posts</span></li><li><b>");
    out.push_str(number.format(profile.followers));
    out.push_str("</b><span>Followers</span></li><li><b>");
    out.push_str(number.format(profile.following));
    out.push_str(
        "</b><span>Following</span></li></ul><footer><button type=\"button\">Follow</button><small>Since </small><time>",
    );
    out.push_str(number.format(profile.since));
    out.push_str("</time></footer></article>");
    out
}

/// Appends `text` for the content of an element or an attribute in double quotes.
fn escape(out: &mut String, text: &str) {
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        let with = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        out.push_str(&text[done..at]);
        out.push_str(with);
        done = at + 1;
    }
    out.push_str(&text[done..]);
}
