//! Frames from the server.

use vango_protocol::VERSION;

use super::{BORDERS, templates};
use crate::model::{Block, ModelOp, ModelServer, Slot, block, template, text};

fn row(on: bool, label: &str) -> Block {
    block(2, vec![Slot::Class(on), Slot::On, text(label), Slot::On])
}

fn section(rows: Vec<Block>, child: Option<Block>) -> Block {
    block(
        1,
        vec![
            Slot::Class(true),
            Slot::Attr(Some("a\"b".into())),
            Slot::On,
            text("42"),
            Slot::Branch(None),
            Slot::Rows(rows),
            Slot::Branch(child),
        ],
    )
}

pub(crate) fn server() -> Vec<(String, ModelServer)> {
    let mut cases: Vec<(String, ModelServer)> = vec![
        (
            "attached".into(),
            ModelServer::Welcome {
                version: VERSION,
                event: 0,
                batch: 0,
                how: 0,
            },
        ),
        (
            "resumed".into(),
            ModelServer::Welcome {
                version: VERSION,
                event: 250,
                batch: 251,
                how: 1,
            },
        ),
        (
            "resynced".into(),
            ModelServer::Welcome {
                version: 300,
                event: 65_536,
                batch: u32::MAX,
                how: 2,
            },
        ),
        (
            "refresh, session gone".into(),
            ModelServer::Refresh { reason: 0 },
        ),
        (
            "refresh, version".into(),
            ModelServer::Refresh { reason: 1 },
        ),
        (
            "refresh, restarted".into(),
            ModelServer::Refresh { reason: 2 },
        ),
        (
            "refresh, a later reason".into(),
            ModelServer::Refresh { reason: 99 },
        ),
        (
            "error".into(),
            ModelServer::Error {
                code: 1,
                message: "über".into(),
            },
        ),
        (
            "error, wide code".into(),
            ModelServer::Error {
                code: 65_535,
                message: String::new(),
            },
        ),
        ("pong".into(), ModelServer::Pong),
        ("ack".into(), ModelServer::Ack { ack: 255 }),
    ];
    let patch = |ops| ModelServer::Patch {
        seq: 9,
        ack: 200,
        ops,
    };
    cases.push(("patch without operations".into(), patch(Vec::new())));
    for (name, op) in ops().into_iter().chain(more_ops()) {
        cases.push((name.into(), patch(vec![op])));
    }
    let address = |block| ModelOp::Class {
        block,
        slot: 0,
        on: true,
    };
    let blocks = [1, 63, 64, 1, 126, 252, 126, 0x7fff_ffff, 1];
    cases.push((
        "blocks are differences".into(),
        patch(blocks.map(address).into()),
    ));
    cases.push((
        "a mount and a definition leave the difference alone".into(),
        patch(vec![
            address(5),
            ModelOp::Define(template("<b></b>", &[])),
            ModelOp::Mount {
                first: 9,
                content: Some(block(3, Vec::new())),
            },
            address(6),
        ]),
    ));
    cases.push((
        "park and drop count as blocks".into(),
        patch(vec![
            address(5),
            ModelOp::Park { block: 9 },
            ModelOp::Drop { block: 3 },
            address(5),
        ]),
    ));
    for len in [0, 1, 246, 247, 248, 249, 250, 251] {
        let long = "y".repeat(len);
        let content = Slot::Text(long.clone());
        let ops = vec![
            ModelOp::Text {
                block: 1,
                slot: 0,
                text: long,
            },
            ModelOp::Dyn {
                block: 1,
                slot: 0,
                content,
            },
        ];
        cases.push((format!("text of {len} bytes"), patch(ops)));
    }
    for n in BORDERS {
        let op = ModelOp::Move {
            block: 1,
            slot: n,
            from: n,
            to: n,
        };
        cases.push((format!("slot and rows {n}"), patch(vec![op])));
    }
    cases
}

