//! Each operation by hand, and what happens when one can't be applied.

use vango_client::headless::Headless;
use vango_protocol::OwnedSlotKind::{Branch, Dyn, Rows};
use vango_protocol::{ClientFrame, DecodeErrorKind, PatchWriter, SlotKind, Template};

use crate::model::{
    Block, Tree, Value, attr, block, class, element, page, patch, slot, text, value,
};

/// `<ul title><b/></ul>` with rows, a branch and a Dyn; rows are `<li>text</li>text`.
fn trees() -> [Tree; 3] {
    [
        vec![element(
            "ul",
            &[class("c"), attr("title")],
            vec![slot(Dyn), slot(Branch), slot(Rows)],
        )],
        vec![element("li", &[], vec![slot(Dyn)]), slot(Dyn)],
        vec![slot(Branch), text("|")],
    ]
}

fn row(label: &str) -> Block {
    block(1, vec![value(label), value(".")])
}

fn client(labels: &[&str]) -> Headless {
    let rows = Value::Rows {
        template: 1,
        rows: labels.iter().map(|label| row(label)).collect(),
    };
    let slots = vec![
        Value::Class(false),
        Value::Attr(None),
        value("t"),
        Value::Branch(None),
        rows,
    ];
    let client = Headless::from_page(&page(&trees(), &block(0, slots)), "/").expect("a page");
    assert!(client.mismatches().is_empty(), "{:?}", client.mismatches());
    client
}

