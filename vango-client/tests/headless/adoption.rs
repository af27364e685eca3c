//! Adoption of pages, and the pages that must not be adopted.

use vango_client::headless::{Headless, HeadlessError, normalise};
use vango_protocol::OwnedSlotKind::{Branch, Child, Dyn, Rows};
use vango_protocol::{OwnedTemplate, PatchWriter};

use crate::model::{
    Block, Tree, Value, attr, block, class, element, on, page, page_html, page_of, shape, slot,
    text, value, wire,
};

fn adopted(trees: &[Tree], root: &Block) -> Headless {
    let page = page(trees, root);
    let client = Headless::from_page(&page, "/").expect("a page");
    assert!(
        client.mismatches().is_empty(),
        "{:?}\n{page}",
        client.mismatches()
    );
    assert_eq!(client.html(), normalise(&page).expect("well-formed"));
    client
}

fn mismatch(templates: &[OwnedTemplate], html: &str, shape: &[u8], reason: &str) {
    let page = page_of(templates, html, shape);
    let client = Headless::from_page(&page, "/").expect("a page");
    let found = client
        .mismatches()
        .first()
        .unwrap_or_else(|| panic!("{html} was adopted"))
        .to_string();
    assert!(found.contains(reason), "{found}");
    assert!(client.blocks().is_empty());
}

/// Applies one patch to an adopted page and compares with `expected`.
fn patched(mut client: Headless, write: impl FnOnce(&mut PatchWriter<'_>), expected: &str) {
    client
        .receive(&crate::model::patch(1, write))
        .expect("a good patch");
    assert!(client.mismatches().is_empty(), "{:?}", client.mismatches());
    assert_eq!(client.html(), expected);
}

#[test]
fn texts_that_stand_side_by_side() {
    let trees = [vec![slot(Dyn), text("s"), slot(Dyn), slot(Dyn)]];
    for values in [["a", "b", "c"], ["", "", ""], ["", "s", ""], ["a", "", "c"]] {
        let root = block(0, values.map(value).to_vec());
        let write = |patch: &mut PatchWriter<'_>| {
            patch.text(1, 0, "x");
            patch.text(1, 1, "y");
            patch.text(1, 2, "z");
        };
        patched(adopted(&trees, &root), write, "xsyz");
    }
}

#[test]
fn nothing_beside_an_empty_text_beside_a_static_one() {
    // Each Dyn has its own separator, whatever it holds.
    let trees = [vec![slot(Dyn), slot(Dyn), text("s")]];
    let root = block(0, vec![Value::View(None), value("")]);
    assert_eq!(page_html(&trees, &root), "<!----><!---->s<!---->");
    patched(adopted(&trees, &root), |patch| patch.text(1, 1, "b"), "bs");
    patched(adopted(&trees, &root), |patch| patch.text(1, 0, "a"), "as");
}

#[test]
fn anchors_between_texts() {
    let inner = vec![slot(Dyn)];
    let trees = [
        vec![element(
            "p",
            &[],
            vec![slot(Branch), text("s"), slot(Child), slot(Rows)],
        )],
        inner,
    ];
    let one = || block(1, vec![value("i")]);
    let filled = vec![
        Value::Branch(Some(one())),
        Value::Branch(Some(one())),
        Value::Rows {
            template: 1,
            rows: vec![one(), one()],
        },
    ];
    let empty = vec![
        Value::Branch(None),
        Value::Branch(None),
        Value::Rows {
            template: 1,
            rows: Vec::new(),
        },
    ];
    let fill = |patch: &mut PatchWriter<'_>| {
        for slot in [0, 1] {
            let mut content = patch.branch(1, slot);
            content.branch(1);
            content.dyn_text("n");
        }
        patch.insert(1, 2, 0, 1, 1).dyn_text("m");
    };
    patched(adopted(&trees, &block(0, filled)), fill, "<p>nsnmii</p>");
    patched(adopted(&trees, &block(0, empty)), fill, "<p>nsnm</p>");
}

#[test]
fn a_view_in_a_view_in_a_text_slot() {
    let trees = [
        vec![text("a"), slot(Dyn), text("b")],
        vec![element("b", &[], vec![slot(Dyn)]), slot(Dyn)],
    ];
    let inner = block(1, vec![value("1"), Value::View(None)]);
    let outer = block(1, vec![Value::View(Some(inner)), value("2")]);
    let root = block(0, vec![Value::View(Some(outer))]);
    let client = adopted(&trees, &root);
    assert_eq!(client.html(), "a<b><b>1</b></b>2b");
    assert_eq!(client.blocks(), [1, 2, 3]);
    patched(client, |patch| patch.text(2, 1, "3"), "a<b><b>1</b></b>3b");
    patched(adopted(&trees, &root), |patch| patch.text(1, 0, "t"), "atb");
}

#[test]
fn attributes_and_classes() {
    let trees = [vec![element(
        "a",
        &[class("x"), class("y"), attr("href"), on("click", false)],
        vec![slot(Dyn)],
    )]];
    let values = |x, y, href: Option<&str>| {
        let href = Value::Attr(href.map(str::to_owned));
        block(
            0,
            vec![
                Value::Class(x),
                Value::Class(y),
                href,
                Value::On,
                value("\r<&"),
            ],
        )
    };
    adopted(&trees, &values(false, false, None));
    let client = adopted(&trees, &values(true, false, Some("/\"?a&b")));
    assert_eq!(
        client.html(),
        "<a class=\"x\" href=\"/&quot;?a&amp;b\">\r&lt;&amp;</a>"
    );
    let write = |patch: &mut PatchWriter<'_>| {
        patch.class(1, 0, false);
        patch.class(1, 1, true);
        patch.attr(1, 2, None);
    };
    patched(client, write, "<a class=\"y\">\r&lt;&amp;</a>");
}

