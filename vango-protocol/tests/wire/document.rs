//! The hex examples of `docs/protocol.md`: each is what the crate writes for the value that the text describes, and no
//! example is without a value here.

use std::collections::BTreeMap;
use std::path::PathBuf;

use vango_protocol::{
    BootHead, ContentWriter, OwnedSlotKind, OwnedTemplate, ShapeWriter, Token, limits,
};

use crate::model::{self, ModelClient, ModelOp, ModelPayload, ModelServer, Slot, hex, text, unhex};
use crate::vector::write_boot;

fn document() -> String {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "..", "docs", "protocol.md"]
        .iter()
        .collect();
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The blocks that begin with "```hex name", without comments and white space.
fn examples() -> BTreeMap<String, String> {
    let document = document();
    let mut examples = BTreeMap::new();
    let mut lines = document.lines();
    while let Some(line) = lines.next() {
        let Some(name) = line.strip_prefix("```hex ") else {
            continue;
        };
        let mut digits = String::new();
        for line in lines.by_ref().take_while(|line| *line != "```") {
            let code = line.split('#').next().unwrap_or_default();
            digits.extend(code.chars().filter(|c| !c.is_whitespace()));
        }
        assert!(
            examples.insert(name.to_owned(), digits).is_none(),
            "two examples are named {name}"
        );
    }
    examples
}

fn bytes(write: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut out = Vec::new();
    write(&mut out);
    out
}

fn paragraph() -> OwnedTemplate {
    model::template("<p><!--v--></p>", &[OwnedSlotKind::Dyn])
}