fn ops() -> Vec<(&'static str, ModelOp)> {
    let rows = vec![row(false, "one"), row(true, "two"), row(false, "")];
    let nested = section(rows.clone(), Some(block(0, vec![text("child")])));
    let view = block(
        0,
        vec![Slot::View(Some(block(
            4,
            vec![text("a"), Slot::View(None)],
        )))],
    );
    vec![
        (
            "define, no slots",
            ModelOp::Define(template("<b></b>", &[])),
        ),
        (
            "define, every kind of slot",
            ModelOp::Define(templates().swap_remove(1)),
        ),
        (
            "mount nothing",
            ModelOp::Mount {
                first: 1,
                content: None,
            },
        ),
        (
            "mount",
            ModelOp::Mount {
                first: 0x7fff_ffff,
                content: Some(nested.clone()),
            },
        ),
        (
            "text",
            ModelOp::Text {
                block: 1,
                slot: 3,
                text: "4\u{1f600}".into(),
            },
        ),
        (
            "attr",
            ModelOp::Attr {
                block: 1,
                slot: 1,
                value: Some("v".into()),
            },
        ),
        (
            "attr, empty",
            ModelOp::Attr {
                block: 1,
                slot: 1,
                value: Some(String::new()),
            },
        ),
        (
            "attr, absent",
            ModelOp::Attr {
                block: 1,
                slot: 1,
                value: None,
            },
        ),
        (
            "class on",
            ModelOp::Class {
                block: 1,
                slot: 0,
                on: true,
            },
        ),
        (
            "class off",
            ModelOp::Class {
                block: 1,
                slot: 0,
                on: false,
            },
        ),
        (
            "dyn, nothing",
            ModelOp::Dyn {
                block: 1,
                slot: 3,
                content: Slot::View(None),
            },
        ),
        (
            "dyn, a view",
            ModelOp::Dyn {
                block: 1,
                slot: 3,
                content: Slot::View(Some(view)),
            },
        ),
        (
            "dyn, text",
            ModelOp::Dyn {
                block: 1,
                slot: 3,
                content: text("t"),
            },
        ),
        (
            "branch, nothing",
            ModelOp::Branch {
                block: 1,
                slot: 4,
                content: None,
            },
        ),
        (
            "branch, a block",
            ModelOp::Branch {
                block: 1,
                slot: 4,
                content: Some(nested),
            },
        ),
        (
            "insert nothing",
            ModelOp::Insert {
                block: 1,
                slot: 5,
                at: 0,
                rows: Vec::new(),
            },
        ),
        (
            "insert rows",
            ModelOp::Insert {
                block: 1,
                slot: 5,
                at: 2,
                rows,
            },
        ),
        (
            "insert rows without slots",
            ModelOp::Insert {
                block: 1,
                slot: 5,
                at: 0,
                rows: vec![block(3, Vec::new()); 3],
            },
        ),
        (
            "remove",
            ModelOp::Remove {
                block: 1,
                slot: 5,
                at: 3,
                count: 2,
            },
        ),
        (
            "move",
            ModelOp::Move {
                block: 1,
                slot: 5,
                from: 998,
                to: 1,
            },
        ),
        (
            "swap",
            ModelOp::Swap {
                block: 1,
                slot: 5,
                a: 1,
                b: 998,
            },
        ),
        ("clear", ModelOp::Clear { block: 1, slot: 5 }),
    ]
}

fn more_ops() -> Vec<(&'static str, ModelOp)> {
    let at = |content| ModelOp::Dyn {
        block: 1,
        slot: 3,
        content,
    };
    let form = block(
        6,
        vec![
            Slot::Attr(Some("1px".into())),
            Slot::Attr(Some("data-a\x001\0hidden\0\0".into())),
            Slot::On,
            Slot::On,
            Slot::Attr(None),
            Slot::On,
            Slot::Html("<b>ü</b>".into()),
        ],
    );
    vec![
        (
            "define, listeners with options",
            ModelOp::Define(templates().swap_remove(6)),
        ),
        (
            "branch, listeners with options",
            ModelOp::Branch {
                block: 1,
                slot: 4,
                content: Some(form),
            },
        ),
        ("dyn, raw HTML", at(Slot::Html("<b>1</b>2".into()))),
        ("dyn, empty raw HTML", at(Slot::Html(String::new()))),
        (
            "dyn, long raw HTML",
            at(Slot::Html(format!("<p>{}</p>", "h".repeat(250)))),
        ),
        ("dyn, a parked block", at(Slot::Parked(300))),
        ("park", ModelOp::Park { block: 2 }),
        ("drop", ModelOp::Drop { block: 0x7fff_ffff }),
    ]
}