#[test]
fn a_dyn_in_a_textarea() {
    let template = OwnedTemplate {
        html: "<textarea><!--v--></textarea>".into(),
        slots: [Dyn].into(),
    };
    let page = page_of(&[template], "<textarea>\n\nab</textarea>", &[0, 1]);
    let client = Headless::from_page(&page, "/").expect("a page");
    assert!(client.mismatches().is_empty(), "{:?}", client.mismatches());
    patched(
        client,
        |patch| patch.text(1, 0, "<c>"),
        "<textarea>&lt;c&gt;</textarea>",
    );
}

#[test]
fn an_empty_template() {
    let trees = [vec![slot(Branch)], vec![]];
    let client = adopted(
        &trees,
        &block(0, vec![Value::Branch(Some(block(1, vec![])))]),
    );
    assert_eq!(client.html(), "");
    patched(client, |patch| patch.branch(1, 0).branch_empty(), "");
}

#[test]
fn pages_that_do_not_fit() {
    let one = [wire(&[element(
        "p",
        &[class("on")],
        vec![text("a"), slot(Dyn)],
    )])];
    let ok = shape(&block(0, vec![Value::Class(false), value("")]));
    mismatch(
        &one,
        "<b>a<!----></b>",
        &ok,
        "`<p>` is expected, and `<b>a</b>` stands in `div`",
    );
    mismatch(&one, "", &ok, "nothing is left in `div`");
    mismatch(
        &one,
        "<p>b</p>",
        &ok,
        "the text `a` is expected, and `b` stands in `p`",
    );
    mismatch(&one, "<p>ab</p>", &ok, "the text `a` is expected");
    mismatch(&one, "<p>a</p>", &ok, "a separator is expected");
    mismatch(
        &one,
        "<p>a<!---->b<i></i></p>",
        &ok,
        "the template ends, and `<i></i>`",
    );
    mismatch(&one, "<p>a<!----></p><p></p>", &ok, "the template ends");
    mismatch(
        &one,
        "<p class=\"off\">a<!----></p>",
        &ok,
        "has the class `off`",
    );
    mismatch(
        &one,
        "<p title=\"t\">a</p>",
        &ok,
        "has the attribute `title`",
    );
    mismatch(&one, "<p>a<!----></p>", &[0, 2], "shape does not fit");
    mismatch(&one, "<p>a<!----></p>", &[0, 0], "shape does not fit");
    mismatch(&one, "<p>a</p>", &[1, 0], "template 1");
    mismatch(&one, "<p>a</p>", &[], "shape does not fit");
    let attribute = OwnedTemplate {
        html: "<p class=\"a\" id=\"x\"></p>".into(),
        slots: [].into(),
    };
    let one = [attribute];
    mismatch(&one, "<p class=\"a\"></p>", &[0, 0], "should have id=\"x\"");
    mismatch(
        &one,
        "<p id=\"x\"></p>",
        &[0, 0],
        "should have the class `a`",
    );
}

#[test]
fn templates_that_do_not_fit() {
    let template = |html: &str, slots: &[_]| {
        [OwnedTemplate {
            html: html.into(),
            slots: slots.into(),
        }]
    };
    mismatch(&template("<p>", &[]), "", &[0, 0], "never closed");
    mismatch(
        &template("<!--v-->", &[]),
        "",
        &[0, 0],
        "slot 0 at a marker is None",
    );
    mismatch(&template("", &[Dyn]), "", &[0, 1], "0 markers for 1 slots");
    mismatch(
        &template("<p v=\"1\"></p>", &[Dyn]),
        "",
        &[0, 1],
        "slot 0 of an element is Some(Dyn)",
    );
    mismatch(
        &template("<!--v-->", &[attr("a")]),
        "",
        &[0, 0],
        "slot 0 at a marker",
    );
    mismatch(&template("<p v=\"x\"></p>", &[]), "", &[0, 0], "no count");
    mismatch(&template("<!--w-->", &[]), "", &[0, 0], "no marker");
}

#[test]
fn answers_that_are_no_page() {
    let no_page = |html: &str| match Headless::from_page(html, "/") {
        Err(HeadlessError::NoVangoPage(what)) => what,
        other => panic!("{other:?}"),
    };
    assert!(no_page("<p>404</p>").contains("vango-root"));
    assert!(no_page("<div id=\"vango-root\"></div>").contains("vango-boot"));
    assert!(
        no_page("<div id=\"vango-root\"></div><script id=\"vango-boot\">!</script>")
            .contains("base64")
    );
    // An element of the app with that id is not the boot data, whatever it says.
    assert!(
        no_page("<div id=\"vango-root\"><p id=\"vango-boot\">AQ==</p></div>")
            .contains("right after the root")
    );
    assert!(
        no_page(
            "<div id=\"vango-root\"><p id=\"vango-boot\">AQ==</p></div><script id=\"vango-boot\">!</script>"
        )
        .contains("base64")
    );
    let cut = "<div id=\"vango-root\"></div><script id=\"vango-boot\">AQ==</script>";
    assert!(matches!(
        Headless::from_page(cut, "/"),
        Err(HeadlessError::Decode(_))
    ));
    assert!(matches!(
        Headless::from_page("<p>", "/"),
        Err(HeadlessError::Parse(_))
    ));
}
