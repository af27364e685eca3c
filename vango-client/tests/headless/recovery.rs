//! What is lost when an operation can't be applied, and how it comes back.

use vango_client::headless::Headless;
use vango_protocol::OwnedSlotKind::{self, Branch, Child, Dyn, Rows};
use vango_protocol::{
    Attachment, ClientFrame, PatchWriter, ServerFrame, SlotKind, Template, VERSION, Welcome,
};

use crate::model::{Block, Tree, Value, block, element, page, patch, slot, value};

/// `<div>` with a component, and another one beside it. A component: `<b>` with a text, a branch and a component.
fn trees() -> [Tree; 3] {
    [
        vec![
            element("div", &[], vec![slot(Child)]),
            slot(Child),
            slot(Dyn),
        ],
        vec![element(
            "b",
            &[],
            vec![slot(Dyn), slot(Branch), slot(Child)],
        )],
        vec![element(
            "i",
            &[OwnedSlotKind::Spread],
            vec![slot(Dyn), slot(Rows)],
        )],
    ]
}

fn component(label: &str, inner: Option<Block>) -> Block {
    block(
        1,
        vec![value(label), Value::Branch(None), Value::Branch(inner)],
    )
}

/// Blocks: 1 the root, 2 and in it 3, 4 beside it, 5 in the root's Dyn with row 6.
fn client() -> Headless {
    let rows = Value::Rows {
        template: 1,
        rows: vec![component("row", None)],
    };
    let shown = block(2, vec![Value::Attr(None), value("t"), rows]);
    let root = block(
        0,
        vec![
            Value::Branch(Some(component("a", Some(component("in", None))))),
            Value::Branch(Some(component("b", None))),
            Value::View(Some(shown)),
        ],
    );
    let client = Headless::from_page(&page(&trees(), &root), "/").expect("a page");
    assert!(client.mismatches().is_empty(), "{:?}", client.mismatches());
    client
}

const TAIL: &str = "<i>t<b>row</b></i>";