fn button() -> OwnedTemplate {
    let slots = [
        model::class("hot"),
        model::on("click", false),
        OwnedSlotKind::Dyn,
    ];
    model::template(r#"<button v="2"><!--v--></button>"#, &slots)
}

/// As the page has it: two slots that set attributes, and a listener with options.
fn input() -> OwnedTemplate {
    let slots = [
        OwnedSlotKind::Style("--gap".into()),
        OwnedSlotKind::Spread,
        model::on_with("keydown", true, 1 | 2, &["Enter"], 300, 0),
    ];
    model::template(r#"<input v="3" style="color:red">"#, &slots)
}

const SECRET: [u8; 16] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
const TICKET: [u8; 16] = [0xa0; 16];
const SESSION: u64 = 0x0123_4567_89ab_cdef;

/// A varint as the content of a `rows` without rows would be: the head of a Branch.
fn varint(n: u32) -> Vec<u8> {
    bytes(|out| ContentWriter::new(out).branch(n - 1))
}

fn shape() -> Vec<u8> {
    bytes(|out| {
        let mut shape = ShapeWriter::begin(out, 0);
        shape.text();
        shape.text();
        shape.branch(1);
        shape.text();
        shape.empty();
        shape.rows(1000, 2);
        (0..2000).for_each(|_| shape.text());
        shape.html();
        shape.finish();
    })
}

fn values() -> Vec<(&'static str, Vec<u8>)> {
    let head = BootHead {
        version: 1,
        build: 9,
        flags: 0,
        session: SESSION,
        state: 5,
        secret: Token(SECRET),
        ticket: Token(TICKET),
        socket: "/s",
    };
    let hello = ModelClient::Hello {
        version: 1,
        session: SESSION,
        state: 5,
        secret: SECRET,
        ticket: Some(TICKET),
        path: "/".into(),
        build: 9,
        batch: 0,
        event: 0,
        blocks: 4,
        templates: 1,
        previous: String::new(),
    };
    let event = |seq, ack, block, slot, payload| {
        model::write_client(&ModelClient::Event {
            seq,
            ack,
            block,
            slot,
            payload,
        })
    };
    let zigzag = model::write_patch(0, 0, &[5, 2].map(|block| ModelOp::Clear { block, slot: 0 }));
    let mut values = vec![
        ("varint-250", varint(250)),
        ("varint-251", varint(251)),
        ("varint-65536", varint(65_536)),
        ("zigzag-minus-3", vec![zigzag[7]]),
        ("boot", write_boot(&head, &[paragraph()], &[0, 1])),
        ("template", bytes(|out| paragraph().encode(out))),
        ("template-button", bytes(|out| button().encode(out))),
        (
            "content",
            bytes(|out| {
                let mut content = ContentWriter::new(out);
                content.branch(4);
                content.class(false);
                content.dyn_text("hi");
            }),
        ),
        ("template-input", bytes(|out| input().encode(out))),
        (
            "content-more",
            bytes(|out| {
                let mut content = ContentWriter::new(out);
                content.dyn_view(5);
                content.attr(Some("2px"));
                content.attr(Some("lang\0de\0hidden\0\0"));
                content.dyn_html("<b>h</b>");
                content.dyn_parked(7);
            }),
        ),
        ("shape", shape()),
        ("hello", model::write_client(&hello)),
        ("click", event(1, 0, 3, 0, ModelPayload::None)),
        (
            "input",
            event(
                254,
                2,
                300,
                1,
                ModelPayload::Input {
                    value: "é".into(),
                    checked: false,
                },
            ),
        ),
        (
            "resync",
            model::write_client(&ModelClient::Resync { ack: 7, block: 0 }),
        ),
        (
            "resync-component",
            model::write_client(&ModelClient::Resync { ack: 7, block: 300 }),
        ),
    ];
    values.extend(payloads());
    let welcome = ModelServer::Welcome {
        version: 1,
        event: 0,
        batch: 0,
        how: 0,
    };
    values.push(("welcome", model::write_server(&welcome)));
    values.push((
        "refresh",
        model::write_server(&ModelServer::Refresh { reason: 2 }),
    ));
    values.push((
        "error",
        model::write_server(&ModelServer::Error {
            code: 4,
            message: "bad".into(),
        }),
    ));
    values.push(("ack", model::write_server(&ModelServer::Ack { ack: 1 })));
    values.extend(patches());
    values
}

fn payloads() -> Vec<(&'static str, Vec<u8>)> {
    let event = |seq, payload| {
        model::write_client(&ModelClient::Event {
            seq,
            ack: 0,
            block: 3,
            slot: 0,
            payload,
        })
    };
    let pointer = ModelPayload::Pointer {
        x: 10,
        y: -20,
        button: 0,
        buttons: 1,
        detail: 0,
        modifiers: 1,
        id: 1,
        kind: 1,
        pressure: 32_768,
        primary: true,
    };
    let touch = ModelPayload::Touch {
        touches: vec![(0, 10, 20), (1, -3, 30)],
        modifiers: 0,
    };
    let custom = ModelPayload::Custom {
        json: r#"{"a":1}"#.into(),
    };
    vec![
        ("pointer", event(2, pointer)),
        ("touch", event(3, touch)),
        ("custom", event(4, custom)),
    ]
}

fn patches() -> Vec<(&'static str, Vec<u8>)> {
    let write = |block, slot, text: &str| ModelOp::Text {
        block,
        slot,
        text: text.into(),
    };
    let row = |label| model::block(0, vec![text(label)]);
    let define = ModelOp::Define(model::template("<li><!--v--></li>", &[OwnedSlotKind::Dyn]));
    let insert = ModelOp::Insert {
        block: 1,
        slot: 5,
        at: 0,
        rows: vec![row("x"), row("y")],
    };
    let all = [
        ModelOp::Attr {
            block: 1,
            slot: 1,
            value: Some("v".into()),
        },
        ModelOp::Attr {
            block: 1,
            slot: 1,
            value: None,
        },
        ModelOp::Class {
            block: 1,
            slot: 0,
            on: true,
        },
        ModelOp::Dyn {
            block: 1,
            slot: 3,
            content: Slot::View(None),
        },
        ModelOp::Branch {
            block: 1,
            slot: 4,
            content: None,
        },
        ModelOp::Remove {
            block: 1,
            slot: 5,
            at: 3,
            count: 2,
        },
        ModelOp::Move {
            block: 1,
            slot: 5,
            from: 998,
            to: 1,
        },
        ModelOp::Swap {
            block: 1,
            slot: 5,
            a: 1,
            b: 998,
        },
        ModelOp::Clear { block: 1, slot: 5 },
        ModelOp::Mount {
            first: 9,
            content: None,
        },
    ];
    vec![
        ("patch-text", model::write_patch(1, 1, &[write(3, 1, "42")])),
        (
            "patch-rows",
            model::write_patch(2, 2, &[write(13, 2, "a"), write(23, 2, "b")]),
        ),
        ("patch-insert", model::write_patch(3, 2, &[define, insert])),
        ("patch-all", model::write_patch(4, 2, &all)),
        (
            "patch-park",
            model::write_patch(
                5,
                2,
                &[
                    ModelOp::Park { block: 7 },
                    write(7, 0, "a"),
                    ModelOp::Dyn {
                        block: 1,
                        slot: 3,
                        content: Slot::Parked(7),
                    },
                    ModelOp::Drop { block: 9 },
                ],
            ),
        ),
    ]
}

#[test]
fn every_example_is_what_the_crate_writes() {
    let mut examples = examples();
    for (name, value) in values() {
        let example = examples
            .remove(name)
            .unwrap_or_else(|| panic!("no example is named {name}"));
        assert_eq!(example, hex(&value), "{name}");
        assert_eq!(unhex(&example), value, "{name}");
    }
    assert!(
        examples.is_empty(),
        "examples without a value in this test: {examples:?}"
    );
}

#[test]
fn the_limits_of_the_page_are_those_of_the_crate() {
    let document = document();
    let table = document
        .split("## Limits")
        .nth(1)
        .and_then(|rest| rest.split("## ").next())
        .expect("a chapter");
    let numbers: Vec<usize> = table
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split('|').nth(1))
        .filter_map(|cell| {
            let digits: String = cell.chars().filter(char::is_ascii_digit).collect();
            digits.parse().ok()
        })
        .collect();
    let expected = [
        limits::MAX_CLIENT_FRAME_BYTES,
        limits::MAX_SERVER_FRAME_BYTES,
        limits::MAX_PATH_BYTES,
        limits::MAX_PREVIOUS_BYTES,
        limits::MAX_SOCKET_BYTES,
        limits::MAX_KEY_BYTES,
        limits::MAX_KEY_FILTERS,
        limits::MAX_EVENT_DELAY_MS as usize,
        limits::MAX_TOUCHES,
        limits::MAX_VALUE_BYTES,
        limits::MAX_FIELD_NAME_BYTES,
        limits::MAX_FIELDS,
        limits::MAX_MESSAGE_BYTES,
        limits::MAX_TEMPLATE_HTML_BYTES,
        limits::MAX_NAME_BYTES,
        limits::MAX_SLOTS,
        limits::MAX_TEMPLATES,
        limits::MAX_ROWS as usize,
        limits::MAX_BLOCK_DEPTH,
        limits::MAX_BLOCK as usize,
        limits::MAX_UNACKNOWLEDGED as usize,
    ];
    assert_eq!(numbers, expected);
}
