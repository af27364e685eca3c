//! The values behind the vectors: every variant, and every border of the variable-length integers.

use vango_protocol::{BootHead, OwnedSlotKind, OwnedTemplate, Token, VERSION};

use crate::model::{
    Block, ModelClient, ModelOp, ModelPayload, ModelServer, Slot, attr, block, class, on, template,
    text, write_shape,
};

/// Both sides of each width, and of the sign that a browser could get wrong.
const BORDERS: [u32; 12] = [
    0,
    1,
    127,
    128,
    250,
    251,
    255,
    256,
    0xffff,
    0x1_0000,
    0x7fff_ffff,
    0xffff_ffff,
];

const SECRET: [u8; 16] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 255];
const TICKET: [u8; 16] = [0xa0; 16];

pub(crate) fn client() -> Vec<(String, ModelClient)> {
    let hello = |ticket, path: &str, batch, event| ModelClient::Hello {
        version: VERSION,
        session: 0x0123_4567_89ab_cdef,
        secret: SECRET,
        ticket,
        path: path.into(),
        batch,
        event,
    };
    let mut cases = vec![
        (
            "hello after the page".into(),
            hello(Some(TICKET), "/", 0, 0),
        ),
        ("hello again".into(), hello(None, "/u/é?q=1", 300, 70_000)),
        ("ack".into(), ModelClient::Ack { ack: 255 }),
        ("resync".into(), ModelClient::Resync { ack: 7 }),
        ("ping".into(), ModelClient::Ping),
    ];
    for (name, payload) in payloads() {
        cases.push((
            name,
            ModelClient::Event {
                seq: 1,
                ack: 0,
                block: 3,
                slot: 0,
                payload,
            },
        ));
    }
    for n in BORDERS {
        let payload = ModelPayload::None;
        cases.push((
            format!("block and slot {n}"),
            ModelClient::Event {
                seq: 255,
                ack: 254,
                block: n,
                slot: n,
                payload,
            },
        ));
    }
    cases
}

fn payloads() -> Vec<(String, ModelPayload)> {
    let mouse = |x, y| ModelPayload::Mouse {
        x,
        y,
        button: 2,
        detail: 1,
        modifiers: 0b1111,
    };
    let mut cases: Vec<(String, ModelPayload)> = vec![
        ("click".into(), ModelPayload::None),
        ("focus".into(), ModelPayload::Focus),
        (
            "submit of nothing".into(),
            ModelPayload::Submit { fields: Vec::new() },
        ),
        (
            "submit".into(),
            ModelPayload::Submit {
                fields: vec![
                    ("name".into(), "Ada".into()),
                    ("name".into(), String::new()),
                ],
            },
        ),
        (
            "key".into(),
            ModelPayload::Key {
                key: "ä".into(),
                code: "Quote".into(),
                modifiers: 1,
                repeat: true,
            },
        ),
    ];
    for (x, y) in [
        (0, -1),
        (124, -125),
        (125, -126),
        (126, -127),
        (32_767, -32_768),
        (32_768, -32_769),
    ] {
        cases.push((format!("mouse at {x}, {y}"), mouse(x, y)));
    }
    cases.push(("mouse at the ends".into(), mouse(i32::MAX, i32::MIN)));
    for len in [0, 1, 250, 251] {
        let value = "x".repeat(len);
        cases.push((
            format!("input of {len} bytes"),
            ModelPayload::Input {
                value,
                checked: len == 1,
            },
        ));
    }
    let value = "a\u{e9}\u{20ac}\u{1f600}\0\r\n\u{feff}".into();
    cases.push((
        "input of every width".into(),
        ModelPayload::Input {
            value,
            checked: false,
        },
    ));
    cases
}