fn apply(client: &mut Headless, write: impl FnOnce(&mut PatchWriter<'_>)) -> Vec<u32> {
    let seq = (client.batch() + 1) as u8;
    let frames = client.receive(&patch(seq, write)).expect("decodable");
    resyncs(&frames, seq)
}

/// The blocks of the resyncs among these frames.
fn resyncs(frames: &[Vec<u8>], batch: u8) -> Vec<u32> {
    let resyncs = frames.iter().map(|frame| match ClientFrame::decode(frame) {
        Ok(ClientFrame::Resync { ack, block }) if ack == batch => block,
        other => panic!("{other:?}"),
    });
    resyncs.collect()
}

fn shows(client: &Headless, components: &str) {
    assert_eq!(client.html(), format!("{components}{TAIL}"));
}

/// A component without anything in it comes.
fn answer(patch: &mut PatchWriter<'_>, slot: u32, label: &str) {
    let mut content = patch.branch(1, slot);
    content.branch(1);
    content.dyn_text(label);
    content.branch_empty();
    content.branch_empty();
}

#[test]
fn a_mistake_costs_its_component_and_no_other() {
    let mut client = client();
    let asked = apply(&mut client, |patch| {
        patch.class(2, 0, true);
        patch.text(2, 0, "not applied");
        patch.text(3, 0, "not applied: it is in block 2");
        patch.text(4, 0, "B");
    });
    assert_eq!(asked, [2]);
    shows(&client, "<div><b>a<b>in</b></b></div><b>B</b>");
    let asked = apply(&mut client, |patch| {
        patch.text(2, 0, "still not");
        answer(patch, 0, "new"); // block 7
        patch.text(7, 0, "A");
    });
    assert!(asked.is_empty());
    shows(&client, "<div><b>A</b></div><b>B</b>");
    assert_eq!(client.mismatches().len(), 1);
    assert_eq!(client.blocks(), [1, 4, 5, 6, 7]);
}

#[test]
fn an_inner_component_does_not_cost_the_outer_one() {
    let mut client = client();
    let asked = apply(&mut client, |patch| {
        patch.text(3, 9, "");
        patch.text(2, 0, "A");
        patch.text(3, 0, "not applied");
    });
    assert_eq!(asked, [3]);
    shows(&client, "<div><b>A<b>in</b></b></div><b>b</b>");
    apply(&mut client, |patch| {
        let mut content = patch.branch(2, 2);
        content.branch(1);
        content.dyn_text("IN");
        content.branch_empty();
        content.branch_empty();
    });
    shows(&client, "<div><b>A<b>IN</b></b></div><b>b</b>");
}

#[test]
fn ids_of_content_that_is_not_shown_are_counted_and_stay_unknown_without_harm() {
    let mut client = client();
    let asked = apply(&mut client, |patch| {
        patch.text(2, 9, "");
        let mut content = patch.branch(2, 1);
        content.branch(1); // block 7 is never shown
        content.dyn_text("x");
        content.branch_empty();
        content.branch_empty();
        patch.text(7, 0, "y");
        let mut content = patch.branch(4, 1);
        content.branch(1); // block 8 is
        content.dyn_text("8");
        content.branch_empty();
        content.branch_empty();
        patch.text(8, 0, "eight");
    });
    assert_eq!(asked, [2]);
    shows(&client, "<div><b>a<b>in</b></b></div><b>b<b>eight</b></b>");
}

#[test]
fn the_same_place_a_second_time_costs_everything() {
    let mut client = client();
    assert_eq!(apply(&mut client, |patch| patch.text(2, 9, "")), [2]);
    assert!(apply(&mut client, |patch| answer(patch, 0, "new")).is_empty());
    assert_eq!(apply(&mut client, |patch| patch.text(4, 9, "")), [4]);
    assert_eq!(apply(&mut client, |patch| patch.text(7, 9, "")), [0]);
    let before = client.html();
    let nothing = apply(&mut client, |patch| {
        patch.text(4, 0, "no");
        patch.text(99, 0, "asked once");
    });
    assert!(nothing.is_empty());
    assert_eq!(client.html(), before);
    apply(&mut client, |patch| patch.mount(9).branch_empty());
    assert_eq!((client.html().as_str(), client.mismatches().len()), ("", 3));
}

#[test]
fn what_no_component_is_around_costs_everything() {
    let everything = |write: &dyn Fn(&mut PatchWriter<'_>)| {
        assert_eq!(apply(&mut client(), write), [0]);
    };
    everything(&|patch| patch.text(99, 0, ""));
    everything(&|patch| patch.text(1, 9, ""));
    everything(&|patch| patch.text(5, 9, ""));
    everything(&|patch| patch.park(1));
    everything(&|patch| {
        patch.park(5);
        patch.text(5, 9, "");
    });
}

fn welcome(batch: u32, how: Attachment) -> Vec<u8> {
    let mut frame = Vec::new();
    ServerFrame::Welcome(Welcome {
        version: VERSION,
        event: 0,
        batch,
        how,
    })
    .encode(&mut frame);
    frame
}

#[test]
fn a_reconnect_with_an_answer_outstanding_asks_for_everything() {
    for (how, expected) in [
        (Attachment::Resumed, vec![0]),
        (Attachment::Resynced, vec![]),
    ] {
        let mut client = client();
        assert_eq!(apply(&mut client, |patch| patch.text(2, 9, "")), [2]);
        client.disconnect();
        client.hello();
        let frames = client.receive(&welcome(1, how)).expect("a welcome");
        assert_eq!(resyncs(&frames, 1), expected);
    }
}

fn mismatch(reason: &str, write: impl FnOnce(&mut PatchWriter<'_>)) -> Headless {
    let mut client = client();
    apply(&mut client, write);
    let found = client.mismatches().first().expect("a mismatch").to_string();
    assert!(found.contains(reason), "{found}");
    client
}

#[test]
fn what_can_not_be_parked_shown_or_dropped() {
    mismatch("block 2 can't be parked: no Dyn slot", |patch| {
        patch.park(2);
    });
    mismatch("block 6 can't be parked: no Dyn slot", |patch| {
        patch.park(6);
    });
    mismatch("block 5 can't be parked: no Dyn slot", |patch| {
        patch.park(5);
        patch.park(5);
    });
    mismatch("block 9 is not shown", |patch| patch.park(9));
    mismatch("block 5 is not parked", |patch| patch.drop_parked(5));
    mismatch("block 5 is not parked", |patch| {
        patch.dyn_(1, 2).dyn_parked(5);
    });
    mismatch("block 5 is not parked", |patch| {
        patch.park(5);
        patch.drop_parked(5);
        patch.dyn_(1, 2).dyn_parked(5);
    });
    mismatch("block 5 is not parked", |patch| {
        patch.park(5);
        let mut content = patch.mount(7);
        content.branch(2);
        content.attr(None);
        content.dyn_parked(5);
        content.rows(0, 0);
    });
    let client = mismatch("block 5 is to be shown in itself", |patch| {
        patch.park(5);
        patch.dyn_(6, 0).dyn_parked(5);
    });
    assert_eq!(client.parked(), [5], "it is parked as before");
}

#[test]
fn a_parked_block_survives_the_content_that_was_refused() {
    let mut client = client();
    let asked = apply(&mut client, |patch| {
        patch.park(5);
        // Slot 0 of a component is no Branch; what was to come in it would have shown block 5.
        let mut content = patch.branch(2, 0);
        content.branch(2); // block 7
        content.attr(None);
        content.dyn_parked(5);
        content.rows(0, 0);
    });
    assert_eq!((asked, client.parked()), (vec![2], vec![5]));
    apply(&mut client, |patch| {
        patch.text(5, 1, "T");
        patch.dyn_(1, 2).dyn_parked(5);
    });
    assert_eq!(
        client.html(),
        "<div><b>a<b>in</b></b></div><b>b</b><i>T<b>row</b></i>"
    );
    assert_eq!(client.blocks(), [1, 2, 3, 4, 5, 6]);
}

#[test]
fn parking_in_a_lost_component_is_done_where_it_can_be() {
    let mut client = client();
    let asked = apply(&mut client, |patch| {
        patch.park(5);
        patch.dyn_(2, 0).dyn_parked(5);
        patch.text(2, 9, "");
        patch.park(5); // out of the lost component, into the next one
        patch.park(5);
        patch.drop_parked(99);
        patch.dyn_(4, 0).dyn_parked(5);
    });
    assert_eq!(asked, [2]);
    assert_eq!(
        client.html(),
        "<div><b><b>in</b></b></div><b><i>t<b>row</b></i></b>"
    );
}

#[test]
fn content_that_can_be_read_and_must_not_be_shown() {
    let client = mismatch("raw HTML", |patch| patch.dyn_(2, 0).dyn_html("<b>"));
    shows(&client, "<div><b>a<b>in</b></b></div><b>b</b>");
    for pairs in ["lang", "lang\0", "lang\0de", "lang\0de\0hidden\0"] {
        mismatch("a spread is no list", |patch| patch.attr(5, 0, Some(pairs)));
        mismatch("a spread is no list", |patch| {
            let mut content = patch.branch(2, 1);
            content.branch(2);
            content.attr(Some(pairs));
            content.dyn_empty();
            content.rows(0, 0);
        });
    }
}

#[test]
fn a_mount_that_cannot_be_read_leaves_nothing_that_is_parked() {
    let trees = [vec![slot(Dyn)], vec![slot(Dyn)]];
    let root = block(0, vec![Value::View(Some(block(1, vec![value("x")])))]);
    let mut client = Headless::from_page(&page(&trees, &root), "/").expect("a page");
    client
        .receive(&patch(1, |patch| patch.park(2)))
        .expect("a patch");
    let broken = patch(2, |patch| patch.mount(10).branch(99));
    assert!(
        client.receive(&broken).is_err(),
        "there is no such template"
    );
    let into_parked = patch(3, |patch| {
        let mut content = patch.dyn_(2, 0);
        content.dyn_view(1);
        content.dyn_text("y");
    });
    // Nobody has to go on after that, but who does meets no panic.
    client.receive(&into_parked).expect("it is ignored");
}

#[test]
fn a_page_may_be_deeper_than_a_stack() {
    const DEEP: usize = 500;
    let html = format!("{}<!--v-->{}", "<div>".repeat(DEEP), "</div>".repeat(DEEP));
    let trees = [vec![element("p", &[], vec![slot(Branch)])]];
    let root = block(0, vec![Value::Branch(None)]);
    let mut client = Headless::from_page(&page(&trees, &root), "/").expect("a page");
    let frame = patch(1, |patch| {
        patch.define(&Template {
            html: &html,
            slots: &[SlotKind::Branch],
        });
        let mut content = patch.branch(1, 0);
        for _ in 0..200 {
            content.branch(1);
        }
        content.branch_empty();
    });
    client.receive(&frame).expect("a patch");
    assert_eq!(client.html().matches("</div>").count(), 200 * DEEP);
}
