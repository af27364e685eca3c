//! The subjects make the same pages, so that their times can be compared.

use bench_ssr::{Page, subjects};

/// Markup as a parser would see it: without comments and with one spelling for each escaped character.
fn normal(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!") {
        out.push_str(before);
        rest = comment.split_once('>').expect("a comment ends").1;
    }
    out.push_str(rest);
    for (spelling, one) in [
        ("&#38;", "&amp;"),
        ("&#60;", "&lt;"),
        ("&#62;", "&gt;"),
        ("&#34;", "&quot;"),
    ] {
        out = out.replace(spelling, one);
    }
    out
}

/// What a reader sees.
fn text(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        rest = tag.split_once('>').expect("a tag ends").1;
    }
    out + rest
}

#[test]
fn all_subjects_make_the_same_page() {
    for page in Page::ALL {
        let mut subjects = subjects(page);
        let wanted = (subjects[0].run)();
        for subject in &mut subjects {
            for round in 0..3 {
                let html = normal(&(subject.run)());
                let place = format!("{} of {}, page {round}", subject.name, page.name());
                assert_eq!(text(&html), text(&wanted), "text: {place}");
                assert_eq!(html, wanted, "markup: {place}");
            }
        }
    }
}

#[test]
fn the_pages_are_what_the_suite_says() {
    let first = |page| (subjects(page)[0].run)();
    let table = first(Page::Table);
    assert_eq!(table.matches("<tr>").count(), 1_000);
    assert!((200_000..250_000).contains(&table.len()), "{}", table.len());
    assert_eq!(
        table.matches("&lt;").count(),
        100,
        "each tenth label is escaped"
    );
    let small = first(Page::Small);
    let elements = small.matches('<').count() - small.matches("</").count();
    assert_eq!(elements, 20);
}