/// Every kind of slot; the other cases refer to these by index.
pub(crate) fn templates() -> Vec<OwnedTemplate> {
    use OwnedSlotKind::{Branch, Child, Dyn, Rows};
    vec![
        template("<p><!--v--></p>", &[Dyn]),
        template(
            r#"<section v="3" class="card"><!--v--> is <!--v--><ul><!--v--></ul><!--v--></section>"#,
            &[
                class("hot"),
                attr("title"),
                on("click", false),
                Dyn,
                Branch,
                Rows,
                Child,
            ],
        ),
        template(
            r#"<li><a v="2"><!--v--></a><input v="1"></li>"#,
            &[class("danger"), on("click", true), Dyn, on("input", true)],
        ),
        template("<hr>", &[]),
        template("<!--v--><!--v-->é", &[Dyn, Dyn]),
        template("<ul><!--v--></ul>", &[Rows]),
    ]
}

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
    for (name, op) in ops() {
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
    for len in [0, 1, 248, 249, 250, 251] {
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

/// Pages, as a shape knows them: texts are empty, attributes absent, classes off.
pub(crate) fn shape() -> Vec<(&'static str, Block)> {
    let row = || block(2, vec![Slot::Class(false), Slot::On, text(""), Slot::On]);
    let section = |dyn_, branch, rows, child| {
        let (class, attr) = (Slot::Class(false), Slot::Attr(None));
        block(
            1,
            vec![
                class,
                attr,
                Slot::On,
                dyn_,
                Slot::Branch(branch),
                Slot::Rows(rows),
                Slot::Branch(child),
            ],
        )
    };
    let pair = block(4, vec![text(""), text("")]);
    vec![
        ("nothing dynamic", block(3, Vec::new())),
        ("one text", block(0, vec![text("")])),
        ("two texts", pair.clone()),
        ("a Dyn that shows nothing", block(0, vec![Slot::View(None)])),
        (
            "a Dyn that shows a view",
            block(0, vec![Slot::View(Some(pair.clone()))]),
        ),
        (
            "text before and after nothing",
            block(4, vec![text(""), Slot::View(Some(pair))]),
        ),
        (
            "empty slots of every kind",
            section(text(""), None, Vec::new(), None),
        ),
        ("rows", section(text(""), None, vec![row(); 3], None)),
        (
            "everything",
            section(
                Slot::View(Some(block(0, vec![text("")]))),
                Some(block(3, Vec::new())),
                vec![row(); 2],
                Some(section(
                    Slot::View(None),
                    None,
                    Vec::new(),
                    Some(block(0, vec![text("")])),
                )),
            ),
        ),
        (
            "300 rows without slots",
            block(5, vec![Slot::Rows(vec![block(3, Vec::new()); 300])]),
        ),
    ]
}

pub(crate) fn boot() -> Vec<(&'static str, BootHead<'static>, Vec<OwnedTemplate>, Vec<u8>)> {
    let head = |session, socket| BootHead {
        version: VERSION,
        session,
        secret: Token(SECRET),
        ticket: Token(TICKET),
        socket,
    };
    let shapes: Vec<Vec<u8>> = shape().iter().map(|(_, root)| write_shape(root)).collect();
    let one = vec![template("<hr>", &[])];
    vec![
        ("a static page", head(1, "/_vango/live/1"), one, vec![0, 0]),
        (
            "all templates",
            head(u64::MAX, "/_vango/live/ff"),
            templates(),
            shapes[8].clone(),
        ),
    ]
}

pub(crate) fn serial() -> Vec<(u8, u32)> {
    let mut cases = Vec::new();
    for near in [0, 1, 127, 128, 255, 256, 1000, u32::MAX - 1, u32::MAX] {
        let step = |by: i32| (near.cast_signed().wrapping_add(by) & 0xff) as u8;
        cases.extend([-128, -127, -1, 0, 1, 127].map(|by| (step(by), near)));
    }
    cases
}

/// Name, what to decode as, hex.
pub(crate) fn invalid() -> Vec<(&'static str, &'static str, &'static str)> {
    vec![
        ("an empty client frame", "ClientFrame", ""),
        ("an unknown client frame", "ClientFrame", "05"),
        ("an unknown client frame, wide", "ClientFrame", "fb 00 01"),
        (
            "a variant in 64 bits",
            "ClientFrame",
            "fd 00 00 00 00 00 00 00 00",
        ),
        ("a reserved integer width", "ClientFrame", "ff"),
        ("an event cut in its address", "ClientFrame", "01 01 00 03"),
        (
            "an event cut in a wide integer",
            "ClientFrame",
            "01 01 00 fb 00",
        ),
        ("an event without payload", "ClientFrame", "01 01 00 03 00"),
        ("an unknown payload", "ClientFrame", "01 01 00 03 00 06"),
        (
            "bytes after an event",
            "ClientFrame",
            "01 01 00 03 00 00 00",
        ),
        (
            "a checkbox that is 2",
            "ClientFrame",
            "01 01 00 03 00 03 01 61 02",
        ),
        (
            "a value that is not UTF-8",
            "ClientFrame",
            "01 01 00 03 00 03 02 61 c3 00",
        ),
        (
            "a surrogate in UTF-8",
            "ClientFrame",
            "01 01 00 03 00 03 03 ed a0 80 00",
        ),
        (
            "a value longer than the frame",
            "ClientFrame",
            "01 01 00 03 00 03 05 61 00",
        ),
        (
            "a value over the limit",
            "ClientFrame",
            "01 01 00 03 00 03 fc ff ff ff ff 00",
        ),
        (
            "a key over the limit",
            "ClientFrame",
            "01 01 00 03 00 02 41 00",
        ),
        (
            "fields over the limit",
            "ClientFrame",
            "01 01 00 03 00 04 fb 01 04",
        ),
        (
            "fields that are not there",
            "ClientFrame",
            "01 01 00 03 00 04 fb 00 04",
        ),
        (
            "a hello with ticket tag 2",
            "ClientFrame",
            "00 01 01 00000000000000000000000000000000 02",
        ),
        (
            "a hello cut in its secret",
            "ClientFrame",
            "00 01 01 000000",
        ),
        (
            "a hello with a long path",
            "ClientFrame",
            "00 01 01 00000000000000000000000000000000 00 fb 01 20",
        ),
        ("an empty server frame", "ServerFrame", ""),
        ("an unknown server frame", "ServerFrame", "06"),
        (
            "a welcome of an unknown kind",
            "ServerFrame",
            "00 01 00 00 03",
        ),
        ("bytes after a welcome", "ServerFrame", "00 01 00 00 00 00"),
        ("bytes after a pong", "ServerFrame", "04 04"),
        ("a patch cut in its head", "ServerFrame", "01 01"),
        ("an unknown operation", "ServerFrame", "01 01 00 0c"),
        ("block 0", "ServerFrame", "01 01 00 0b 00 00"),
        ("a block below 0", "ServerFrame", "01 01 00 0b 01 00"),
        (
            "a block over the limit",
            "ServerFrame",
            "01 01 00 0b 02 00 0b fc fe ff ff ff 00",
        ),
        ("a mount from block 0", "ServerFrame", "01 01 00 01 00 00"),
        (
            "a mount of an unknown template",
            "ServerFrame",
            "01 01 00 01 01 63",
        ),
        (
            "a mount cut in its content",
            "ServerFrame",
            "01 01 00 01 01 01",
        ),
        ("text cut", "ServerFrame", "01 01 00 02 02 00 02 61"),
        (
            "text that is not UTF-8",
            "ServerFrame",
            "01 01 00 02 02 00 01 ff",
        ),
        ("a dyn's text cut", "ServerFrame", "01 01 00 05 02 03 04 61"),
        ("an option tag of 2", "ServerFrame", "01 01 00 03 02 01 02"),
        ("a class of 2", "ServerFrame", "01 01 00 04 02 00 02"),
        (
            "rows over the limit",
            "ServerFrame",
            "01 01 00 07 02 05 00 fc 01 00 04 00 03",
        ),
        (
            "rows without their template",
            "ServerFrame",
            "01 01 00 07 02 05 00 01",
        ),
        (
            "rows of an unknown template",
            "ServerFrame",
            "01 01 00 07 02 05 00 01 63",
        ),
        (
            "a template index over the limit",
            "ServerFrame",
            "01 01 00 07 02 05 00 01 fc 00 00 01 00",
        ),
        (
            "an unknown kind of slot",
            "ServerFrame",
            "01 01 00 00 00 01 07",
        ),
        ("a template cut in its slots", "Template", "00 02 00"),
        (
            "a listener whose payload is 2",
            "Template",
            "00 01 03 01 61 02",
        ),
        ("a name over the limit", "Template", "00 01 01 fb 01 01"),
        ("bytes after a template", "Template", "00 00 00"),
        ("a shape without texts", "Shape", "00"),
        ("a shape of an unknown template", "Shape", "63 00"),
        ("a shape that ends before its slots do", "Shape", "04 01"),
        ("a shape with texts left over", "Shape", "00 02"),
        ("a shape with an item left over", "Shape", "00 01 00 00"),
        ("a text where rows must stand", "Shape", "05 01"),
        (
            "boot data cut in its templates",
            "Boot",
            "01 01 00000000000000000000000000000000 00000000000000000000000000000000 00 02",
        ),
        (
            "boot data with a shape longer than it",
            "Boot",
            "01 01 00000000000000000000000000000000 00000000000000000000000000000000 00 00 02 00",
        ),
        (
            "bytes after boot data",
            "Boot",
            "01 01 00000000000000000000000000000000 00000000000000000000000000000000 00 00 00 00",
        ),
    ]
}