/// What the rows show: the labels, run together.
fn check_rows(labels: &[&str], expected: &str, write: impl FnOnce(&mut PatchWriter<'_>)) {
    let mut client = client(labels);
    client.receive(&patch(1, write)).expect("a good patch");
    assert!(client.mismatches().is_empty(), "{:?}", client.mismatches());
    let html: String = expected
        .chars()
        .map(|label| format!("<li>{label}</li>."))
        .collect();
    assert_eq!(client.html(), format!("<ul>t{html}</ul>"));
    assert_eq!(
        client.blocks().len(),
        1 + expected.chars().count(),
        "ids of rows that left are gone"
    );
}

fn check(expected: &str, write: impl FnOnce(&mut PatchWriter<'_>)) {
    let mut client = client(&["a"]);
    client.receive(&patch(1, write)).expect("a good patch");
    assert!(client.mismatches().is_empty(), "{:?}", client.mismatches());
    assert_eq!(client.html(), expected);
}

fn mismatch(reason: &str, write: impl FnOnce(&mut PatchWriter<'_>)) {
    let mut client = client(&["a", "b"]);
    let before = client.html();
    let frames = client.receive(&patch(1, write)).expect("decodable");
    let found = client.mismatches().first().expect("a mismatch").to_string();
    assert!(found.contains(reason), "{found}");
    assert_eq!(
        client.html(),
        before,
        "what can't be applied changes nothing"
    );
    assert_eq!(
        ClientFrame::decode(&frames[0]),
        Ok(ClientFrame::Resync { ack: 1, block: 0 })
    );
}

const ROWS: u32 = 4;

#[test]
fn rows() {
    check_rows(&["a", "b"], "axyb", |patch| insert(patch, 1, &["x", "y"]));
    check_rows(&["a", "b"], "xab", |patch| insert(patch, 0, &["x"]));
    check_rows(&["a", "b"], "abx", |patch| insert(patch, 2, &["x"]));
    check_rows(&[], "x", |patch| insert(patch, 0, &["x"]));
    check_rows(&["a"], "a", |patch| insert(patch, 0, &[]));
    check_rows(&["a", "b", "c", "d"], "ad", |patch| {
        patch.remove(1, ROWS, 1, 2);
    });
    check_rows(&["a", "b"], "ab", |patch| patch.remove(1, ROWS, 2, 0));
    check_rows(&["a", "b", "c", "d"], "bcad", |patch| {
        patch.move_(1, ROWS, 0, 2);
    });
    check_rows(&["a", "b", "c", "d"], "dabc", |patch| {
        patch.move_(1, ROWS, 3, 0);
    });
    check_rows(&["a", "b", "c", "d"], "bcda", |patch| {
        patch.move_(1, ROWS, 0, 3);
    });
    check_rows(&["a", "b"], "ab", |patch| patch.move_(1, ROWS, 1, 1));
    check_rows(&["a", "b", "c", "d"], "acbd", |patch| {
        patch.swap(1, ROWS, 1, 2);
    });
    check_rows(&["a", "b", "c", "d"], "dbca", |patch| {
        patch.swap(1, ROWS, 3, 0);
    });
    check_rows(&["a", "b"], "ab", |patch| patch.swap(1, ROWS, 1, 1));
    check_rows(&["a", "b"], "", |patch| patch.clear(1, ROWS));
    check_rows(&["a", "b"], "xb", |patch| {
        patch.remove(1, ROWS, 0, 1);
        insert(patch, 0, &["y"]);
        patch.text(4, 0, "x"); // rows were blocks 2 and 3: the new one is 4
    });
}

fn insert(patch: &mut PatchWriter<'_>, at: u32, labels: &[&str]) {
    let mut content = patch.insert(1, ROWS, at, labels.len() as u32, 1);
    for label in labels {
        content.dyn_text(label);
        content.dyn_text(".");
    }
}

#[test]
fn values() {
    let row = "<li>a</li>.";
    check(&format!("<ul>u{row}</ul>"), |patch| patch.text(1, 2, "u"));
    check(&format!("<ul title=\"\">t{row}</ul>"), |patch| {
        patch.attr(1, 1, Some(""));
    });
    check(&format!("<ul>t{row}</ul>"), |patch| patch.attr(1, 1, None));
    check(&format!("<ul class=\"c\">t{row}</ul>"), |patch| {
        patch.class(1, 0, true);
    });
    check("<ul>t<li>b</li>.</ul>", |patch| patch.text(2, 0, "b"));
    check(&format!("<ul>{row}</ul>"), |patch| {
        patch.dyn_(1, 2).dyn_empty();
    });
    check(&format!("<ul>&lt;{row}</ul>"), |patch| {
        patch.dyn_(1, 2).dyn_text("<");
    });
}

#[test]
fn blocks() {
    let row = "<li>a</li>.";
    let view = |patch: &mut PatchWriter<'_>| {
        let mut content = patch.dyn_(1, 2);
        content.dyn_view(2); // block 3
        content.branch(1); // block 4
        content.dyn_text("x");
        content.dyn_text("y");
    };
    check(&format!("<ul><li>x</li>y|{row}</ul>"), view);
    check(&format!("<ul>|{row}</ul>"), |patch| {
        view(patch);
        patch.branch(3, 0).branch_empty();
    });
    check(&format!("<ul>t{row}</ul>"), |patch| {
        view(patch);
        patch.text(1, 2, "t");
    });
    check(&format!("<ul>t||{row}</ul>"), |patch| {
        let mut content = patch.branch(1, 3);
        content.branch(2); // block 3
        content.branch(2); // block 4, whose first root node is an anchor
        content.branch_empty();
    });
    check(&format!("<ul>t|{row}</ul>"), |patch| {
        let mut content = patch.branch(1, 3);
        content.branch(2);
        content.branch(2);
        content.branch_empty();
        let mut content = patch.branch(1, 3);
        content.branch(2); // the block before left with all of its nodes
        content.branch_empty();
    });
}

#[test]
fn definitions_and_mounts() {
    check("<i>new</i>", |patch| {
        patch.define(&Template {
            html: "<i><!--v--></i>",
            slots: &[SlotKind::Dyn],
        });
        let mut content = patch.mount(3);
        content.branch(3);
        content.dyn_text("old");
        patch.text(3, 0, "new");
    });
    check("", |patch| patch.mount(3).branch_empty());
}

#[test]
fn ids_are_not_used_again() {
    let mut client = client(&["a"]);
    let mount = patch(1, |patch| patch.mount(2).branch_empty());
    assert_eq!(client.receive(&mount).expect("decodable").len(), 1);
    let found = client.mismatches().first().expect("a mismatch").to_string();
    assert!(found.contains("ids up to 2 were given out"), "{found}");
}

#[test]
fn what_does_not_exist() {
    mismatch("block 9 is not shown", |patch| patch.text(9, 0, ""));
    mismatch("block 1 has no slot 5", |patch| patch.text(1, 5, ""));
    mismatch("slot 4 of block 1 is Rows", |patch| patch.text(1, ROWS, ""));
    mismatch("slot 0 of block 1 is Class", |patch| patch.attr(1, 0, None));
    mismatch("slot 1 of block 1 is Attr", |patch| patch.class(1, 1, true));
    mismatch("slot 2 of block 1 is Dyn", |patch| patch.clear(1, 2));
    mismatch("slot 2 of block 1 is Dyn", |patch| {
        patch.branch(1, 2).branch_empty();
    });
    mismatch("slot 4 of block 1 is Rows", |patch| {
        patch.dyn_(1, ROWS).dyn_empty();
    });
    mismatch("of 2", |patch| patch.remove(1, ROWS, 1, 2));
    mismatch("of 2", |patch| patch.move_(1, ROWS, 0, 2));
    mismatch("of 2", |patch| patch.swap(1, ROWS, 2, 0));
    mismatch("of 2", |patch| insert(patch, 3, &["x"]));
}

#[test]
fn nothing_is_applied_after_a_mismatch_until_a_mount() {
    let mut client = client(&["a"]);
    let lost = patch(1, |patch| {
        patch.text(9, 0, "");
        patch.text(1, 2, "not applied");
        patch.define(&Template {
            html: "<b><!--v--></b>",
            slots: &[SlotKind::Dyn],
        });
        insert(patch, 0, &["not applied"]);
    });
    assert_eq!(client.receive(&lost).expect("decodable").len(), 1);
    assert_eq!(client.html(), "<ul>t<li>a</li>.</ul>");
    assert_eq!(
        client
            .receive(&patch(2, |patch| patch.text(1, 2, "no")))
            .expect("decodable"),
        [[0u8; 0]; 0]
    );
    let mount = patch(3, |patch| {
        let mut content = patch.mount(10);
        content.branch(3); // the template that was defined while the client was lost
        content.dyn_text("again");
    });
    client.receive(&mount).expect("decodable");
    client
        .receive(&patch(4, |patch| patch.text(10, 0, "live")))
        .expect("decodable");
    assert_eq!(client.html(), "<b>live</b>");
    assert_eq!(client.mismatches().len(), 1);
}

#[test]
fn frames_that_cannot_be_decoded() {
    let unknown = patch(1, |patch| patch.mount(9).branch(7));
    match client(&[]).receive(&unknown) {
        Err(vango_client::headless::HeadlessError::Decode(error)) => {
            assert_eq!(error.kind(), DecodeErrorKind::UnknownTemplate);
        }
        other => panic!("{other:?}"),
    }
    assert!(client(&[]).receive(&[9]).is_err());
}
